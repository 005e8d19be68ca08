"""A phrasebank's folder, shared with people and other programs: what is not its own is not touched, and nothing gets lost."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from drafter import config
from drafter.app import drafts, mining_runs, phrasebank, reuse, suggestions
from drafter.asking import reportfile
from drafter.bank import layers, own_files, snippet_files, store
from drafter.errors import DrafterError, FileError, FormatError
from drafter.phrase_formats import LocalTerms, Phrase, ReviewFile, Snippet, Source

HAND = """\
# 复议科的说法，张敏整理
topic: review
phrases:
# 先列常用的
- id: review-bbbbbb
  status: written      # 局长改过
  text: 审结行政复议案件{closed}件
  slots: {closed: review.closed}
  claim: figure

- {id: review-aaaaaa, text: "收到行政复议申请{received}件", claim: figure, slots: {received: review.received}}
"""
REPORT = "柳塘县2024年法治政府建设年度报告\n一、成效\n全年受理行政复议案件{}件，审结{}件。举办法治讲座{}场次。\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "库"
    folder.mkdir()
    (folder / "review.yaml").write_text(HAND, "utf-8")
    return folder


def phrase(id_: str, text: str = "开展法治宣传{events}场次", **more: object) -> Phrase:
    topic = id_.partition("-")[0]
    return Phrase.model_validate({"id": id_, "topic": topic, "text": text, "slots": {"events": "number"}, **more})


def contents(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): p.read_text("utf-8")
        for p in folder.rglob("*")
        if p.is_file() and p.suffix != ".lock"
    }


# What a person wrote ---------------------------------------------------------------------------------------------------


def test_comments_order_and_form_of_a_bank_survive_new_and_changed_phrases(bank: Path) -> None:
    first, second = store.load(bank)
    changed = second.model_copy(update={"sources": [Source(report="甲")], "seen": 2})
    new = phrase("review-cccccc", "听证{events}次")
    store.save(bank, [changed, new, first])
    got = (bank / "review.yaml").read_text("utf-8")
    assert got.startswith(HAND.partition("\n- {id")[0])
    assert store.load(bank) == (first, new, changed)  # a new one follows the one before it in the usual order


def test_any_phrases_may_change_come_and_go_and_no_comment_is_lost(tmp_path: Path) -> None:
    for seed in range(60):
        chance, path = Random(seed), tmp_path / "review.yaml"
        phrases = [phrase(f"review-{n:06}") for n in chance.sample(range(100), 8)]
        path.unlink(missing_ok=True)
        store.save(tmp_path, phrases)
        lines, comments = list[str](), list[str]()
        for line in path.read_text("utf-8").splitlines():
            if chance.random() < 0.1:
                lines.append(comments.append(f"# 注{len(comments)}。") or comments[-1])
            if chance.random() < 0.2:
                line += "  " + (comments.append(f"# 注{len(comments)}。") or comments[-1])
            lines.append(line)
        path.write_text("\n".join(lines) + "\n" + chance.choice(["", "\n# 完\n"]), "utf-8")
        after = [
            each.model_copy(update={"seen": 2}) if chance.random() < 0.3 else each
            for each in [*store.load(tmp_path), *(phrase(f"review-{n:06}") for n in chance.sample(range(100, 200), 3))]
            if chance.random() > 0.3
        ]
        store.save(tmp_path, after)
        assert sorted(store.load(tmp_path), key=lambda each: each.id) == sorted(after, key=lambda each: each.id)
        text = path.read_text("utf-8")
        assert [each for each in comments if each not in text] == [], seed


def test_a_file_whose_phrases_stay_is_not_written(bank: Path) -> None:
    before = (bank / "review.yaml").stat()
    store.save(bank, [*store.load(bank), phrase("publicity-aaaaaa")])
    after = (bank / "review.yaml").stat()  # compared by what a write changes: reading moves the time of access
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (bank / "publicity.yaml").exists()


def test_a_file_loses_its_last_phrase_and_goes_but_for_comments_in_it(bank: Path) -> None:
    store.save(bank, [*store.load(bank), phrase("publicity-aaaaaa")])
    store.save(bank, [])
    assert [*contents(bank)] == ["review.yaml"]
    assert store.load(bank) == () and "# 局长改过" in contents(bank)["review.yaml"]


def test_comments_in_a_list_of_names_survive_a_new_name(bank: Path) -> None:
    path = bank / "local-terms" / "柳塘-2024.yaml"
    path.parent.mkdir()
    path.write_text(
        "# 老李核过\nzone: 柳塘县\nreport: 柳塘-2024\nyear: 2024\nterms:\n  place: [柳塘镇]  # 镇\n", "utf-8"
    )
    terms = store.local_terms(bank)["柳塘-2024"]
    store.save_terms(bank, terms.model_copy(update={"terms": {**terms.terms, "brand": ["溪心办"]}}))
    got = path.read_text("utf-8")
    assert (
        got
        == "# 老李核过\nzone: 柳塘县\nreport: 柳塘-2024\nyear: 2024\nterms:\n  place: [柳塘镇]  # 镇\n  brand:\n  - 溪心办\n"
    )


def test_a_phrase_stays_in_the_file_of_its_own_name_in_which_it_stands(bank: Path) -> None:
    own = HAND.replace("bbbbbb", "dddddd").replace("aaaaaa", "eeeeee")
    (bank / "我们的说法.yaml").write_text(own, "utf-8")
    assert len(store.load(bank)) == 4
    store.save(
        bank, [each.model_copy(update={"seen": 3}) if each.id == "review-dddddd" else each for each in store.load(bank)]
    )
    assert contents(bank)["review.yaml"] == HAND
    assert contents(bank)["我们的说法.yaml"] == own.replace("  claim: figure\n", "  seen: 3\n  claim: figure\n", 1)


# What is not the bank's own --------------------------------------------------------------------------------------------

COPY = HAND.replace("局长改过", "局长没有改过")
STRAYS = {
    "._review.yaml": "\x00\x05\x16\x07 Mac OS X",
    "~$review.yaml": "x",
    "review (冲突副本).yaml": COPY,
    "review (李芳's conflicted copy 2025-12-01).yaml": COPY,
    "review.sync-conflict-20251201-101010-ABCDEFG.yaml": COPY,
    "review-DESKTOP-7Q2.yaml": COPY,
    "review_冲突文件_张敏_20251201.yaml": COPY,
    "review(1).yaml": COPY,
    "复件 review.yaml": COPY,
    "drafter.yaml": "phrasebank: [库]\n",
    "待办.yaml": "备忘: [给司法局打电话]\n",
}


@pytest.mark.parametrize("name", STRAYS)
def test_another_programs_file_is_named_once_and_neither_read_nor_merged_nor_deleted(bank: Path, name: str) -> None:
    (bank / name).write_text(STRAYS[name], "utf-8")
    assert len(store.load(bank)) == 2
    found = layers.layered([bank], lenient=True)
    assert len(found.phrases) == 2
    assert [Path(finding.file).name for finding in found.findings] == [name]
    store.save(bank, [phrase("review-cccccc")])
    assert contents(bank)[name] == STRAYS[name]


def test_a_topic_whose_name_begins_like_another_is_its_own(bank: Path) -> None:
    (bank / "review_heard.yaml").write_text("topic: review_heard\nphrases: []\n", "utf-8")
    assert own_files.strays(bank) == [] and [path.name for path in own_files.own(bank)] == [
        "review.yaml",
        "review_heard.yaml",
    ]


def test_copies_of_names_snippets_and_waiting_phrases_are_left_alone_too(bank: Path) -> None:
    for place, content in {
        "local-terms": "report: 甲\nyear: 2024\nzone: 柳塘县\n",
        "to-review": "report: 甲\nyear: 2024\nwaiting: []\n",
        "snippets": "name: 甲\ntopic: review\nsentences: [{text: 听证}]\n",
    }.items():
        (bank / place).mkdir()
        for name in ("甲.yaml", "甲 - 副本.yaml"):
            (bank / place / name).write_text(content, "utf-8")
    assert len(store.local_terms(bank)) == len(store.waiting(bank)) == len(snippet_files.load([bank])) == 1
    assert len(own_files.strays(bank)) == 3


def test_a_file_that_is_no_bank_file_is_not_overwritten(bank: Path) -> None:
    (bank / "publicity.yaml").write_text("别的: 内容\n", "utf-8")
    before = contents(bank)
    with pytest.raises(FileError, match="不是句式库文件"):
        store.save(bank, [*store.load(bank), phrase("publicity-aaaaaa")])
    assert contents(bank) == before


EVIL = ["../victim/report", "..", "a/b", "C:x", "x\\y", "NUL", "x.", "con.yaml"]


@pytest.mark.parametrize("name", EVIL)
def test_a_name_that_leaves_its_folder_is_refused_wherever_it_stands(bank: Path, name: str) -> None:
    with pytest.raises(FormatError, match="不能作文件名"):
        (bank / "x.yaml").write_text(f"topic: '{name}'\nphrases: []\n", "utf-8")
        store.load(bank)
    with pytest.raises(FormatError, match="不能作文件名"):
        (bank / "x.yaml").write_text(f"topic: x\nphrases: [{{id: a, text: b, topic: '{name}'}}]\n", "utf-8")
        store.load(bank)
    for model, data in (
        (LocalTerms, {"report": name, "year": 2024, "zone": "甲"}),
        (ReviewFile, {"report": name, "year": 2024}),
        (Snippet, {"name": name, "topic": "x", "sentences": []}),
    ):
        with pytest.raises(ValueError, match="不能作文件名"):
            model.model_validate(data)


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
@pytest.mark.parametrize("link", ["file", "folder", "readme", "snippets", "written"])
def test_a_link_out_of_the_bank_is_not_written_through(bank: Path, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "别人的库"
    elsewhere.mkdir()
    (elsewhere / "publicity.yaml").write_text("topic: publicity\nphrases: []\n", "utf-8")
    if link == "file":
        (bank / "publicity.yaml").symlink_to(elsewhere / "publicity.yaml")
    elif link == "readme":
        (elsewhere / "README.md").write_text("<!-- 统计：开始 -->\n<!-- 统计：结束 -->\n", "utf-8")
        (bank / "README.md").symlink_to(elsewhere / "README.md")
    else:
        (bank / {"folder": "local-terms"}.get(link, link)).symlink_to(elsewhere)
    before = contents(tmp_path)
    with pytest.raises(FileError, match="以外的链接"):
        if link == "file":
            store.save(bank, [*store.load(bank), phrase("publicity-aaaaaa")])
        elif link == "readme":
            store.save_statistics(bank, "| 表 |")
        elif link == "written":
            layers.save_own(bank, layers.own(bank), {"publicity-aaaaaa": phrase("publicity-aaaaaa")})
        elif link == "snippets":
            snippet_files.save(bank, Snippet(name="甲", topic="review", sentences=[]))
        else:
            store.save_terms(bank, LocalTerms(report="甲", year=2024, zone="柳塘县"))
    assert contents(tmp_path) == before


def test_what_a_bank_could_not_read_again_is_not_written(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from drafter import yamlfile

    phrases, before = store.load(bank), contents(bank)
    monkeypatch.setattr(yamlfile, "ITEMS", 200)
    with pytest.raises(FormatError, match="内容太多"):
        store.save(bank, [*phrases, *(phrase(f"review-{n:06}") for n in range(40))])
    assert contents(bank) == before


# One broken file -------------------------------------------------------------------------------------------------------


def test_a_draft_is_made_without_a_broken_file_of_the_bank_and_says_so(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bank / "disputes.yaml").write_text("topic: disputes\nphrases: 无\n", "utf-8")
    (bank / "snippets").mkdir()
    (bank / "snippets" / "半截.yaml").write_text("name: 半截\n", "utf-8")
    (tmp_path / "drafter.yaml").write_text("phrasebank: [库, 自带]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    reportfile.new_report(tmp_path / "报告", "柳塘县", 2025)
    told: list[str] = []
    path, document = drafts.render(tmp_path / "报告", None, "", "none", "txt", tell=told.append)
    assert path.exists() and document.blocks
    assert ["disputes.yaml" in each or "半截.yaml" in each for each in told] == [True, True]
    suggestions._search_index.cache_clear()
    phrasebank._layered.cache_clear()


# Several at once -------------------------------------------------------------------------------------------------------


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do each in a process of its own, all at the same time; returns what the failing ones said."""
    context = multiprocessing.get_context("fork")
    start, said = context.Barrier(len(works)), context.Queue()

    def run(work: Callable[[], object]) -> None:
        start.wait(30)
        try:
            work()
            said.put("")
        except DrafterError as error:
            said.put(error.message)

    processes = [context.Process(target=run, args=(work,)) for work in works]
    for process in processes:
        process.start()
    results = [said.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    return [each for each in results if each]


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that start at once")


@forks
def test_of_five_minings_into_one_bank_nothing_is_lost(tmp_path: Path) -> None:
    paths = [tmp_path / f"柳塘{n}.txt" for n in range(5)]
    for n, path in enumerate(paths):
        path.write_text(REPORT.format(n + 11, n + 7, n + 3), "utf-8")
    mining_runs.mine(paths[:1], tmp_path / "一份")
    assert at_once(*(lambda path=path: mining_runs.mine([path], tmp_path / "库") for path in paths)) == []
    seen = {each.text: each.seen for each in store.load(tmp_path / "库")}
    assert seen == {each.text: 5 for each in store.load(tmp_path / "一份")}


@forks
def test_of_five_proposals_all_arrive_and_of_five_snippets_of_one_name_one(bank: Path, tmp_path: Path) -> None:
    words = ["联系点", "观察员", "监督员", "调解室", "宣传栏"]
    proposals = [lambda word=word: phrasebank.propose(f"设立法治{word}12个", "publicity", bank) for word in words]
    phrasebank.bank()  # read once for all
    report = tmp_path / "去年.txt"
    report.write_text(REPORT.format(5, 5, 5), "utf-8")
    snippets = [lambda: reuse.keep(report, "一段", line=3, bank=bank) for _ in words]
    assert at_once(*proposals, *snippets) == ["已有名为“一段”的段落素材"] * 4
    texts = [each.text for each in store.load(bank / config.WRITTEN)]
    assert sorted(word for word in words for text in texts if word in text) == sorted(words)
    assert [path.name for path in (bank / "snippets").iterdir()] == ["一段.yaml"]


def test_a_bank_that_stays_busy_is_told(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.1)
    with store.lock(bank), pytest.raises(FileError, match="正在写这个句式库"), store.lock(bank):
        pass
    assert not [path for path in bank.iterdir() if path.suffix == ".tmp"]
