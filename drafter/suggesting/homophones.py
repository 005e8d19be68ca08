"""Mends words that an input method wrote with other characters of the same sound: 调节 for 调解. A note in, the note mended out.

A word is changed into a term of the field that sounds the same, and only if the note is understood better then: one more of
its figures is recognised. A stretch of characters that is no word at all is changed, too, if it shares a character with the
term; and where one of its characters stands in no word of the field at all (检插), it becomes the one word that differs from
it in this character only. A word that neither the field nor everyday language has (北岸) becomes the one verb or term that
sounds like it. The user is told what was changed.

pypinyin knows the sounds. It takes a quarter of a second to load, so the sounds of the common characters are kept between
starts of the program. A note whose words and figures are all known needs no sounds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import accumulate, chain, combinations
from typing import NamedTuple

from drafter import cache, language
from drafter.language import word_borders
from drafter.suggesting.formal.kept_words import own_words
from drafter.suggesting.formal.word_classes import spoken
from drafter.text import HANZI
from drafter.understanding import indicators
from drafter.understanding.register import Register

_FORM = "1"
"""The shape in which the sounds are kept; to be raised when it changes."""
_LENGTHS = (4, 3, 2)
"""Characters of the words that are looked at, longest first."""
_SHORTEST_NAME, _LONG_NAME, _LONGEST_NAME = 3, 5, 8
"""The same of set names; of a long one a character may be wrong although every piece of it is a word."""
_ENDINGS = tuple("局委办所站队科股处室组会")
"""What any word may have behind it to be the name of an organ."""
_MANY = 4
"""Common words with a character that make it a usual one."""
_LONGEST_NOTE = 200
"""Characters. Every suspect word is tried with the whole note, so in longer ones none is."""
_NUMERAL = re.compile("[一二两三四五六七八九十百千万亿几数]")
_HANZI = re.compile(f"{HANZI}+")


class Mended(NamedTuple):
    """The note, and each word that was changed with the word it became."""

    note: str
    changed: tuple[tuple[str, str], ...]


def mended(note: str, register: Register, topic: str = "") -> Mended:
    """The note with its homophones mended, if some of its figures, or all of its words, are not recognised."""
    if len(note) > _LONGEST_NOTE:
        return Mended(note, ())
    changed: list[tuple[str, str]] = []
    for written, name in _misspelt_names(note, register):
        note = note.replace(written, name)
        changed.append((written, name))
    known = _recognised(note, register, topic)
    for word, is_fragment in _suspects(note, register):
        meant = _with_usual_character(word, register) if is_fragment else _of_field(word, register)
        if meant and word in note:
            note = note.replace(word, meant)
            changed.append((word, meant))
            continue
        if not is_fragment and (known.recognised == known.figures or word in language.words("formal", "field_words")):
            continue
        for term in _by_sound(register).get(_sound(word), ()):
            if not _is_field_term(register, term):
                continue
            mended_note = note.replace(word, term)
            after = _recognised(mended_note, register, topic)
            better = after.recognised > known.recognised
            shares = any(one == other for one, other in zip(word, term, strict=True))  # 安监 is no 案件
            becomes_word = is_fragment and after.recognised == known.recognised
            is_other_word = not is_fragment and not shares and word_borders.is_common(word)  # 换届 is no 环节
            if term != word and not is_other_word and (better or (becomes_word and shares)):
                note, known = mended_note, after
                changed.append((word, term))
                break
    return Mended(note, tuple(changed))


def _with_usual_character(part: str, register: Register) -> str:
    """The one word that sounds like a part of no word, of which one character is strange to the field; empty if there is none."""
    from drafter.language import lexicon

    strange = [i for i, character in enumerate(part) if character not in _usual_characters(register)]
    if len(strange) != 1 or part[strange[0]] in lexicon.SURNAMES:
        return ""
    at = strange[0]
    alike = (each for each, sound in _sounds().items() if sound == _sounds().get(part[at]) and each != part[at])
    words = [part[:at] + each + part[at + 1 :] for each in alike]
    for is_known in (_formal_words(register).__contains__, word_borders.is_common):
        if found := [word for word in words if is_known(word)]:
            return found[0] if len(found) == 1 else ""
    return ""


def _of_field(word: str, register: Register) -> str:
    """The one verb or term of the field that sounds like a word which is itself none of the field's, nor an everyday one."""
    from drafter.language import lexicon

    if (
        word in own_words()
        or word in register.lexicon.weights
        or word in lexicon.words()
        or word_borders.is_common(word)
    ):
        return ""
    alike = [each for each in _by_sound(register).get(_sound(word), ()) if each in _terms_and_verbs(register)]
    return alike[0] if len(alike) == 1 else ""


@lru_cache(maxsize=2)
def _terms_and_verbs(register: Register) -> frozenset[str]:
    table = language.table("formal")
    verbs = chain(table["fronted"], table["plain_verbs"], table["also_nouns"])
    return _field_terms(register).union(each for each in verbs if len(each) in _LENGTHS)


@lru_cache(maxsize=2)
def _formal_words(register: Register) -> frozenset[str]:
    return (frozenset(own_words()) - spoken().keys()) | _field_terms(register)


@lru_cache(maxsize=2)
def _usual_characters(register: Register) -> frozenset[str]:
    """The characters of the field's words, and those that many common words have."""
    common = word_borders.common_characters()
    of_field = chain.from_iterable(chain(own_words(), _field_terms(register), register.lexicon.weights))
    return frozenset(of_field) | {each for each, count in common.items() if count >= _MANY}


