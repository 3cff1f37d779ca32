"""Validate what `erpsite check` writes for machines, on the sample and on a plan broken in several ways."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.plancheck import all_rules, rule_of
from tests.load.golden import lay_out

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
BROKEN = {
    "edit": {
        "initiatives/erp-crm.yml": {"  start: 2026-04-01": "  start: 2026-03-30"},
        "handbook.yml": {
            "loaded_hourly_cost: 120": "loaded_hourly_cost: 120\nrules: {P3-P80: {limits: {day: 1}}}",
            "contingency: 0.1": "contingency: 0.01",
        },
        "kpis.csv": {"cycle-time,2026-02,24.8\n": ""},
    }
}
UNREADABLE = {"edit": {"kpis.csv": {"cycle-time,2026-02,24.8": "cycle-time,2026-02,a lot"}}}


@functools.cache
def _validator() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


@pytest.fixture(params=["sample", "broken", "unreadable"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, repo_root: Path) -> Path:
    if request.param == "sample":
        return repo_root / "data"
    # A folder with a space and Han characters: paths in SARIF are URIs.
    lay_out(BROKEN if request.param == "broken" else UNREADABLE, tmp_path / "规划 2026")
    return tmp_path / "规划 2026"


def _told(folder: Path, form: str, language: str) -> Any:
    words = ["--data", str(folder), "--format", form, "--language", language]
    return json.loads(CliRunner().invoke(check, words).output)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_is_valid_and_tells_the_rules(folder: Path, language: str) -> None:
    log = _told(folder, "sarif", language)
    _validator().validate(log)
    (run,) = log["runs"]
    rules = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    assert run["results"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", uri)
    for code, told in rules.items():
        rule = rule_of(code)
        texts = [told["fullDescription"], told["help"]]
        if rule:
            assert told["properties"] == {"tags": [rule.pitfall.value], "rule": rule.id}
            assert told["defaultConfiguration"]["level"] in ("error", "warning", "note")
            texts.append(told["shortDescription"])
        assert all((language == "zh") == bool(re.search("[\u4e00-\u9fff]", one["text"])) for one in texts)


def test_sarif_says_what_could_not_be_judged(tmp_path: Path) -> None:
    lay_out({}, tmp_path / "data")
    results = _told(tmp_path / "data", "sarif", "en")["runs"][0]["results"]
    opened = {one["ruleId"]: one for one in results if one.get("kind") == "open"}
    assert {"P2-BENEFIT", "P3-P80", "S-ESTIMATE"} <= opened.keys() <= all_rules().keys()
    assert {one["level"] for one in opened.values()} == {"none"}
    assert all("kind" not in one for one in results if one["level"] != "none")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_gitlab_gets_the_keys_it_needs(folder: Path, language: str) -> None:
    rows = _told(folder, "gitlab", language)
    assert rows
    for row in rows:
        assert row.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["description"]
        assert row["location"]["path"].startswith(folder.as_posix())
        assert row["location"]["lines"]["begin"] >= 1
    prints = [row["fingerprint"] for row in rows]
    assert len(set(prints)) == len(prints)
    other = _told(folder, "gitlab", "en" if language == "zh" else "zh")
    assert [row["fingerprint"] for row in other] == prints


def test_every_report_says_what_could_not_be_judged(tmp_path: Path) -> None:
    lay_out({}, tmp_path / "data")
    rows = _told(tmp_path / "data", "json", "en")["issues"]
    (row,) = [row for row in rows if row["code"] == "P2-BENEFIT"]
    assert (row["judged"], row["rule"], row["severity"]) == (False, "P2-BENEFIT", "info")
    (told,) = [row for row in _told(tmp_path / "data", "gitlab", "zh") if row["check_name"] == "P2-BENEFIT"]
    assert told["description"].startswith("未能判断：")
    text = CliRunner().invoke(check, ["--data", str(tmp_path / "data"), "--language", "en"]).output
    assert "Not judged: report-auto states no benefit [P2-BENEFIT]" in text
    # Two initiatives, one line.
    assert "(the first of 2) [P3-P80]" in text
    unknown = sum(not row["judged"] for row in rows)
    assert text.rstrip().endswith(f"; not judged: {unknown}.")
    shown = CliRunner().invoke(check, ["--data", str(tmp_path / "data"), "--format", "github"]).output
    assert "title=P2-BENEFIT::Not judged" in shown or "title=P2-BENEFIT::未能判断" in shown


def test_a_rule_on_dates_is_named_by_its_id(tmp_path: Path) -> None:
    lay_out(BROKEN, tmp_path / "data")
    words = ["--data", str(tmp_path / "data"), "--language", "en"]
    told = CliRunner().invoke(check, words).output
    assert "allows 2026-04-01 at the earliest [S-LINK-DATES]" in told
    rows = _told(tmp_path / "data", "json", "en")["issues"]
    assert [row["rule"] for row in rows if row["code"] == "impossible-date"] == ["S-LINK-DATES"]
