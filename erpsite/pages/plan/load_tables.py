"""Make the tables of effort against capacity."""

from __future__ import annotations

from erpsite.analysis.people.resources import Load, plan_quarters
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap, lines
from erpsite.pages.kit.charts.load import load_tone
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["causes_details", "causes_table", "load_by_month_table", "load_table", "overloads_table"]

_CAUSES = 10
"""Initiatives that are named as causes of one load; the others are counted."""
_RELIEF = 3
"""Initiatives that are named as what would clear an overload."""


def load_table(book: Book) -> b.Table:
    """Return the load of every role in every quarter; rows are the targets of links to roles."""
    tr, found = book.tr, book.figures.resources
    quarters = plan_quarters(book.handbook.plan)
    others = [quarter for quarter in found.periods if quarter not in quarters]
    columns = (
        b.Column("role", tr("Role")),
        *(b.Column(quarter.lower(), book.locale.quarter(quarter), "bar") for quarter in quarters),
        *((b.Column("other", tr("Other years"), "number"),) if others else ()),
    )
    rows = tuple(
        b.Row(
            (
                _role(book, role),
                *(_load(book, found.loads[role, quarter]) for quarter in quarters),
                *((_days(book, sum(found.loads[role, q].effort for q in others)),) if others else ()),
            ),
            anchor=f"role-{role}",
            source=book.handbook.roles[role].where if role in book.handbook.roles else None,
        )
        for role in found.roles
    )
    caption = tr("Person-days asked for, of capacity, by role and quarter")
    return b.Table("load", columns, rows, caption=caption, empty=tr("No role is defined yet."))


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
    columns = (
        b.Column("month", tr("Month"), "date"),
        b.Column("load", tr("Load"), "bar"),
        b.Column("causes", tr("Asked for by"), wide=True),
    )
    rows = tuple(
        b.Row(
            (book.month(month), _load(book, load), _causes(book, load)),
            tone="red" if load.overloaded else None,
            group=_role(book, role),
        )
        for role in found.roles
        for month in found.periods
        if (load := found.loads[role, month]).effort
    )
    return b.Table("load-by-month", columns, rows, caption=tr("By month, where effort is given by month"))


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
        Col("asked", tr("Asked for"), lambda load: _days(book, load.effort), "number"),
        Col("capacity", tr("Capacity"), lambda load: _days(book, load.capacity or 0), "number"),
        Col("over", tr("Too much"), lambda load: _days(book, load.over), "number"),
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
    columns = (
        b.Column("role", tr("Role")),
        b.Column("quarter", tr("Quarter"), "date"),
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("days", tr("Person-days"), "number"),
    )
    rows = tuple(
        b.Row(
            (
                _role(book, load.role),
                book.locale.quarter(load.period),
                book.link("initiatives", name),
                _days(book, days),
            )
        )
        for load in book.figures.resources.overloads
        for name, days in load.parts
    )
    return b.Table("overload-causes", columns, rows)


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


def _days(book: Book, days: float) -> b.Inline:
    return b.Number(days, book.locale.number(days, 0))
