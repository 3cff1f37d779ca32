"""Draw the formulas page: every measure under a stable anchor."""

from __future__ import annotations

from erpsite.pages.data.measures import MeasureGroup, measure_groups
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import page
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.kit.states import withheld_words

__all__ = ["draw_formulas"]


@page(
    "data/formulas",
    section="data",
    explains=True,
    place=30,
    title="Formulas",
    description="Every measure with its formula, its unit, and what is shown when it cannot be computed.",
    file="handbook.yml",
)
def draw_formulas(book: Book) -> tuple[b.Block, ...]:
    """Return the definition of every measure, subject by subject, and what this plan sets."""
    groups, tr = measure_groups(book), book.tr
    count = sum(len(group.measures) for group in groups)
    blocks: list[b.Block] = [
        b.Lead(
            tr(
                "Every figure of this handbook is one of {count} measures, "
                "and a measure that cannot be computed says why instead of showing a zero.",
                count=book.count("handbook.measures", count),
            )
        ),
        b.Paragraph(
            tr(
                "Money is in {currency}, dates are days of the plan’s calendar, and “today” is the last day "
                "of the month shown: {day}.",
                currency=book.handbook.plan.currency,
                day=book.locale.day(book.state.today),
            )
        ),
        *rates_note(book),
        b.Heading(tr("What this plan sets"), "settings"),
        _settings(book),
    ]
    for group in groups:
        blocks += [b.Heading(group.name, group.anchor), _table(book, group)]
    return (*blocks, *_origins(book))


def _table(book: Book, group: MeasureGroup) -> b.Table:
    tr = book.tr
    return Rows(group.measures, anchor=lambda one: one.anchor).table(
        group.anchor.removesuffix("-measures") + "-formulas",
        Col("measure", tr("Measure"), lambda one: one.name),
        Col("formula", tr("Formula"), lambda one: one.formula, wide=True),
        Col("unit", tr("Unit and direction"), lambda one: one.unit),
        Col("unavailable", tr("When it cannot be computed"), lambda one: one.unavailable),
        Col("note", tr("How to read it"), lambda one: one.note or b.Missing()),
    )


def _settings(book: Book) -> b.Facts:
    tr, plan = book.tr, book.handbook.plan
    methods = {"wsjf": tr("WSJF"), "rice": tr("RICE"), "weighted": tr("Weighted score")}
    excluded = tr("left out of availability") if plan.maintenance_excluded else tr("counted as down time")
    days = tr("{n} days", n=plan.thresholds.review_age_days)
    pairs: tuple[tuple[str, b.Content], ...] = (
        (tr("Ranking method"), methods[plan.prioritisation.method]),
        (tr("Working calendar"), _calendar(book)),
        (tr("Availability target"), book.number(plan.availability_target, "%", 2)),
        (tr("Scheduled maintenance"), excluded),
        (tr("Loaded hourly cost"), book.money(plan.loaded_hourly_cost, tr("not set"))),
        (tr("Contingency"), _contingency(book)),
        (tr("Smallest group shown in surveys"), tr("{n} answers", n=plan.survey.minimum_n)),
        (tr("A review is old after"), days),
        (tr("Source"), b.Place(plan.where)),
    )
    return b.Facts(pairs)


def _contingency(book: Book) -> b.Content:
    budget = book.handbook.plan.budget
    if budget.contingency is None:
        return b.Missing(withheld_words(book, budget.withheld, "contingency") or book.tr("not known"))
    return book.locale.percent(budget.contingency)


def _calendar(book: Book) -> str:
    """Return the base of the working calendar in words; a country or a part of it by its code."""
    base, tr = book.handbook.plan.base_calendar, book.tr
    if base == "china":
        return tr("Mainland China with make-up working days")
    return tr("Monday to Friday") if base == "weekdays" else tr("Public holidays of {code}", code=base)


def _origins(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    items = b.Items(
        (
            tr("Earned value: FEMA IS-2101. Earned schedule: Lipke."),
            tr("Schedule quality: the DCMA 14-point assessment; CPLI after DAU Acquipedia."),
            tr("WSJF: SAFe. RICE: Intercom."),
            tr("Maturity: CMM for ERP (KnowledgeLeader) and DCMM, GB/T 36073-2018."),
            tr("Service levels: OpenSLO. Objectives: Google re:Work."),
        )
    )
    return (b.Details(tr("Where the definitions come from"), (items,)),)
