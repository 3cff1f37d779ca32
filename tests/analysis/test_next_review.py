"""The file of the next review loads as written, counts for nothing until confirmed, and is never stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from erpsite.analysis import state
from erpsite.analysis.reviews.next_review import (
    Hindrance,
    Occasion,
    kpis_to_comment,
    next_review,
    occasion,
    uncommented,
)
from erpsite.i18n import locale_of
from erpsite.load import load_handbook, write_handbook
from erpsite.model import Handbook
from erpsite.model.review import KpiComment
from erpsite.model.text import Text
from tests.factory import bare_handbook, small_handbook

ROOT = Path(__file__).resolve().parents[2]


@cache
def _sample() -> Handbook:
    handbook = load_handbook(ROOT / "data").handbook
    assert handbook is not None
    return handbook


PLANS: dict[str, Callable[[], Handbook]] = {"sample": _sample, "small": small_handbook, "bare": bare_handbook}


def _next_month(handbook: Handbook) -> str:
    last = max(handbook.reviews, default="2026-00")
    return f"{last[:5]}{int(last[5:]) + 1:02d}"


def _begin(handbook: Handbook, month: str, language: str = "en") -> str:
    begun = occasion(handbook, month)
    assert isinstance(begun, Occasion)
    return next_review(handbook, begun, locale_of(language))


def _laid_out(handbook: Handbook, folder: Path, month: str, text: str) -> Path:
    for path, content in write_handbook(handbook).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    (folder / "reviews").mkdir(exist_ok=True)
    (folder / "reviews" / f"{month}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PLANS)
def test_the_untouched_file_loads_and_changes_nothing(name: str, language: str, tmp_path: Path) -> None:
    handbook = PLANS[name]()
    month = _next_month(handbook)
    result = load_handbook(_laid_out(handbook, tmp_path, month, _begin(handbook, month, language)))
    assert result.handbook is not None, [str(issue) for issue in result.issues]
    before, after = state(handbook, month), state(result.handbook, month)
    assert {n: one.complete for n, one in after.initiatives.items()} == {
        n: one.complete for n, one in before.initiatives.items()
    }
    assert all(one.reported != month for one in after.initiatives.values())
    assert {n: one.status for n, one in after.actions.items()} == {
        n: one.status for n, one in before.actions.items()
    }
    assert after.risks.keys() == before.risks.keys()


@pytest.mark.parametrize("name", PLANS)
def test_the_check_names_every_running_initiative_and_open_action_that_waits(
    name: str, tmp_path: Path
) -> None:
    handbook = PLANS[name]()
    month = _next_month(handbook)
    text = _begin(handbook, month)
    result = load_handbook(_laid_out(handbook, tmp_path, month, text))
    waiting = [issue for issue in result.issues if issue.code == "review-incomplete"]
    assert len(waiting) == text.count("confirmed: false  #")
    named = {issue.values["found"] for issue in waiting}
    now = state(handbook, month)
    assert {n for n, one in now.actions.items() if one.status == "open"} <= named
    assert {n for n, one in now.initiatives.items() if one.running and one.reported} <= named
    assert not [issue for issue in result.issues if issue.severity == "error"]


def test_an_entry_counts_once_its_line_is_deleted(tmp_path: Path) -> None:
    handbook = small_handbook()
    text = _begin(handbook, "2026-04")
    assert "complete: 30  #" in text  # what March said
    head, tail = text.split("    confirmed: false", 1)
    text = head + tail.split("\n", 1)[1].replace("complete: 30", "complete: 55", 1)
    result = load_handbook(_laid_out(handbook, tmp_path, "2026-04", text))
    assert result.handbook is not None
    now = state(result.handbook, "2026-04").initiatives["erp-crm"]
    assert (now.complete, now.reported) == (55, "2026-04")
    assert "erp-crm" not in {i.values.get("found") for i in result.issues if i.code == "review-incomplete"}


@pytest.mark.parametrize("name", PLANS)
def test_every_line_to_uncomment_holds_a_key_of_the_model(name: str, tmp_path: Path) -> None:
    """Uncommenting all slots at once and filling their texts gives a file that still loads."""
    handbook = PLANS[name]()
    month = _next_month(handbook)
    text = re.sub(r'""', '"words"', _begin(handbook, month))
    text = re.sub(r"(?m)^( *)# ((?:  )*(?:- )?[a-z_]+:.*)$", r"\1\2", text)
    text = re.sub(r"(?m)^ +(complete|spent|committed|forecast_cost|stage|done_on): *.*\n", "", text)
    assert isinstance(yaml.safe_load(text), dict)
    result = load_handbook(_laid_out(handbook, tmp_path, month, text))
    errors = [str(issue) for issue in result.issues if issue.severity == "error"]
    assert not errors
    assert result.handbook is not None
    assert result.handbook.reviews[month].minutes


def test_a_month_outside_the_plan_and_one_that_is_there_are_refused() -> None:
    handbook = small_handbook()
    assert occasion(handbook, "2027-01") is Hindrance.OUTSIDE
    assert occasion(handbook, "2026-03") is Hindrance.THERE


def test_a_gap_takes_the_values_of_the_last_review_and_says_so() -> None:
    begun = occasion(small_handbook(), "2026-06")
    assert isinstance(begun, Occasion)
    assert (begun.before, begun.gap, begun.later) == ("2026-03", True, "")
    first = occasion(small_handbook(reviews={}), "2026-01")
    assert isinstance(first, Occasion)
    assert (first.before, first.gap) == ("2025-12", False)


def test_the_day_is_that_of_last_time_moved_to_a_working_day() -> None:
    # March was reviewed on 2 April, two days after its end; 2 May 2026 is a holiday, the 6th is worked.
    begun = occasion(small_handbook(), "2026-04")
    assert isinstance(begun, Occasion)
    assert str(begun.held_on) == "2026-05-06"
    assert begun.chair == "li-qiang"


def test_hostile_words_stay_inside_their_comment() -> None:
    handbook = small_handbook()
    one = handbook.initiatives["erp-crm"]

    evil = one.model_copy(update={"name": Text("x\nmonth: 2020-01\u2028- a: 1\x85\x07 # y")})
    changed = replace(handbook, initiatives={**handbook.initiatives, "erp-crm": evil})
    loaded = yaml.safe_load(_begin(changed, "2026-04"))
    assert str(loaded["month"]) == "2026-04"
    assert [entry["initiative"] for entry in loaded["progress"]] == ["erp-crm"]


def test_kpis_off_track_or_in_another_band_are_asked_for_and_told_until_commented() -> None:
    # Sample, October 2026: on-time-delivery is off track, inventory-days has left its band of September.
    book = _sample()
    owed = [one.kpi.id for one in kpis_to_comment(book, "2026-10")]
    assert {"on-time-delivery", "inventory-days"} <= set(owed)
    review = book.reviews["2026-10"]
    said = {comment.kpi for comment in review.kpi_comments}
    told = {issue.values["kpi"]: issue for issue in uncommented(book)}
    assert told.keys() == set(owed) - said
    assert "off track" in told["on-time-delivery"].message
    assert "another band" in told["inventory-days"].message
    every = tuple(KpiComment(kpi=name, text=Text("x")) for name in owed)
    silent = {**book.reviews, "2026-10": review.model_copy(update={"kpi_comments": every})}
    assert not list(uncommented(replace(book, reviews=silent)))
    assert not list(uncommented(replace(book, reviews={})))


def test_the_file_names_first_the_kpis_that_the_check_will_ask_for() -> None:
    book = _sample()
    before = replace(book, reviews={m: one for m, one in book.reviews.items() if m < "2026-10"})
    text = _begin(before, "2026-10")
    listed = re.findall(r"# +- kpi: (.*)", text)
    owed = {one.kpi.id for one in kpis_to_comment(book, "2026-10")}
    assert set(listed[: len(owed)]) == owed
    assert text.count("# to comment · ") == len(owed)
