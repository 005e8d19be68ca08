"""Made-up phrase banks of any size and made-up notes about them: the shipped bank and a seed in, phrases and notes out.

A phrase is recombined from the segments of one topic's phrases, now and then with a foreign one, with words exchanged for
their like. Rows come in random order: a bank in order lets a broken index look perfect. The same seed gives the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from drafter.phrase_formats import Phrase

_SLOT = re.compile(r"\{(\w+)\}")
_LIKE = (
    ("全年共", "今年以来", "全区累计", "年内", "本年度", "累计", "共计"),
    ("开展", "组织开展", "举办", "组织", "深入开展"),
    ("加强", "强化", "进一步加强", "着力加强", "推进"),
    ("完善", "健全", "优化", "改进"),
    ("落实", "贯彻落实", "抓好", "严格落实"),
    ("化解", "调处", "调解", "妥善化解"),
    ("制定", "印发", "出台", "制定出台"),
    ("培训", "业务培训", "专题培训", "集中培训"),
    ("企业", "园区企业", "辖区企业", "重点企业"),
    ("群众", "居民", "辖区群众", "职工群众"),
)
_WORDS = {word: group for group in _LIKE for word in group}
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_FILLER = re.compile("[的了和及与各共已并]|全年|全区|累计|有效|切实|进一步|深入|积极|认真")
_FIGURES = {"percent": (50, 100), "date": (1, 12), "year": (2019, 2025)}
_NAMES = {"title": "工作办法", "zone": "我区"}


def grow(phrases: Sequence[Phrase], size: int, seed: int = 1) -> Iterator[Phrase]:
    """`size` different phrases in random order."""
    chance = Random(seed)
    by_topic: dict[str, list[tuple[str, Phrase]]] = {}
    for phrase in (p for p in phrases if p.status != "retired"):
        by_topic.setdefault(phrase.topic, []).extend((part, phrase) for part in re.split("[，；]", phrase.text) if part)
    every = [item for items in by_topic.values() for item in items]
    topics = chance.choices(sorted(by_topic), [len(by_topic[topic]) for topic in sorted(by_topic)], k=size)
    seen: set[int] = set()
    for number, topic in enumerate(topics):
        grown = _grown(chance, topic, by_topic[topic], every, number)
        while hash(grown.text) in seen:
            grown = _grown(chance, topic, by_topic[topic], every, number)
        seen.add(hash(grown.text))
        yield grown


def _grown(
    chance: Random, topic: str, own: list[tuple[str, Phrase]], every: list[tuple[str, Phrase]], number: int
) -> Phrase:
    parts = [chance.choice(own if chance.random() < 0.85 else every) for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))]
    text, slots = "", dict[str, str]()
    for part, phrase in parts:
        piece = _WORD.sub(lambda found: chance.choice(_WORDS[found[0]]) if chance.random() < 0.5 else found[0], part)
        names = {name: f"{name}_{len(slots)}" if name in slots else name for name in _SLOT.findall(piece)}
        piece = _SLOT.sub(lambda found, names=names: f"{{{names[found[1]]}}}", piece)  # type: ignore[misc]
        text += ("，" if text else "") + piece
        slots |= {new: phrase.slots[name] for name, new in names.items()}
    first = parts[0][1]
    return Phrase.model_construct(
        id=f"{topic}-{number:06x}", text=text, role=first.role, claim=first.claim, slots=slots, sources=first.sources,
        seen=1, years=first.years, status="mined", reason="", topic=topic,
    )  # fmt: skip


def notes(phrases: Sequence[Phrase], size: int, seed: int = 2) -> list[tuple[str, str]]:
    """`size` pairs of a note and the id of the phrase it was made from: in turn rough, half-typed, paraphrased."""
    chance = Random(seed)
    kinds = (_rough, _half, _paraphrased)
    return [
        (kinds[i % 3](chance, _filled(chance, phrase)), phrase.id)
        for i, phrase in enumerate(chance.choices(phrases, k=size))
    ]


def _filled(chance: Random, phrase: Phrase) -> str:
    return _SLOT.sub(lambda found: _value(chance, phrase.slots[found[1]]), phrase.text)


def _value(chance: Random, kind: str) -> str:
    if kind in _NAMES or ("." not in kind and kind not in ("number", "money", *_FIGURES)):
        return _NAMES.get(kind, "某处")
    return str(chance.randint(*_FIGURES.get(kind.rstrip("0123456789"), (2, 500)))) + ("万元" if kind == "money" else "")


def _rough(chance: Random, text: str) -> str:
    """Fillers gone, at most two parts, blanks for commas."""
    parts = [_FILLER.sub("", part) for part in re.split("[，；]", text)]
    return " ".join(chance.sample(parts, min(len(parts), 2)))


def _half(chance: Random, text: str) -> str:
    return text[: max(6, int(len(text) * chance.uniform(0.3, 0.6)))]


def _paraphrased(chance: Random, text: str) -> str:
    """Words exchanged, parts in another order, one character mistyped."""
    parts = re.split("[，；]", _WORD.sub(lambda found: chance.choice(_WORDS[found[0]]), text))
    chance.shuffle(parts)
    typed = "，".join(parts)
    at = chance.randrange(len(typed))
    return typed[:at] + ("区" if typed[at].isalpha() else typed[at]) + typed[at + 1 :]
