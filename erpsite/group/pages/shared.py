"""Draw what the companies of a group share: roles, links between plans, risks, suppliers."""

from __future__ import annotations

from erpsite.group.company import Company, Contract, Threat, Work
from erpsite.group.links import Awaited
from erpsite.group.pages.notebook import GroupBook
from erpsite.group.whole import RoleLoad, Supplier
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.lag_words import lag_words

__all__ = ["draw_capacity", "draw_links", "draw_risks", "draw_suppliers"]


def draw_capacity(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the load of the shared roles by quarter."""
    tr, loads = book.tr, book.whole.role_loads
    over = [one for one in loads if one.over > 0]
    if not loads:
        return (b.Lead(tr("No plan that was read asks for a shared role.")),)
    lead = tr("No shared role is overloaded in any quarter.")
    if over:
        worst = over[0]
        lead = tr(
            "Most overloaded: {role}, with {days} person-days too many in {period}.",
            role=_role(book, worst),
            days=book.locale.number(worst.over, 0),
            period=_period(book, worst),
        )
    table = Rows(loads, tone=lambda one: "red" if one.over > 0 else None).table(
        "shared-roles",
        Col("role", tr("Role"), lambda one: _role(book, one)),
        Col("period", tr("Quarter"), lambda one: _period(book, one), "date"),
        Col("effort", tr("Asked for, person-days"), lambda one: book.count(one.effort), "number"),
        Col("capacity", tr("Capacity, person-days"), lambda one: _capacity(book, one), "number"),
        Col("over", tr("Too many"), lambda one: book.count(one.over) if one.over else b.Missing(), "number"),
        Col("parts", tr("By company"), lambda one: _parts(book, one), wide=True),
    )
    note = tr("The capacities that the companies state are added up: their people work for all.")
    if any("/" in one.period for one in loads):
        apart = tr("Quarters of other months stand apart: a load is never added to one of another quarter.")
        note = book.locale.sentence(note, apart)
    return (b.Lead(lead), table, b.Paragraph(note, small=True))


def _role(book: GroupBook, one: RoleLoad) -> str:
    role = next(role for role in book.whole.group.roles if role.id == one.role)
    return role.name.in_(book.locale.language)


def _period(book: GroupBook, one: RoleLoad) -> str:
    first, _, last = one.period.partition("/")
    if last:
        return f"{book.locale.month(first)} – {book.locale.month(last)}"
    return book.locale.quarter(first)


def _capacity(book: GroupBook, one: RoleLoad) -> b.Inline:
    return b.Missing(book.tr("not known")) if one.capacity is None else book.count(one.capacity)


def _parts(book: GroupBook, one: RoleLoad) -> b.Content:
    facts, parts = book.locale.facts, list[b.Inline]()
    for company, load in one.parts:
        parts += [facts.list_separator] if parts else []
        amount = book.locale.number(load.effort, 0)
        parts += [book.away(company, "plan/resources", book.words(company.name)), facts.colon, amount]
    return tuple(parts)


def draw_links(book: GroupBook) -> tuple[b.Block, ...]:
    """Return who waits for whom across plans, what cannot hold first."""
    tr, found = book.tr, book.whole.awaited
    late, lost = [one for one in found if one.late > 0], [one for one in found if one.trouble]
    lead = tr("Every link between the plans holds.")
    if lost:
        lead = tr.plural(
            "{n} link between plans cannot be told: one end is missing, undated or in a circle.",
            "{n} links between plans cannot be told: one end is missing, undated or in a circle.",
            len(lost),
        )
    if late:
        lead = tr.plural(
            "{n} link between plans cannot hold; the worst moves its work by {days} working days.",
            "{n} links between plans cannot hold; the worst moves its work by {days} working days.",
            len(late),
            days=late[0].late,
        )
    table = Rows(found, tone=lambda one: "red" if one.late > 0 else None).table(
        "links",
        Col("after", tr("Waits"), lambda one: _end(book, one.link.after, one.after), wide=True),
        Col("before", tr("For"), lambda one: _end(book, one.link.before, one.before), wide=True),
        Col("type", tr("Link"), lambda one: _type(book, one)),
        Col("free", tr("The other is ready"), lambda one: _ready(book, one), "date"),
        Col("planned", tr("Planned"), lambda one: _planned(book, one), "date"),
        Col("earliest", tr("Possible from"), lambda one: _earliest(book, one), "date"),
        Col("late", tr("Days late"), lambda one: _late(book, one), "status"),
        Col("end", tr("Its initiative ends"), lambda one: book.day(one.end), "date"),
    )
    note = tr(
        "Working days are those of the plan that waits. A delay travels along the links of each plan as far "
        "as no time is left between two tasks."
    )
    return (b.Lead(lead), table, b.Paragraph(note, small=True))


def _end(book: GroupBook, address: str, work: Work | None) -> b.Content:
    company, initiative, part = address.split("/")
    one = book.whole.by_id.get(company)
    if one is None:
        return b.Code(address)
    project = next((project for project in one.projects if project.id == initiative), None)
    name = book.words(project.name) if project else initiative
    what = book.words(work.name) if work else part
    facts = book.locale.facts
    told = book.away(one, f"plan/initiatives/{initiative}", f"{name}{facts.list_separator}{what}")
    return (book.company(one), facts.colon, told)


def _type(book: GroupBook, one: Awaited) -> str:
    lag = lag_words(book.locale, one.link.lag, one.link.lag_unit)
    return f"{one.link.type.value} {lag}".rstrip()


def _ready(book: GroupBook, one: Awaited) -> b.Inline:
    if one.before is None:
        return b.Missing(book.tr("not in the schedule"))
    return book.day(one.ready)


def _planned(book: GroupBook, one: Awaited) -> b.Inline:
    if one.after is None:
        return b.Missing(book.tr("not in the schedule"))
    return book.day(one.after.finish if one.link.type.value[1] == "F" else one.after.start)


def _earliest(book: GroupBook, one: Awaited) -> b.Inline:
    return book.day(one.earliest) if one.late > 0 else b.Missing()


def _late(book: GroupBook, one: Awaited) -> b.Inline:
    tr = book.tr
    why = {
        "unknown": tr("not in the schedule"),
        "no-date": tr("no dates"),
        "circle": tr("waits in a circle"),
        "behind": tr("waits for a circle"),
    }
    if one.trouble:
        return b.Missing(why[one.trouble])
    return book.slip(one.late) if one.late > 0 else b.Chip("green", tr("holds"))


def draw_risks(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the live risks of all plans, the highest first."""
    tr, rows = book.tr, book.whole.threats
    high = sum(one.score >= 15 for _, one in rows)
    lead = tr.plural(
        "{n} live risk; {high} scores 15 or more.",
        "{n} live risks; {high} score 15 or more.",
        len(rows),
        high=high,
    )
    table = Rows(rows, anchor=lambda pair: f"{pair[0].id}-{pair[1].id}").table(
        "risks",
        spread("risk", tr("Risk"), lambda one, risk: _risk(book, one, risk), wide=True),
        spread("company", tr("Company"), lambda one, _: book.company(one)),
        spread("score", tr("Probability × impact"), lambda _, risk: book.count(risk.score), "number"),
    )
    return (b.Lead(lead), table)


def _risk(book: GroupBook, one: Company, risk: Threat) -> b.Inline:
    return book.away(one, "plan/risks", book.words(risk.text))


def draw_suppliers(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the suppliers, those of several companies first."""
    tr, rows = book.tr, book.whole.suppliers
    several = [one for one in rows if one.companies > 1]
    lead = tr.plural("{n} supplier works for the group.", "{n} suppliers work for the group.", len(rows))
    if several:
        more = tr.plural(
            "{n} of them works for several companies.",
            "{n} of them work for several companies.",
            len(several),
        )
        lead = book.locale.sentence(lead, more)
    table = Rows(rows, anchor=lambda one: one.id.replace("/", "-")).table(
        "suppliers",
        Col("supplier", tr("Supplier"), lambda one: book.words(one.name)),
        Col("companies", tr("Companies"), lambda one: _companies(book, one)),
        Col("contracts", tr("Contracts"), lambda one: book.count(len(one.contracts)), "number"),
        Col("late", tr("Late"), lambda one: book.count(one.late) if one.late else b.Missing(), "number"),
        Col("amount", tr("Amount"), lambda one: _amount(book, one), "number"),
        Col("next", tr("Next delivery"), lambda one: _next(book, one), "date"),
    )
    note = tr("Suppliers of different plans are one only where the group says so; equal names prove nothing.")
    return (b.Lead(lead), table, b.Paragraph(note, small=True))


def _companies(book: GroupBook, one: Supplier) -> b.Content:
    names = {company.id: company for company, _ in one.contracts}
    parts: list[b.Inline] = []
    for company in names.values():
        parts += [book.locale.facts.list_separator] if parts else []
        parts.append(book.company(company))
    return tuple(parts)


def _amount(book: GroupBook, one: Supplier) -> b.Content:
    if one.amount.amount is None:
        return b.Missing(book.tr("not known"))
    number = b.Number(one.amount.amount, book.locale.money(one.amount.amount), book.locale.currency)
    if one.amount.of == one.amount.every:
        return number
    return (number, " ", book.tr("of {n} of {all} contracts", n=one.amount.of, all=one.amount.every))


def _next(book: GroupBook, one: Supplier) -> b.Inline:
    due = [contract for _, contract in one.contracts if contract.due is not None]
    first: Contract | None = min(due, key=lambda contract: str(contract.due), default=None)
    return book.day(first.due if first else None)
