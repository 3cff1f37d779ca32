"""Draw a group's KPIs, side by side where they measure the same, and its plants, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erpsite.group.company import Company, CompanyKpi, CompanyPlant
from erpsite.group.definition import SharedKpi
from erpsite.group.pages.notebook import GroupBook
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Rows, spread

__all__ = ["draw_kpis", "draw_plants", "kpis_table"]

_MOST = 30
_ORDER = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 3, Rag.GREEN: 2}


def draw_kpis(book: GroupBook) -> tuple[b.Block, ...]:
    """Return shared KPIs by company, then every company's own off track or at risk."""
    tr, whole = book.tr, book.whole
    judged = sum(one.kpis_judged for one in whole.companies)
    met = sum(one.kpis_met for one in whole.companies)
    lead = tr("{part} of {whole} KPIs that can be judged are on track.", part=met, whole=judged)
    if not judged:
        lead = tr("No KPI of the group can be judged yet.")
    blocks: list[b.Block] = [b.Lead(lead)]
    for shared in whole.group.kpis:
        blocks += _shared(book, shared)
    rows = [(one, kpi) for one in whole.companies for kpi in one.kpis if kpi.rag in (Rag.RED, Rag.AMBER)]
    rows.sort(key=lambda pair: (_ORDER[pair[1].rag], pair[0].id, pair[1].id))
    if rows:
        table = kpis_table(book, rows, "trouble", mixed=True)
        blocks += [b.Heading(tr("Off track and at risk"), "trouble"), table]
    note = tr("KPIs of different plans are set side by side only where the group says that they are one.")
    return (*blocks, b.Paragraph(note, small=True))


def _shared(book: GroupBook, shared: SharedKpi) -> list[b.Block]:
    tr, name = book.tr, shared.name.in_(book.locale.language)
    lost = {one.member: one for one in book.whole.lost if one.kind in ("kpi", "unit")}
    rows: list[tuple[Company, CompanyKpi]] = []
    for member in shared.members:
        company = book.whole.by_id.get(member.plan)
        kpi = book.whole.kpi(company, member.id) if company and member not in lost else None
        if company and kpi:
            rows.append((company, kpi))
    rows.sort(key=lambda pair: (_ORDER[pair[1].rag], pair[0].id))
    blocks: list[b.Block] = [b.Heading(name, f"kpi-{shared.id}"), kpis_table(book, rows, shared.id)]
    units = {book.words(kpi.unit) for _, kpi in rows}
    if len(units) > 1 and not set.intersection(*(set(kpi.unit.values()) for _, kpi in rows)):
        words = tr(
            "The units differ: {units}; the values cannot be compared.", units=book.locale.join(sorted(units))
        )
        blocks.append(b.Callout("amber", words))
    return [*blocks, *_apart(book, shared)]


def _apart(book: GroupBook, shared: SharedKpi) -> Iterator[b.Block]:
    """Yield what is not in the table of a KPI that several plans have, and why."""
    tr, whole = book.tr, book.whole
    for one in whole.lost:
        if one.kind == "unit" and one.member in shared.members:
            words = tr(
                "{company} measures it in {unit}, not in {stated}; its value stands apart.",
                company=book.words(one.company.name), unit=book.words(one.unit), stated=one.stated,
            )  # fmt: skip
            yield b.Callout("amber", words)
    unknown = [one.member for one in whole.lost if one.kind == "kpi"]
    unread = [one for one in shared.members if one.plan not in whole.by_id]
    for message, members in (
        ("These plans have no such KPI: {names}.", [one for one in shared.members if one in unknown]),
        ("Not among the plans that were read: {names}.", unread),
    ):
        if members:
            names = book.locale.join([f"{one.plan}/{one.id}" for one in members])
            yield b.Paragraph(tr(message, names=names), small=True)


def kpis_table(
    book: GroupBook, rows: Sequence[tuple[Company, CompanyKpi]], name: str, *, own: bool = False,
    mixed: bool = False,
) -> b.Table:  # fmt: skip
    """Return a table of KPIs with their company; `own` on its own page.

    Rows of `mixed` KPIs begin with them: on a phone, a row has its first cell for a title. A search leads to
    the page of the company.
    """
    tr = book.tr
    company = spread("company", tr("Company"), lambda one, _: book.company(one))
    kpi = spread("kpi", tr("KPI"), lambda one, kpi: _measure(book, one, kpi, named=mixed), wide=mixed)
    anchor = None if mixed else lambda pair: f"{name}-{pair[0].id}-{pair[1].id}"
    return Rows(rows, anchor=anchor).table(
        f"kpis-{name}",
        *((kpi,) if own or mixed else (company, kpi)),
        spread("value", tr("Actual"), lambda _, kpi: _value(book, kpi), "number"),
        spread("target", tr("Target"), lambda _, kpi: book.words(kpi.target), "number"),
        spread("status", tr("Status"), lambda _, kpi: book.rag(kpi.rag), "status"),
        spread("month", tr("Month"), lambda _, kpi: book.month(kpi.month or ""), "date"),
        spread("spark", tr("Last 12 months"), lambda _, kpi: _spark(book, kpi.series, book.words(kpi.name))),
    )


