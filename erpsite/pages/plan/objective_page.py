"""Draw the page of one objective: its KPIs, its story from evidence to benefit, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.goals.alignment import AlignedObjective
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.kpi_tables import band_counts, kpis_table
from erpsite.pages.kit.notes import method_notes
from erpsite.pages.kit.page import each, records
from erpsite.pages.plan.initiative_tables import initiatives_table
from erpsite.pages.plan.objective_money import below_table, sum_blocks
from erpsite.pages.plan.objective_story import story_blocks
from erpsite.pages.plan.objectives import kind_chip, share_cell

__all__ = ["draw_objective", "objective_sentence"]


@records("plan/objectives", section="plan", place=10, of=each("objectives", "statement"))
def draw_objective(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return everything about one objective as of the month shown."""
    tr, one = book.tr, _aligned(book, name)
    initiatives = [book.handbook.initiatives[n] for n in one.below]
    kpis = [book.handbook.kpis[kpi] for kpi in one.kpis]
    return (
        b.Lead(objective_sentence(book, one)),
        b.Prose(book.text(one.objective.statement)),
        _facts(book, one),
        b.Heading(tr("How it is judged"), "kpis"),
        kpis_table(book, kpis, f"kpis-{name}"),
        *_story(book, one),
        *sum_blocks(book, name),
        b.Heading(tr("What serves it"), "initiatives"),
        initiatives_table(book, initiatives, f"initiatives-{name}"),
        *method_notes(
            book,
            tr("Initiatives that serve an objective below this one count here too."),
            ((tr("Alignment"), "alignment"), (tr("Status of a KPI"), "kpi-bands")),
            (one.objective.where, "initiatives"),
        ),
    )


def _story(book: Book, one: AlignedObjective) -> tuple[b.Block, ...]:
    """Return the threads of what names the objective, and where those below it are told."""
    tr, below = book.tr, book.figures.links.children.get(one.objective.id, ())
    heading = b.Heading(tr("The story, from evidence to benefit"), "story")
    told = story_blocks(book, one.objective.id, one.initiatives)
    if below:
        words = tr(
            "It is reached through the objectives below it, which tell their own stories; one that serves "
            "several gives each an equal part."
        )
        told += (b.Paragraph(words), below_table(book, one.objective.id, below))
    return (heading, *told) if told else ()


def _aligned(book: Book, name: str) -> AlignedObjective:
    return book.figures.aligned[name]


def objective_sentence(book: Book, one: AlignedObjective) -> str:
    """Return how an objective stands, in one sentence."""
    tr = book.locale.tr
    counts = band_counts(book.figures.kpi(name) for name in one.kpis)
    name, below = one.objective.id, book.count("objective.initiatives", len(one.below), one.objective.id)
    words: dict[str, object] = {
        "name": book.text(one.objective.name),
        "on": book.count("objective.kpis.on-track", counts[Rag.GREEN], name),
        "kpis": book.count("objective.kpis", len(one.kpis), name),
        "money": book.amount(Figure("objective.approved", one.money, name)),
    }
    if book.locale.instead_of_money:
        del words["money"]  # a sentence remembers every value it is given
    if not one.below:
        return tr("No initiative in the plan serves “{name}”.", **words)
    if book.locale.instead_of_money:
        return _sentence_without_money(book, one, below, words)
    if not one.kpis:
        return tr.plural(
            "{n} initiative serves “{name}” with {money}, and no KPI of its own judges it.",
            "{n} initiatives serve “{name}” with {money}, and no KPI of its own judges it.",
            below,
            **words,
        )
    return tr.plural(
        "{n} initiative serves “{name}” with {money}; {on} of its {kpis} KPIs are on track.",
        "{n} initiatives serve “{name}” with {money}; {on} of its {kpis} KPIs are on track.",
        below,
        **words,
    )


def _sentence_without_money(
    book: Book, one: AlignedObjective, below: b.Number, words: Mapping[str, object]
) -> str:
    """Return the sentence for an edition that hides money."""
    tr = book.locale.tr
    if not one.kpis:
        return tr.plural(
            "{n} initiative serves “{name}”, and no KPI of its own judges it.",
            "{n} initiatives serve “{name}”, and no KPI of its own judges it.",
            below,
            **words,
        )
    return tr.plural(
        "{n} initiative serves “{name}”; {on} of its {kpis} KPIs are on track.",
        "{n} initiatives serve “{name}”; {on} of its {kpis} KPIs are on track.",
        below,
        **words,
    )


def _facts(book: Book, one: AlignedObjective) -> b.Facts:
    tr, links, objective = book.tr, book.figures.links, one.objective
    pains = dict.fromkeys(pain for name in one.below for pain in book.handbook.initiatives[name].pain_points)
    return b.Facts(
        (
            (tr("Kind"), kind_chip(book, objective)),
            (tr("Owner"), book.person(objective.owner)),
            (tr("Serves"), book.links("objectives", objective.serves)),
            (tr("Served by"), book.links("objectives", links.children.get(objective.id, ()))),
            (tr("Share of the budget"), share_cell(book, one.money, book.figures.alignment.total)),
            (tr("Pain points it answers"), book.links("pain_points", pains)),
        ),
        topics={tr("Share of the budget"): "money"},
    )
