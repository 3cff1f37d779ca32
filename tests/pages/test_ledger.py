"""Prove that one figure has one value on every page and in both languages, and that numbers name it."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generated_plan import write_plan
from erpsite.analysis import state
from erpsite.analysis.figures import Figure, Figures
from erpsite.analysis.money.budget import BudgetState
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.site.site_map import site_map
from tests.factory import bare_handbook
from tests.pages.ledger import Line, lines_of, names_with_digits, unnamed

LANGUAGES = ("en", "zh")
SAMPLE_MONTHS = ("2026-03", "2026-06", "2026-10")
Ledger = dict[b.FigureName, dict[float, list[str]]]
Pages = Sequence[tuple[str, str, tuple[b.Block, ...], tuple[Line, ...]]]
"""Language, path, blocks and named numbers of every page."""

BASES = {
    "initiatives.on-track.declared": ("declared|owners?' word|On track by", "申报"),
    "initiatives.at-risk.declared": ("declared|owners?' word", "申报"),
    "initiatives.off-track.declared": ("declared|owners?' word", "申报"),
    "initiatives.off-track.computed": ("numbers|cost and slip", "数字|成本和进度|费用与延期"),
    "money.envelope": ("envelope", "预算总额"),
    "money.spendable": ("be spent", "可用资金|可支出"),
    "money.spent.of-envelope": ("envelope", "预算总额"),
    "money.spent.in-plan": ("of it spent", "其中已支出"),
    "money.at-completion.in-plan": ("approved or finished|Expected cost", "已批准和已结项|预计费用"),
    "money.at-completion": ("expected|Expected", "预计"),
    "money.above-the-line": ("line|Total|Q[1-4]", "线|草案|计划|合计|季度"),
    "milestones.overdue.approved": ("approved for", "按批准日期"),
    "milestones.due.approved": ("approved for", "按批准日期"),
    "commitments.overdue.approved": ("approved date", "批准日期"),
    "commitments.overdue.expected": ("date expected now|date \\w*expected", "最新预计日期"),
    "availability.twelve-months": ("twelve months", "十二个月"),
    "availability.plan-year": ("from \\w+ to \\w+", "\\d月.+\\d月"),
}
"""Words that must stand beside a figure that has another basis, too, in English and in Chinese."""


def _write_gaps(folder: Path) -> None:
    """Write the sample as busy people keep it: budgets are withheld, of what is finished no part is told."""
    shutil.copytree("data", folder, dirs_exist_ok=True)
    for path in sorted((folder / "initiatives").glob("*.yml"))[::3]:
        text = re.sub(r"(?ms)^budget:\n(?:[ -].*?\n)+", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"(?m)^budget_total: .*$", "budget_total: {withheld: The tender is open}", text)
        path.write_text(text, encoding="utf-8")
    for path in sorted((folder / "reviews").glob("*.yml")):
        reports = re.split(r"(?m)^(?=  - initiative: )", path.read_text(encoding="utf-8"))
        path.write_text("".join(_without_parts(report) for report in reports), encoding="utf-8")


def _without_parts(report: str) -> str:
    if "\n    stage: finished\n" not in report:
        return report
    return re.sub(r"(?m)^    (?:complete: .*|(?:milestones|phases):(?:\n      .*)+)\n", "", report)


@cache
def _handbook(plan: str) -> Handbook:
    if plan == "bare":
        return bare_handbook()
    found = load_handbook(Path(plan)).handbook
    assert found is not None
    return found


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of a generated plan of 300 initiatives."""
    folder = tmp_path_factory.mktemp("generated")
    write_plan(folder, 300)
    return str(folder)


def _pages(figures: Figures, only: Sequence[str] = ("",)) -> Pages:
    """Draw every page, or those whose paths begin so, in both languages from one set of figures."""
    drawn = []
    for language in LANGUAGES:
        book = Book(figures.state, locale_of(language, figures.handbook.plan.currency), figures)
        for entry in site_map(book):
            if entry.path.startswith(tuple(only)):
                blocks = tuple(entry.draw())
                drawn.append((language, entry.path, blocks, tuple(lines_of(blocks))))
    return drawn


def _lines(pages: Pages) -> Iterator[tuple[str, str, Line]]:
    for language, path, _, lines in pages:
        for line in lines:
            yield language, path, line


def _ledger(pages: Pages) -> Ledger:
    found: Ledger = defaultdict(lambda: defaultdict(list))
    for language, path, line in _lines(pages):
        found[line.figure][round(line.value, 9)].append(f"{language}:{path}: {line.words[:90]}")
    return found


def _contradictions(pages: Pages) -> dict[str, Any]:
    return {
        f"{name.id}/{name.of}@{name.at}": {value: told[:2] for value, told in values.items()}
        for name, values in _ledger(pages).items()
        if len(values) > 1
    }


def _without_basis(pages: Pages) -> list[str]:
    found = []
    for language, path, line in _lines(pages):
        words = BASES.get(line.figure.id)
        if words and not re.search(words[LANGUAGES.index(language)], line.words, re.IGNORECASE):
            found.append(f"{line.figure.id} {language}:{path}: {line.words[:120]}")
    return found


def _unnamed(pages: Pages, handbook: Handbook) -> list[str]:
    names = sorted(names_with_digits(handbook), key=len, reverse=True)
    return [f"{lang}:{path}: {words}" for lang, path, blocks, _ in pages for words in unnamed(blocks, names)]


