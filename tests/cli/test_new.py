"""The smallest plan is clean at once, its examples are a plan, and what cannot be is refused whole."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.analysis import state
from erpsite.cli import new
from erpsite.cli.beginning import Beginning, smallest_plan
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.plancheck import check_plan
from tests.warm import python

ACME = Beginning("plan-a1", 'Acme "North"', 2027, 1, "start", ("en",), "EUR", "DE")
PLANS = [
    ACME,
    Beginning("plan-a1", "远山制造", 2027, 1, "start", ("zh",), "CNY", "china"),
    Beginning("plan-a1", "远山制造", 2028, 4, "end", ("zh", "en"), "USD", "weekdays"),
    Beginning("plan-a1", "Acme", 2027, 7, "start", ("en", "zh"), "GBP", "GB-ENG"),
]


def _lay(begun: Beginning, folder: Path, *, commented: bool) -> Path:
    for path, text in smallest_plan(begun, commented=commented).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("begun", PLANS)
def test_the_smallest_plan_has_no_finding(begun: Beginning, tmp_path: Path) -> None:
    result = load_handbook(_lay(begun, tmp_path, commented=True))
    assert result.issues == ()
    assert result.handbook is not None
    assert str(result.handbook.plan.organisation.in_(begun.languages[0])) == begun.name
    found = check_plan(state(result.handbook, result.handbook.default_as_of))
    assert [one for one in found if one.severity in (Severity.ERROR, Severity.WARNING)] == []


@pytest.mark.parametrize("begun", PLANS)
def test_its_examples_together_are_a_plan(begun: Beginning, tmp_path: Path) -> None:
    result = load_handbook(_lay(begun, tmp_path, commented=False))
    assert [str(one) for one in result.issues if one.severity is Severity.ERROR] == []
    assert result.handbook is not None
    held = result.handbook
    assert held.initiatives["approval-rules"].phases[1].after[0].to == "pilot"
    assert held.plan.roles
    assert held.charter is not None
    assert held.agenda is not None


def test_the_meeting_is_before_the_year_on_a_working_day() -> None:
    named_by_end = Beginning("plan-a1", "Acme", 2027, 4, "end", ("en",), "EUR", "DE")
    assert ACME.meeting == dt.date(2026, 12, 15)
    assert named_by_end.months[0] == "2026-04"
    assert named_by_end.meeting == dt.date(2026, 3, 13)  # the 15th is a Sunday


def test_options_are_in_the_plan(tmp_path: Path) -> None:
    words = ["--name", "Acme", "--year", "2027", "--currency", "gbp", "--languages", "en", "--country", "gb"]
    done = CliRunner().invoke(new.command, [str(tmp_path / "plan"), *words])
    assert done.exit_code == 0, done.output
    plan = load_handbook(tmp_path / "plan/data").handbook
    assert plan is not None
    assert (plan.plan.currency, plan.plan.timezone, plan.plan.base_calendar) == ("GBP", "Europe/London", "GB")
    assert plan.plan.languages == ("en",)


def test_what_no_option_says_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_somebody_answers", lambda: True)
    answers = "远山制造\n2027\n4\nend\nzh,en\nCNY\nchina\n"
    done = CliRunner().invoke(new.command, [str(tmp_path / "plan"), "--language", "zh"], input=answers)
    assert done.exit_code == 0, done.output
    assert "单位名称" in done.output
    plan = load_handbook(tmp_path / "plan/data").handbook
    assert plan is not None
    assert (plan.plan.first_month, plan.plan.languages) == ("2026-04", ("zh", "en"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--country", "DEE"], "there is no base calendar DEE"),
        (["--currency", "RMB"], "currency"),
        (["--languages", "xx"], "there is no language 'xx'"),
        (["--sample", "--year", "2027"], "--sample has its own --year"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path
) -> None:
    done = CliRunner().invoke(new.command, [str(tmp_path / "plan"), *words], standalone_mode=False)
    assert done.exception is not None
    assert said in str(done.exception)
    assert not (tmp_path / "plan").exists()


def test_the_site_of_the_smallest_plan_is_small_and_needs_no_written_page(tmp_path: Path) -> None:
    _lay(
        Beginning("plan-a1", "Acme", 2027, 1, "start", ("en",), "EUR", "DE"),
        tmp_path / "data",
        commented=True,
    )
    (tmp_path / "mkdocs.yml").write_bytes((Path(__file__).parents[2] / "mkdocs.yml").read_bytes())
    command = [python(), "-m", "erpsite", "build"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site" / "en"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {one for one in pages if one.startswith(("meeting/", "preread/", "plan/", "reviews/"))} == set()
    assert "data/plan-check/index.html" in pages
