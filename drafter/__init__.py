"""drafter writes 法治政府建设年度报告 (a unit's yearly report on law-based government) from a questionnaire, as a Word file.

It reads finished reports (readers, understanding), takes wordings from them into a phrasebank (mining, bank), suggests a
wording for a rough note (suggesting), asks for the figures (asking), composes the draft (drafting), checks it (checking) and
writes the file (writers). `app` has a function for every command, `cli` only parses and prints. Imports run one way, from
`cli` down to `model`: the order is in pyproject.toml.
"""

__version__ = "0.1.0"
