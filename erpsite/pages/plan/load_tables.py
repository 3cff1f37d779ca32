"""Make the tables of effort against capacity."""

from __future__ import annotations

from erpsite.analysis.people.resources import Load, plan_quarters
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap, count_cell, lines
from erpsite.pages.kit.charts.load import load_tone
from erpsite.pages.kit.columns import Col, Rows, cols, spread

__all__ = ["causes_details", "causes_table", "load_by_month_table", "load_table", "overloads_table"]

_CAUSES = 10
"""Initiatives that are named as causes of one load; the others are counted."""
_RELIEF = 3
"""Initiatives that are named as what would clear an overload."""


def load_table(book: Book) -> b.Table:
    """Return the load of every role in every quarter; rows are the targets of links to roles."""
    tr, found, roles = book.tr, book.figures.resources, book.handbook.roles
    quarters = plan_quarters(book.handbook.plan)
    others = [quarter for quarter in found.periods if quarter not in quarters]
    return Rows(
        found.roles,
        anchor=lambda role: f"role-{role}",
        source=lambda role: roles[role].where if role in roles else None,
    ).table(
        "load",
        Col("role", tr("Role"), lambda role: _role(book, role)),
        *cols(
            quarters,
            lambda q: Col[str](
                q.lower(), book.locale.quarter(q), lambda role: _load(book, found.loads[role, q]), "bar"
            ),
        ),
        *cols(
            [tr("Other years")] if others else [],
            lambda title: Col[str](
                "other",
                title,
                lambda role: count_cell(book, sum(found.loads[role, q].effort for q in others)),
                "number",
            ),
        ),
        caption=tr("Person-days asked for, of capacity, by role and quarter"),
        empty=tr("No role is defined yet."),
    )


def _role(book: Book, role: str) -> str:
    return book.name("roles", role) if role in book.handbook.roles else role


def _load(book: Book, load: Load) -> b.Content:
    number, tr = book.locale.number, book.tr
    if load.capacity is None:
        if not load.effort:
            return b.Missing(tr("no capacity given"))
        return b.Chip("grey", tr("{asked} days, no capacity given", asked=number(load.effort, 0)))
    words = tr("{asked} of {capacity} days", asked=number(load.effort, 0), capacity=number(load.capacity, 0))
    tone = load_tone(load)
    too_much = b.Chip("red", tr("{n} days too many", n=number(load.over, 0)))
    if load.share is None:
        return (words, " ", too_much) if load.effort else words
    bar = b.Progress(load.share, words, tone)
    if load.overloaded:
        return (bar, " ", too_much)
    return (bar, " ", b.Chip("amber", tr("almost full"))) if tone == "amber" else bar


def load_by_month_table(book: Book) -> b.Table:
    """Return the months of the roles for which effort is given by month, role by role."""
    tr, found = book.tr, book.figures.resources_by_month
    loads = [found.loads[role, month] for role in found.roles for month in found.periods]
    return Rows(
        [load for load in loads if load.effort],
        tone=lambda load: "red" if load.overloaded else None,
        group=lambda load: _role(book, load.role),
    ).table(
        "load-by-month",
        Col("month", tr("Month"), lambda load: book.month(load.period), "date"),
        Col("load", tr("Load"), lambda load: _load(book, load), "bar"),
        Col("causes", tr("Asked for by"), lambda load: _causes(book, load), wide=True),
        caption=tr("By month, where effort is given by month"),
    )


def overloads_table(book: Book) -> b.Table:
    """Return the overloads with what causes and what would clear them, the worst first."""
    tr = book.tr
    return Rows(book.figures.resources.overloads, tone=lambda _: "red").table(
        "overloads",
        Col(
            "role",
            tr("Role"),
            lambda load: b.Link(_role(book, load.role), "plan/resources", f"role-{load.role}"),
        ),
        Col("quarter", tr("Quarter"), lambda load: book.locale.quarter(load.period), "date"),
        Col("asked", tr("Asked for"), lambda load: count_cell(book, load.effort), "number"),
        Col("capacity", tr("Capacity"), lambda load: count_cell(book, load.capacity or 0), "number"),
        Col("over", tr("Too much"), lambda load: count_cell(book, load.over), "number"),
        Col("causes", tr("Caused by"), lambda load: _causes(book, load), wide=True),
        Col("relief", tr("Fits again without"), lambda load: _relief(book, load)),
        Col("room", tr("Room in other quarters"), lambda load: _room(book, load)),
        empty=tr("No role is overloaded in any quarter."),
    )


def _causes(book: Book, load: Load) -> b.Content:
    """Return the initiatives with their days and their share of what is asked for, the largest first."""
    tr, locale = book.tr, book.locale
    parts: list[b.Content] = []
    for name, days in load.parts[:_CAUSES]:
        share = locale.percent(days / load.effort) if load.effort else ""
        words = tr("({days} days, {share})", days=locale.number(days, 0), share=share)
        parts.append((book.link("initiatives", name), bracket_gap(book), words))
    rest = load.parts[_CAUSES:]
    if rest:
        together = locale.number(sum(count for _, count in rest), 0)
        parts.append(
            locale.tr.plural("{n} more ({days} days)", "{n} more ({days} days)", len(rest), days=together)
        )
    return lines(parts, locale.join(("", "")))


def _relief(book: Book, load: Load) -> b.Content:
    """Return the initiatives without which the load fits, or how many that would take."""
    if len(load.relief) <= _RELIEF:
        return book.links("initiatives", load.relief)
    return book.locale.tr.plural("the {n} largest of them", "the {n} largest of them", len(load.relief))


def causes_table(book: Book) -> b.Table:
    """Return what each initiative asks for in each overload, for download."""
    tr = book.tr
    return Rows(
        [(load, name, days) for load in book.figures.resources.overloads for (name, days) in load.parts]
    ).table(
        "overload-causes",
        spread("role", tr("Role"), lambda load, _name, _days: _role(book, load.role)),
        spread("quarter", tr("Quarter"), lambda load, _name, _days: book.locale.quarter(load.period), "date"),
        spread(
            "initiative",
            tr("Initiative"),
            lambda _load, name, _days: book.link("initiatives", name),
            wide=True,
        ),
        spread("days", tr("Person-days"), lambda _load, _name, days: count_cell(book, days), "number"),
    )


def causes_details(book: Book) -> tuple[b.Block, ...]:
    """Return every cause of the overloads, folded away; nothing where the overloads already name them all."""
    if all(len(load.parts) <= _CAUSES for load in book.figures.resources.overloads):
        return ()
    return (b.Details(book.tr("Every initiative behind the overloads"), (causes_table(book),)),)


def _room(book: Book, load: Load) -> b.Content:
    """Return the quarters of the plan year in which the role still has days, the most first."""
    found = book.figures.resources
    quarters = [found.loads[load.role, q] for q in plan_quarters(book.handbook.plan)]
    free = sorted((one for one in quarters if one.free >= 1), key=lambda one: (-one.free, one.period))
    words = [
        book.tr(
            "{quarter}: {days} days",
            quarter=book.locale.quarter(one.period),
            days=book.locale.number(one.free, 0),
        )
        for one in free
    ]
    return book.locale.join(words) if words else b.Missing(book.tr("none this year"))
