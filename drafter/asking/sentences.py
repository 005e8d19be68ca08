"""The questions' own sentences, under their old name until every caller uses the new one."""

from drafter.asking.questionnaire import OWN_SENTENCE as PREFIX
from drafter.asking.questionnaire import Questionnaire, own_sentences
from drafter.formats import Phrase

__all__ = ["PREFIX", "plain"]


def plain(questionnaire: Questionnaire) -> tuple[Phrase, ...]:
    """See `own_sentences`."""
    return tuple(own_sentences(questionnaire))
