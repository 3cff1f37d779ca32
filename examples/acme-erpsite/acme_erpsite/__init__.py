"""Add to the handbook what ACME looks at, its suppliers, and what it has, the cases of its own help desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from erpsite.charts import Bar, ranked_bars
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import importer, preset
from erpsite.ingest.tables import ForeignTable
from erpsite.model import Handbook
from erpsite.model.initiative import ThirdParty
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import chart, draw_chart
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.page import page
from erpsite.plancheck import Facts, Hit, Limits, NotJudged, Pitfall, rule


def contracts(handbook: Handbook) -> list[tuple[ThirdParty, Decimal]]:
    """Return each supplier's contracts in sum, the largest first; without those that name no amount."""
    sums: dict[str, Decimal] = {}
    suppliers: dict[str, ThirdParty] = {}
    for initiative in handbook.initiatives.values():
        for supplier in initiative.third_parties:
            if supplier.amount:
                suppliers.setdefault(supplier.id, supplier)
                sums[supplier.id] = sums.get(supplier.id, Decimal(0)) + supplier.amount
    return sorted(((suppliers[name], total) for name, total in sums.items()), key=lambda pair: -pair[1])


@rule("ACME-SUPPLIER", Pitfall.P3, limits={"share": 0.3})
def judge_suppliers(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Work spread over several suppliers.

    Why: The plan stands still when the supplier of most of it does.
    Passes: No supplier has more than the limit's share of the contracts.
    Fails: One supplier has more.
    Mend: Give the next contract to another, or agree on who steps in.
    """
    found = contracts(facts.handbook)
    if not found:
        yield NotJudged("plan", "plan", "no contract names its amount", facts.handbook.plan.where)
        return
    (largest, amount), whole = found[0], sum(amount for _, amount in found)
    if amount > Decimal(str(limits["share"])) * whole:
        yield Hit(
            "plan",
            "plan",
            "{supplier} has {share}% of the contracts, at most {limit}% should be with one supplier",
            largest.where_of("amount"),
            {
                "supplier": largest.name,
                "share": round(100 * amount / whole),
                "limit": round(100 * limits["share"]),
            },
        )


@chart("acme-suppliers", title="Contracts by supplier", about="What is contracted with each supplier.")
def draw_supplier_chart(book: Book) -> b.Block:
    """Return a bar for each supplier, the largest first."""
    found = contracts(book.handbook)
    bars = [Bar(book.text(one.name), float(amount), book.locale.money(amount)) for one, amount in found]
    rows = [(book.text(one.name), book.money(amount)) for one, amount in found]
    table = plain_table("acme-suppliers", (book.tr("Supplier"), book.tr("Contracts")), rows)
    finding = book.tr("{n} suppliers have contracts", n=len(found))
    currency = book.locale.currency
    return frame(book, "acme-suppliers", ranked_bars(bars, currency), finding, table, unit=currency)


@page(
    "plan/acme-suppliers",
    section="plan",
    title="Suppliers",
    description="How much of the contracted work hangs on one supplier.",
    file="initiatives",
    topics=("money", "third-parties"),
)
def draw_suppliers(book: Book) -> tuple[b.Block, ...]:
    """Return whom the plan depends on most, and the chart."""
    found = contracts(book.handbook)
    if not found:
        return (b.Lead(book.tr("No contract names its amount yet.")),)
    largest, amount = found[0]
    lead = book.tr(
        "The plan depends most on {supplier}, with contracts of {amount}.",
        supplier=largest.name,
        amount=book.locale.money(amount),
    )
    return (b.Lead(lead), draw_chart(book, "acme-suppliers"))


@importer(
    "acme-desk",
    about="Cases of the ACME desk",
    endings=(".desk",),
    knows=lambda data, _name: data.startswith(b"ACME DESK"),
)
def read_desk(data: bytes, path: str) -> tuple[ForeignTable, ...]:
    """Return the lines below the first as one table, each with its number."""
    rows = [line.split(";") for line in data.decode("utf-8").splitlines()[1:]]
    if len(rows) < 2:
        raise SourceFault("{path} holds no case", path=path)
    return (ForeignTable(path, "", rows, range(2, len(rows) + 2), typed=False),)


@preset(
    "acme-desk-cases", about="The ACME desk: a case a ticket", kind="tickets", headers=("case", "reported")
)
def desk_columns() -> Mapping[str, Mapping[str, Any]]:
    """Return what the columns of the ACME desk become."""
    return {
        "case": {"to": "id"},
        "reported": {"to": "opened"},
        "solved": {"to": "resolved"},
        "grade": {"to": "priority", "values": {"A": 1, "B": 3, "C": 4}},
    }
