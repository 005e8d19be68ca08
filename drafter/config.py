"""Where things are: names in, paths out. The nearest drafter.yaml says what is the user's own; the rest came with the program.

The shipped `templates` and `phrasebank` lie inside an installed package and, in a checkout, beside it. A template folder of
the user's that is called like a shipped one lies over it: a file that it lacks is taken from the shipped one.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import files
from drafter.errors import FileError

if TYPE_CHECKING:
    from drafter.settings import Settings

SETTINGS_NAME = "drafter.yaml"
USUAL_TEMPLATE = "annual-report"
"""The template of a report where neither report.yaml nor drafter.yaml names one."""
SHIPPED = "自带"
"""In drafter.yaml: the folder that came with the program."""
WRITTEN = "written"
"""The folder in a phrasebank for phrases that people wrote. It is a separate one because mining rewrites the bank's files."""
_PACKAGE = Path(__file__).resolve().parent
# Platform → the environment variable that names the folder of caches, and the folder where it is not set.
_CACHES = {"win32": ("LOCALAPPDATA", "~/AppData/Local"), "darwin": ("XDG_CACHE_HOME", "~/Library/Caches")}
_OTHER_CACHES = ("XDG_CACHE_HOME", "~/.cache")


def shipped(name: str) -> Path:
    """The data folder `templates` or `phrasebank` that came with the program.

    Raises FileError: the installation is incomplete.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileError(f"找不到自带的 {name} 文件夹", "程序安装不完整，请重新安装 drafter")


def settings_file() -> Path | None:
    """The nearest drafter.yaml, in the working folder or above, or None."""
    here = Path.cwd()
    paths = (folder / SETTINGS_NAME for folder in (here, *here.parents))
    return next((path for path in paths if path.is_file()), None)


def setting(key: str) -> Any:
    """What drafter.yaml says under a key; empty where it says nothing. Raises FormatError where the file is wrong."""
    path = settings_file()
    return getattr(_settings(path, files.stamp(path)), key) if path else ""


@lru_cache(maxsize=1)
def _settings(path: Path, stamp: str) -> Settings:
    """The file read once, although a command asks for half a dozen keys; another `stamp` means that it has changed since."""
    from drafter import yamlfile
    from drafter.settings import Settings

    return yamlfile.load(path, Settings)


def folders(name: str) -> tuple[Path, ...]:
    """The folders for `templates` or `phrasebank` that drafter.yaml lists, the most important first; else the shipped one.

    Raises FileError: drafter.yaml names a folder that does not exist. FormatError: it is wrong.
    """
    chosen = setting(name)
    listed = [chosen] if isinstance(chosen, str) else chosen
    return tuple(_own_folder(name, each) for each in listed if each) or (shipped(name),)


def _own_folder(name: str, chosen: str) -> Path:
    """The folder that drafter.yaml names under `name`; a relative path starts in the folder of drafter.yaml."""
    if chosen == SHIPPED:
        return shipped(name)
    settings = settings_file() or Path(
        SETTINGS_NAME
    )  # it named the folder, so there is one unless it was deleted just now
    path = settings.parent / os.path.expanduser(chosen)  # noqa: PTH111 (of an unknown user it leaves ~name as it is)
    if not _is_folder(path):
        raise FileError(f"{settings} 中 {name} 指向的文件夹不存在：{chosen}", "请先建好这个文件夹，或改正路径")
    return path


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; of a name that no folder can have, too long or with a NUL in it, Path.is_dir raises."""
    return os.path.isdir(path)  # noqa: PTH112


def folder(name: str) -> Path:
    """The first of `folders`: the one that commands write to. Without drafter.yaml that is the shipped folder."""
    return folders(name)[0]


def language_folders() -> tuple[Path, ...]:
    """The folder of the user's own words, if drafter.yaml names one. Raises FileError, FormatError."""
    chosen = setting("language")
    return (_own_folder("language", chosen),) if chosen else ()


def user_folder() -> Path | None:
    """Where this user's data is kept: in APPDATA on Windows, else in XDG_DATA_HOME or ~/.local/share. It may not exist; None for
    a user without a home folder.
    """
    return _user_place("APPDATA" if os.name == "nt" else "XDG_DATA_HOME", "~/.local/share")


def cache_folder() -> Path | None:
    """Where files are kept that only save time and may be deleted. It may not exist; None for a user without a home folder."""
    return _user_place(*_CACHES.get(sys.platform, _OTHER_CACHES))


def _user_place(variable: str, usual: str) -> Path | None:
    """Our folder in the one that an environment variable names, else in the usual one."""
    root = Path(os.environ.get(variable, ""))
    if not root.is_absolute():
        root = Path(os.path.expanduser(usual))  # noqa: PTH111 (without a home it stays relative, where Path.home fails)
    return root / "drafter" if root.is_absolute() else None


def template_folder(name: str = "") -> Path:
    """The folder of the template `name`, else of the one in drafter.yaml, else of the usual one; the user's own goes first.

    Raises FileError, FormatError.
    """
    name = name or setting("template") or USUAL_TEMPLATE
    for path in (folder("templates") / name, shipped("templates") / name):
        if _is_folder(path) and template_file(path, "questions.yaml").is_file():
            return path
    raise FileError(f"没有名为“{name}”的模板", f"可用的模板：{'、'.join(template_names())}")


def template_names() -> tuple[str, ...]:
    """All templates that can be named, the user's own and the shipped ones."""
    roots = {folder("templates"), shipped("templates")}
    paths = [path for root in roots for path in root.iterdir() if path.is_dir()]
    return tuple(sorted({path.name for path in paths if template_file(path, "questions.yaml").is_file()}))


def question_files(template: Path) -> tuple[Path, ...]:
    """The files of a template's questionnaire: the registers of indicators, then the questions. Raises as `layered_files`."""
    return *layered_files(template, "indicators.yaml"), *layered_files(template, "questions.yaml")


def template_layers(template: Path) -> tuple[Path, ...]:
    """A template's folder and, where it is the user's own and lies over a shipped one, the shipped one after it."""
    below = shipped("templates") / template.name
    return (template, below) if below.is_dir() and below.resolve() != template.resolve() else (template,)


def template_file(template: Path, name: str) -> Path:
    """A file of a template, from the first layer that has it; may not exist. Raises as `layered_files`."""
    return layered_files(template, name)[-1]


def layered_files(template: Path, name: str) -> tuple[Path, ...]:
    """A file of a template in each layer that has it, the shipped one first, because what the upper one says replaces it.

    Where no layer has it, its path in the template: reading it then fails with its name. Raises FileError for a link to
    another folder.
    """
    paths = (layer / name for layer in reversed(template_layers(template)))
    found = tuple(path for path in paths if path.is_file()) or (template / name,)
    for path in found:
        if path.is_file() and not is_within(path.parent, path):
            raise FileError(f"{path} 是一个链接，指到了模板文件夹之外", "请换成文件本身")
    return found


def is_within(folder: Path, path: Path) -> bool:
    """Whether the file exists, and in this folder: a template from somebody else may hold a link to a file of the user's."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name that no file can have
        return False
