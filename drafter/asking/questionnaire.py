"""The questionnaire: a template's questions joined with the register of indicators. A folder in, a Questionnaire out.

The register (indicators.yaml) fixes ids, units and kinds; questions.yaml says how to ask for them, by which words they are
recognised and how to say them; template.yaml says what kind of report is made of it. None repeats another.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from drafter import cache, config, yamlfile
from drafter.asking import indicator_file
from drafter.asking.indicator_file import Company, Form, IndicatorFile
from drafter.errors import FormatError
from drafter.formats import Group, Question, QuestionFile, TemplateFile
from drafter.model import Finding, Indicator, RelationRule, Role
from drafter.phrase_formats import Phrase

_FORM = "1"
"""The shape in which a questionnaire is kept between starts of the program; to be raised when it or one of its models changes."""
_INDICATOR_KINDS = ("count", "percent", "money", "days")
_TERM_NAME = re.compile(r"\$(\w+)")
"""`$平安建设` in an alias stands for the words that `terms` lists under 平安建设."""
_LEVEL = re.compile(r"(?<=率|比|感|度)(?:为|达到?)\{value\}")
"""In a sentence: the figure is a level that can be reached or missed (调解成功率达到{value}%, 满意度为{value}%)."""


@dataclass(frozen=True, eq=False)  # by identity, so that what is made of one can be kept (lru_cache)
class Questionnaire:
    """All questions in order, the relations between the indicators among them, and the template they belong to.

    `terms` are words that many aliases share: an alias writes `$name`, and `terms[name]` is what stands for it.
    `subordinates` and `sentences` are as in indicators.yaml.
    """

    groups: tuple[Group, ...]
    relations: tuple[RelationRule, ...]
    terms: dict[str, str] = field(default_factory=dict)
    template: TemplateFile = field(default_factory=TemplateFile)
    subordinates: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sentences: tuple[Company, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By id, in the order they are asked."""
        return {question.id: question for group in self.groups for question in group.questions}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The questions that are indicators, as the recogniser needs them.

        An indicator with `aliases_of` (last year's figure, a change) also has the aliases of the question it names.
        """
        indicators = {}
        for question in self.questions.values():
            if question.kind not in _INDICATOR_KINDS:
                continue
            aliases = [*question.aliases]
            if question.aliases_of:
                aliases += self.questions[question.aliases_of].aliases
            indicators[question.id] = Indicator(
                question.id, question.ask, question.unit,
                question.kind,  # type: ignore[arg-type]
                tuple(_TERM_NAME.sub(lambda name: self.terms[name[1]], alias) for alias in aliases),
                question.time,
            )  # fmt: skip
        return indicators

    def topic_of(self, typed: str) -> str:
        """The id of the topic that a user means by its id, its title, or a part of its title that no other title has.

        Raises FormatError: there is no such topic, or there are several.
        """
        of_part = [key for key, title in self.topics.items() if typed and typed in title]
        exact = [key for key, title in self.topics.items() if typed in (key, title)]
        found = exact or of_part
        if len(found) == 1:
            return found[0]
        shown = "、".join(f"{key}（{title}）" for key, title in self.topics.items() if key in found or not found)
        if found:
            raise FormatError(f"“{typed}”可以指几个主题", f"请写其中一个：{shown}")
        near = difflib.get_close_matches(typed, [*self.topics.values(), *self.topics], n=1)
        raise FormatError(f"没有名为“{typed}”的主题", f"是不是“{near[0]}”？" if near else f"可用的主题：{shown}")

    @cached_property
    def wholes(self) -> dict[str, tuple[str, ...]]:
        """A figure's question → those that it is part of, and cannot be more than."""
        found = dict[str, tuple[str, ...]]()
        for rule in self.relations:
            is_within = rule.kind in ("within", "sum") or (rule.kind == "rate" and not rule.other_allowed)
            for part in rule.parts if is_within else ():
                found[part] = (*found.get(part, ()), rule.whole)
        return found

    @cached_property
    def replaced(self) -> dict[str, tuple[str, str]]:
        """The id of a question of older questionnaires → the question where its answer counts now, and as what."""
        return {old: (q.id, as_) for q in self.questions.values() for old, as_ in q.replaces.items()}

    @cached_property
    def earlier(self) -> dict[str, str]:
        """A figure's question → the separate question that asks for last year's figure, where there is one."""
        return {q.aliases_of: q.id for q in self.questions.values() if q.time == "last" and q.aliases_of}

    @cached_property
    def companies(self) -> dict[str, tuple[Company, ...]]:
        """Topic → its companies of figures that are said together, each figure in one: those of the register, with all `of`
        filled in, and for the others themselves and what a relation ties to them.
        """
        listed = {id for company in self.sentences for id in company}
        companies: list[Company] = []
        for company in self.sentences:
            (first, form), *others = company.items()
            of_first = {"of": [first]}
            rest = {id: form if form.of else form.model_copy(update=of_first) for id, form in others}
            companies.append({first: form, **rest})
        related = [{rule.whole, *rule.parts, rule.rate} for rule in self.relations]
        for id in self.indicators:
            if id in listed:
                continue
            tied = {id}.union(*(figures for figures in related if id in figures))
            company = {other: Form() for other in self.indicators if other in tied - listed}
            listed |= company.keys()
            companies.append(company)
        topics = [self.indicators[next(iter(company))].topic for company in companies]
        return {t: tuple(c for c, its in zip(companies, topics, strict=True) if its == t) for t in topics}

    @cached_property
    def topics(self) -> dict[str, str]:
        """Topic → its Chinese title."""
        return {group.topic: group.title for group in self.groups}


@lru_cache(maxsize=8)
def load(folder: Path) -> Questionnaire:
    """The questionnaire of a template folder; where the folder lies over a shipped one, the indicators and questions of both.

    They are kept between starts of the program, because nearly every command needs them.

    Raises:
        FileError, FormatError: a file is missing or wrong, or a question contradicts the register.
    """
    kept = cache.kept("questionnaire", _FORM, config.question_files(folder), lambda: _plain(folder))
    groups = tuple(map(_restored, kept["groups"]))
    kind = template(folder, [group.topic for group in groups])
    if kind.addressee and all(kind.addressee != question.id for group in groups for question in group.questions):
        path = config.template_file(folder, "template.yaml")
        raise FormatError(f"{path}：addressee 写的“{kind.addressee}”没有这个问题", "请写 questions.yaml 里一题的 id")
    relations = tuple(map(indicator_file.relation, kept["relations"]))
    sentences = tuple({id: Form.model_construct(**form) for id, form in each.items()} for each in kept["sentences"])
    return Questionnaire(groups, relations, kept["terms"], kind, kept["subordinates"], sentences)


def _restored(group: dict[str, Any]) -> Group:
    """A kept group as it was; it has been checked before, so it is not checked again."""
    return Group.model_construct(**group | {"questions": [Question.model_construct(**q) for q in group["questions"]]})


def _plain(folder: Path) -> dict[str, Any]:
    """What the files of all layers say, checked, as plain data. Raises as `load`."""
    register = indicator_file.read(config.layered_files(folder, "indicators.yaml"))
    groups: tuple[Group, ...] = ()
    terms: dict[str, str] = {}
    for path in config.layered_files(folder, "questions.yaml"):
        layer, lines = _read_questions(path, register)
        groups, terms = _merged(groups, layer.groups), terms | layer.terms
    # The layers below are shipped ones, in which nothing is missing: whatever is wrong is wrong in the last. An indicator that
    # it should ask for has no line.
    faults = [_finding(text, path, lines.get(id, 0)) for id, text in _incomplete(groups, terms, register)]
    if faults:
        raise yamlfile.problem(str(path), faults)
    of_register = register.model_dump(include={"relations", "subordinates", "sentences"})
    return of_register | {"groups": [group.model_dump() for group in groups], "terms": terms}


def _incomplete(groups: Sequence[Group], terms: Collection[str], register: IndicatorFile) -> Iterator[tuple[str, str]]:
    """What the questions of all layers together lack: the id of the question at fault and what is wrong."""
    questions = {question.id: question for group in groups for question in group.questions}
    yield from ((id, f"指标“{id}”没有对应的问题") for id in register.indicators if id not in questions)
    for id, question in questions.items():
        if question.aliases_of and question.aliases_of not in questions:
            yield id, f"“{id}”的 aliases_of 写的“{question.aliases_of}”没有这个问题"
        for name in _TERM_NAME.findall(" ".join(question.aliases)):
            if name not in terms:
                yield id, f"“{id}”的识别用语里的“${name}”没有写在 terms 里"


def template(folder: Path, topics: Collection[str] = ()) -> TemplateFile:
    """What kind of report a template folder makes; one without template.yaml makes a report of no mandatory parts.

    Raises:
        FileError, FormatError: the file cannot be read, is wrong, or names a topic that is none of `topics`, if given.
    """
    path = config.template_file(folder, "template.yaml")
    if not path.is_file():
        return TemplateFile()
    data, lines = yamlfile.read(path)
    read = yamlfile.validate(data, TemplateFile, str(path), lines)
    hint = f"可用的主题：{'、'.join(topics)}"
    named: list[tuple[yamlfile.Place, str, str]] = []
    named += ((("parts", n), part.name, part.topic) for n, part in enumerate(read.parts) if part.topic)
    for n, outline in enumerate(read.outlines):
        for k, chapter in enumerate(outline.chapters):
            named += ((("outlines", n, "chapters", k), chapter.heading, topic) for topic in chapter.topics)
    wrong = [each for each in named if topics and each[2] not in topics]
    findings = [_finding(f"“{name}”里的“{topic}”不是问卷的主题", path, lines[at], hint) for at, name, topic in wrong]
    if findings:
        raise yamlfile.problem(str(path), findings)
    return read


def own_sentences(questionnaire: Questionnaire) -> Iterator[Phrase]:
    """Every indicator's own sentence as phrases, so that there is some wording for every figure.

    An indicator has up to three: the sentence itself (调解成功率达到98%), the plan (力争调解成功率达到98%) and, where the figure
    is a level, the missed target (调解成功率未达98%). A note that plans or denies must never be answered by a sentence that
    affirms.
    """
    for id in questionnaire.indicators:
        question = questionnaire.questions[id]
        sentence, is_level = question.sentence, _LEVEL.search(question.sentence)
        yield _phrase(question, sentence)
        if "上年" not in sentence:  # nobody plans last year's figures
            planned = "力争" + _LEVEL.sub("达到{value}", sentence) if is_level else f"下一年度计划{sentence}"
            yield _phrase(question, planned, "-plan", role="plan")
        if is_level:
            yield _phrase(question, _LEVEL.sub("未达{value}", sentence), "-missed")


def _phrase(question: Question, sentence: str, ending: str = "", role: Role = "work") -> Phrase:
    """A phrase of the id plain-disputes.handled, plain-disputes.handled-plan …, whose only slot is the question's figure."""
    topic, _, name = question.id.partition(".")
    return Phrase(
        id=f"plain-{question.id}{ending}",
        text=sentence.replace("{value}", f"{{{name}}}"),
        role=role,
        # A draft takes phrases that claim no more than a figure by itself; plans and missed targets are only suggested.
        claim="measure" if ending else "figure",
        slots={name: question.id},
        status="written",
        topic=topic,
    )


def _read_questions(path: Path, register: IndicatorFile) -> tuple[QuestionFile, dict[str, int]]:
    """A questions file, every question with the unit and kind that the register gives it; and each question's line."""
    data, lines = yamlfile.read(path)
    file = yamlfile.validate(data, QuestionFile, str(path), lines)
    findings: list[Finding] = []
    line_of: dict[str, int] = {}
    groups = []
    for g, group in enumerate(file.groups):
        questions = []
        for q, question in enumerate(group.questions):
            line = lines[("groups", g, "questions", q)]
            faults = _question_faults(question, question.id in line_of, register)
            findings += [_finding(fault, path, line) for fault in faults]
            line_of[question.id] = line
            _, unit, kind = register.indicators.get(question.id, ("", question.unit, question.kind or "text"))
            department = question.department or group.department
            questions.append(question.model_copy(update={"unit": unit, "kind": kind, "department": department}))
        groups.append(group.model_copy(update={"questions": questions}))
    if findings:
        raise yamlfile.problem(str(path), findings)
    return file.model_copy(update={"groups": groups}), line_of


def _question_faults(question: Question, is_repeated: bool, register: IndicatorFile) -> list[str]:
    is_indicator, is_records = question.id in register.indicators, question.kind in ("records", "table")
    is_figure, is_choice = question.kind in _INDICATOR_KINDS, question.kind == "choice"
    _, unit, kind = register.indicators.get(question.id, ("", "", ""))
    in_yuan = "indicators.yaml 里的单位要写 元（填的时候万元、亿元都收）"
    faults: tuple[tuple[str, object], ...] = (
        (f"“{question.id}”是金额，按元存，{in_yuan}", kind == "money" and unit != "元"),
        (f"问题“{question.id}”重复", is_repeated),
        (f"“{question.id}”是数字型问题，但不在 indicators.yaml 中", is_figure and not is_indicator),
        (f"“{question.id}”的 sentence 里没有 {{value}}", is_indicator and "{value}" not in question.sentence),
        (f"“{question.id}”的 decrease 里没有 {{value}}", question.decrease and "{value}" not in question.decrease),
        (f"“{question.id}”是 {question.kind}，要用 fields 写明每一条有哪几项", is_records and not question.fields),
        (f"“{question.id}”的 columns 里有 fields 没有的项", question.columns.keys() - question.fields.keys()),
        (f"“{question.id}”是 choice，要用 choices 写明两项以上", is_choice and len(question.choices) <= 1),
        (f"“{question.id}”的编号要写成 主题.名称", "." not in question.id),
    )
    return [message for message, is_there in faults if is_there]


def _merged(below: tuple[Group, ...], above: Sequence[Group]) -> tuple[Group, ...]:
    """The groups of two layers: a question of the upper one replaces the question of the same id, new ones are added."""
    merged = {group.topic: group for group in below}
    for group in above:
        lower = merged.get(group.topic)
        if lower is not None:
            questions = {question.id: question for question in (*lower.questions, *group.questions)}
            usual = {"help": group.help or lower.help, "department": group.department or lower.department}
            group = group.model_copy(update={"questions": list(questions.values()), **usual})
        merged[group.topic] = group
    return tuple(merged.values())


def _finding(message: str, path: Path, line: int, hint: str = "请修改 questions.yaml") -> Finding:
    return Finding("FMT003", "question", "error", message, hint, str(path), line=line)
