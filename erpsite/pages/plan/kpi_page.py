"""Draw the page of one KPI: definition, target and why, series, comments, initiatives that should move it."""

from __future__ import annotations

from erpsite.analysis.kpi.attainment import Course, GreyReason, KpiStatus
from erpsite.analysis.kpi.course import ratio_to_date, to_date_series
from erpsite.analysis.kpi.effect import LEAST_MONTHS, MOST_MONTHS, kpi_move
from erpsite.analysis.kpi.periods import Forecast, PeriodValue
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.kpi import Comparator, Kpi, RollUp
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import (
    actual_cell,
    change_cell,
    forecast_cell,
    lines,
    pace_cell,
    target_text,
    text_cell,
)
from erpsite.pages.kit.charts import draw_kpi_chart
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.kpi_words import (
    kpi_figure_text,
    kpi_number,
    kpi_sentence_values,
    stand_sentence,
    value_in_month,
)
from erpsite.pages.kit.notes import method_notes
from erpsite.pages.kit.page import each, records
from erpsite.pages.kit.states import reason_of, withheld_words
from erpsite.pages.kit.words import grey_reason, kpi_chip, rhythm_name, status_chip
from erpsite.pages.plan.kpi_plants import kpi_plants

__all__ = ["draw_kpi", "kpi_comments_table", "kpi_effects_table", "one_kpi_sentence"]


