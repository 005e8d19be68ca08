"""Verbs about the program itself: its templates, rules, settings, file schemas and surroundings."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from drafter import __version__, config, files, libreoffice
from drafter.app.wording import TEMPLATE
from drafter.errors import DrafterError, FileError
from drafter.model import Finding
from drafter.text import fold


def templates() -> dict[str, tuple[str, ...]]:
    """Template → its frames."""
    from drafter.drafting import template

    return {name: template.frames(config.template_folder(name)) for name in config.template_names()}


def check_template(name: str) -> tuple[Finding, ...]:
    """Everything wrong with a template, found by reading it and by rendering it dry with no, one, all and chance answers.

    Raises:
        FileError, FormatError: there is no such template, or its questions cannot be read.
    """
    from drafter.app.reports import sources
    from drafter.drafting import template_check

    return template_check.check_template(sources(name))


def new_template(folder: Path) -> Path:
    """Copy the shipped template to `folder`, as a start for one's own. Raises FileError if the folder is there already."""
    if folder.exists():
        raise FileError(f"{folder} 已经存在", "请换一个名称")
    files.make_folder(folder.parent)
    try:
        shutil.copytree(config.shipped("templates") / TEMPLATE, folder)
    except OSError as error:
        raise files.failure("写入", folder, error) from error
    return folder


def explain(code: str = "") -> str:
    """A rule's own page, or the list of all rules. Raises DrafterError for an unknown code."""
    from drafter.checking import text as rules

    code = fold(code)
    if not code:
        return (
            "\n".join(f"{rule.code}　{rule.title}" for rule in rules.RULES) + "\nLAY001 …　排版参数（check --layout）"
        )
    if code.upper().startswith("LAY"):
        return _explain_layout(code.upper())
    found = next((rule for rule in rules.RULES if code.upper() == rule.code), None)
    if found is None:
        raise DrafterError(f"没有编号为“{code}”的规则", f"可用的编号：{'、'.join(rule.code for rule in rules.RULES)}")
    return found.page()


def _explain_layout(code: str) -> str:
    from drafter.checking import layout

    chosen = [rule for rule in layout.RULES if rule.code.startswith(code)]
    if not chosen:
        known = f"{layout.RULES[0].code} 至 {layout.RULES[-1].code}"
        raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{known}；写 LAY 列出全部")
    return "\n".join(rule.page() for rule in chosen)


def configuration() -> dict[str, str]:
    """What is in force, and from where."""
    return {
        "配置文件": str(config.settings_file() or "（无，使用默认）"),
        "模板": str(config.folder("templates")),
        "句式库": "；".join(map(str, config.folders("phrasebank"))),
        "缓存（可随时删除）": str(config.cache_folder() or "（无）"),
    }


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a file that people edit. Raises DrafterError for an unknown name."""
    from drafter import formats

    models: dict[str, type[formats.Edited]] = {
        "report": formats.Report,
        "questions": formats.QuestionFile,
        "template": formats.TemplateFile,
        "phrases": formats.PhraseFile,
        "local-terms": formats.LocalTerms,
        "settings": formats.Settings,
    }
    if name not in models:
        raise DrafterError(f"没有“{name}”这种文件", f"可用：{'、'.join(models)}")
    return models[name].model_json_schema()


def doctor() -> list[tuple[str, bool, str]]:
    """Label, whether fine, detail – for everything the program leans on."""
    from drafter.app.wording import phrases
    from drafter.asking import questionnaire

    asked = questionnaire.load(config.template_folder())
    found = libreoffice.program()
    return [
        ("版本", True, f"drafter {__version__}，Python {sys.version.split()[0]}"),
        ("模板", True, f"{len(asked.questions)} 个问题，{len(asked.indicators)} 项指标"),
        ("句式库", bool(phrases()), f"{len(phrases())} 条"),
        ("LibreOffice", found is not None, found or "未安装：不影响生成 .docx；输出 .pdf、读取 .doc 和 .wps 时需要"),
    ]
