"""Finds names of persons in a folded line: a surname with a given name beside a post (书记王明) or a form of address (王明同志).

Where several persons are listed behind one post, all of them are found. A given name may be an ordinary word (李建设), and ordinary
words may begin with a surname (高度重视). So the line around is cut into words twice, with the name and without it, and
the cut decides that leaves fewer characters which belong to no word: 李|建设 leaves 李, 高度|重视 leaves none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.language import alternatives, pattern, word_borders
from drafter.language import words as listed
from drafter.language.lexicon import SURNAMES, SURNAMES_OF_TWO, begins, crosses, words
from drafter.text import HANZI

_SURNAME = re.compile(f"{SURNAMES_OF_TWO}|[{SURNAMES}]")
_LIKE_WORDS = frozenset(listed("names", "surnames_like_words"))
"""任, 向, 于 …: surnames that are words of one character too."""
_NEVER_GIVEN = frozenset("".join(listed("names", "never_given")))
_ONLY_FIRST_GIVEN = frozenset("".join(listed("names", "first_given")))
_USUAL_GIVEN = frozenset("".join(listed("names", "given"))) | _ONLY_FIRST_GIVEN
_POST = re.compile(rf"(?:{alternatives('names', 'posts')})[:(]? ?(?={HANZI})")
_AFTER_NAME = alternatives("names", "after_person")
_WORDS_BEHIND = frozenset(listed("names", "after_person"))
_HANZI_AHEAD = re.compile(f"{HANZI}*")
_FOREIGN = f"[{''.join(listed('names', 'transliterated'))}]"
_DOTTED_NAME = re.compile(rf"(?:{_FOREIGN}{{2,7}}|{HANZI}{{2}})[·•]{HANZI}{{2}}{_FOREIGN}{{0,4}}")
"""买买提·艾力 has no Chinese surname."""
_LIKE_A_NAME = (
    rf"(?<![0-9}}])[{''.join(c for c in SURNAMES if c not in _LIKE_WORDS)}](?=[{''.join(sorted(_USUAL_GIVEN))}])"
)
ANONYMOUS = rf"[{SURNAMES}]某[某甲乙丙丁]?(?![些种项个一])"
"""王某, 李某甲: masked already, but the case is somebody's."""
_SPEAKS = re.compile("(?:介绍)?说(?=[,:。“])|表示(?=[,:])|告诉记者")
_LONGEST_DOTTED = 14
_REACH = 10
"""So many characters before and behind a name are cut into words."""


def persons(line: str) -> Iterator[str]:
    """Names of persons; one that is found in several ways comes several times."""
    for post in _POST.finditer(line):
        start = post.end()
        while name := _name_from(line, start, is_listed=start > post.end()):
            yield name
            start += len(name)
            if line[start : start + 1] not in ("、", " "):
                break
            start += 1
    for follows in (*pattern("names", "addresses").finditer(line), *_SPEAKS.finditer(line)):
        end, until = follows.span()
        while name := _name_until(line, end, until):
            yield name
            end = until = end - len(name) - 1
            if line[end : end + 1] != "、":
                break


def is_person(name: str) -> bool:
    """Whether the text is a surname with a given name, and no ordinary word."""
    surname = _SURNAME.match(name)
    return (
        surname is not None and _can_be_given(name[surname.end() :]) and name[:2] not in words() and not _denied(name)
    )


def perhaps_persons(line: str) -> Iterator[str]:
    """What may be a name with no post beside it: a surname and one or two characters that belong to no word. Of two, one may be
    unusual in names.
    """
    end = 0  # of the last one
    for match in re.finditer(_LIKE_A_NAME, line):
        start = match.start()
        if start < end or crosses(line, start) or crosses(line, start + 1):
            continue
        at, alone = max(0, start - _REACH), ""
        for word in word_borders.words(line[at : start + _REACH], is_term=_is_word):
            if at >= start:
                if len(word) > 1 or word in word_borders.PARTICLES or not re.match(HANZI, word):
                    break
                alone += word
            at += len(word)
        given = alone[1:]
        if _can_be_given(given) and not _denied(alone) and _odd(alone[0], given) < len(given):
            end = start + len(alone)
            yield alone


def _is_word(word: str) -> bool:
    return word in words() or word in _WORDS_BEHIND


