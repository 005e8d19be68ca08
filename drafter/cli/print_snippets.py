"""What is printed of snippets, as lines and as a JSON shape."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.cli.printing import out, quoted, say
from drafter.cli.shapes import versioned

if TYPE_CHECKING:
    from drafter.app import Offer
    from drafter.formats import Snippet


def listed(found: Sequence[Snippet]) -> None:
    """One a line: name, topic, how it opens."""
    for snippet in found:
        out(f"{snippet.name}\t{snippet.topic}\t{snippet.sentences[0].text[:40]}")
    say(f"共 {len(found)} 条")


def shown(snippet: Snippet, used: Sequence[Path]) -> None:
    """The whole wording, its slots, where it is from and where it is used."""
    for wording in snippet.sentences:
        out(wording.text)
        for name, kind in wording.slots.items():
            out(f"    {{{name}}} = {kind}")
    if snippet.source:
        out(f"出处：{snippet.source.report} {snippet.source.section} 第 {snippet.source.line} 行")
    for path in used:
        out(f"用于：{path}")


def kept(where: Path, snippet: Snippet, doubts: Sequence[str]) -> None:
    """Where it was saved, and what is to be looked at."""
    out(str(where))
    shown(snippet, ())
    if doubts:
        say(f"可能还有本地名称：{'、'.join(doubts)}。请打开文件核对。")


def offered(offers: Sequence[Offer], folder: Path) -> None:
    """Last year's paragraphs below their headings: number, topic, this year's text, what to look at twice."""
    path: tuple[str, ...] = ()
    for offer in offers:
        if offer.path != path:
            path = offer.path
            out("　" + " / ".join(path))
        placed = "　（已放入）" if offer.placed else ""
        out(f"{offer.number}. [{offer.snippet.topic or '-'}] {offer.text or '（不适用，不写）'}{placed}")
        if offer.doubts:
            out(f"    请核对：{'、'.join(offer.doubts)}")
    done = sum(offer.placed for offer in offers)
    say(f"共 {len(offers)} 段，已放入 {done} 段。放入：drafter snippets place 段号 {quoted(folder)}（如 3 或 1,3-5）")


def offers_shape(offers: Sequence[Offer]) -> dict[str, Any]:
    """`paragraphs` of last year's report, in order."""
    return versioned(
        paragraphs=[
            {
                "number": offer.number, "path": offer.path, "topic": offer.snippet.topic, "text": offer.text,
                "doubts": offer.doubts, "name": offer.snippet.name, "placed": offer.placed,
            }
            for offer in offers
        ]
    )  # fmt: skip


def shape(found: Sequence[Snippet], used: Sequence[Path] = ()) -> dict[str, Any]:
    """`snippets`: those found, and for `show` the reports that use it."""
    return versioned(snippets=[snippet.model_dump(mode="json") for snippet in found], used=[str(path) for path in used])
