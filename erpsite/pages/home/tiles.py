"""Draw the tiles of the home page, each a figure that links to its page."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.model.plan import Rag
from erpsite.pages.home.standing import Standing
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.judgement import judgement_of, say, score_tone, shows_judgement
from erpsite.pages.kit.words import risk_chip

__all__ = ["home_tiles", "kpi_counts", "spent_so_far"]


def home_tiles(book: Book, now: Standing) -> b.Tiles:
    """Return the nine tiles."""
    return b.Tiles(
        (
            _initiatives(book, now),
            _budget(book, now),
            _kpis(book),
            _next(book, now),
            _actions(book, now),
            _risk(book, now),
            _availability(book),
            _data(book),
            _plan_check(book),
        )
    )


def kpi_counts(book: Book) -> Counter[Rag]:
    """Return how many KPIs stand in each band."""
    return Counter(status.rag for status in _statuses(book))


def _statuses(book: Book) -> list[KpiStatus]:
    return list(book.figures.kpis)


def _kpis_on_target(book: Book) -> int:
    """Return how many KPIs meet their target with the value of the month shown."""
    return sum(bool(status.met) and status.rag is not Rag.GREY for status in _statuses(book))


def spent_so_far(book: Book) -> Decimal | None:
    """Return the actual cost of all initiatives, in the plan's currency; None before the first report."""
    known = [now.spent for now in book.state.initiatives.values() if now.spent is not None]
    return sum(known, Decimal(0)) if known else None


def _initiatives(book: Book, now: Standing) -> b.Tile:
    tr, count = book.tr, len(now.running)
    green, amber, red = (now.declared[rag] for rag in (Rag.GREEN, Rag.AMBER, Rag.RED))
    title = tr("Running initiatives on track")
    if not count:
        return b.Tile(title, b.Missing(tr("none running")), path="plan/initiatives")
    words = {"amber": amber, "red": red, "done": now.finished}
    note = tr("{amber} at risk, {red} off track, {done} finished", **words)
    if now.watermelons:
        note = tr(
            "{amber} at risk, {red} off track, {done} finished; {melons} declared better than the numbers",
            melons=len(now.watermelons),
            **words,
        )
    tone: b.Tone = "red" if red or now.watermelons else "amber" if amber else "green"
    if not green + amber + red:
        return b.Tile(title, str(count), tr("running, none has reported yet"), "plan/initiatives", "grey")
    return b.Tile(title, tr("{k} of {n}", k=green, n=count), note, "plan/initiatives", tone)


def _budget(book: Book, now: Standing) -> b.Tile:
    tr, locale, envelope = book.tr, book.locale, book.handbook.plan.budget.envelope
    spent, title = spent_so_far(book), tr("Budget spent")
    if spent is None:
        note = tr("of {envelope}; no spend reported yet", envelope=locale.money(envelope))
        return b.Tile(title, b.Missing(tr("no data")), note, "plan/resources", "grey")
    words = {
        "share": locale.percent(spent / envelope) if envelope else "–",
        "envelope": locale.money(envelope),
    }
    if now.progress is None:
        note = tr("{share} of {envelope}", **words)
    else:
        note = tr("{share} of {envelope}; {done} of the work is done", done=f"{now.progress:.0f}%", **words)
    return b.Tile(title, book.money(spent), note, "plan/resources", "red" if spent > envelope else "blue")


def _kpis(book: Book) -> b.Tile:
    tr, count, total = book.tr, kpi_counts(book), len(book.handbook.kpis)
    title = tr("KPIs on track")
    if not total:
        return b.Tile(title, b.Missing(tr("none defined")), path="plan/kpis")
    note = tr(
        "{met} on target already; {amber} at risk, {red} off track, {grey} without data",
        met=_kpis_on_target(book),
        amber=count[Rag.AMBER],
        red=count[Rag.RED],
        grey=count[Rag.GREY],
    )
    tone: b.Tone = "red" if count[Rag.RED] else "amber" if count[Rag.AMBER] or count[Rag.GREY] else "green"
    return b.Tile(title, tr("{k} of {n}", k=count[Rag.GREEN], n=total), note, "plan/kpis", tone)


