"""What reports of a kind count and speak of: the folder of a template in, its register out.

A template knows its questions, indicators and parts, so every verb must work with that of the report in hand. report.yaml
names it. A finished file does not say of what kind it is: there the user names the template, or the usual one is taken.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter import cache, config
from drafter.errors import DrafterError
from drafter.understanding import indicators, topic_terms
from drafter.understanding.indicators import Register


@lru_cache(maxsize=4)
def register(template: Path) -> Register:
    """The compiled indicators and topics of a template. Raises FileError or FormatError.

    They are kept between starts: to read and check the questions and to take their aliases apart costs more than a whole
    suggestion.
    """

    def compiled() -> Any:
        from drafter.asking import questionnaire

        asked = questionnaire.load(template)
        topics = topic_terms.read(template)
        return indicators.plain(indicators.compile(asked.indicators, asked.relations, topics, asked.subordinates))

    made_from = (*config.question_files(template), *topic_terms.files(template))
    return indicators.restored(cache.kept("register", "6", made_from, compiled))


def check_topic(topic: str, template: Path) -> None:
    """Nothing where the template asks about the topic, or where none is given; otherwise raises DrafterError."""
    from drafter.asking import questionnaire

    topics = questionnaire.load(template).topics
    if topic and topic not in topics:
        raise DrafterError(f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(topics)}")