def _name_from(line: str, start: int, is_listed: bool) -> str:
    """The name that begins at `start`, behind a post or, `is_listed`, behind another name; an empty text if there is none."""
    if dotted := _DOTTED_NAME.match(line, start):
        ends = range(start + _dot(dotted.group()) + 3, dotted.end() + 1)  # the 多 of 多次 is no part of the name
        run = _run(line, ends[0])
        return line[start : min(ends, key=lambda end: (_strange(run[end - ends[0] :]), -end))]
    candidates = [*_candidates(line, start)]
    if not candidates:
        return ""
    run = _run(line, start)
    found = []
    for surname, end in candidates:
        # The 宣传|全 of 居民宣传全覆盖 begins with a verb.
        cost = (
            _strange(run[end - start :])
            + _odd(line[start:surname], line[surname:end])
            + (line[start : start + 2] in word_borders.verbs())
        )
        if end - surname > 1:  # the 担|任 of 王博担任
            cost += crosses(line, end)
        found.append((cost, -end))
    plain = _strange(run, is_behind_post=True)
    cost, end = min(found)
    name, rest = line[start:-end], run[-end - start :]
    is_at_end = not rest and not line[-end : -end + 1].isdigit()
    acts = is_listed or is_at_end or pattern("names", "leading").match(rest) is not None
    if name in listed("names", "word_names") or (name[0] in _LIKE_WORDS and cost < plain and len(name) > 2):
        acts = acts or re.match(_AFTER_NAME, rest) is not None
    return name if _is_better(name, cost, plain, acts) else ""


def _name_until(line: str, end: int, until: int) -> str:
    """The name that ends at `end`, or an empty text; behind it stands a form of address, `until` the offset `until`."""
    if dotted := re.search(f"{_DOTTED_NAME.pattern}$", line[max(0, end - _LONGEST_DOTTED) : end]):
        name = dotted.group()
        return name[next((at for at in range(_dot(name) - 2, 1, -1) if name[at - 2 : at] in words()), 0) :]
    found = []
    for start in range(max(0, end - 4), end - 1):
        # 司法局王明同志: a name may follow its employer, as well as everything that a name may follow anyhow.
        begins_here = begins(line, start) or line[start - 1] in "".join(listed("names", "employers"))
        for surname, name_end in _candidates(line, start):
            if name_end == end:
                cost = (
                    _strange(line[max(0, end - _REACH) : start])
                    + _odd(line[start:surname], line[surname:end])
                    + (not begins_here or crosses(line, start))
                )
                found.append((cost, start))
    if not found:
        return ""
    plain = _strange(line[max(0, end - _REACH) : until])
    cost, start = min(found)
    return line[start:end] if _is_better(line[start:end], cost, plain, acts=True) else ""


def _candidates(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the surname at `start` ends, and where the name may end."""
    for surname in dict.fromkeys(
        end for end in (start + 2, start + 1) if _SURNAME.fullmatch(line, start, min(end, len(line)))
    ):
        for end in (surname + 2, surname + 1):
            if end <= len(line) and _can_be_given(line[surname:end]) and not _denied(line[start:end]):
                yield surname, end


def _can_be_given(given: str) -> bool:
    return (
        re.fullmatch(f"{HANZI}{{1,2}}", given) is not None
        and not _NEVER_GIVEN & set(given)
        and given[-1] not in _ONLY_FIRST_GIVEN
    )


def _denied(name: str) -> bool:
    in_general = len(name) > 2 and name[1:] in listed("names", "words_after_surname")
    return pattern("names", "no_person").match(name) is not None or in_general


def _is_better(name: str, cost: int, plain: int, acts: bool) -> bool:
    """Whether a name makes more sense than ordinary words do: `cost` and `plain` are what the two cuts leave, and `acts` says
    that what stands beside the name goes with persons only.
    """
    if len(name) == 2 and (name in words() or word_borders.is_common(name)):
        return acts and name in listed("names", "word_names")
    if name[0] in _LIKE_WORDS and not acts:  # 任 in 任组长, 向 in 向企业 is a word, but 单文杰 is none
        return len(name) > 2 and cost + 1 < plain
    return cost < plain + acts


def _odd(surname: str, given: str) -> int:
    """How many characters of a given name are unusual. One word (建设) is more of a name than two characters (设主 of 建设主持), but
    not behind a surname that is a word as well (任|法治).
    """
    if given in words() or word_borders.is_common(given):
        return 0 if surname in _LIKE_WORDS else -1
    return sum(character not in _USUAL_GIVEN for character in given)


def _dot(name: str) -> int:
    return max(name.find("·"), name.find("•"))


def _run(line: str, start: int) -> str:
    """The hanzi from `start` on."""
    found = _HANZI_AHEAD.match(line, start, min(len(line), start + _REACH))
    return found.group() if found else ""


@lru_cache(4096)
def _strange(text: str, is_behind_post: bool = False) -> int:
    """How many characters of a text belong to no word of two or more. A surname that is a word too counts as one `is_behind_post`."""
    cut = word_borders.words(text, is_term=_is_word)
    alone = [
        word for word in cut if len(word) == 1 and word not in word_borders.PARTICLES and word not in _WORDS_BEHIND
    ]
    return sum(re.match(HANZI, word) is not None for word in alone) - (
        is_behind_post and cut[:1] == alone[:1] and text[:1] in _LIKE_WORDS
    )
