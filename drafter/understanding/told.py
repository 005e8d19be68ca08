"""What a paragraph has told before a figure: Names in one after the other, what a figure's own words leave out as it is asked for.

The words of a figure mostly lean on those before: a bare verb on the last object of its unit, a rate on what it is of, 这些 and 后者 on
what they point back to. Which of what was told is meant is decided in figure_names.py; here it is kept.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from drafter import language
from drafter.language import word_borders
from drafter.understanding import figure_links, own_words
from drafter.understanding.figures import Figure
from drafter.understanding.own_words import Stretch, any_of, unit

SAYS_LITTLE = Stretch("generic", "dependent", "transitive")
_NEAR = 8  # figures among which the two are looked for of which one is the difference
_LONGEST_AGAIN = 18  # characters of a thing that is named again
_PAIR = re.compile(any_of("pair"))
POINTS_BACK = re.compile(f"(?:(?P<figure>{any_of('that_figure')})|{any_of('points_back')})")
SHORT = 4
"""Characters of a name to which the event or subject is added, if there is one: 走访农户, 止损."""
_MOST_LISTED = 60
"""Figures of a sentence that one behind them may speak of. A sentence of a table without stops may have thousands."""


class Name(NamedTuple):
    """`text`: what is counted, without the ending that the unit asks for. `thing`: the object in it, which figures behind it may
    leave out; `act`: what is done to it; `part`: of the whole that `text` names, the part that is counted; `is_own`: it says
    enough without what was told before; `is_listing`: it quotes the names before it (除窨井盖外其他) and is quoted by none.
    """

    text: str = ""
    thing: str = ""
    act: str = ""
    part: str = ""
    is_own: bool = False
    is_listing: bool = False


@dataclass
class Told:
    """What a paragraph has told before a figure.

    - `last`, `last_unit`, `part`, `part_unit`: the last name, the last unit, the part that was counted last and its unit.
    - `said`: what was said of the figure before; `parts`: how many parts were counted one after the other.
    - `same`: the noun behind this figure and the thing of as many before, which it names again: 查处超载案件268件。268件案件中.
    - `things`, `here`: the last object by unit, of the paragraph and of the sentence.
    - `event`: what the sentence said was done; `context`: the event or the object, whichever was told last; `act`: the event if
      it was told before a figure of its own, or who is told to act; `activity`: what was done how many times.
    - `subject`: what the sentence begins with, until something else was named; `noun`: the noun behind the figure before.
    - `listed`: what the sentence counted before, with its unit, for 合计 and 其他 behind it.
    - `goes_on`: whether the sentence ends in a semicolon, so that the next one is of the same event; `follows`: whether the one
      before did.
    """

    last: Name = field(default_factory=Name)
    last_unit: str = ""
    part: str = ""
    part_unit: str = ""
    parts: int = 0
    said: str = ""
    same: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    here: dict[str, str] = field(default_factory=dict)
    event: str = ""
    context: str = ""
    act: str = ""
    activity: str = ""
    subject: str = ""
    noun: str = ""
    listed: deque[tuple[str, Name]] = field(default_factory=lambda: deque(maxlen=_MOST_LISTED))
    goes_on: bool = False
    follows: bool = False

    def sentence_begins(self, sentence: str) -> None:
        """To be told of every sentence of the paragraph that has figures."""
        if not self.goes_on:
            self.event = self.subject = self.act = self.activity = ""
        self.follows = self.goes_on
        self.here, self.noun, self.goes_on = {}, "", sentence.endswith(";")
        self.listed.clear()
        self.subject = own_words.subject(sentence) or self.subject
        if own_words.ACTS.search(self.subject):
            self.act = self.subject

    def add(self, found: Name, figure: Figure) -> None:
        self.last, self.last_unit = found, unit(figure)
        if not found.is_listing:  # else every list would repeat all those before it
            self.listed.append((self.last_unit, found))
        counts = figure.quantity.kind in ("count", "money", "area")
        if found.is_own:
            self.subject = self.subject if self.subject in found.text else ""
            self.context = self.context if counts else ""
        is_event = self.last_unit == "次" or own_words.EVENT_VERB.match(found.text)  # 开展检查9次,发现问题30个
        is_verb = not is_event and len(found.text) <= SHORT and own_words.only_verbs(found.text)  # 梳理9件,废止2件
        if found.thing and counts and not is_verb:
            self.here[self.last_unit] = self.things[self.last_unit] = self.context = found.thing
            if self.last_unit != "人":
                self.here[""] = found.thing

    def remains(self, figure: Figure, before: Sequence[tuple[Figure, Name]]) -> None:
        """A figure that says what is left of two before it is of what the first one counts: 事项98项,网办90项,其余8项."""
        same = (each.thing for other, each in before[-_NEAR:] if other.quantity.value == figure.quantity.value)
        things = [*same] if figure.noun else []
        again = own_words.behind(figure)[0] if things else ""
        named = [each for each in things if again and each.endswith(again) and len(each) <= _LONGEST_AGAIN]
        self.same = {again: named[-1]} if named else {}
        if not figure_links.says_rest(figure):
            return
        near = [(each, name) for each, name in before[-_NEAR:] if unit(each) == unit(figure) and name.thing]
        for (whole, name), (part, _) in reversed([*combinations(near, 2)]):
            if figure_links.is_difference(whole, part, figure):
                self.here[unit(figure)] = self.context = name.thing
                return

    def of_unit(self, figure: Figure) -> list[Name]:
        """What the sentence has counted before in the unit of the figure."""
        return [found for counted, found in self.listed if counted == unit(figure)]

    def of_list(self) -> list[Name]:
        """What the sentence has counted before."""
        return [found for _, found in self.listed]

    def add_event(self, event: str) -> None:
        self.event = self.context = event

    def object_of(self, unit: str) -> str:
        """What a verb without an object speaks of."""
        told_here = self.here.get(unit) or (self.event if unit else "") or self.here.get("")
        done_by_them = self.last_unit == "人" and unit not in ("", "人")  # 配备审核员2名。全年审核9件
        subject = "" if self.here or own_words.ACTS.search(self.subject) else self.subject  # 社区矫正工作有序,接收9人
        thing = told_here or subject or self.things.get(unit) or ("" if done_by_them else self.last.thing)
        says_little = thing and self.event and thing not in self.event and SAYS_LITTLE.fullmatch(thing)
        return self.event + thing if says_little else thing

    def meant(self, own: str, figure: Figure) -> str:
        """The own words with what 这些, 此类 and the like point back to: 这些事项的网上可办率 → 政务服务事项的网上可办率."""
        if (which := _PAIR.match(own)) and len(both := figure_links.both_before(figure)) > 1:
            return both[language.words("facts", "pair").index(which[0])] + own[which.end() :]
        pointing = POINTS_BACK.search(own)
        if not pointing or (pointing.start() and len(pointing[0]) == 1):
            return own
        before, behind = own[: pointing.start()], own[pointing.end() :].lstrip("的、")
        if pointing["figure"]:
            return before + (self.part or self.last.text) + behind
        first, *more = word_borders.words(behind.partition("的")[0]) or [""]
        nouns = [first] if len(first) > 1 or pointing[0] == "该" else more[:1]
        things = [self.context, *self.things.values(), self.last.thing, self.subject] if nouns else []
        thing = own_words.named_before(nouns[0], figure) if nouns else ""
        thing = thing or next((each for each in things if each.endswith(nouns[0]) and each != nouns[0]), "")
        return before + behind.replace(nouns[0], thing, 1) if thing else own
