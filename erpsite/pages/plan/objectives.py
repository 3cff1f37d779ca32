"""Draw the objectives as a tree, with the matrix objective ↔ initiative ↔ KPI and what hangs loose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.goals.alignment import AlignedObjective
from erpsite.model.initiative import Initiative
from erpsite.model.objective import Objective
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap, count_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.kpi_tables import band_counts
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.states import budget_cell, covered, sum_cell
from erpsite.pages.kit.words import status_chip

__all__ = ["draw_objectives", "kind_chip", "kpi_chips", "matrix_table", "objectives_table", "share_cell"]


@page(
    "plan/objectives",
    section="plan",
    needs=("objectives",),
    place=10,
    title="Objectives and alignment",
    description="What the business wants, what the ERP must do for it, and what serves what.",
    file="objectives.yml",
    opened_by={"business": 2},
)
def draw_objectives(book: Book) -> tuple[b.Block, ...]:
    """Return the objectives and how the plan serves them."""
    tr = book.tr
    objectives = list(book.handbook.objectives.values())
    if not objectives:
        return missing_page(book, tr("No objective says yet what the plan is for."), "objectives.yml")
    return (
        b.Lead(_lead(book), topic="money"),
        objectives_table(book, objectives),
        *_loose(book),
        b.Heading(tr("Which initiative serves which objective and moves which KPI"), "matrix"),
        matrix_table(book),
        b.Paragraph(
            (
                tr("Whether each thread holds, from evidence to benefit:"),
                bracket_gap(book),
                b.Link(tr("Traceability"), "plan/trace"),
            )
        ),
        *method_notes(
            book,
            tr(
                "Counted are initiatives that are approved or finished. One that serves several objectives "
                "gives each an equal part of its budget, and an objective passes its money on to the "
                "objectives that it serves, so the topmost ones add up."
            ),
            ((tr("Alignment"), "alignment"),),
            ("objectives.yml", "initiatives"),
            topic="money",
        ),
    )


def _lead(book: Book) -> str:
    found, tr = book.figures.alignment, book.tr
    share = float(found.aligned / found.total) if found.total else 0.0
    words = {
        "top": book.count("objectives.top", sum(one.depth == 0 for one in found.objectives)),
        "orphans": book.count("initiatives.without-objective", len(found.without_objective)),
        "unserved": book.count("objectives.unserved", len(found.unserved)),
        "share": covered(
            book,
            book.share(Figure("money.aligned.of-approved", share)),
            book.figures.budget.stated,
            book.figures.budget.count,
            "budget",
        ),
    }
    money = book.figures.budget
    if money.count and not money.stated and not book.handbook.hides("money"):
        return tr("{top} top objectives are set; no initiative states its budget yet.", **words)
    if not found.total:
        return tr("{top} top objectives are set, and no approved budget serves them yet.", **words)
    if not found.without_objective and not found.unserved and money.stated == money.count:
        return tr(
            "All of the approved budget serves the {top} top objectives, and every objective has an "
            "initiative.",
            **words,
        )
    return tr(
        "{share} of the approved budget serves the {top} top objectives; {orphans} initiatives serve none, "
        "and {unserved} objectives have no initiative.",
        **words,
    )


def kind_chip(book: Book, objective: Objective) -> b.Chip:
    """Return whether an objective is the business's or the ERP's."""
    if objective.kind == "business":
        return b.Chip("blue", book.tr("Business"))
    return b.Chip("grey", book.tr("ERP"))


def kpi_chips(book: Book, names: Sequence[str]) -> b.Content:
    """Return how many of some KPIs are of which status."""
    counts = band_counts(book.figures.kpi(name) for name in names)
    parts: list[b.Inline] = []
    for rag, count in counts.items():
        if count:
            chip = book.rag(rag)
            parts += [b.Chip(chip.tone, book.tr("{kind} {n}", kind=chip.text, n=count)), " "]
    return tuple(parts[:-1]) if parts else b.Missing(book.tr("no KPI"))


def share_cell(book: Book, part: Decimal, whole: Decimal) -> b.Inline:
    """Return a part of the money as a bar with its share."""
    if not whole:
        return b.Missing(book.tr("no budget"))
    return b.Progress(float(part / whole), book.locale.percent(part / whole))


def objectives_table(book: Book, objectives: Sequence[Objective]) -> b.Table:
    """Return some objectives in tree order with KPIs, initiatives and their part of the budget."""
    tr, wanted = book.tr, {one.id for one in objectives}
    found = book.figures.alignment
    return Rows(
        [
            (one, book.link("objectives", one.objective.id))
            for one in found.objectives
            if one.objective.id in wanted
        ],
        anchor=lambda row: row[0].objective.id,
        source=lambda row: row[0].objective.where,
        tone=lambda row: None if row[0].below else "amber",
    ).table(
        "objectives",
        spread(
            "objective",
            tr("Objective"),
            lambda one, link: ("\u2003" * (one.depth - 1) + "└ ", link) if one.depth else link,
            wide=True,
        ),
        spread("kind", tr("Kind"), lambda one, _link: kind_chip(book, one.objective), "status"),
        spread("owner", tr("Owner"), lambda one, _link: book.person(one.objective.owner)),
        spread("kpis", tr("KPIs by status"), lambda one, _link: kpi_chips(book, one.kpis), "status"),
        spread(
            "initiatives", tr("Initiatives"), lambda one, _link: count_cell(book, len(one.below)), "number"
        ),
        spread("money", tr("Money"), lambda one, _link: _money(book, one), "number"),
        spread(
            "share",
            tr("Share of the budget"),
            lambda one, _link: (
                share_cell(book, one.money, found.total) if one.stated or not one.below else b.Missing()
            ),
            "bar",
            topic="money",
        ),
        empty=tr("No objective is set yet."),
    )


def _money(book: Book, one: AlignedObjective) -> b.Content:
    """Return the budgets that serve an objective, and of how many initiatives, where some are not stated."""
    return sum_cell(book, book.money(one.money), one.stated, len(one.below), book.tr("no budget stated"))


def matrix_table(book: Book) -> b.Table:
    """Return the initiatives under each objective that they name, with the KPIs they move."""
    tr, aligned = book.tr, book.figures.alignment.objectives
    return Rows(
        [(one, book.handbook.initiatives[name]) for one in aligned for name in one.initiatives],
        source=lambda row: row[1].where,
        group=lambda row: book.text(row[0].objective.name),
    ).table(
        "alignment",
        spread("initiative", tr("Initiative"), lambda _, new: book.link("initiatives", new.id), wide=True),
        spread(
            "status", tr("Status"), lambda _, new: status_chip(book, book.state.initiatives[new.id]), "status"
        ),
        spread("kpis", tr("KPIs it should move"), lambda _, new: _moved(book, new), wide=True),
        spread(
            "judged",
            tr("Of these, KPIs of the objective"),
            lambda one, new: count_cell(book, len({effect.kpi for effect in new.kpis} & {*one.kpis})),
            "number",
        ),
        spread("cost", tr("Budget"), lambda _, new: budget_cell(book, new), "number"),
        empty=tr("No approved initiative names an objective."),
    )


def _loose(book: Book) -> tuple[b.Block, ...]:
    """Return the ends that hang loose, in both directions."""
    tr, found = book.tr, book.figures.alignment
    kinds = (
        (tr("Initiatives that serve no objective:"), "initiatives", found.without_objective),
        (tr("Initiatives that move no KPI:"), "initiatives", found.without_kpi),
        (tr("Objectives without an initiative:"), "objectives", found.unserved),
        (tr("Objectives without a KPI:"), "objectives", found.unmeasured),
        (tr("KPIs that no initiative moves:"), "kpis", found.unmoved),
        (tr("KPIs that judge no objective:"), "kpis", found.unowned),
    )
    items: list[b.Content] = []
    for words, kind, names in kinds:
        links = book.links(kind, names)
        if isinstance(links, tuple):
            items.append((words, " ", *links))
    if not items:
        return (b.Callout("green", tr("Every objective, initiative and KPI is linked to the others.")),)
    return (b.Callout("amber", tr("What is linked to nothing"), (b.Items(tuple(items)),)),)


def _moved(book: Book, one: Initiative) -> b.Content:
    if not one.kpis:
        return b.Missing(book.tr("moves no KPI"))
    return book.links("kpis", dict.fromkeys(effect.kpi for effect in one.kpis))
