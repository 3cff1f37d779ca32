"""`erpsite freeze` stamps the pre-read; later changes show, and a decision can cite the stamp."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.analysis import state
from erpsite.analysis.people.freezing import FreezeChange, changes_since, last_freeze
from erpsite.cli.freeze import command
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.preread.freeze import draw_freeze
from tests.pages.drawing import framed

BASE = Path(__file__).parent.parent / "golden" / "base_plan"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(BASE, folder)
    (folder / "freeze.yml").unlink()
    return folder


def _freeze(data: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, ["--data", str(data), "--language", "en", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def _loaded(data: Path) -> Handbook:
    result = load_handbook(data)
    assert result.handbook is not None, [str(issue) for issue in result.issues]
    return result.handbook


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_has_changed_right_after_the_stamp(data: Path) -> None:
    _freeze(data, "--on", "2026-01-08", "--as-of", "2026-02")
    handbook = _loaded(data)
    stamp = last_freeze(handbook)
    assert stamp is not None
    assert stamp.id.startswith("2026-01-08-")
    assert stamp.id.endswith(stamp.content[:8])
    assert changes_since(handbook, stamp) == ()
    before = (data / "freeze.yml").read_bytes()
    assert "Nothing has changed" in _freeze(data, "--on", "2026-01-09", "--as-of", "2026-02")
    assert (data / "freeze.yml").read_bytes() == before


def test_what_is_added_changed_and_removed_shows(data: Path) -> None:
    _freeze(data, "--on", "2026-01-08", "--as-of", "2026-02")
    pains = (data / "pain_points.yml").read_text(encoding="utf-8")
    _replace(data / "handbook.yml", "loaded_hourly_cost: 120", "loaded_hourly_cost: 125")
    (data / "pain_points.yml").write_text(pains.replace("id: stock-wrong", "id: stock-off"), encoding="utf-8")
    for file in [data / "objectives.yml", *(data / "initiatives").glob("*.yml"), data / "opportunities.yml"]:
        file.write_text(
            file.read_text(encoding="utf-8").replace("stock-wrong", "stock-off"), encoding="utf-8"
        )
    handbook = _loaded(data)
    stamp = last_freeze(handbook)
    assert stamp is not None
    found = set(changes_since(handbook, stamp))
    assert FreezeChange("changed", "plan", "") in found
    assert FreezeChange("added", "pain_points", "stock-off") in found
    assert FreezeChange("removed", "pain_points", "stock-wrong") in found


def test_months_after_the_release_do_not_count(data: Path) -> None:
    _freeze(data, "--on", "2026-01-08", "--as-of", "2026-02")
    actuals = data / "kpis.csv"
    first = actuals.read_text(encoding="utf-8").splitlines()[1].split(",")
    first[actuals.read_text(encoding="utf-8").splitlines()[0].split(",").index("month")] = "2026-11"
    with actuals.open("a", encoding="utf-8") as out:
        out.write(",".join(first) + "\n")
    handbook = _loaded(data)
    stamp = last_freeze(handbook)
    assert stamp is not None
    assert changes_since(handbook, stamp) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_say_when_it_was_frozen(data: Path, language: str) -> None:
    _freeze(data, "--on", "2026-01-08", "--as-of", "2026-02")
    _replace(data / "handbook.yml", "loaded_hourly_cost: 120", "loaded_hourly_cost: 125")
    handbook = _loaded(data)
    book = Book(state(handbook, "2026-02"), locale_of(language, handbook.plan.currency))
    note = framed(book, "preread/health")[2]
    assert isinstance(note, b.Paragraph)
    words = {"zh": "2026年1月8日冻结，之后有1处变化", "en": "Frozen on 8\u00a0Jan\u00a02026, 1 change since."}
    assert plain_text(note.content) == words[language]
    table = next(block for block in draw_freeze(book) if isinstance(block, b.Table))
    assert len(table.rows) == 1


def test_a_decision_cites_a_stamp_that_exists(data: Path) -> None:
    _freeze(data, "--on", "2026-01-08", "--as-of", "2026-02")
    stamp = last_freeze(_loaded(data))
    assert stamp is not None
    file = data / "decisions.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  by: zhao-min", f"  freeze: {stamp.id}\n  by: zhao-min", 1), encoding="utf-8"
    )
    assert next(iter(_loaded(data).decisions.values())).freeze == stamp.id
    file.write_text(
        text.replace("  by: zhao-min", "  freeze: 2026-01-08-none\n  by: zhao-min", 1), encoding="utf-8"
    )
    assert [issue.code for issue in load_handbook(data).issues] == ["unknown-reference"]


def test_data_with_errors_are_not_stamped(data: Path) -> None:
    _replace(data / "handbook.yml", "loaded_hourly_cost: 120", "loaded_hourly_cost: much")
    done = CliRunner().invoke(command, ["--data", str(data), "--on", "2026-01-08"], standalone_mode=False)
    assert done.return_value == 1
    assert not (data / "freeze.yml").exists()
