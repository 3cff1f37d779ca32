"""The plan's rules are run by the check and by the build: an error stops both, a warning neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.plancheck import check_plan
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.volume import DataProblemsError, open_volume
from tests.analysis.schedules import initiative, phase, plan_state
from tests.load.golden import lay_out

IMPOSSIBLE = {"initiatives/erp-crm.yml": {"  start: 2026-04-01": "  start: 2026-03-30"}}
LEAD = {"initiatives/erp-crm.yml": {"  - to: pilot": "  - to: pilot\n    lag: -5"}}
SHORT = {"initiatives/report-auto.yml": {"  start: 2026-07-01\n  duration: 40": "  start: 2026-07-01"}}


def _order(folder: Path) -> Order:
    return Order(folder, "en", "", "", "", False, False, "", None)


def _check(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        check, ["--data", str(folder), "--language", "en", *arguments], standalone_mode=False
    )
    return result.return_value, result.output


def test_an_impossible_date_fails_the_check_and_stops_the_build(tmp_path: Path) -> None:
    lay_out({"edit": IMPOSSIBLE}, tmp_path / "data")
    code, told = _check(tmp_path / "data")
    assert code == 1
    assert "erp-crm.yml:43:9" in told
    assert "erp-crm/roll-out cannot start on 2026-03-30" in told
    with pytest.raises(DataProblemsError, match=r"allows 2026-04-01 at the earliest") as caught:
        open_volume(_order(tmp_path / "data"))
    assert [issue.code for issue in caught.value.issues if issue.severity == "error"] == ["impossible-date"]


@pytest.mark.parametrize(("edit", "code"), [(SHORT, "no-duration"), (LEAD, "negative-lag")])
def test_a_warning_lets_the_handbook_be_built(
    edit: dict[str, dict[str, str]], code: str, tmp_path: Path
) -> None:
    lay_out({"edit": edit}, tmp_path / "data")
    assert _check(tmp_path / "data")[0] == 0
    assert _check(tmp_path / "data", "--strict")[0] == 1
    volume = open_volume(_order(tmp_path / "data"))
    assert code in [issue.code for issue in volume.issues]
    assert volume.book.issues == volume.issues
    assert volume.entries["plan/roadmap"].draw()


def test_a_past_month_is_checked_as_it_was(tmp_path: Path) -> None:
    forecast = {
        "reviews/2026-03.yml": {
            "    forecast_finish: 2026-05-08": "    forecast_finish: 2026-05-08\n"
            "  - phase: roll-out\n    forecast_start: 2026-05-06"
        }
    }
    lay_out({"edit": forecast}, tmp_path / "data")
    assert "impossible-forecast" in _check(tmp_path / "data", "--format", "json")[1]
    assert "impossible-forecast" not in _check(tmp_path / "data", "--format", "json", "--as-of", "2026-02")[1]


def test_a_circle_in_a_plan_made_in_memory_is_told() -> None:
    plan = initiative(
        "one",
        [
            phase("p1", "2026-01-05", "2026-01-06", after=["p2"]),
            phase("p2", "2026-01-07", "2026-01-08", after=["p1"]),
        ],
    )
    told = check_plan(plan_state(plan))
    assert [issue.code for issue in told] == ["waits-for-itself", "waits-for-itself"]
