"""Published decisions stand: what the last release shows is compared with the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.analysis.reviews.changes import ChangeKind, changes
from erpsite.analysis.state.plan_state import state
from erpsite.cli.check import command as check
from erpsite.i18n import locale_of
from erpsite.load import load_handbook, write_handbook
from erpsite.model import Handbook
from erpsite.model.decision import Decision
from erpsite.model.initiative import Initiative
from erpsite.pages.data.exports import record_export
from erpsite.pages.kit.book import Book
from erpsite.publish import BranchTarget, Draft, FolderTarget
from erpsite.publish.decisions import changed_decisions
from tests.factory import DECISIONS, INITIATIVES, small_handbook
from tests.publish.fake_site import LANGUAGES, write_site
from tests.publish.proof import make_repository

Target = FolderTarget | BranchTarget


def _target(tmp_path: Path, kind: str) -> Target:
    if kind == "folder":
        return FolderTarget(tmp_path / "releases")
    return BranchTarget(make_repository(tmp_path / "clone"), "gh-pages")


def _publish(target: Target, handbook: Handbook, month: str, edition: str = "") -> None:
    draft = Draft(month, 2026, LANGUAGES, {"zh": "厂", "en": "Plant"}, edition)
    with target.staging() as folder:
        write_site(folder / "site", month, month, edition)
        for language in LANGUAGES:
            book = Book(state(handbook, month), locale_of(language, handbook.plan.currency))
            file = folder / "site" / language / "downloads" / "decisions.csv"
            file.parent.mkdir()
            file.write_bytes(record_export(book, "decisions"))
        target.publish(folder, draft)


def _with(**changes: object) -> Handbook:
    """Return the plan with its first decision changed."""
    book = small_handbook()
    changed = Decision.model_validate({**DECISIONS[0], **changes})
    return replace(book, meeting_decisions={changed.id: changed})


@pytest.mark.parametrize("kind", ["folder", "branch"])
def test_a_changed_and_a_lost_decision_are_named_with_what_they_were(tmp_path: Path, kind: str) -> None:
    target, book = _target(tmp_path, kind), small_handbook()
    assert changed_decisions(target, book) == ()
    _publish(target, book, "2026-03")
    assert changed_decisions(target, book) == ()
    (found,) = changed_decisions(target, _with(text={"zh": "批准三个项目。", "en": "Three are."}))
    assert (found.code, found.severity) == ("decision-changed", "error")
    assert dict(found.values) == {
        "release": "2026-03",
        "id": "d-2026-01",
        "field": "text",
        "then": "“批准两个项目。”",
        "now": "“批准三个项目。”",
    }
    gone = replace(book, meeting_decisions={})
    assert [(one.code, one.values["id"]) for one in changed_decisions(target, gone)] == [
        ("decision-gone", "d-2026-01")
    ]


def _renamed() -> Handbook:
    """Return the plan with an initiative under a new id, wherever a decision names it."""
    book, (first, *others) = small_handbook(), INITIATIVES
    moved = Initiative.model_validate({**first, "id": "crm-link", "formerly": [first["id"]]})
    rows = [moved, *(Initiative.model_validate({**row, "depends_on": []}) for row in others)]
    decision = Decision.model_validate({**DECISIONS[0], "initiatives": ["crm-link", "report-auto"]})
    return replace(
        book, initiatives={one.id: one for one in rows}, reviews={}, meeting_decisions={decision.id: decision}
    )


def test_a_new_id_of_an_initiative_changes_no_decision_that_names_it(tmp_path: Path) -> None:
    target, before = _target(tmp_path, "folder"), replace(small_handbook(), reviews={})
    _publish(target, before, "2026-03")
    after = _renamed()
    assert changed_decisions(target, after) == ()
    kinds = [one.kind for one in changes(state(before, "2026-03"), state(after, "2026-03"))]
    assert ChangeKind.INITIATIVE_RENAMED in kinds
    assert ChangeKind.DECISION_CHANGED not in kinds
    other = replace(after, initiatives={**after.initiatives, "crm-link": Initiative.model_validate(
        {**INITIATIVES[0], "id": "crm-link"})})  # fmt: skip
    assert [one.values["field"] for one in changed_decisions(target, other)] == ["initiatives"]


def test_a_change_in_one_language_alone_is_found(tmp_path: Path) -> None:
    target, book = _target(tmp_path, "folder"), small_handbook()
    _publish(target, book, "2026-03")
    text = book.decisions["d-2026-01"].text
    changed = _with(text={"zh": text.in_("zh"), "en": "Three are."})
    (found,) = changed_decisions(target, changed)
    assert found.values["now"] == "“Three are.”"


def test_later_decisions_and_other_editions_are_no_change(tmp_path: Path) -> None:
    target, book = _target(tmp_path, "folder"), small_handbook()
    _publish(target, replace(book, reviews={}), "2026-01")
    assert changed_decisions(target, book) == ()  # the review of March has decided more since
    changed = _with(by="li-qiang")
    assert [one.values["field"] for one in changed_decisions(target, changed)] == ["by"]
    assert changed_decisions(target, changed, "staff") == ()


def test_a_release_without_the_file_is_no_reason_to_complain(tmp_path: Path) -> None:
    target = _target(tmp_path, "folder")
    with target.staging() as folder:
        write_site(folder / "site", "x", "2026-01")
        target.publish(folder, Draft("2026-01", 2026, LANGUAGES, {"zh": "厂", "en": "Plant"}))
    assert changed_decisions(target, small_handbook()) == ()


def test_the_check_points_at_the_changed_line(tmp_path: Path) -> None:
    target, data = _target(tmp_path, "folder"), tmp_path / "data"
    _publish(target, small_handbook(), "2026-03")
    for name, content in write_handbook(_with(text={"zh": "批准三个项目。", "en": "Three are."})).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content, encoding="utf-8")
    handbook = load_handbook(data).handbook
    assert handbook is not None
    words = ["--data", str(data), "--language", "en", "--in", str(tmp_path / "releases")]
    done = CliRunner().invoke(check, words, standalone_mode=False)
    assert done.return_value == 1
    place = f"decisions.yml:{handbook.decisions['d-2026-01'].where_of('text').line}:"
    (line,) = [line for line in done.output.splitlines() if "publishes the decision" in line]
    assert place in line
    assert "“批准两个项目。”" in line
    words[-1] = str(data)  # which holds no releases
    assert CliRunner().invoke(check, words).exit_code != 0
