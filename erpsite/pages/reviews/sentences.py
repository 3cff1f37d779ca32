"""Say a month in three sentences: status by both views, money and time, KPIs and follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.value import NoValue
from erpsite.i18n import Translator
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.envelope import envelope_unknown, unknown_sentence
from erpsite.pages.kit.states import covered
from erpsite.pages.kit.words import off_track_by_numbers

__all__ = ["month_sentences"]


def month_sentences(book: Book, changes: int) -> str:
    """Return the three sentences of the month that the book ends with; `changes` counts the month's."""
    return book.locale.sentence(_status(book), _money(book), _follow_up(book, changes))


def _status(book: Book) -> str:
    tr, figures = book.locale.tr, book.figures
    words: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "green": book.count(figures.declared(Rag.GREEN)),
        "amber": book.count(figures.declared(Rag.AMBER)),
        "red": book.count(figures.declared(Rag.RED)),
        "numbers": off_track_by_numbers(book),
        "watermelons": book.count(figures.watermelons),
    }
    if figures.declared(Rag.GREY).value:
        words["waiting"] = book.count(figures.declared(Rag.GREY))
    if not figures.running:
        return tr("At the end of {month} no initiative is running.", **words)
    if not figures.judged_by_numbers.value:
        return _unjudged(tr, book.count(figures.initiatives_running), words)
    say = _with_watermelons if figures.watermelons.value else _without_watermelons
    return say(tr, book.count(figures.initiatives_running), words)


def _unjudged(tr: Translator, n: b.Number, words: Mapping[str, object]) -> str:
    if "waiting" in words:
        return tr.plural(
            "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by its owner's word, {waiting} without a status; cost and slip can judge none.",
            "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by their owners' word, {waiting} without a status; cost and slip can judge none.",
            n,
            **words,
        )
    return tr.plural(
        "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by its owner's word; cost and slip can judge none.",
        "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} off "
        "track by their owners' word; cost and slip can judge none.",
        n,
        **words,
    )


def _without_watermelons(tr: Translator, n: b.Number, words: Mapping[str, object]) -> str:
    if "waiting" in words:
        return tr.plural(
            "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by its owner's word, {waiting} without a status; {numbers} off track by cost and "
            "slip.",
            "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by their owners' word, {waiting} without a status; {numbers} off track by cost "
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


def _with_watermelons(tr: Translator, n: b.Number, words: Mapping[str, object]) -> str:
    if "waiting" in words:
        return tr.plural(
            "{n} initiative is running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by its owner's word, {waiting} without a status; {numbers} off track by cost and "
            "slip, {watermelons} of them declared on track.",
            "{n} initiatives are running at the end of {month}: {green} on track, {amber} at risk and {red} "
            "off track by their owners' word, {waiting} without a status; {numbers} off track by cost "
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
    tr, figures, whole = book.tr, book.figures, book.figures.earned_value.whole
    known = figures.budget.total.known
    words: dict[str, object] = {
        "spent": covered(book, book.amount(figures.spent), known.spent, known.every, "spend"),
        "forecast": covered(
            book, book.amount(figures.at_completion), known.forecast, known.every, "forecast"
        ),
        "envelope": book.amount(figures.envelope),
        "done": book.count(figures.milestones_reached),
        "all": book.count(figures.milestones),
    }
    unspent = not figures.spend_known
    if envelope_unknown(book) or unspent or not (known.forecast or figures.at_completion.value):
        return book.locale.sentence(*_known_money(book, words))
    if isinstance(whole.spi_t, NoValue):
        return tr(
            "{spent} of the envelope of {envelope} is spent and {forecast} expected at completion; {done} of "
            "{all} milestones are reached.",
            **words,
        )
    return tr(
        "{spent} of the envelope of {envelope} is spent and {forecast} expected at completion; {done} of "
        "{all} milestones are reached, and schedule performance SPI(t) is {spi}.",
        spi=book.figure(Figure("value.spi-t", whole.spi_t), decimals=2),
        **words,
    )


def _known_money(book: Book, words: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence of each figure of the money, or that nobody says it."""
    tr, figures, without = book.tr, book.figures, envelope_unknown(book)
    if figures.spend_known:
        of = tr("{spent} of the envelope of {envelope} is spent.", **words)
        yield tr("{spent} is spent.", **words) if without else of
    else:
        yield _unspent(book, words)
    if without:
        yield unknown_sentence(book)
    if figures.budget.total.known.forecast or figures.at_completion.value:
        yield tr("{forecast} is expected at completion.", **words)
    elif not book.handbook.hides("money"):
        yield tr("What is expected at completion is not known: no initiative states a budget or a forecast.")
    if figures.milestones.value:
        yield tr("{done} of {all} milestones are reached.", **words)
    spi = figures.earned_value.whole.spi_t
    if not isinstance(spi, NoValue):
        yield tr(
            "Schedule performance SPI(t) is {spi}.", spi=book.figure(Figure("value.spi-t", spi), decimals=2)
        )


def _unspent(book: Book, words: Mapping[str, object]) -> str:
    """Return why no spend is known, of the envelope where that is known."""
    tr, without = book.tr, bool(envelope_unknown(book))
    if book.figures.spend_withheld:
        of = tr("What is spent of the envelope of {envelope} is withheld.", **words)
        return tr("What is spent is withheld.") if without else of
    of = tr("No review says what is spent of the envelope of {envelope}.", **words)
    return tr("No review says what is spent.") if without else of


def _follow_up(book: Book, changes: int) -> str:
    figures = book.figures
    return book.tr(
        "{on} of {kpis} KPIs are on track and {off} off track; {open} actions are open, {overdue} overdue; "
        "changes since the last review: {changes}.",
        on=book.count(figures.kpis_in(Rag.GREEN)),
        kpis=book.count(figures.kpis_all),
        off=book.count(figures.kpis_in(Rag.RED)),
        open=book.count(figures.actions_open),
        overdue=book.count(figures.actions_overdue),
        changes=book.count("changes.since-last-review", changes),
    )
