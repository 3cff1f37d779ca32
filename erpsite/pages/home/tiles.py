"""Draw the tiles of the home page, each a figure that links to its page."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.standing import Standing
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.envelope import envelope_unknown, spent_share, unspent_note
from erpsite.pages.kit.judgement import judgement_of, say, shows_judgement
from erpsite.pages.kit.reasons import uptime_decimals
from erpsite.pages.kit.states import coverage_words, covered
from erpsite.pages.kit.words import risk_chip
from erpsite.plancheck import PITFALLS

__all__ = ["home_tiles"]


def home_tiles(book: Book, now: Standing) -> b.Tiles:
    """Return the eight tiles."""
    return b.Tiles(
        (
            _initiatives(book, now),
            _budget(book, now),
            _kpis(book),
            _next(book, now),
            _risk(book, now),
            _availability(book),
            _data(book),
            _plan_check(book),
        )
    )


def _initiatives(book: Book, now: Standing) -> b.Tile:
    tr, figures, count = book.tr, book.figures, book.count(book.figures.initiatives_running)
    green, amber, red = (book.count(figures.declared(rag)) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED))
    title = tr("Running initiatives declared on track")
    if not count.value:
        return b.Tile(title, b.Missing(tr("none running")), path="plan/initiatives")
    words = {"amber": amber, "red": red, "done": book.count(figures.initiatives_finished)}
    note = tr("{amber} declared at risk, {red} off track; {done} finished", **words)
    if now.watermelons:
        note = tr(
            "{amber} declared at risk, {red} off track; {done} finished; {melons} declared better than the "
            "numbers",
            melons=book.count(figures.watermelons),
            **words,
        )
    tone: b.Tone = "red" if red.value or now.watermelons else "amber" if amber.value else "green"
    if not any(figures.declared(rag).value for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)):
        return b.Tile(title, b.Missing(tr("no data")), _no_status(book, now), "plan/initiatives", "grey")
    return b.Tile(title, tr("{k} of {n}", k=green, n=count), note, "plan/initiatives", tone)


def _no_status(book: Book, now: Standing) -> str:
    running = book.count(book.figures.initiatives_running)
    if not now.reported:
        return book.tr("{n} running, none has reported yet", n=running)
    return book.tr(
        "{all} running; {n} have reported, none with a status",
        all=running,
        n=book.count("initiatives.reported", now.reported),
    )


def _budget(book: Book, now: Standing) -> b.Tile:
    tr, figures, title = book.tr, book.figures, book.tr("Budget spent")
    if not figures.spend_known:
        note = _of_envelope(book, None)
        gap = tr("withheld") if figures.spend_withheld else tr("no data")
        return b.Tile(title, b.Missing(gap), note, "plan/resources", "grey", "money")
    done: object = None
    if now.progress is not None:
        done = covered(
            book, book.share(Figure("progress.by-budget", now.progress / 100)), now.progress_of,
            now.progress_all, "progress",
        )  # fmt: skip
    money, note = figures.budget, _of_envelope(book, done)
    tone: b.Tone = "grey" if envelope_unknown(book) else "blue"
    if money.envelope is not None and money.spent > money.envelope:
        tone = "red"
    cover = coverage_words(book, money.total.known.spent, money.count, "spend")
    about: b.Content = (note, " · ", cover) if cover else note
    return b.Tile(title, book.amount(figures.spent), about, "plan/resources", tone, "money")


def _of_envelope(book: Book, done: object) -> str:
    """Return what part of the envelope is spent, or why it is not known, and how much of the work is done."""
    tr, figures, why = book.tr, book.figures, envelope_unknown(book)
    words: dict[str, object] = {
        "share": spent_share(book),
        "envelope": book.amount(figures.envelope),
        "done": done,
        "why": why,
    }
    if not figures.spend_known:
        words["unspent"] = unspent_note(book)
        plain = tr("of the envelope of {envelope}; {unspent}", **words)
        return tr("budget envelope {why}; {unspent}", **words) if why else plain
    if done is None:
        plain = tr("{share} of the envelope of {envelope}", **words)
        return tr("budget envelope {why}", **words) if why else plain
    plain = tr("{share} of the envelope of {envelope}; {done} of the work is done", **words)
    return tr("budget envelope {why}; {done} of the work is done", **words) if why else plain


def _kpis(book: Book) -> b.Tile:
    tr, figures, title = book.tr, book.figures, book.tr("KPIs on track")
    green, amber, red, grey = (
        book.count(figures.kpis_in(rag)) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY)
    )
    if not figures.kpis:
        return b.Tile(title, b.Missing(tr("none defined")), path="plan/kpis")
    note = tr(
        "{met} on target already; {amber} at risk, {red} off track, {grey} without a status",
        met=book.count(figures.kpis_met),
        amber=amber,
        red=red,
        grey=grey,
    )
    tone: b.Tone = "red" if red.value else "amber" if amber.value or grey.value else "green"
    total = book.count(figures.kpis_all)
    return b.Tile(title, tr("{k} of {n}", k=green, n=total), note, "plan/kpis", tone)


def _next(book: Book, now: Standing) -> b.Tile:
    tr = book.tr
    if now.next_day is None:
        held = book.state.reviews[-1].held_on if book.state.reviews else None
        note = tr("the last was on {day}", day=book.locale.day(held)) if held else ""
        return b.Tile(tr("Next review"), b.Missing(tr("no day set")), note, "reviews/index", "grey")
    left = (now.next_day - book.state.today).days
    note = book.locale.tr.plural(
        "{n} day after {today}",
        "{n} days after {today}",
        book.count("days-to.next-meeting", left),
        today=book.locale.day(book.state.today),
    )
    if now.next_is_review:
        return b.Tile(tr("Next review"), book.day(now.next_day), note, "reviews/index", "blue")
    return b.Tile(tr("Planning meeting"), book.day(now.next_day), note, "meeting/agenda", "blue")


def _risk(book: Book, now: Standing) -> b.Tile:
    tr, top = book.tr, now.top_risk
    title = tr("Top risk")
    if top is None:
        return b.Tile(title, b.Missing(tr("no open risk")), path="plan/risks")
    value = tr("{score} of 25", score=book.count("risk.score", top.score, top.risk.id))
    return b.Tile(title, value, book.text(top.risk.name), "plan/risks", risk_chip(book, top.score).tone)


def _availability(book: Book) -> b.Tile:
    tr, plan = book.tr, book.handbook.plan
    title, months = tr("System availability"), book.figures.months_of_plan
    whole = book.figures.uptime_of_plan
    if whole is None:
        return b.Tile(title, b.Missing(tr("no data")), path="preread/health", tone="grey")
    note = tr(
        "target {target}; from {first} to {last}",
        target=book.figure(Figure("availability.target", plan.availability_target), "%", 2),
        first=book.locale.short_month(months[0]),
        last=book.locale.short_month(months[-1]),
    )
    return b.Tile(
        title,
        book.figure(
            Figure("availability.plan-year", whole.percent), "%", uptime_decimals(whole.percent, whole.target)
        ),
        note,
        "preread/health",
        whole.rag.value,
    )


def _data(book: Book) -> b.Tile:
    tr = book.tr
    series = [one for source in book.figures.freshness for one in source.series]
    title = tr("Fresh data series")
    if not series:
        return b.Tile(title, b.Missing(tr("no data")), path="data/freshness")
    whole, stale = sum(one.count for one in series), sum(one.stale_count for one in series)
    gaps = sum(len(one.broken) for one in series)
    fresh = book.count("series.fresh", whole - stale)
    value = tr("{k} of {n}", k=fresh, n=book.count("series.all", whole))
    note = tr(
        "{stale} stale, {gaps} with missing months",
        stale=book.count("series.stale", stale),
        gaps=book.count("series.with-gaps", gaps),
    )
    return b.Tile(title, value, note, "data/freshness", "amber" if stale or gaps else "green")


def _plan_check(book: Book) -> b.Tile:
    tr = book.locale.tr
    title, path = tr("Plan check"), "data/plan-check"
    if not shows_judgement(book):
        return b.Tile(title, b.Missing(book.not_here), path=path, tone="grey")
    judged = judgement_of(book)
    if judged.whole is None:
        return b.Tile(title, b.Missing(tr("no data")), path=path, tone="grey")
    if judged.worst is None:
        return b.Tile(title, tr("No finding"), tr("no rule of the four pitfalls is broken"), path, "green")
    found = sum(one.rule.pitfall in PITFALLS for one in judged.findings)
    value = tr.plural("{n} finding", "{n} findings", book.count("plan-check.findings", found))
    return b.Tile(title, value, tr("first: {worst}", worst=say(book, judged.worst)), path, "amber")
