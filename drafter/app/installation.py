"""Verbs about this installation: its templates, its settings, the schemas of its files, and what else it needs here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import __version__, config, files, libreoffice
from drafter.errors import DrafterError, FileError
from drafter.model import Finding

if TYPE_CHECKING:
    from pydantic import BaseModel


def templates() -> dict[str, tuple[str, ...]]:
    """Template → its frames."""
    from drafter.drafting import template

    return {name: template.frames(config.template_folder(name)) for name in config.template_names()}


def check_template(name: str = "") -> tuple[str, tuple[Finding, ...]]:
    """The name of a template, or of the usual one, and everything wrong with it.

    That is found by reading it and by rendering it dry with no, one, all and chance answers.

    Raises FileError, FormatError: there is no such template, or its questions cannot be read.
    """
    from drafter.app.drafts import sources
    from drafter.drafting import template_check

    folder = config.template_folder(name)
    return folder.name, template_check.check_template(sources(folder))


def new_template(folder: Path) -> Path:
    """Copy the shipped template to `folder`, as a start for one's own. Raises FileError if the folder is there already."""
    if folder.exists():
        raise FileError(f"{folder} 已经存在", "请换一个名称")
    files.make_folder(folder.parent)
    try:
        shutil.copytree(config.shipped("templates") / config.USUAL_TEMPLATE, folder)
    except OSError as error:
        raise files.failure("写入", folder, error) from error
    return folder


def configuration() -> dict[str, str]:
    """The settings in force: label → value, folders and files as paths."""
    return {
        "配置文件": str(config.settings_file() or "（无，使用默认）"),
        "模板": str(config.folder("templates")),
        "常用模板": config.template_folder().name,
        "句式库": "；".join(map(str, config.folders("phrasebank"))),
        "自己的用词": "；".join(map(str, config.language_folders())) or "（无）",
        "缓存（可随时删除）": str(config.cache_folder() or "（无）"),
    }


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a file that people edit. Raises DrafterError for an unknown name."""
    from drafter import finding_formats, formats, phrase_formats, settings
    from drafter.asking import measure_file
    from drafter.language.word_files import TopicFile, WordTable

    models: dict[str, type[BaseModel]] = {
        "report": formats.Report,
        "questions": formats.QuestionFile,
        "template": formats.TemplateFile,
        "accepted": finding_formats.AcceptedFile,
        "baseline": finding_formats.Baseline,
        "phrases": phrase_formats.PhraseFile,
        "local-terms": phrase_formats.LocalTerms,
        "settings": settings.Settings,
        "language": WordTable,
        "topics": TopicFile,
        "measures": measure_file.file_model(),
    }
    if name not in models:
        raise DrafterError(f"没有“{name}”这种文件", f"可用：{'、'.join(models)}")
    return models[name].model_json_schema()


def doctor() -> list[tuple[str, bool, str]]:
    """What the program needs: for each thing its label, whether it is there, and more about it."""
    from drafter.app import phrasebank
    from drafter.asking import questionnaire

    asked = questionnaire.load(config.template_folder())
    phrases, found = phrasebank.bank(lenient=False).phrases, libreoffice.program()
    return [
        ("版本", True, f"drafter {__version__}，Python {sys.version.split()[0]}"),
        ("模板", True, f"{len(asked.questions)} 个问题，{len(asked.indicators)} 项指标"),
        ("句式库", bool(phrases), f"{len(phrases)} 条"),
        ("LibreOffice", found is not None, found or "未安装：不影响生成 .docx；输出 .pdf、读取 .doc 和 .wps 时需要"),
    ]