def _misspelt_names(note: str, register: Register) -> Iterator[tuple[str, str]]:
    """Set names of which one character was written as another that sounds nearly so: 检查院, 农名工, 公平竞争审察.

    What is looked at begins and ends at the border of a word, is no word itself, and, unless it is long, has a piece in it that
    is none (院 of 检查院).
    """
    is_term = partial(_is_field_term, register)
    for run in _HANZI.findall(note):
        words = word_borders.words(run, own_words(), is_term)
        borders = [0, *accumulate(map(len, words))]
        pieces = {border for border, word in zip(borders, words, strict=False) if _is_piece(word)}
        for start, end in combinations(borders, 2):
            written = run[start:end]
            if not _SHORTEST_NAME <= len(written) <= _LONGEST_NAME:
                continue
            if written.endswith(_ENDINGS) and (written[:-1] in own_words() or word_borders.is_common(written[:-1])):
                continue  # 水务局 is no 税务局
            if len(written) < _LONG_NAME and pieces.isdisjoint(range(start, end)):
                continue
            name = _names_by_sound().get(_nearly(written), "")
            differing = sum(one != other for one, other in zip(written, name, strict=False))
            if differing == 1 and not (written in own_words() or word_borders.is_common(written)):
                yield written, name
                break


def _is_piece(word: str) -> bool:
    """Whether a word is a character that is rather a piece of a longer one."""
    return len(word) == 1 and word not in word_borders.PARTICLES


@lru_cache(maxsize=1)
def _names_by_sound() -> Mapping[tuple[str, ...], str]:
    """The one name of people, organs, papers or activities that sounds nearly so."""
    formal, measures = language.table("formal"), language.table("measures")["counted_in"]
    listed = (formal[list_] for list_ in ("people", "doers", "written_out", "organs"))
    grouped = (chain(*table.values()) for table in (measures, formal["bare_activity"], formal["counted_in"]))
    found = defaultdict[tuple[str, ...], set[str]](set)
    for name in chain(*listed, *grouped, formal["organs"].values(), formal["written_out"].values()):
        if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and _HANZI.fullmatch(name):
            found[_nearly(name)].add(name)
    return {sound: names.pop() for sound, names in found.items() if len(names) == 1}


def _nearly(word: str) -> tuple[str, ...]:
    """Its sounds without what many people do not tell apart: min and ming, zhi and zi."""
    return tuple(
        re.sub("^([zcs])h", r"\1", sound.removesuffix("g") if sound[-2:] == "ng" else sound) for sound in _sound(word)
    )


class _Recognised(NamedTuple):
    figures: int
    recognised: int


def _recognised(note: str, register: Register, topic: str) -> _Recognised:
    """How many figures a note has, and how many are recognised."""
    counted = [each for each in indicators.recognise_note(note, register, topic) if each.quantity.value is not None]
    return _Recognised(len(counted), sum(each.indicator is not None for each in counted))


def _suspects(note: str, register: Register) -> Iterator[tuple[str, bool]]:
    """Words of the note that are no terms of the field, and parts of stretches that are no words; these with True."""
    is_term = partial(_is_field_term, register)
    for run in _HANZI.findall(note):
        fragment = ""
        for word in [*word_borders.words(run, own_words(), is_term), ""]:
            if len(word) == 1:
                fragment += word
                continue
            for length in _LENGTHS:
                small = {*language.words("formal", "small_words"), *word_borders.PARTICLES}  # 9个题 is no 个体
                # What is beside a misspelt word is a word: 又检插了, but not 烧秸 of 禁烧秸秆.
                parts = (
                    fragment[i : i + length]
                    for i in range(len(fragment) - length + 1)
                    if small.issuperset(fragment[:i] + fragment[i + length :])
                )
                yield from (
                    (part, True) for part in parts if not _NUMERAL.search(part) and not set(part) & {*small, "个", "说"}
                )
            fragment = ""
            if word and not is_term(word):
                yield word, False


@lru_cache(maxsize=1)
def _sounds() -> Mapping[str, str]:
    """Character → its most usual sound without tone, for the 6,763 characters of GB 2312."""
    kept: Mapping[str, str] = cache.kept("sounds", _FORM, [], _made_sounds)
    return {character: sound for sound, characters in kept.items() for character in characters}


def _made_sounds() -> dict[str, str]:
    """Sound → the characters that have it."""
    from pypinyin import lazy_pinyin

    common = [bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    characters = [each for each in common if each]
    made = defaultdict[str, str](str)
    for character, sound in zip(characters, lazy_pinyin(characters), strict=True):
        made[sound] += character
    return dict(made)


def _sound(word: str) -> tuple[str, ...]:
    return tuple(_sounds().get(character, character) for character in word)


@lru_cache(maxsize=2)
def _by_sound(register: Register) -> Mapping[tuple[str, ...], list[str]]:
    found = defaultdict[tuple[str, ...], list[str]](list)
    for term in sorted(_terms_and_verbs(register)):
        found[_sound(term)].append(term)
    return found


def _is_field_term(register: Register, word: str) -> bool:
    """Whether a word of hanzi is one of `_field_terms`, which most notes need not collect."""
    is_named = word in register.lexicon.weights or word in register.uses
    return len(word) in _LENGTHS and (is_named or word in language.table("formal")["written_out"])


@lru_cache(maxsize=2)
def _field_terms(register: Register) -> frozenset[str]:
    """The words by which topics and indicators are known, and the short names of the field."""
    named = chain(register.lexicon.weights, register.uses, language.table("formal")["written_out"])
    return frozenset(term for term in named if len(term) in _LENGTHS and _HANZI.fullmatch(term))
