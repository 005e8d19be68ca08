"""Punctuation of official documents: what is made Chinese, what stays as it was typed, and how a sentence ends."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter.mining import own_phrases
from drafter.phrase_formats import Phrase
from drafter.punctuation import ended
from drafter.suggesting.formal import formalised
from drafter.text import fold, typeset, widen
from drafter.understanding.indicators import Register

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "punctuation.yaml").read_text("utf-8"))
PUBLIC = Path(__file__).parents[3] / "shared" / "cases" / "punctuation.json"
HANZI = "[\u4e00-\u9fff]"


@pytest.mark.parametrize(("typed", "printed"), CASES["widened"])
def test_a_mark_of_chinese_words_is_chinese(typed: str, printed: str) -> None:
    assert widen(typed) == printed
    assert widen(printed) == printed


@pytest.mark.parametrize("typed", CASES["stays"])
def test_a_mark_of_a_figure_an_address_or_a_latin_word_stays(typed: str) -> None:
    assert widen(typed) == typed


@pytest.mark.parametrize(("typed", "printed"), CASES["typeset"])
def test_no_blank_stands_beside_a_chinese_mark(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@pytest.mark.parametrize(("wording", "sentence"), CASES["ended"])
def test_a_sentence_ends_once(wording: str, sentence: str) -> None:
    assert ended(wording) == sentence
    assert ended(sentence) == sentence


@given(st.text(st.sampled_from("甲乙0a,.:;!?()\"' ，。（）@/\n")))
def test_widening_keeps_every_place_and_every_word(typed: str) -> None:
    printed = widen(typed)
    assert len(printed) == len(typed)
    marks = str.maketrans("。“”‘’", ".\"\"''")
    assert fold(printed).translate(marks) == fold(typed).translate(marks)


def test_a_phrase_of_ones_own_keeps_its_address_and_its_time(register: Register) -> None:
    phrase = Phrase(id="", topic="openness", text="登录https://www.yunxi.gov.cn/a , 每日8:30开放(节假日除外)")
    whole = own_phrases.completed(phrase, register, "表")
    assert whole.text == "登录https://www.yunxi.gov.cn/a，每日8:30开放（节假日除外）"


# The public suites ----------------------------------------------------------------------------------------------------

# Why a pair of a public suite is no rule of official documents, and how such a pair is told.
LEFT_OUT = {
    "半角标点留在汉字之间，与 GB/T 15834 相反": lambda given, wanted: re.search(
        rf"{HANZI}[,;](?: ?{HANZI})|{HANZI}\.$|{HANZI}\({HANZI}+\)", wanted
    ),
    "全角改半角，由人来定": lambda given, wanted: (
        sum(map(given.count, "，。（）")) > sum(map(wanted.count, "，。（）")) and not re.search("[,.()]", given)
    ),
    "引号旁的空格，两家的要求相反": lambda given, wanted: re.search(
        rf"{HANZI} [“‘\"]|[”’\"] {HANZI}|[“\"‘] | [”\"’]", given + "\n" + wanted
    ),
}


def _without_layout(printed: str) -> str:
    """Without blanks between hanzi and Latin letters, which the standards do not know, and with one kind of quotes."""
    return re.sub(r"(?<=[^\x00-\xff]) +(?=[!-~])|(?<=[!-~]) +(?=[^\x00-\xff])", "", printed).translate(
        str.maketrans("“”", '""')
    )


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public suites are not in the repository")
def test_public_suites_hold_for_what_applies_to_official_documents(capsys: pytest.CaptureFixture[str]) -> None:
    left_out: Counter[str] = Counter()
    wrong, applicable = [], 0
    for pair in json.loads(PUBLIC.read_text("utf-8")):
        given, wanted = pair["given"], pair["wanted"]
        reason = next((why for why, holds in LEFT_OUT.items() if holds(given, wanted)), "")
        if reason:
            left_out[reason] += 1
            continue
        applicable += 1
        printed = typeset(given)
        if _without_layout(printed) != _without_layout(wanted):
            wrong.append((given, printed, wanted))
    with capsys.disabled():
        print(f"\npublic punctuation: {applicable - len(wrong)} of {applicable} right; left out {dict(left_out)}")
    assert not wrong and applicable >= sum(left_out.values())


@pytest.mark.parametrize("kept", ["9:15", "1:2.5", "https://www.yunxi.gov.cn/a", "sfj@yunxi.gov.cn"])
def test_the_formal_text_of_a_note_keeps_times_ratios_and_addresses(kept: str, register: Register) -> None:
    assert kept in formalised(f"调解室设在{kept},受理咨询23次", register).text
