"""drafter: 法治政府建设年度报告 from a questionnaire, in the register's own wording, as a Word file.

The modules are the steps of the work, in order: readers → outline → clauses → quantities → indicators → slots and
topics → phrasebank → matching; questionnaire → answers → compose → writers; rules → checker. `api` has the verbs,
`cli` only parses and prints. Imports run one way (pyproject.toml, importlinter).
"""

__version__ = "0.1.0"
