"""Draw what was counted from raw logs: the account of its files, its months, and what takes the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from erpsite.issues import Source
from erpsite.model.rolled import (
    AheadFile,
    LogDoubt,
    RepeatedDay,
    Rolled,
    RolledFile,
    RolledMonth,
    RolledYear,
    RollupAccount,
    quantile,
)
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.page import page
from erpsite.pages.kit.worst import MOST_PLANTS

__all__ = ["draw_rollups"]

_Value = Callable[[Rolled], float | None]


@page(
    "data/rollups",
    section="data",
    needs=("rollups",),
    place=12,
    title="Counted from logs",
    description="What was counted from raw logs: files, rows, reasons, months, and what takes the figures.",
    file=lambda book: next(
        (Source(one.path) for one in book.handbook.rollups.values()), Source("sources.yml")
    ),
)
def draw_rollups(book: Book) -> tuple[b.Block, ...]:
    """Return the account of each roll-up: rows in are rows that count, are left out or were refused."""
    tr = book.locale.tr
    accounts = list(book.handbook.rollups.values())
    files = [one for account in accounts for one in _begun(book, account)]
    lead = tr(
        "{rows} rows of {files} log files were read: {used} count, {left} are left out, {refused} were "
        "refused.",
        rows=book.count("rollups.rows", sum(one.rows for one in files)),
        files=book.count("rollups.files", len(files)),
        used=book.count("rollups.used", sum(one.used for one in files)),
        left=book.count("rollups.left-out", sum(sum(one.left_out.values()) for one in files)),
        refused=book.count("rollups.refused", sum(sum(one.refused.values()) for one in files)),
    )
    method = tr(
        "Percentiles come from a histogram whose buckets are 2 % wide, shares and availability from sums, "
        "users are counted for each month and year, module and plant; nothing is a mean of means."
    )
    parts = [block for account in accounts for block in _account(book, account)]
    return b.Lead(lead), *parts, b.Paragraph(method, small=True)


def _begun(book: Book, account: RollupAccount) -> list[RolledFile]:
    """Return the files with rows of the months that are shown, and those without any row that counts."""
    return [one for one in account.files if not one.months or one.months[0] <= book.state.as_of]


def _account(book: Book, account: RollupAccount) -> Iterable[b.Block]:
    tr = book.tr
    newest = max((one.last for one in account.months if one.month <= book.state.as_of), default="")
    yield b.Heading(account.name, account.name)
    if account.about:
        yield b.Paragraph(book.text(account.about))
    yield b.Facts(
        (
            (tr("Definition"), b.Place(Source(account.path))),
            (tr("Source"), book.link("sources", account.source)),
            (tr("Newest row"), newest or b.Missing()),
            (tr("Counted by"), account.made.get("engine") or b.Missing()),
            (tr("Hash of the definition"), b.Code(account.made.get("definition", "–"))),
            (tr("Time zone"), f"{account.made.get('zone', '–')} (tzdata {account.made.get('tzdata', '–')})"),
        )
    )
    yield Rows(account.feeds).table(
        f"{account.name}-feeds",
        spread("metric", tr("Takes the figure"), lambda kind, name, _: book.link(kind, name), wide=True),
        spread("measure", tr("Measure"), lambda _kind, _name, measure: b.Code(measure)),
        empty=tr("Nothing takes its figures yet."),
    )
    yield _months(book, account)
    if account.months and any(one.first <= book.state.as_of for one in account.years):
        yield _years(book, account)
    yield _files(book, account)
    month = book.state.as_of
    if days := [one for one in account.repeated if one.day[:7] <= month]:
        yield _repeated(book, account, days)
    if ahead := [one for one in account.ahead if one.last[:7] <= month]:
        yield _ahead(book, account, ahead)
    if doubts := [one for one in account.doubts if not one.months or one.months[0] <= month]:
        yield _doubts(book, account, doubts)


def _number(value: float | None, unit: str = "") -> b.Inline:
    if value is None:
        return b.Missing()
    return b.Number(value, f"{value:,.10g} {unit}".strip(), unit)


def _months(book: Book, account: RollupAccount) -> b.Table:
    """Return the months of all plants up to the month that is shown, the newest first."""
    tr = book.tr
    shown = [one for one in account.months if one.plant is None and one.month <= book.state.as_of]
    told = [
        Col(key, title, _told(value, unit), "number")
        for key, title, value, unit in _measures(book)
        if any(value(one.whole) is not None for one in shown)
    ]
    cells: Rows[RolledMonth] = Rows(shown[::-1], source=lambda one: Source(one.path))
    return cells.table(
        f"{account.name}-months",
        Col("month", tr("Month"), lambda one: book.month(one.month), "date"),
        Col("rows", tr("Rows"), lambda one: _number(one.whole.count), "number"),
        Col("days", tr("Days with rows"), lambda one: _number(one.days), "number"),
        *told,
        caption=tr("What each month holds, over all modules and plants"),
        empty=tr("Nothing is counted yet."),
    )


def _told(value: _Value, unit: str) -> Callable[[RolledMonth], b.Inline]:
    return lambda month: _number(value(month.whole), unit)


def _measures(book: Book) -> tuple[tuple[str, str, _Value, str], ...]:
    """Return what logs may tell of their rows: key, title, the value or None where they do not, and unit."""
    tr = book.tr
    return (
        ("failed", tr("Failed"), lambda one: one.errors if one.judged else None, ""),
        ("users", tr("Users"), lambda one: one.users, ""),
        ("volume", tr("Volume"), lambda one: one.volume or None, ""),
        ("p50", "P50", lambda one: quantile(one, 0.5), "ms"),
        ("p95", "P95", lambda one: quantile(one, 0.95), "ms"),
        ("lost", tr("Lost minutes"), lambda one: one.lost if one.eligible else None, ""),
    )


def _years(book: Book, account: RollupAccount) -> b.Table:
    """Return the different users of each year that has begun: in all, by module, by plant."""
    tr = book.tr
    rows: list[tuple[RolledYear, str | None, int | None]] = []
    known = [one for one in account.years if one.first <= book.state.as_of]
    for whole in sorted((one for one in known if one.plant is None), key=lambda one: one.year, reverse=True):
        plants = [one for one in known if one.plant and one.year == whole.year]
        plants.sort(key=lambda one: (-(one.users or 0), one.plant))
        rows += [(whole, None, whole.users), *((whole, module, n) for module, n in whole.modules.items())]
        rows += [(one, None, one.users) for one in plants[:MOST_PLANTS]]
    place = Source(f"{account.months[0].path.rpartition('/')[0]}/files.json")
    return Rows(rows, source=lambda _: place).table(
        f"{account.name}-years",
        spread("of", tr("Plant or module"), lambda year, module, _users: _of(book, year.plant, module)),
        spread("year", tr("Year"), lambda year, _module, _users: year.year),
        spread("from", tr("From"), lambda year, _module, _users: book.month(year.first), "date"),
        spread("to", tr("To"), lambda year, _module, _users: book.month(year.last), "date"),
        spread("users", tr("Users"), lambda _year, _module, users: _number(users), "number"),
        caption=tr("Different users of each year, counted over all of its months: months do not add"),
        empty=tr("Nothing is counted yet."),
    )


def _of(book: Book, plant: str | None, module: str | None) -> b.Inline:
    if module:
        return book.link("modules", module)
    return book.link("plants", plant) if plant else book.tr("All")


def _repeated(book: Book, account: RollupAccount, held: list[RepeatedDay]) -> b.Table:
    tr = book.tr
    place = Source(f"{account.months[0].path.rpartition('/')[0]}/files.json") if account.months else None
    days = Rows(held, source=lambda _: place, tone=lambda _: "amber")
    return days.table(
        f"{account.name}-repeated",
        Col("day", tr("Day"), lambda one: book.day(dt.date.fromisoformat(one.day)), "date"),
        Col("rows", tr("Rows"), lambda one: _number(one.rows), "number"),
        Col("more", tr("Stand there already"), lambda one: _number(one.more), "number"),
        Col("files", tr("Files"), lambda one: book.locale.join(one.files), wide=True),
        caption=tr("Days that may stand twice in the logs: their rows count as often as they stand"),
        empty=tr("Nothing is counted yet."),
    )


def _ahead(book: Book, account: RollupAccount, held: list[AheadFile]) -> b.Table:
    tr = book.tr
    place = Source(f"{account.months[0].path.rpartition('/')[0]}/files.json") if account.months else None
    return Rows(held, source=lambda _: place, tone=lambda _: "amber").table(
        f"{account.name}-ahead",
        Col("file", tr("File"), lambda one: b.Code(one.path), wide=True),
        Col("written", tr("Written or read"), lambda one: one.written, "date"),
        Col("last", tr("Newest row"), lambda one: one.last, "date"),
        caption=tr("Files with rows that are later than the file: of another clock, or of another zone"),
        empty=tr("Nothing is counted yet."),
    )


def _doubts(book: Book, account: RollupAccount, held: list[LogDoubt]) -> b.Table:
    tr = book.tr
    place = Source(f"{account.months[0].path.rpartition('/')[0]}/files.json") if account.months else None
    return Rows(held, source=lambda _: place, tone=lambda _: "amber").table(
        f"{account.name}-doubts",
        Col("of", tr("File or server"), lambda one: b.Code(one.of), wide=True),
        Col("question", tr("Question"), lambda one: _question(book, one), wide=True),
        caption=tr("Rows that count and are questioned: of another unit or clock, or without a column"),
        empty=tr("Nothing is counted yet."),
    )


def _question(book: Book, doubt: LogDoubt) -> str:
    """Return what is asked of a file or server whose name stands before."""
    tr, values = book.tr, dict(doubt.values)
    if doubt.kind == "unit":
        values |= {name: f"{float(values[name]):,.10g}" for name in ("found", "usual")}
        values["day"] = book.locale.day(dt.date.fromisoformat(values["day"]))
        if "share" in values:
            return tr(
                "On {day} {share} % of the durations of a module are about {found} ms, the others "
                "{usual} ms: some thousandfold apart, in the same work; are they in another unit?", **values,
            )  # fmt: skip
        return tr(
            "On {day} the mean duration is {found} ms, and {usual} ms for most rows of the month; is its "
            "unit another?", **values,
        )  # fmt: skip
    if doubt.kind == "column":
        return tr(
            "None of its {rows} rows has a value in {column}; is the column called otherwise there?", **values
        )
    values["other"] = book.locale.join(values["other"].split(", "))
    if values["seen"] == "files":
        return tr(
            "Its newest rows stand {by} beside those of {other}, measured by when the files were written; is "
            "its clock or zone another?", **values,
        )  # fmt: skip
    return tr(
        "Its rows lie as those of {other} over the day, moved by {by}; is a clock or a zone of these servers "
        "another?", **values,
    )  # fmt: skip


def _files(book: Book, account: RollupAccount) -> b.Table:
    tr = book.tr
    files: Rows[RolledFile] = Rows(_begun(book, account), tone=lambda one: "amber" if one.refused else None)
    return files.table(
        f"{account.name}-files",
        Col("file", tr("File"), lambda one: b.Code(one.path), wide=True),
        Col("rows", tr("Rows"), lambda one: _number(one.rows), "number"),
        Col("used", tr("Rows that count"), lambda one: _number(one.used), "number"),
        Col("left", tr("Left out"), lambda one: _number(sum(one.left_out.values())), "number"),
        Col("refused", tr("Refused"), lambda one: _number(sum(one.refused.values())), "number"),
        Col("last", tr("Newest row"), lambda one: one.last or b.Missing(), "date"),
        caption=tr("Rows read are rows that count, are left out or were refused"),
        empty=tr("Nothing is counted yet."),
    )
