"""What reports count and speak of: a template's folder in, its register out, from a kept copy while no file has changed.

Reading and checking the questionnaire and taking its aliases apart costs more than a whole suggestion.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drafter import cache, config
from drafter.understanding import indicators, topic_terms


def register(template: Path) -> indicators.Register:
    """The compiled register. Raises FileError or FormatError."""

    def made() -> Any:
        from drafter.asking import questionnaire

        asked = questionnaire.load(template)
        return indicators.plain(indicators.compile(asked.indicators, asked.relations, topic_terms.read(template)))

    made_from = (*config.question_files(template), *topic_terms.files(template))
    return indicators.restored(cache.kept("register", "5", made_from, made))
