"""Draw what became of an initiative: risks, assumptions, decisions, actions, measures, its reports."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from erpsite.analysis.state.initiative_state import InitiativeState, initiative_state
from erpsite.model.decision import Decision
from erpsite.model.initiative import Assumption
from erpsite.model.review import Progress
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.action_tables import actions_table
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import text_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.decision_tables import decisions_table
from erpsite.pages.kit.states import withheld_words
from erpsite.pages.plan.risk_tables import risks_table

__all__ = ["assumptions_table", "follow_up_blocks", "measures_rows_table", "reports_table"]


def follow_up_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return risks, assumptions, decisions, actions, corrective measures and the history of reports."""
    tr, one, links = book.tr, now.initiative, book.figures.links
    risks = [book.handbook.risks[name] for name in links.risks_of_initiative.get(one.id, ())]
    decisions = [book.handbook.decisions[name] for name in links.decisions_of_initiative.get(one.id, ())]
    actions = [book.handbook.actions[name] for name in links.actions_of_initiative.get(one.id, ())]
    return (
        b.Heading(tr("Risks"), "risks", topic="risks"),
        risks_table(book, risks, f"risks-{one.id}", initiative=False),
        *((assumptions_table(book, now),) if one.assumptions else ()),
        b.Heading(tr("Decisions and actions"), "decisions"),
        *_decisions(book, decisions, one.id),
        actions_table(book, actions, f"actions-{one.id}"),
        *_history(book, one.id),
    )


def _decisions(book: Book, found: list[Decision], name: str) -> tuple[b.Block, ...]:
    """Return the decisions about an initiative, folded where there are some: what is open stands below."""
    table = decisions_table(book, found, f"decisions-{name}")
    if not found:
        return (table,)
    count = book.tr.plural(
        "{n} decision", "{n} decisions", book.count("initiative.decisions", len(found), name)
    )
    return (b.Details(count, (table,)),)


def _history(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return each month's report and the corrective measures, folded where there is one."""
    tr, found = book.tr, book.figures.links.reports.get(name, ())
    parts = (reports_table(book, name), *measures_rows_table(book, name))
    if not found:
        return (b.Heading(tr("Month by month"), "history"), *parts)
    count = tr.plural("Month by month: {n} report", "Month by month: {n} reports",
                      book.count("initiative.reports", len(found), name))  # fmt: skip
    return (b.Heading(tr("Month by month"), "history"), b.Details(count, parts))


def assumptions_table(book: Book, now: InitiativeState) -> b.Table:
    """Return what is taken for true, and until when."""
    tr, one = book.tr, now.initiative
    return Rows(one.assumptions, source=lambda item: item.where).table(
        f"assumptions-{one.id}",
        Col("assumption", tr("Assumption"), lambda item: book.text(item.text), wide=True),
        Col("expires", tr("Holds until"), lambda item: book.day(item.expires_on, tr("no day set")), "date"),
        Col("owner", tr("Owner"), lambda item: book.person(item.owner or now.owner)),
        Col("status", tr("Status"), lambda item: _assumption_chip(book, item), "status"),
        caption=tr("Assumptions"),
    )


def _assumption_chip(book: Book, item: Assumption) -> b.Chip:
    if item.expires_on and item.expires_on < book.state.today:
        return b.Chip("red", book.tr("Expired"))
    return b.Chip("blue", book.tr("Holds"))


def reports_table(book: Book, name: str) -> b.Table:
    """Return what each review reported on an initiative, the latest first."""
    tr, finishes = book.tr, _finishes(book, name)
    return Rows(reversed(book.figures.links.reports.get(name, ())), source=lambda row: row[1].where).table(
        f"reports-{name}",
        spread(
            "review", tr("Review"), lambda month, _: book.link("reviews", month, book.locale.month(month))
        ),
        spread(
            "declared",
            tr("Declared"),
            lambda _, report: (
                book.rag(report.status)
                if report.status
                else b.Missing(withheld_words(book, report.withheld, "status"))
            ),
            "status",
        ),
        spread("complete", tr("Progress"), lambda _, report: _complete(book, report), "number"),
        spread(
            "finish",
            tr("Expected finish"),
            lambda month, _: book.day(finishes.get(month), tr("no dates")),
            "date",
        ),
        spread(
            "spent", tr("Spent"), lambda _, report: _amount(book, report, "spent"), "number", topic="money"
        ),
        spread(
            "cost",
            tr("Expected cost"),
            lambda _, report: _amount(book, report, "forecast_cost"),
            "number",
            topic="money",
        ),
        spread("note", tr("Note"), lambda _, report: text_cell(book, report.note), wide=True),
        empty=tr("No review has reported on it yet."),
    )


def _finishes(book: Book, name: str) -> dict[str, dt.date | None]:
    """Return the finish that was expected after each report, by its month."""
    plan, reports = book.handbook.plan, list(book.figures.links.reports.get(name, ()))
    initiative = book.handbook.initiatives[name]
    return {
        month: initiative_state(initiative, reports[: number + 1], book.state.days, plan.thresholds).finish
        for number, (month, _) in enumerate(reports)
    }


def measures_rows_table(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return the corrective measures of an initiative, the latest first; nothing where there is none."""
    tr, found = book.tr, book.figures.links.measures.get(name, ())
    if not found:
        return ()
    return (
        Rows(reversed(found), source=lambda row: row[1].where).table(
            f"measures-{name}",
            spread(
                "review",
                tr("Review"),
                lambda month, _one: book.link("reviews", month, book.locale.month(month)),
                "date",
            ),
            spread("deviation", tr("Deviation"), lambda _month, one: book.text(one.deviation), wide=True),
            spread(
                "measure", tr("Corrective measure"), lambda _month, one: book.text(one.measure), wide=True
            ),
            spread("owner", tr("Owner"), lambda _month, one: book.person(one.owner)),
            spread("due", tr("Due"), lambda _month, one: book.day(one.due), "date"),
            caption=tr("Corrective measures"),
        ),
    )


def _amount(book: Book, report: Progress, field: Literal["spent", "forecast_cost"]) -> b.Inline:
    return book.money(getattr(report, field), withheld_words(book, report.withheld, field))


def _complete(book: Book, report: Progress) -> b.Inline:
    if report.complete is None:
        return b.Missing(withheld_words(book, report.withheld, "complete"))
    return b.Number(report.complete, book.locale.number(report.complete, 0) + "%", "%")
