"""drafter: 法治政府建设年度报告 from a questionnaire, in the register's own wording, as a Word file.

The rooms are the steps of the work, each with a README of its own; imports run one way (pyproject.toml, importlinter):
readers → understanding → mining, bank → suggesting; asking → drafting → writers; checking. `app` has the verbs, `cli`
parses and prints.
"""

__version__ = "0.1.0"
