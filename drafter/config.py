"""Where things are: the nearest drafter.yaml, and the data folders from a wheel or from an editable install."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from drafter.errors import FileError

SETTINGS_NAME = "drafter.yaml"
USUAL_TEMPLATE = "annual-report"
"""What a report is made from where neither it nor drafter.yaml names a template."""
SHIPPED = "自带"
"""In a list of phrasebank folders: the one that came with the program."""
WRITTEN = "written"
"""The folder in a phrasebank for phrases of one's own: apart, because mining writes the files of the bank anew."""
_PACKAGE = Path(__file__).resolve().parent
# Platform → the variable that names the folder of caches, and where that usually is; elsewhere as XDG says.
_CACHES = {"win32": ("LOCALAPPDATA", "~/AppData/Local"), "darwin": ("XDG_CACHE_HOME", "~/Library/Caches")}


def shipped(name: str) -> Path:
    """The data folder `templates` or `phrasebank` that came with the program.

    Raises:
        FileError: the installation is incomplete.
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
    """What drafter.yaml says under a key; empty where it says nothing. Raises FormatError where it is wrong."""
    path = settings_file()
    if path is None:
        return ""
    from drafter import yamlfile
    from drafter.formats import Settings

    return getattr(yamlfile.load(path, Settings), key)


def folders(name: str) -> tuple[Path, ...]:
    """The templates or phrasebank folders in force, the user's own first: from drafter.yaml, else the shipped one.

    Raises:
        FileError: drafter.yaml names a folder that does not exist. FormatError: it is wrong.
    """
    chosen = setting(name)
    listed = [chosen] if isinstance(chosen, str) else chosen
    return tuple(_named(name, each) for each in listed if each) or (shipped(name),)


def _named(name: str, chosen: str) -> Path:
    """The folder that drafter.yaml means: a path is seen from where drafter.yaml itself stands."""
    path = settings_file() or Path(SETTINGS_NAME)
    found = shipped(name) if chosen == SHIPPED else path.parent / Path(chosen).expanduser()
    if not found.is_dir():
        raise FileError(f"{path} 中 {name} 指向的文件夹不存在：{chosen}", "请先建好这个文件夹，或改正路径")
    return found


def folder(name: str) -> Path:
    """The first of the folders in force: the one that is written to."""
    return folders(name)[0]


def language_folders() -> tuple[Path, ...]:
    """The folder of the user's own words, if drafter.yaml names one. Raises FileError, FormatError."""
    chosen = setting("language")
    return (_named("language", chosen),) if chosen else ()


def user_folder() -> Path:
    """Where what belongs to this user is kept: APPDATA on Windows, else XDG_DATA_HOME or ~/.local/share. May not exist."""
    home = os.environ.get("APPDATA" if os.name == "nt" else "XDG_DATA_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share") / "drafter"


def cache_folder() -> Path | None:
    """Where what can be made again is kept for this user; it need not exist. None where the user has no folder at all."""
    variable, usual = _CACHES.get(sys.platform, ("XDG_CACHE_HOME", "~/.cache"))
    given = Path(os.environ.get(variable, ""))
    root = given if given.is_absolute() else Path(os.path.expanduser(usual))  # noqa: PTH111 (Path's own fails without a home)
    return root / "drafter" if root.is_absolute() else None


def template_folder(name: str = "") -> Path:
    """The folder of a template: the user's own of that name if there is one, else the shipped one.

    Without a name it is that of the usual template, as drafter.yaml says. Raises FileError, FormatError.
    """
    name = name or setting("template") or USUAL_TEMPLATE
    for path in (folder("templates") / name, shipped("templates") / name):
        if path.is_dir() and template_file(path, "questions.yaml").is_file():
            return path
    raise FileError(f"没有名为“{name}”的模板", f"可用的模板：{'、'.join(template_names())}")


def template_names() -> tuple[str, ...]:
    """All templates that can be named, the user's own and the shipped ones."""
    homes = {folder("templates"), shipped("templates")}
    paths = [path for home in homes if home.is_dir() for path in home.iterdir() if path.is_dir()]
    return tuple(sorted({path.name for path in paths if template_file(path, "questions.yaml").is_file()}))


def bank_files(folder: Path) -> list[Path]:
    """The files of a phrasebank folder, in the order in which they are read."""
    return sorted([*folder.glob("*.yaml"), *(folder / WRITTEN).glob("*.yaml")])


def question_files(template: Path) -> tuple[Path, ...]:
    """The files of a template's questionnaire: the register, then the questions of each layer, the lowest first."""
    asking = [layer / "questions.yaml" for layer in reversed(template_layers(template))]
    return template_file(template, "indicators.yaml"), *([path for path in asking if path.is_file()] or asking[-1:])


def template_layers(path: Path) -> tuple[Path, ...]:
    """A template's own folder and, where one of that name was shipped, below it the shipped one."""
    below = shipped("templates") / path.name
    return (path, below) if below.is_dir() and below.resolve() != path.resolve() else (path,)


def template_file(path: Path, name: str) -> Path:
    """A file of a template, from the first layer that has it; may not exist."""
    layers = template_layers(path)
    return next((layer / name for layer in layers if (layer / name).is_file()), path / name)
