"""The phrasebank: clauses of finished reports ⇄ phrasebank/<topic>.yaml. Wording with typed slots, its sources and status.

Mining makes it (`build`), everything else reads it (`load`). Two promises are kept here and nowhere else: no local name of
a mined report stands in a phrase (`leaks`), and no phrase that claims a measure may enter a draft by itself (`claim`).
"""

from drafter.phrasebank.building import Built, build, enter, understood
from drafter.phrasebank.clusters import alternatives
from drafter.phrasebank.layers import WRITTEN, Bank, known_names, layered
from drafter.phrasebank.leaks import doubts, leaks
from drafter.phrasebank.mining import Mined, mine
from drafter.phrasebank.review import Settled, settle, waits
from drafter.phrasebank.statistics import statistics
from drafter.phrasebank.store import identity, load, load_file, local_terms, save

__all__ = [
    "WRITTEN",
    "Bank",
    "Built",
    "Mined",
    "Settled",
    "alternatives",
    "build",
    "doubts",
    "enter",
    "identity",
    "known_names",
    "layered",
    "leaks",
    "load",
    "load_file",
    "local_terms",
    "mine",
    "save",
    "settle",
    "statistics",
    "understood",
    "waits",
]
