"""What a phrase says more or less than a note. Note, its formal wording and a filled phrase in; added and lost words out.

A phrase is faithful if it adds nothing and loses nothing: every figure of the note is said and no other, and every word of
the note that carries content stands in the phrase. The phrase may have words of its own that only name more fully what the
figures count (an indicator's name and aliases: 成功 is 调解成功), and words that say nothing by themselves (共计, 各类, 开展).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from drafter import language, text
from drafter.suggesting.filling import Filling, missing
from drafter.suggesting.formal import Formal
from drafter.suggesting.formal.statements import words_of
from drafter.suggesting.note import Note
from drafter.suggesting.ranking import unplaced
from drafter.understanding.register import Register

_APART = 3
"""The most characters that may stand between two characters of a word that is looked for; chosen by hand (法援 in 法律援助 has one)."""
_ALL = "全部"
"""Stands among what is added where only the phrase claims all, and among what is lost where only the note does (都, 全部)."""
_GAP = "【待填"
"""A quoted term with a gap in it comes out as one word that begins so. It is left out: what fills no slot is named by itself."""
_NOT_A_TERM = re.compile(r"[@!#].*")
"""What stands behind the terms of an alias (scopes, vetoes, units): see understanding.register."""


def difference(
    note: Note, formal: Formal, filling: Filling, register: Register
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the filled phrase adds to the note, and what it loses of it, in words for the clerk; both empty if it is faithful.

    What is added is looked for as it stands in the note, in its formal wording and in fuller names: another word is another claim. What is
    lost may stand in the phrase in pieces, since a note shortens words (法援 for 法律援助). `filling`: its figures that come from the
    note are `placed`, those made of others `computed`, its slots without a figure `unfilled`; `filled` has what was printed.
    """
    of_phrase = _content(filling.sentence, register)
    bound = {filling.slots[name].kind for name in filling.placed}
    said_by_note, said_by_phrase = f"{text.fold(note.text)}/{formal.text}", text.fold(filling.sentence)
    explained = "/".join(_explained(said_by_note, id_, register) for id_ in sorted(bound) if "." in id_)
    said = f"{said_by_note}/{explained}"
    adds = [w for w in of_phrase if w not in said and _stem(w) not in said and _GAP not in w]
    loses = [word for word in _content(formal.text, register, shortest=1) if not _stands_in(word, said_by_phrase)]
    # 都 in the note may be 全部 in the phrase, but 都 in the phrase alone claims nothing.
    claims_all = language.pattern("cues", "all")
    if claims_all.search(said_by_phrase) and not _says_all(said_by_note):
        adds.append(_ALL)
    if _says_all(formal.text) and not _says_all(said_by_phrase):
        loses.append(_ALL)
    adds += [f"{filling.filled[name]}（{how}）" for name, how in filling.computed.items()]
    adds += [f"【{missing(slot, register.names)}】" for slot in filling.unfilled]
    loses += [figure.printed for figure in unplaced(note, filling)]
    return tuple(dict.fromkeys(adds)), tuple(dict.fromkeys(loses))


def _stem(word: str) -> str:
    """The word without an empty word at its end: 刑事案件 says no more than 刑事."""
    # Both parts have at least two characters, as nearly all words have.
    return next((word[:n] for n in range(2, len(word) - 1) if word[n:] in _empty_words()), word)


def _stands_in(word: str, words: str) -> bool:
    """Whether the characters of a word stand in a text in their order, not far apart: 法援 in 法律援助."""
    return re.search(f".{{0,{_APART}}}".join(map(re.escape, word)), words) is not None


def _says_all(words: str) -> bool:
    return re.search("[都均]", words) is not None or language.pattern("cues", "all").search(words) is not None


def _content(words: str, register: Register, shortest: int = 2) -> dict[str, None]:
    """The words of a text that carry content: no figures, no particles, no empty words.

    `shortest`: the fewest characters; a word of one character is an act (撤, 退) or a piece of an unknown word.
    """
    found = words_of(text.fold(words), register.lexicon)
    return dict.fromkeys(word for word in found if len(word) >= shortest and word not in _empty_words())


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    """The words that the table `formal` lists as saying nothing; without those that compare: 行政复议少6件 is not 行政复议6件."""
    table = language.table("formal")
    words = chain(table["says_nothing"], table["adverbs"], table["prepositions"], table["small_words"])
    return frozenset(words).difference(table["compares"])


def _explained(said: str, id_: str, register: Register) -> str:
    """The words that name an indicator more fully than the note does: its name, and what the note leaves out of an alias by which
    it knows it: 法律援助 for the note 法援指派5件 and the alias 法律援助 受理|指派. An alias of which it says nothing is another fact: what was 受理 was not yet 指派.
    """
    found = [register.indicators[id_].name]
    for owner, alias in register.wordings.aliases:
        if owner == id_:
            terms = [each.split("|") for each in _NOT_A_TERM.sub("", alias).split()]
            is_left_out = [not any(term in said for term in any_of) for any_of in terms]
            if not all(is_left_out):
                found += chain.from_iterable(
                    any_of for any_of, left_out in zip(terms, is_left_out, strict=True) if left_out
                )
    return "/".join(found)
