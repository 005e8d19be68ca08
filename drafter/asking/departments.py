"""Which department gives what: a questionnaire, measures and what a report calls its departments in, names of departments out.

The template names one for every question; a topic's department answers for its measures and for last year's sentences that count
nothing. report.yaml may say that a department has another name here, or that a topic, question or measure is another one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter import language
from drafter.asking.last_year import Item
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire


@dataclass(frozen=True)
class Departments:
    """`own`: as in report.yaml, the name of a department here, by its name in the template, by a topic, or by the id of what is asked."""

    questionnaire: Questionnaire
    measures: Measures
    own: Mapping[str, str]

    def of_question(self, id: str) -> str:
        """Who answers the question."""
        return self._called(id, self.questionnaire.questions[id].department)

    def of_measure(self, id: str) -> str:
        """Who says whether the measure was taken."""
        _, point, _ = self.measures.by_id[id]
        return self._called(id, point.department)

    def of_sentence(self, item: Item, topic: str) -> str:
        """Who knows whether last year's sentence still holds: who counts its figures, else the department of its topic."""
        counted = (ask.indicator for ask in item.asks if ask.indicator in self.questionnaire.questions)
        indicator = next(counted, "")
        return self.of_question(indicator) if indicator else self._called(f"{topic}.", "")

    def _called(self, id: str, named: str) -> str:
        topic = id.partition(".")[0]
        of_topic = next((group.department for group in self.questionnaire.groups if group.topic == topic), "")
        usual = named or of_topic or language.words("packs", "without_department")[0]
        return self.own.get(id) or self.own.get(topic) or self.own.get(usual, usual)
