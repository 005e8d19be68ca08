"""Where things are: the nearest drafter.yaml, and the data folders from a wheel or from an editable install."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import FileError

if TYPE_CHECKING:
    from drafter.formats import Settings

SETTINGS_NAME = "drafter.yaml"
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


def settings_file(start: Path | None = None) -> Path | None:
    """The nearest drafter.yaml from `start` (the working folder) upward, or None."""
    here = (start or Path.cwd()).resolve()
    return next(
        (folder / SETTINGS_NAME for folder in (here, *here.parents) if (folder / SETTINGS_NAME).is_file()), None
    )


def settings(start: Path | None = None) -> Settings:
    """The settings in force; defaults where there is no drafter.yaml. Raises FormatError."""
    from drafter import yamlfile
    from drafter.formats import Settings

    path = settings_file(start)
    return yamlfile.load(path, Settings) if path else Settings()


def folders(name: str, start: Path | None = None) -> tuple[Path, ...]:
    """The templates or phrasebank folders in force, the user's own first: from drafter.yaml, else the shipped one.

    Raises:
        FileError: drafter.yaml names a folder that does not exist. FormatError: it is wrong.
    """
    path = settings_file(start)
    chosen: str | list[str] = getattr(settings(start), name) if path else []
    listed = [chosen] if isinstance(chosen, str) else chosen
    return tuple(_listed(name, path, each) for each in listed if each and path) or (shipped(name),)


def _listed(name: str, path: Path, chosen: str) -> Path:
    found = shipped(name) if chosen == SHIPPED else path.parent / Path(chosen).expanduser()
    if not found.is_dir():
        raise FileError(f"{path} 中 {name} 指向的文件夹不存在：{chosen}", "请先建好这个文件夹，或改正路径")
    return found


def folder(name: str, start: Path | None = None) -> Path:
    """The first of the folders in force: the one that is written to."""
    return folders(name, start)[0]


def language_folders(start: Path | None = None) -> tuple[Path, ...]:
    """The folder of the user's own words, if drafter.yaml names one. Raises FileError, FormatError."""
    path = settings_file(start)
    chosen = settings(start).language if path else ""
    return (_listed("language", path, chosen),) if chosen and path else ()


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


def template_folder(name: str = "annual-report", start: Path | None = None) -> Path:
    """The folder of a template by name: the user's own if there is one, else the shipped one. Raises FileError."""
    for path in (folder("templates", start) / name, shipped("templates") / name):
        if path.is_dir() and template_file(path, "questions.yaml").is_file():
            return path
    raise FileError(f"没有名为“{name}”的模板", f"可用的模板：{'、'.join(template_names(start))}")


def template_names(start: Path | None = None) -> tuple[str, ...]:
    """All templates that can be named, the user's own and the shipped ones."""
    homes = {folder("templates", start), shipped("templates")}
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
