"""The templates of the page: a name and values in, an answer out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.responses import HTMLResponse

from drafter.errors import DrafterError


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def html(page: str, /, headers: Mapping[str, str] | None = None, status: int = 200, **given: Any) -> HTMLResponse:
    """A page, or a piece of one."""
    return HTMLResponse(_templates().get_template(page).render(**given), status, headers)


def root(folder: Path) -> str:
    """The beginning of every address of the report in a folder."""
    return f"/r/{quote(folder.resolve().name)}"


def told(error: DrafterError) -> str:
    """An error in one line."""
    return f"{error.message}。{error.hint}"
