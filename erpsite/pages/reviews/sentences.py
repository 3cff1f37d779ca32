"""Say a month in three sentences: status by both views, money and time, KPIs and follow-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from erpsite.analysis.money.value import NoValue
from erpsite.i18n import Translator
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.kpi_tables import band_counts

__all__ = ["month_sentences"]


def month_sentences(book: Book, changes: int) -> str:
    """Return the three sentences of the month that the book ends with; `changes` counts the month's."""
    return book.locale.sentence(_status(book), _money(book), _follow_up(book, changes))


def _status(book: Book) -> str:
    tr, running = book.locale.tr, book.figures.running
    declared = Counter(now.declared for now in running)
    words: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "green": declared[Rag.GREEN],
        "amber": declared[Rag.AMBER],
        "red": declared[Rag.RED],
        "waiting": declared[Rag.GREY],
        "numbers": sum(now.computed is Rag.RED for now in running),
        "watermelons": sum(now.watermelon for now in running),
    }
    if not running:
        return tr("At the end of {month} no initiative is running.", **words)
    say = _with_watermelons if words["watermelons"] else _without_watermelons
    return say(tr, len(running), words)


def _without_watermelons(tr: Translator, n: int, words: Mapping[str, object]) -> str:
    if words["waiting"]:
        return tr.plural(
            "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by its owner's word, {waiting} without a report yet; {numbers} off track by cost and "
            "slip.",
            "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by their owners' word, {waiting} without a report yet; {numbers} off track by cost "
            "and slip.",
            n,
            **words,
        )
    return tr.plural(
        "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by its owner's word; {numbers} off track by cost and slip.",
        "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by their owners' word; {numbers} off track by cost and slip.",
        n,
        **words,
    )


def _with_watermelons(tr: Translator, n: int, words: Mapping[str, object]) -> str:
    if words["waiting"]:
        return tr.plural(
            "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by its owner's word, {waiting} without a report yet; {numbers} off track by cost and "
            "slip, {watermelons} of them declared on track.",
            "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by their owners' word, {waiting} without a report yet; {numbers} off track by cost "
            "and slip, {watermelons} of them declared on track.",
            n,
            **words,
        )
    return tr.plural(
        "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by its owner's word; {numbers} off track by cost and slip, {watermelons} of them declared on "
        "track.",
        "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by their owners' word; {numbers} off track by cost and slip, {watermelons} of them declared "
        "on track.",
        n,
        **words,
    )


def _money(book: Book) -> str:
    tr, money, whole = book.tr, book.figures.budget, book.figures.earned_value.whole
    words: dict[str, object] = {
        "spent": book.locale.money(money.spent),
        "forecast": book.locale.money(money.forecast),
        "spendable": book.locale.money(money.spendable),
        **_milestones(book),
    }
    if isinstance(whole.spi_t, NoValue):
        return tr(
            "{spent} of {spendable} is spent and {forecast} expected at completion; {done} of {all} "
            "milestones are reached.",
            **words,
        )
    return tr(
        "{spent} of {spendable} is spent and {forecast} expected at completion; {done} of {all} milestones "
        "are reached, and schedule performance SPI(t) is {spi}.",
        spi=book.locale.number(whole.spi_t, 2),
        **words,
    )


def _milestones(book: Book) -> dict[str, int]:
    funded = [now for now in book.state.initiatives.values() if now.stage in ("approved", "finished")]
    stones = [stone for now in funded for stone in now.milestones]
    return {"done": sum(stone.done for stone in stones), "all": len(stones)}


def _follow_up(book: Book, changes: int) -> str:
    statuses, actions = book.figures.kpis, book.state.actions.values()
    counts = band_counts(statuses)
    return book.tr(
        "{on} of {kpis} KPIs are on track and {off} off track; {open} actions are open, {overdue} overdue; "
        "changes since the last review: {changes}.",
        on=counts[Rag.GREEN],
        kpis=len(statuses),
        off=counts[Rag.RED],
        open=sum(known.status == "open" for known in actions),
        overdue=sum(known.overdue for known in actions),
        changes=changes,
    )