@pytest.mark.parametrize("month", SAMPLE_MONTHS)
def test_the_sample_says_one_value_of_each_figure(month: str) -> None:
    handbook = _handbook("data")
    pages = _pages(Figures(state(handbook, month)))
    assert not _contradictions(pages)
    assert not _without_basis(pages)
    assert not _unnamed(pages, handbook)
    named = {name.id for name in _ledger(pages)}
    assert set(BASES) <= named | {"money.at-completion.in-plan", "initiatives.on-track.declared"}, named
    assert len(named) > 150


@pytest.mark.parametrize("month", SAMPLE_MONTHS)
def test_a_plan_with_gaps_says_one_value_of_each_figure(month: str, tmp_path: Path) -> None:
    _write_gaps(tmp_path)
    handbook = load_handbook(tmp_path).handbook
    assert handbook is not None
    figures = Figures(state(handbook, month))
    pages = _pages(figures, [path for path in _paths(figures) if path.count("/") < 2])
    assert not _contradictions(pages)
    assert not _without_basis(pages)
    assert not _unnamed(pages, handbook)
    # What one page counts as reached, no other tells as late; commitments hold every milestone.
    assert figures.milestones_overdue.value <= figures.commitments_overdue.value
    assert figures.milestones_missed.value <= figures.commitments_missed.value
    finished = [now for now in figures.funded if now.stage == "finished"]
    assert all(task.done for now in finished for task in now.tasks.values())
    told = {line.figure.id for _, path, line in _lines(pages) if path in {"index", "plan/resources"}}
    assert "money.overrun.of-approved" in told or not figures.cost_forecast


def _paths(figures: Figures) -> list[str]:
    return [entry.path for entry in site_map(Book(figures.state, locale_of("en"), figures))]


def _counts(path: str) -> bool:
    """Say whether a page of the large plan is drawn: of the pages of single records some are enough."""
    return path.count("/") < 2 or path[-1] == "1"


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2026-03"])
def test_a_plan_of_three_hundred_says_one_value_of_each_figure(month: str, generated: str) -> None:
    handbook = _handbook(generated)
    figures = Figures(state(handbook, month))
    pages = _pages(figures, [path for path in _paths(figures) if _counts(path)])
    assert not _contradictions(pages)
    assert not _without_basis(pages)
    assert not _unnamed(pages, handbook)


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2026-03"])
def test_a_bare_plan_says_one_value_of_each_figure(month: str) -> None:
    pages = _pages(Figures(state(_handbook("bare"), month)))
    assert not _contradictions(pages)
    assert not _without_basis(pages)
    assert not _unnamed(pages, _handbook("bare"))


PUT_BACK = {
    "spent, without what was dropped": ("plan/initiatives", "spent", "spent_in_plan"),
    "status as computed where it is declared": ("reviews/index", "declared", "computed"),
    "overdue by the date that was moved": ("plan/roadmap", "milestones_missed", "milestones_overdue"),
    "commitments overdue by the date that was moved": (
        "plan/commitments", "commitments_missed", "commitments_overdue",
    ),
    "spending set against what may be spent": ("reviews/2026-10", "envelope", "spendable"),
}  # fmt: skip
"""Contradictions that once stood there: page, figure, and the other basis that was told under its name."""


SUMMED = ("index", "plan/initiatives", "plan/commitments", "plan/roadmap", "reviews/2026-10", "reviews/index")
"""Pages that sum the plan up."""


@cache
def _summed() -> Pages:
    return _pages(Figures(state(_handbook("data"), "2026-10")), SUMMED)


@pytest.mark.parametrize("put_back", PUT_BACK)
def test_a_contradiction_that_is_put_back_is_found(put_back: str) -> None:
    path, name, other = PUT_BACK[put_back]

    class Wrong(Figures):
        """Tell one figure on another basis, under its own id."""

    def wrong(self: Figures, *rag: Rag) -> Figure[Any]:
        right, told = getattr(super(Wrong, self), name), getattr(super(Wrong, self), other)
        return replace(told(*rag), id=right(*rag).id) if rag else replace(told, id=right.id)

    setattr(Wrong, name, wrong if name == "declared" else property(wrong))
    assert not _contradictions(_summed())
    assert _contradictions([*_summed(), *_pages(Wrong(state(_handbook("data"), "2026-10")), [path])])


def test_a_number_that_names_no_figure_is_found() -> None:
    nameless = b.Lead(locale_of("en").tr("{k} of {n}", k=3, n=5))
    assert _unnamed([("en", "x", (nameless,), ())], bare_handbook())
    tiles = b.Tiles((b.Tile("Open", b.Number(3, "3")),))
    assert _unnamed([("en", "x", (tiles,), ())], bare_handbook())
    total = b.Table("t", (b.Column("a", "A"),), (), total=b.Row((b.Number(3, "3"),)))
    assert _unnamed([("en", "x", (b.Details("more", (total,)),), ())], bare_handbook())


def test_the_brief_quotes_the_month_that_it_was_sent_in() -> None:
    figures = Figures(state(_handbook("data"), "2026-10"))
    told = {
        line.figure.at
        for _, _, line in _lines(_pages(figures, ["preread/brief"]))
        if line.figure.id == "availability.twelve-months"
    }
    assert told == {"2026-01"}


def test_money_that_was_sunk_is_in_what_is_spent_and_told_apart() -> None:
    budget: BudgetState = Figures(state(_handbook("data"), "2026-10")).budget
    figures = Figures(state(_handbook("data"), "2026-10"))
    assert budget.spent == figures.spent_in_plan.value + figures.spent_on_dropped.value
    assert figures.spent_on_dropped.value > 0
    told = {line.figure.id for _, _, line in _lines(_pages(figures, ["plan/value"]))}
    assert {"money.spent.in-plan", "money.spent.dropped"} <= told