@records("plan/kpis", section="plan", place=70, of=each("kpis", "definition"))
def draw_kpi(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return everything about one KPI up to the month shown."""
    tr, status = book.tr, book.figures.kpi(name)
    kpi = status.kpi
    return (
        b.Lead(one_kpi_sentence(book, status)),
        _figures(book, status),
        draw_kpi_chart(book, name),
        b.Heading(tr("What is measured"), "definition"),
        _definition(book, status),
        b.Heading(tr("Initiatives that should move it"), "initiatives"),
        kpi_effects_table(book, name),
        *_no_proof(book, name),
        *_pain_points(book, name),
        *kpi_plants(book, name),
        b.Heading(tr("Comments from the reviews"), "comments"),
        kpi_comments_table(book, name),
        b.Details(tr("Every month as a table"), (_series(book, status),)),
        *method_notes(
            book,
            _method(book, status),
            (
                (tr("Attainment"), "attainment"),
                (tr("Pace"), "pace"),
                (tr("Roll-up of months"), "roll-up"),
                (tr("Forecast"), "forecast"),
            ),
            (kpi.where, status.where),
        ),
    )


def one_kpi_sentence(book: Book, status: KpiStatus) -> str:
    """Return where a KPI stands, in one sentence."""
    tr, kpi = book.tr, status.kpi
    name, target = book.text(kpi.name), target_text(book, kpi)
    if status.actual is None and status.reason is GreyReason.WITHHELD:
        reason = grey_reason(book, status)
        return tr("Of “{name}” no value is told ({reason}); its target is {target}.",
                  name=name, target=target, reason=reason)  # fmt: skip
    if status.actual is None or status.month is None:
        return tr("“{name}” has no value yet; its target is {target}.", name=name, target=target)
    if status.judged is None:
        reason = grey_reason(book, status)
        return tr(
            "“{name}” has nothing to compare with its target of {target}: {reason}.",
            name=name, target=target, reason=reason,
        )  # fmt: skip
    word = kpi_chip(book, status).text
    if status.reason:
        reason = grey_reason(book, status)
        return tr(
            "“{name}” was last {value} in {month}, and has no status: {reason}.",
            reason=reason,
            **kpi_sentence_values(book, status, word),
        )
    return stand_sentence(book, status, word)


def _figures(book: Book, status: KpiStatus) -> b.Tiles:
    tr, kpi = book.tr, status.kpi
    ahead: b.Content = ""
    if isinstance(status.forecast, Forecast):
        ahead = tr(
            "Theil–Sen over {n} values, {slope} a month",
            n=book.count("kpi.forecast.values", status.forecast.points, kpi.id),
            slope=kpi_number(book, kpi, "slope", status.forecast.slope, sign=True),
        )
        if status.forecast.held:
            ahead = (ahead, " · ", tr("held at the end of the values it can take"))
    change: b.Content = ""
    if status.change is not None:
        moved = kpi_number(book, kpi, "change", status.change, sign=True)
        monthly = status.beat.months == 1
        change = tr("{change} on the month before", change=moved)
        change = change if monthly else tr("{change} on the value before", change=moved)
    tone: dict[Rag, b.Tone] = {rag: rag.value for rag in Rag}
    month = book.locale.month(book.state.as_of)
    title = tr("Actual, {month}", month=month)
    title = tr("Year to date, {month}", month=month) if status.to_date else title
    return b.Tiles(
        (
            b.Tile(
                title,
                *_value_and_note(book, status, change), tone=tone[status.rag],
            ),
            b.Tile(tr("Target"), target_text(book, kpi), text_cell(book, kpi.why)),
            b.Tile(tr("Status"), kpi_chip(book, status), (tr("Pace"), " ", pace_cell(book, status))),
            b.Tile(tr("Forecast for the year's end"), forecast_cell(book, status), ahead),
        )
    )  # fmt: skip


def _value_and_note(book: Book, status: KpiStatus, change: b.Content) -> tuple[b.Content, b.Content]:
    """Return what is compared with the target, and beneath it the month alone and how it moved."""
    if status.judged is None or not status.to_date or not status.fresh:
        return actual_cell(book, status), change
    value = kpi_number(book, status.kpi, "judged", status.judged)
    return value, lines([part for part in (value_in_month(book, status), change) if part], " · ")


def _definition(book: Book, status: KpiStatus) -> b.Facts:
    tr, kpi = book.tr, status.kpi
    source = book.handbook.sources.get(kpi.source)
    age: b.Content = tr("no value yet")
    if status.age is not None and source:
        age = book.locale.tr.plural(
            "{n} day old at the end of the month; up to {limit} days count as fresh",
            "{n} days old at the end of the month; up to {limit} days count as fresh",
            status.age,
            limit=status.fresh_days,
        )
    worth: b.Content = book.money(kpi.value_of_unit, tr("not stated"))
    objectives = book.figures.links.objectives_of_kpi.get(kpi.id, ())
    return b.Facts(
        (
            (tr("Definition"), book.text(kpi.definition)),
            (tr("Formula"), text_cell(book, kpi.formula, tr("not stated"))),
            (tr("Baseline"), _baseline(book, kpi)),
            (tr("Why this target"), text_cell(book, kpi.why, tr("not stated"))),
            (tr("Objectives"), book.links("objectives", objectives)),
            (tr("Modules"), book.links("modules", kpi.modules)),
            (tr("Owner"), book.person(kpi.owner)),
            (tr("Source of the data"), book.link("sources", kpi.source) if source else b.Missing()),
            (tr("Rhythm"), rhythm_name(book, status.beat.months)),
            (tr("Age of the last value"), age),
            (tr("Year to date"), _year_to_date(book, status)),
            (tr("Worth of one unit in a year"), worth),
        )
    )


def _baseline(book: Book, kpi: Kpi) -> b.Inline:
    why = reason_of(book, kpi, "baseline", book.tr("not known"))
    return book.number(kpi.baseline, book.text(kpi.unit), book.kpi_decimals(kpi), why)


def _year_to_date(book: Book, status: KpiStatus) -> b.Content:
    tr, kpi, period = book.tr, status.kpi, status.year_to_date
    if period.value is None:
        return b.Missing(tr("no month to roll up"))
    parts = ratio_to_date(book.handbook, status)
    how = _rolled(book, RollUp.RATIO if parts else kpi.roll_up, period, status.beat.months == 1)
    period = parts or period
    value = book.number(period.value, book.text(kpi.unit), book.kpi_decimals(kpi))
    left_out = [book.locale.month(month) for month in period.left_out]
    words: list[b.Inline] = [value, " · ", how]
    if left_out:
        words += [" · ", tr("left out: {months}", months=book.locale.join(left_out))]
    if parts:
        words += [" · ", tr("for comparison: the target is for the last value")]
    return tuple(words)


def _rolled(book: Book, roll_up: RollUp, period: PeriodValue, monthly: bool) -> str:
    """Return of how many values a figure of the year to date is made, and how."""
    plural, n = book.locale.tr.plural, len(period.counted)
    months, values = plural("{n} month", "{n} months", n), plural("{n} value", "{n} values", n)
    over = months if monthly else values
    tr = book.tr
    mean = tr("mean of {over}", over=over)
    if period.weighed:
        mean = tr("mean of {over}, weighed by the denominators", over=over)
    return {
        RollUp.LAST: tr("the last value"),
        RollUp.MEAN: mean,
        RollUp.SUM: tr("sum of {over}", over=over),
        RollUp.RATIO: tr("sum of numerators ÷ sum of denominators of {over}", over=over),
    }[roll_up]


def kpi_effects_table(book: Book, name: str) -> b.Table:
    """Return the initiatives that should move a KPI, with what each promised and where it stands."""
    tr, kpi = book.tr, book.handbook.kpis[name]
    states = [book.state.initiatives[one] for one in book.figures.links.initiatives_of_kpi.get(name, ())]
    return Rows(
        [(now, effect) for now in states for effect in now.initiative.kpis if effect.kpi == name],
        source=lambda row: row[1].where,
    ).table(
        "effects",
        spread("initiative", tr("Initiative"), lambda now, _: book.link("initiatives", now.initiative.id)),
        spread("effect", tr("Expected effect"), lambda _, effect: book.text(effect.effect), wide=True),
        spread("change", tr("Expected change"), lambda _, effect: change_cell(book, effect), "number"),
        spread(
            "moved", tr("Before and after it went live"), lambda now, _: _moved(book, kpi, now), wide=True
        ),
        spread("finish", tr("Finish"), lambda now, _: book.day(now.finish, tr("no dates")), "date"),
        spread("status", tr("Status"), lambda now, _: status_chip(book, now), "status"),
        empty=tr("No initiative says that it moves this KPI."),
    )


def _moved(book: Book, kpi: Kpi, now: InitiativeState) -> b.Content:
    """Return what the KPI did when an initiative went live, with the months on each side."""
    tr, move = book.locale.tr, kpi_move(kpi, book.figures.kpi(kpi.id).series, now)
    if isinstance(move, NotAvailable):
        few = tr("fewer than {n} months on a side", n=LEAST_MONTHS)
        return b.Missing(tr("not yet live") if move.reason is Reason.NOT_LIVE else few)
    words = tr(
        "{before} ({months_before} months) → {after} ({months_after} months) around {month}",
        before=kpi_figure_text(book, kpi, move.before),
        after=kpi_figure_text(book, kpi, move.after),
        months_before=move.months_before,
        months_after=move.months_after,
        month=book.locale.month(move.live),
    )
    if move.better is None:
        return (words, " ", b.Chip("grey", tr("no change") if not move.change else tr("moved")))
    tone: b.Tone = "green" if move.better else "amber"
    return (words, " ", b.Chip(tone, tr("better") if move.better else tr("worse")))


def _no_proof(book: Book, name: str) -> tuple[b.Block, ...]:
    if not book.figures.links.initiatives_of_kpi.get(name):
        return ()
    note = book.tr(
        "Before and after are medians of up to {n} months on each side of the month in which the smallest "
        "viable step, or the whole initiative, was finished. That a KPI moved after an initiative went live "
        "is no proof that it moved because of it.",
        n=book.count("limit.kpi-effect-months", MOST_MONTHS),
    )
    return (b.Paragraph(note, small=True),)


def _pain_points(book: Book, name: str) -> tuple[b.Block, ...]:
    found = book.figures.links.pain_points_of_kpi.get(name, ())
    if not found:
        return ()
    return (
        b.Facts(((book.tr("Pain points whose solution it will show"), book.links("pain_points", found)),)),
    )


def kpi_comments_table(book: Book, name: str) -> b.Table:
    """Return what the reviews said about a KPI, the latest first."""
    tr = book.tr
    return Rows(reversed(book.figures.links.comments.get(name, ())), source=lambda row: row[1].where).table(
        "comments",
        spread(
            "review",
            tr("Review"),
            lambda month, _comment: book.link("reviews", month, book.locale.month(month)),
            "date",
        ),
        spread("comment", tr("Comment"), lambda _month, comment: book.text(comment.text), wide=True),
        empty=tr("No review has commented on this KPI."),
    )


def _series(book: Book, status: KpiStatus) -> b.Table:
    """Return the months in which a value is due or given, with the year to date where that is compared."""
    tr, kpi, beat = book.tr, status.kpi, status.beat
    known, unit, decimals = book.handbook.actuals.get(kpi.id, {}), book.text(kpi.unit), book.kpi_decimals(kpi)
    to_date = dict(to_date_series(book.handbook, status)) if status.to_date else {}
    missing = set(beat.gaps([month for month, value in status.series if value is not None]))
    rows = [
        (month, value)
        for month, value in reversed(status.series)
        if value is not None or beat.months == 1 or month in missing
    ]
    so_far = spread(
        "to-date",
        tr("Year to date"),
        lambda month, _value: book.number(to_date.get(month), unit, decimals),
        "number",
    )
    return Rows(rows, source=lambda row: known[row[0]].where if row[0] in known else None).table(
        f"series-{kpi.id}",
        spread("month", tr("Month"), lambda month, _: book.month(month), "date"),
        spread(
            "actual",
            tr("Actual"),
            lambda month, value: book.number(value, unit, decimals, _no_value(book, kpi, month)),
            "number",
        ),
        *((so_far,) if status.to_date else ()),
        spread(
            "source",
            tr("Source"),
            lambda month, _: b.Place(known[month].where) if month in known else b.Missing(),
        ),
        caption=tr("{name} month by month", name=book.text(kpi.name)),
    )


def _no_value(book: Book, kpi: Kpi, month: str) -> str:
    """Return that a month has no value, or that it is withheld, with the reason."""
    held = {"actual": book.handbook.withheld_actuals.get((kpi.id, month))}
    return withheld_words(book, held, "actual") or book.tr("no value")


def _method(book: Book, status: KpiStatus) -> str:
    tr, kpi = book.tr, status.kpi
    if kpi.comparator is Comparator.BETWEEN:
        return tr("A range is met inside its bounds, bounds included; there is no pace.")
    if status.course is Course.OPEN:
        return tr(
            "No baseline is known, so there is no way to go and no pace: the target is met or, at the year's "
            "end, missed."
        )
    if status.pass_or_fail:
        return tr(
            "The baseline meets the target already, so it is a floor or a cap to keep: met or missed, with "
            "the distance; there is no way to go and no pace."
        )
    if status.course is Course.ALLOWANCE:
        return tr(
            "The total to date is compared with what of the year's target is due; it is met at the year's "
            "end only, and missed as soon as it is used up."
        )
    if status.course is Course.TOTAL:
        return tr(
            "The total to date is compared with the share of the year's target that is due; the baseline "
            "is for comparison only."
        )
    if kpi.trajectory:
        return tr(
            "What is due by now follows the KPI's own trajectory, in straight lines between its points."
        )
    return tr("What is due by now grows evenly from the start of the plan year to its end.")