def _measure(book: GroupBook, one: Company, kpi: CompanyKpi, *, named: bool) -> b.Content:
    """Return a KPI that leads into its company's handbook, behind the company where that is asked for."""
    told = book.away(one, f"plan/kpis/{kpi.id}", book.words(kpi.name))
    return (book.company(one), book.locale.facts.colon, told) if named else told


def _value(book: GroupBook, kpi: CompanyKpi) -> b.Inline:
    if kpi.value is None:
        return b.Missing(book.tr("no value"))
    return b.Number(kpi.value, book.words(kpi.text), book.words(kpi.unit))


def _spark(book: GroupBook, series: tuple[float | None, ...], name: str) -> b.Inline:
    if not any(value is not None for value in series):
        return b.Missing()
    return b.Spark(series, book.tr("{name}, {n} months", name=name, n=len(series)))


def draw_plants(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the plants of all companies, the worst first; of many, the first thirty stand open."""
    tr, rows = book.tr, book.whole.plants
    red = sum(plant.worst_rag is Rag.RED for _, plant in rows)
    lead = tr.plural(
        "{n} plant; {red} has a KPI off track.", "{n} plants; {red} have a KPI off track.", len(rows), red=red
    )
    blocks: list[b.Block] = [b.Lead(lead), _plants(book, rows[:_MOST], "")]
    if rows[_MOST:]:
        title = tr.plural("{n} more plant", "{n} more plants", len(rows) - _MOST)
        blocks.append(b.Details(title, (_plants(book, rows[_MOST:], "-more"),)))
    return tuple(blocks)


def _plants(book: GroupBook, rows: Sequence[tuple[Company, CompanyPlant]], end: str) -> b.Table:
    """Return a table of plants; a column that no plant of the group has a value for is left out."""
    tr, every = book.tr, [plant for _, plant in book.whole.plants]
    columns = [
        spread("plant", tr("Plant"), lambda one, plant: _name(book, one, plant)),
        spread("company", tr("Company"), lambda one, _: book.company(one)),
        spread("status", tr("Status"), lambda _, plant: book.rag(plant.worst_rag), "status"),
        spread("worst", tr("Worst KPI"), lambda _, plant: _worst(book, plant), wide=True),
        spread("met", tr("KPIs on track"), lambda _, plant: _met(book, plant), "number"),
        spread("spark", tr("Last 12 months"), lambda _, p: _spark(book, p.series, book.words(p.worst))),
    ]
    if any(plant.health is not Rag.GREY for plant in every):
        columns.append(spread("health", tr("System health"), lambda _, p: book.rag(p.health), "status"))
    if any(plant.uptime is not None for plant in every):
        title = tr("Availability, twelve months")
        columns.append(spread("uptime", title, lambda _, plant: _uptime(book, plant), "number"))
    if any(plant.open_tickets is not None for plant in every):
        columns.append(spread("tickets", tr("Open tickets"), lambda _, p: _tickets(book, p), "number"))
    return Rows(rows, anchor=lambda pair: f"{pair[0].id}-{pair[1].id}").table(f"plants{end}", *columns)


def _name(book: GroupBook, one: Company, plant: CompanyPlant) -> b.Inline:
    return book.away(one, f"plan/by-plant/{plant.id}", book.words(plant.name))


def _met(book: GroupBook, plant: CompanyPlant) -> b.Inline:
    if not plant.judged:
        return b.Missing(book.tr("no value"))
    return book.tr("{part} of {whole}", part=plant.met, whole=plant.judged)


def _worst(book: GroupBook, plant: CompanyPlant) -> b.Inline:
    return book.words(plant.worst) or b.Missing()


def _uptime(book: GroupBook, plant: CompanyPlant) -> b.Inline:
    if plant.uptime is None:
        return b.Missing()
    return b.Number(plant.uptime, book.locale.quantity(plant.uptime, "%", 2), "%")


def _tickets(book: GroupBook, plant: CompanyPlant) -> b.Inline:
    return b.Missing() if plant.open_tickets is None else book.count(plant.open_tickets)
