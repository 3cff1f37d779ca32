"""A site that is not what was asked for is told from one that is, with the line to blame."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.cli.proof import differences
from erpsite.i18n import translator
from erpsite.job import (
    STAMP,
    BuildJob,
    JobFile,
    Receipt,
    Stamp,
    dump_job,
    dump_receipt,
    dump_stamp,
    parse_job,
    parse_stamp,
    read_stamp,
    tables_hash,
)  # fmt: skip
from erpsite.publish import Draft, PublishError
from erpsite.publish.folder import check_site

ASKED = BuildJob("/plan/data", "2026-03", ("zh", "en"), "staff", "2026-03", data="a" * 64)
RIGHT = Stamp(job=True, month="2026-03", edition="staff", release="2026-03", language="en", data="b" * 64)


def _told(folder: Path) -> JobFile:
    return JobFile(ASKED, "en", "en", str(folder / "receipt.json"))


def _write(folder: Path, stamp: Stamp | None, receipt: Receipt | None, configuration: str) -> list[str]:
    (folder / "site").mkdir()
    if stamp:
        (folder / "site" / STAMP).write_text(dump_stamp(stamp), encoding="utf-8")
    if receipt:
        (folder / "receipt.json").write_text(dump_receipt(receipt), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    return differences(folder / "site", _told(folder), folder / "mkdocs.yml", translator("en"))


def test_the_site_that_was_asked_for_is_let_through(tmp_path: Path) -> None:
    assert _write(tmp_path, RIGHT, Receipt(RIGHT, "a" * 64), "plugins: [erpsite]") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"edition": ""}, 'with edition "–", but "staff" was asked for'),
        ({"month": "2026-02"}, 'with as_of "2026-02", but "2026-03" was asked for'),
        ({"release": ""}, 'with release "–", but "2026-03" was asked for'),
        ({"language": "zh"}, 'with language "zh", but "en" was asked for'),
    ],
)
def test_each_part_that_differs_is_named(change: dict[str, str], told: str, tmp_path: Path) -> None:
    wrong = replace(RIGHT, **change)  # type: ignore[arg-type]
    (sentence,) = _write(tmp_path, wrong, Receipt(wrong, "a" * 64), "plugins: [erpsite]")
    assert told in sentence
    assert "mkdocs.yml" in sentence


def test_data_that_changed_meanwhile_are_noticed(tmp_path: Path) -> None:
    assert _write(tmp_path, RIGHT, Receipt(RIGHT, "c" * 64), "plugins: [erpsite]") == [
        "The data changed while the site was built; build it again."
    ]


@pytest.mark.parametrize(
    ("configuration", "told"),
    [
        ("site_name: x\nplugins:\n  - search\n", 'has no line "- erpsite" under "plugins"'),
        ("site_name: x\n", 'has no line "- erpsite" under "plugins"'),
        ("plugins:\n  - erpsite:\n      enabled: false\n", "mkdocs.yml:3: enabled: false keeps the plugin"),
        ("plugins:\n  - erpsite\n", "did not read the build job"),
    ],
)
def test_a_site_without_a_stamp_is_explained(configuration: str, told: str, tmp_path: Path) -> None:
    (sentence,) = _write(tmp_path, None, None, configuration)
    assert told in sentence


def test_a_plain_build_and_an_old_stamp_are_not_taken_for_this_build(tmp_path: Path) -> None:
    plain = replace(RIGHT, job=False)
    assert len(_write(tmp_path, plain, Receipt(plain, "a" * 64), "plugins: [erpsite]")) == 1
    other = replace(RIGHT, data="c" * 64)
    (tmp_path / "site" / STAMP).write_text(dump_stamp(RIGHT), encoding="utf-8")
    (tmp_path / "receipt.json").write_text(dump_receipt(Receipt(other, "a" * 64)), encoding="utf-8")
    (sentence,) = differences(tmp_path / "site", _told(tmp_path), tmp_path / "mkdocs.yml", translator("en"))
    assert "is not the one that the build wrote" in sentence


def test_a_job_survives_its_file(tmp_path: Path) -> None:
    assert parse_job(dump_job(_told(tmp_path))) == _told(tmp_path)


def test_a_stamp_says_the_same_in_the_same_bytes_and_nothing_else_is_one(tmp_path: Path) -> None:
    assert dump_stamp(RIGHT) == dump_stamp(replace(RIGHT))
    assert parse_stamp(dump_stamp(RIGHT)) == RIGHT
    for text in ("", "[]", "{}", '{"format": 1}', '{"format": 2, "job": true}', "\x00"):
        assert parse_stamp(text) is None
    assert read_stamp(tmp_path) is None
    assert tables_hash({"a": b"1", "b": b"2"}) == tables_hash({"b": b"2", "a": b"1"})
    assert len({tables_hash(one) for one in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {})}) == 4


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        (None, "built without a job"),
        (replace(RIGHT, job=False), "built without a job"),
        (replace(RIGHT, edition=""), r"is 2026-03 / – / 2026-03 / en, not 2026-03 / staff / 2026-03 / en"),
        (replace(RIGHT, month="2026-02"), "is 2026-02 / staff"),
    ],
)
def test_no_target_takes_a_site_that_is_not_its_draft(stamp: Stamp | None, told: str, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/index.html").write_text("x", encoding="utf-8")
    if stamp:
        (tmp_path / "en" / STAMP).write_text(dump_stamp(stamp), encoding="utf-8")
    draft = Draft("2026-03", 2026, ("en",), {"en": "Plant"}, "staff", name="2026-03")
    with pytest.raises(PublishError, match=told):
        check_site(tmp_path, draft)
