"""The list of releases: names, aliases, retraction, rollback; without git and without a disk."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from erpsite.publish import Draft, PublishError, ReleaseList, ReleaseTakenError, release_title
from erpsite.publish.layout import LIST, Place, lay_out
from erpsite.publish.releases import dump_list, join_lists, parse_list
from erpsite.publish.versions import versions_json


def _add(releases: ReleaseList, month: str, edition: str = "", *, approved: bool = False) -> ReleaseList:
    draft = Draft(
        month, int(month[:4]), ("zh", "en"), {"zh": "厂", "en": "Plant"}, edition, approved, "again"
    )
    return releases.added(draft, releases.check_name(draft), {"zh": "a" * 64, "en": "b" * 64})


def _many(*months: str) -> ReleaseList:
    releases = ReleaseList()
    for month in months:
        releases = _add(releases, month)
    return releases


def test_a_month_issued_again_gets_the_next_number_and_needs_a_reason() -> None:
    releases = _many("2026-09", "2026-09", "2026-09")
    assert [release.name for release in releases.of("")] == ["2026-09", "2026-09.1", "2026-09.2"]
    with pytest.raises(PublishError, match=r"'2026-09\.2' is published already"):
        releases.next_name("2026-09", "", " ")


def test_ten_issues_sort_by_number() -> None:
    releases = _many(*["2026-09"] * 11)
    assert [release.name for release in releases.of("")][-2:] == ["2026-09.9", "2026-09.10"]
    assert releases.latest[""] == "2026-09.10"


def test_an_older_month_published_later_does_not_become_the_latest() -> None:
    assert _many("2026-10", "2026-03").latest[""] == "2026-10"


def test_aliases_are_latest_and_each_plan_year() -> None:
    assert _many("2025-12", "2026-01", "2026-02").aliases("") == {
        "2025": "2025-12",
        "2026": "2026-02",
        "latest": "2026-02",
    }


def test_rollback_moves_latest_and_the_year_until_a_newer_release_comes() -> None:
    releases = _many("2026-09", "2026-10").with_latest("2026-09")
    assert releases.aliases("") == {"2026": "2026-09", "latest": "2026-09"}
    assert _add(releases, "2026-08").latest[""] == "2026-09"
    assert _add(releases, "2026-10").latest[""] == "2026-10.1"


def test_a_retracted_release_leaves_a_page_and_latest_falls_back() -> None:
    releases = _many("2026-09", "2026-10").retracted("2026-10", "Shows <salaries>")
    tree = lay_out(releases)
    assert releases.latest[""] == "2026-09"
    assert "en/2026-10" not in tree.places
    page = tree.files["en/2026-10/index.html"].decode()
    assert "Shows &lt;salaries&gt;" in page
    assert 'href="../latest/"' in page
    with pytest.raises(PublishError, match="retracted"):
        releases.with_latest("2026-10")


def test_the_only_release_can_be_retracted_too() -> None:
    releases = _many("2026-09").retracted("2026-09", "wrong")
    tree = lay_out(releases)
    assert tree.places == {}
    assert "wrong" in tree.files["zh/latest/index.html"].decode()
    assert parse_list(dump_list(releases), "x") == releases


def test_versions_are_in_the_format_of_mike() -> None:
    releases = _add(_many("2026-02", "2026-03"), "2026-03")
    rows = json.loads(versions_json(releases, "", "zh"))
    assert rows[0] == {
        "version": "2026-03.1",
        "title": "2026年3月复盘（第1次重发）",
        "aliases": ["2026", "latest"],
    }
    assert [row["version"] for row in rows] == ["2026-03.1", "2026-03", "2026-02"]


def test_a_plan_without_reviews_is_the_approved_plan() -> None:
    release = _add(ReleaseList(), "2025-12", approved=True).releases[0]
    assert release_title(replace(release, plan_year=2026), "en") == "Approved plan 2026"
    assert release_title(replace(release, plan_year=2026), "zh") == "2026年批准计划"


def test_editions_stand_beside_each_other() -> None:
    tree = lay_out(_add(_many("2026-09"), "2026-09", "board"))
    assert tree.places["zh/2026-09"] == Place("2026-09", "zh")
    assert tree.places["board/zh/latest"] == Place("2026-09@board", "zh")
    assert "board/en/versions.json" in tree.files


def test_the_page_at_the_root_leads_to_the_latest() -> None:
    page = lay_out(_many("2026-09")).files["index.html"].decode()
    assert 'href="zh/latest/"' in page
    assert "zh/latest/assets/erpsite/erpsite.css" in page


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"{", b'{"format": 2}', b"\xff"])
def test_a_list_that_cannot_be_read_is_an_error_and_never_empty(content: bytes) -> None:
    with pytest.raises(PublishError, match="cannot be read"):
        parse_list(content, "there")


@pytest.mark.parametrize("value", [None, 5, -1, "../x", [], {}, "xxx", True, 1.5, [1], {"a": {}}])
def test_a_list_with_one_damaged_value_is_an_error_or_can_be_laid_out(value: object) -> None:
    whole = json.loads(dump_list(_many("2026-02", "2026-03")))
    places = [(whole, name) for name in whole] + [(whole["latest"], "")]
    places += [(row, name) for row in whole["releases"] for name in row]
    for holder, name in places:
        before, holder[name] = holder[name], value
        try:
            lay_out(parse_list(json.dumps(whole).encode(), "here"))
        except PublishError as error:
            assert "here" in str(error)  # noqa: PT017 - either is right
        holder[name] = before


def test_a_list_whose_latest_is_lost_is_an_error() -> None:
    content = lay_out(_many("2026-09")).files[LIST].replace(b'"": "2026-09"', b'"": "2026-08"')
    with pytest.raises(PublishError, match="cannot be read"):
        parse_list(content, "there")


def test_pages_built_for_a_name_that_was_taken_are_refused() -> None:
    draft = Draft("2026-09", 2026, ("zh",), {}, reason="again", name="2026-09")
    with pytest.raises(ReleaseTakenError, match="2026-09"):
        _many("2026-09").check_name(draft)


def test_the_list_of_an_edition_tells_of_no_other() -> None:
    releases = ReleaseList()
    for edition, reason in (("", "Fourteen plants"), ("staff", ""), ("partners", "A short reason")):
        draft = Draft("2026-09", 2026, ("zh",), {"zh": "厂"}, edition, reason=reason)
        releases = releases.added(draft, "2026-09", {"zh": "a" * 64})
    files = lay_out(releases).files
    lists = {path: content.decode() for path, content in files.items() if path.endswith(LIST)}
    assert set(lists) == {LIST, f"staff/{LIST}", f"partners/{LIST}"}
    for word, place in {"staff": f"staff/{LIST}", "partners": f"partners/{LIST}", "Fourteen": LIST}.items():
        assert [path for path, content in lists.items() if word in content] == [place]
    joined = join_lists({
        path.rpartition("/")[0]: parse_list(content.encode(), path) for path, content in lists.items()
    })  # fmt: skip
    assert lay_out(joined) == lay_out(releases)
    assert not joined.joint


def test_a_list_of_all_editions_that_an_earlier_version_wrote_is_read_and_parted() -> None:
    releases = ReleaseList()
    for edition in ("", "staff"):
        draft = Draft("2026-09", 2026, ("zh",), {"zh": "厂"}, edition)
        releases = releases.added(draft, "2026-09", {"zh": "a" * 64})
    old = join_lists({"": parse_list(dump_list(releases), "old")})
    assert old.joint
    assert lay_out(old).files[LIST] == dump_list(releases)
    assert f"staff/{LIST}" not in lay_out(old).files
    later = old.added(Draft("2026-10", 2026, ("zh",), {"zh": "厂"}, "staff"), "2026-10", {"zh": "b" * 64})
    assert "staff" not in lay_out(later).files[LIST].decode()
    assert lay_out(later).files[f"staff/{LIST}"] == dump_list(later, "staff")