def _next(book: Book, now: Standing) -> b.Tile:
    tr = book.tr
    if now.next_day is None:
        held = book.state.reviews[-1].held_on if book.state.reviews else None
        note = tr("the last was on {day}", day=book.locale.day(held)) if held else ""
        return b.Tile(tr("Next review"), b.Missing(tr("no day set")), note, "reviews/index", "grey")
    left = (now.next_day - book.state.today).days
    note = book.locale.tr.plural(
        "{n} day after {today}", "{n} days after {today}", left, today=book.locale.day(book.state.today)
    )
    if now.next_is_review:
        return b.Tile(tr("Next review"), book.day(now.next_day), note, "reviews/index", "blue")
    return b.Tile(tr("Planning meeting"), book.day(now.next_day), note, "meeting/agenda", "blue")


def _actions(book: Book, now: Standing) -> b.Tile:
    tr, count = book.tr, len(now.overdue)
    title, of = tr("Overdue actions"), tr("of {n} open actions", n=now.open_actions)
    if not book.state.reviews:
        return b.Tile(title, b.Missing(tr("no review yet")), path="reviews/actions")
    if not now.overdue:
        return b.Tile(title, "0", of, "reviews/actions", "green")
    oldest = now.overdue[0]
    note = tr(
        "of {n} open actions; the oldest, with {owner}, was due on {day}",
        n=now.open_actions,
        owner=book.name("people", oldest.action.owner),
        day=book.locale.day(oldest.due),
    )
    return b.Tile(title, str(count), note, "reviews/actions", "red")


def _risk(book: Book, now: Standing) -> b.Tile:
    tr, top = book.tr, now.top_risk
    title = tr("Top risk")
    if top is None:
        return b.Tile(title, b.Missing(tr("no open risk")), path="plan/risks")
    value = tr("{score} of 25", score=top.score)
    return b.Tile(title, value, book.text(top.risk.name), "plan/risks", risk_chip(book, top.score).tone)


def _availability(book: Book) -> b.Tile:
    tr, plan = book.tr, book.handbook.plan
    found = book.figures.availability
    title = tr("System availability")
    months = [month for month in found.months if month >= plan.first_month]
    whole = found.of_system(months) if months and found.modules else None
    if not isinstance(whole, Uptime):
        return b.Tile(title, b.Missing(tr("no data")), path="preread/health", tone="grey")
    note = tr(
        "target {target}; from {first} to {last}",
        target=book.locale.quantity(plan.availability_target, "%", 2),
        first=book.locale.short_month(months[0]),
        last=book.locale.short_month(months[-1]),
    )
    return b.Tile(title, book.number(whole.percent, "%", 2), note, "preread/health", whole.rag.value)


def _data(book: Book) -> b.Tile:
    tr = book.tr
    series = [one for source in book.figures.freshness for one in source.series]
    title = tr("Fresh data series")
    if not series:
        return b.Tile(title, b.Missing(tr("no data")), path="data/freshness")
    stale, gaps = sum(not one.fresh for one in series), sum(bool(one.gaps) for one in series)
    value = tr("{k} of {n}", k=len(series) - stale, n=len(series))
    note = tr("{stale} stale, {gaps} with missing months", stale=stale, gaps=gaps)
    return b.Tile(title, value, note, "data/freshness", "amber" if stale or gaps else "green")


def _plan_check(book: Book) -> b.Tile:
    tr = book.tr
    title, path = tr("Plan check"), "data/plan-check"
    if not shows_judgement(book):
        return b.Tile(title, b.Missing(book.not_here), path=path, tone="grey")
    judged = judgement_of(book)
    if judged.whole is None:
        return b.Tile(title, b.Missing(tr("no data")), path=path, tone="grey")
    value = tr("{score} of 100", score=book.locale.number(judged.whole, 0))
    note = say(book, judged.worst) if judged.worst else tr("no rule of the four pitfalls is broken")
    return b.Tile(title, value, note, path, score_tone(judged.whole))
