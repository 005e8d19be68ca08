"""Deep nesting is refused in our own words, whichever way it is written and whichever parser reads it."""

from __future__ import annotations

import pytest
import yaml

from drafter import yamlfile
from drafter.errors import FormatError

DEEP = {
    "brackets": "[" * 3_000,
    "very many brackets": "[" * 200_000,
    "closed brackets": "[" * 3_000 + "]" * 3_000,
    "brackets on lines of their own": "[\n  " * 3_000,
    "braces": "{a: " * 500 + "1" + "}" * 500,
    "braces as keys": "{" * 900 + "}" * 900,
    "both": "[{" * 3_000,
    "dashes": "- " * 5_000,
    "question marks": "? " * 900 + "1",
    "indents": "".join(f"\n{' ' * depth}a:" for depth in range(2, 500)),
    "barely": "[" * 31 + "]" * 31,
}


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize("written", DEEP)
def test_deep_nesting_is_refused(written: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "_Loader", loader)
    with pytest.raises(FormatError, match=r"第 \d+ 行：嵌套太深"):
        yamlfile.parse(f"year: 2025\nx:\n  {DEEP[written]}", "report.yaml")


@pytest.mark.parametrize("source", ["x: " + "[" * 29 + "]" * 29, f"x: '{'[' * 99}'", f"# {'[' * 99}\nx: 1"])
def test_nesting_that_any_file_may_have_is_read(source: str) -> None:
    assert list(yamlfile.parse(source, "report.yaml")[0]) == ["x"]


@pytest.mark.parametrize("source", ["x: [1, 2\n", "x: [1, @]\n", f"x: '{'[' * 99}'\ny: \"1\n"])
def test_another_mistake_in_brackets_is_not_called_deep(source: str) -> None:
    with pytest.raises(FormatError) as caught:
        yamlfile.parse(source, "report.yaml")
    assert "嵌套太深" not in str(caught.value)
