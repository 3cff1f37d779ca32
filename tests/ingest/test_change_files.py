"""Change files: what is refused and where, and what becomes of each change, three ways."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from erpsite.cli.plan_trial import plan_texts
from erpsite.i18n import translator
from erpsite.ingest.changes.applying import Applied, apply_changes
from erpsite.ingest.changes.change_file import ChangeFile, change_schema, file_of, read_change_file
from erpsite.ingest.changes.json_text import MOST_BYTES
from erpsite.ingest.changes.outcome import Fate
from erpsite.ingest.changes.sentences import conflict_words, sentence
from erpsite.load.yaml_reader import read_yaml

TEXTS = plan_texts(Path(__file__).parents[2] / "data")
WMS = "initiatives/wms-rollout.yml"


def told(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"format": "erpsite-change/1", "kind": "edit", "who": {"name": "李伟"}, "when": "2026-11-03",
            "changes": list(changes), **more}  # fmt: skip


def read(data: dict[str, Any]) -> ChangeFile:
    found, issues = read_change_file(json.dumps(data, indent=1).encode(), "a.json")
    assert found is not None, issues
    Draft202012Validator(change_schema()).validate(data)
    return found


def wms(path: list[Any], action: str = "set", **values: Any) -> dict[str, Any]:
    return {"file": WMS, "record": "wms-rollout", "path": path, "action": action, **values}


def applied(*files: dict[str, Any], texts: dict[str, bytes] | None = None) -> Applied:
    return apply_changes([(f"{n}.json", read(one)) for n, one in enumerate(files)], texts or TEXTS)


def lines(result: Applied, path: str = WMS) -> list[tuple[bytes, bytes]]:
    after = result.files[path]
    assert after is not None
    old, new = TEXTS[path].split(b"\n"), after.split(b"\n")
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


HEAD = """{"format": "erpsite-change/1", "kind": "edit", "when": "2026-11-03",
 "who": {"name": "x"},
 "changes": ["""
ONE = '{"file": "kpis.yml", "record": "x", "path": ["unit"], "action": "set", "new": 1}'


def one(old: str, new: str) -> str:
    return f"{HEAD}{ONE.replace(old, new)}]}}"


BAD = {
    "cut off": (HEAD + ONE, "", "ends too early"),
    "comma": (HEAD + ONE + ",]}", "]}", "not expected here"),
    "twice": (HEAD + '{"file": "kpis.yml",\n "file": "x"}]}', '"file": "x"', "second time"),
    "control": (HEAD + '{"file": "a\\u0000b"}]}', '"a\\u', "U+0000"),
    "half": (HEAD + '{"file": "a\\ud800b"}]}', '"a\\u', "half a character"),
    "not finite": (HEAD + '{"new": 1e999}]}', "1e999", "too large"),
    "NaN": (HEAD + '{"new": NaN}]}', "NaN", "not expected here"),
    "deep": (HEAD + '{"new": ' + "[" * 60 + "7" + "]" * 60 + "}]}", "[" * 22 + "7", "levels deep"),
    "newer": ('{"format": "erpsite-change/2"}', '"erpsite-', "newer erpsite"),
    "other": ('{"type": "FeatureCollection"}', "{", "no change file"),
    "a list": ("[1]", "[", "no change file"),
    "outside": (one("kpis.yml", "../kpis.yml"), '"../kpis', "no file of a plan"),
    "absolute": (one("kpis.yml", "/etc/passwd"), '"/etc', "no file of a plan"),
    "hidden": (one("kpis.yml", "reviews/.x.yml"), '"reviews', "no file of a plan"),
    "windows": (one("kpis.yml", "reviews/..\\\\x.yml"), '"reviews', "no file of a plan"),
    "by command": (one("kpis.yml", "freeze.yml"), '"freeze', "no file of a plan"),
    "action": (one('"set"', '"sett"'), '"sett"', "did you mean set"),
    "key": (one('"new"', '"news"'), '"news"', "news is not known"),
    "path": (one('["unit"]', '"unit"'), '"unit"', "no path"),
    "step": (one('["unit"]', "[true]"), "[true]", "no path"),
    "no changes": (HEAD + "]}", '"edit"', "kind edit holds changes"),
    "long": (HEAD + ONE + f'], "why": "{"x" * 5001}"}}', '"xxx', "at most 5000 characters"),
    "day": (one("", "").replace("2026-11-03", "2026-11-31"), '"2026-11', "not a day of the calendar"),
    "record": (one('"x"', "7"), '7, "path"', "name a record"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_damaged_file_is_refused_with_line_and_column(name: str) -> None:
    text, needle, words = BAD[name]
    at = text.index(needle) if needle else len(text)
    place = f"a.json:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
    found, issues = read_change_file(text.encode(), "a.json")
    assert found is None
    said = [(str(one.source), one.message.format(**one.values)) for one in issues]
    assert any(source == place and words in message for source, message in said), (place, said)
    for issue in issues:
        translator("zh")(issue.message, **issue.values)


def test_a_huge_file_is_not_read() -> None:
    found, issues = read_change_file(b" " * (MOST_BYTES + 1), "a.json")
    assert found is None
    assert [one.code for one in issues] == ["file-too-large"]


def test_any_valid_json_of_the_form_is_read() -> None:
    text = json.dumps(told(wms(["owner"], old="a", new="😀 \\/ \t")), indent="\t").replace("\n", "\r\n")
    found, issues = read_change_file(b"\xef\xbb\xbf" + text.encode(), "a.json")
    assert issues == ()
    assert found is not None
    assert found.changes[0].after_it == "😀 \\/ \t"


def test_a_withheld_value_is_a_value() -> None:
    file = read(told(wms(["budget_total"], old={"withheld": "a"}, new={"withheld": "谈判中"})))
    assert (file.changes[0].before_it, file.changes[0].after_it) == (
        {"withheld": "a"},
        {"withheld": "谈判中"},
    )


def test_every_file_of_the_sample_but_what_commands_write_can_be_edited() -> None:
    assert [path for path in TEXTS if file_of(path) is None] == [
        "freeze.yml", "levelling/2026-01.yml", "levelling/2026-10.yml",
    ]  # fmt: skip


DATE = ["milestones", {"id": "wms-handover"}, "date"]


def test_a_value_is_one_line_and_one_sentence() -> None:
    result = applied(told(wms(DATE, old="2026-11-20", new="2026-11-27")))
    assert lines(result) == [(b"    date: 2026-11-20", b"    date: 2026-11-27")]
    became = result.became[0]
    assert str(became.source) == f"{WMS}:69:11"
    english, chinese = (sentence(became, translator(code)).replace("\xa0", " ") for code in ("en", "zh"))
    assert english == (
        "The milestone “Handed over to operations at all three plants” moves from 20 to 27 Nov 2026."
    )
    assert chinese == "里程碑“三厂移交运维”由2026年11月20日改到2026年11月27日。"


@pytest.mark.parametrize("page", ["applying.md", "applying.zh-CN.md"])
def test_the_change_file_of_the_guide_is_one(page: str) -> None:
    text = Path("docs", page).read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.+?)```", text, re.DOTALL)
    found, issues = read_change_file(block.encode("utf-8"), "a.json")
    assert not issues
    assert found is not None
    assert apply_changes([("a.json", found)], TEXTS).became[0].fate is Fate.DONE


def test_two_people_and_one_value_is_a_conflict_with_all_three_values() -> None:
    first = told(wms(DATE, old="2026-11-20", new="2026-11-27"))
    second = told(
        wms(DATE, old="2026-11-20", new="2026-12-04"), wms(["owner"], old="qin-yong", new="he-jing")
    )
    result = applied(first, second, first)
    assert [one.fate for one in result.became] == [Fate.DONE, Fate.CONFLICT, Fate.DONE, Fate.ALREADY]
    words = conflict_words(result.became[1], translator("en")).replace("\xa0", " ")
    assert "was 20 Nov 2026 when it was edited, is 27 Nov 2026 today, and was to become 4 Dec 2026" in words
    assert result.became[1].source.line == 69
    assert len(lines(result)) == 2


def test_lists_take_and_lose_items_by_key_and_the_same_again_changes_nothing() -> None:
    risk = {"id": "r-new", "text": "x", "probability": 2, "impact": 3, "owner": "qin-yong"}
    file = told(
        wms(["modules"], "add", new="finance", before={"": "supply-chain"}),
        wms(["modules", {"": "warehouse"}], "remove", old="warehouse"),
        wms(["risks"], "add", new=risk),
        wms(["milestones", {"id": "wms-handover"}], "move", before={"id": "wms-linpu-live"}),
        wms(["budget_notes", "zh"], new="新"),
    )
    result = applied(file)
    assert {one.fate for one in result.became} == {Fate.DONE}
    after = result.files[WMS]
    assert after is not None
    assert b"modules: [finance, supply-chain]" in after
    assert after.index(b"wms-handover") < after.index(b"wms-linpu-live")
    assert b"budget_notes:\n  zh: " in after
    again = applied(file, texts={**TEXTS, WMS: after})
    assert {one.fate for one in again.became} == {Fate.ALREADY}
    assert not again.files
    other = applied(told(wms(["risks"], "add", new={**risk, "impact": 5})), texts={**TEXTS, WMS: after})
    assert other.became[0].fate is Fate.CONFLICT


def test_whole_records_and_rows_come_and_go() -> None:
    person = {"id": "xu-min", "name": {"zh": "许敏", "en": "Xu Min"}, "title": "财务", "side": "finance"}
    new = {"id": "new-one", "name": "New"}
    row = {"kpi": "system-availability", "month": "2026-11", "actual": 99.9}
    file = told(
        {"file": "people.yml", "action": "add", "record": "xu-min", "new": person},
        {"file": "initiatives/new-one.yml", "action": "add", "record": "new-one", "new": new},
        {"file": "kpis.csv", "action": "add", "record": {k: row[k] for k in ("kpi", "month")}, "new": row},
    )
    result = applied(file)
    assert [one.fate for one in result.became] == [Fate.DONE] * 3
    assert str(result.files["kpis.csv"]).count("system-availability,2026-11,99.9") == 1
    texts = {**TEXTS, **{path: data for path, data in result.files.items() if data}}
    assert {one.fate for one in applied(file, texts=texts).became} == {Fate.ALREADY}
    gone = told(
        {"file": "people.yml", "action": "remove", "record": "xu-min", "old": person},
        {"file": "initiatives/new-one.yml", "action": "remove", "record": "new-one", "old": new},
        {"file": "kpis.csv", "action": "remove", "record": {k: row[k] for k in ("kpi", "month")}, "old": row},
    )
    back = applied(gone, texts=texts)
    assert back.files["initiatives/new-one.yml"] is None
    assert [back.files[path] for path in ("people.yml", "kpis.csv")] == [
        TEXTS["people.yml"],
        TEXTS["kpis.csv"],
    ]


def test_a_record_is_found_by_its_key_whatever_its_file_is_called() -> None:
    texts = {path if path != WMS else "initiatives/WMS.yml": data for path, data in TEXTS.items()}
    result = applied(told(wms(["owner"], old="qin-yong", new="he-jing")), texts=texts)
    assert list(result.files) == ["initiatives/WMS.yml"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (wms(["phases", {"smallest_viable": ""}, "finish"], old=None, new="2026-01-01"), "several items"),
        (wms(["phases", {"id": "gone"}, "finish"], old=None, new="2026-01-01"), "any more"),
        ({**wms(["owner"], old="a", new="b"), "record": "gone"}, "no gone in initiatives any more"),
        ({"file": "handbook.yml", "path": [], "action": "remove", "old": None}, ""),
        ({"file": "initiatives/x.yml", "record": "../y", "action": "add", "new": {"id": "../y"}},
         "stands in"),
        ({"file": "kpis.csv", "record": {"month": "2025-01"}, "path": ["actual"], "action": "set", "new": 1},
         "several rows"),
        (wms(["modules", {"": "finance"}, "x"], old=None, new="y"), "any more"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_stays(change: dict[str, Any], words: str) -> None:
    result = applied(told(change))
    assert not result.files
    assert result.became[0].fate in (Fate.REFUSED, Fate.CONFLICT)
    assert words in str(result.became[0].reason or "")


def test_taking_out_needs_the_old_value_or_the_file_as_it_was() -> None:
    path = ["milestones", {"id": "wms-handover"}]
    assert applied(told(wms(path, "remove"))).became[0].fate is Fate.CONFLICT
    same = hashlib.sha256(TEXTS[WMS]).hexdigest()
    assert applied(told(wms(path, "remove", sha256=same))).became[0].fate is Fate.DONE


def asking(name: str, text: str, day: str = "2026-01-10", **who: str) -> dict[str, Any]:
    one = {"id": "q-1", "page": "preread/health", "paragraph": "top", "quote": "x", "text": text}
    head = {"format": "erpsite-change/1", "kind": "question", "when": day}
    return {**head, "who": {"name": name, **who}, "questions": [one]}


def test_the_same_question_of_several_people_is_one_with_their_votes() -> None:
    first = asking("He Jing", "<b>Why?</b>", person="he-jing")
    second = asking("王小二", " <b>why？</b> ")
    second["questions"][0]["id"] = "q-2"
    other = asking("王小二", "And what of the nights?")
    other["questions"][0]["id"] = "q-3"
    texts = {path: data for path, data in TEXTS.items() if path != "questions.yml"}
    result = applied(first, second, first, second, other, texts=texts)
    fates = [one.fate for one in result.became]
    assert fates == [Fate.DONE] * 3 + [Fate.ALREADY] * 2 + [Fate.DONE]
    data = result.files["questions.yml"]
    assert data is not None
    asked = read_yaml(data, "questions.yml").tree
    assert [(one["id"], one["votes"]) for one in asked] == [("q-1", 2), ("q-3", 1)]
    assert (asked[0]["asked_by"], asked[0]["others"]) == (["he-jing"], ["王小二"])
    assert asked[0]["text"] == "<b>Why?</b>"
    assert sentence(result.became[0], translator("zh")) == "增加读者提问“<b>Why?</b>”。"


def test_a_question_is_added_below_those_that_are_there() -> None:
    result = applied(asking("He Jing", "Why?", person="he-jing"))
    data = result.files["questions.yml"]
    assert data is not None
    assert data.startswith(TEXTS["questions.yml"])


def test_a_form_sets_the_unit_of_a_lag() -> None:
    phases = yaml.safe_load(TEXTS[WMS])["phases"]
    phase = next(one for one in phases if one.get("after"))
    path = ["phases", {"id": phase["id"]}, "after", {"to": phase["after"][0]["to"]}]
    result = applied(
        told(wms([*path, "lag"], old=None, new=50), wms([*path, "lag_unit"], old=None, new="percent"))
    )
    after = result.files[WMS]
    assert after is not None
    link = next(one for one in yaml.safe_load(after)["phases"] if one["id"] == phase["id"])["after"][0]
    assert (link["lag"], link["lag_unit"]) == (50, "percent")
    assert after.count(b"\n") == TEXTS[WMS].count(b"\n")
    again = applied(told(wms([*path, "lag_unit"], old="percent", new="elapsed")), texts={**TEXTS, WMS: after})
    text = again.files[WMS]
    assert text is not None
    assert text.replace(b"lag_unit: elapsed", b"lag_unit: percent") == after
