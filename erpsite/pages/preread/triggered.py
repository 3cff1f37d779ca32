"""Raise questions from what the pre-read found, each for one role."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.analysis.diagnosis.maturity import Levels
from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.health.survey import Satisfaction
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.naming import cause_name
from erpsite.pages.kit.page import Reader
from erpsite.pages.preread.health import furthest
from erpsite.pages.preread.last_year import PRINTED_OVERRUN
from erpsite.pages.preread.pain_points import unsolved

__all__ = ["Question", "triggered_questions"]


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a question, whom it is for, and the page whose finding raised it."""

    role: Reader
    text: str
    path: str
    anchor: str = ""


def triggered_questions(book: Book) -> tuple[Question, ...]:
    """Return the questions that the figures raise, in the order of the pages."""
    rules: tuple[Callable[[Book], Question | None], ...] = (
        _outages, _metric, _users, _late, _dear, _unreached, _worst_pain, _unsolved, _weakest, _unproved,
        _untied, _swap, _waiting,
    )  # fmt: skip
    return tuple(question for rule in rules if (question := rule(book)) is not None)


def _outages(book: Book) -> Question | None:
    year, causes = book.figures.availability.of_system(book.figures.year), book.figures.outage_causes
    if not isinstance(year, Uptime) or not causes or isinstance(causes[0].share, NotAvailable):
        return None
    text = book.tr(
        "{cause} cost {share} of all minutes lost: what would it take to be rid of that cause this year?",
        cause=cause_name(book, causes[0].cause),
        share=book.locale.percent(causes[0].share),
    )
    return Question("it", text[:1].upper() + text[1:], "preread/health", "causes")


def _metric(book: Book) -> Question | None:
    worst = furthest(book)
    if (
        worst is None
        or worst.rag is not Rag.RED
        or isinstance(worst.latest, NotAvailable)
        or worst.metric.target is None
    ):
        return None
    text = book.tr(
        "{metric} stands at {value} against {target}: who notices it in daily work, "
        "and what does it cost them?",
        metric=book.text(worst.metric.name),
        value=book.locale.quantity(
            worst.latest, book.text(worst.metric.unit), book.metric_decimals(worst.metric)
        ),
        target=book.locale.quantity(
            worst.metric.target, book.text(worst.metric.unit), book.metric_decimals(worst.metric)
        ),
    )
    return Question("business", text, "preread/health", worst.metric.id)


def _users(book: Book) -> Question | None:
    result = book.figures.survey
    if isinstance(result, NotAvailable) or result.rag not in (Rag.AMBER, Rag.RED):
        return None
    shown = [group for group in result.modules if isinstance(group.figures, Satisfaction)]
    if not shown:
        return None
    lowest = min(shown, key=lambda group: getattr(group.figures, "mean", 6.0))
    text = book.tr(
        "Users of {module} are the least satisfied: what one change would they notice first?",
        module=book.name("modules", lowest.id),
    )
    return Question("business", text, "preread/health", "satisfaction")


def _late(book: Book) -> Question | None:
    slip = book.figures.last_year.median_slip
    if isinstance(slip, NotAvailable) or slip <= 0:
        return None
    text = book.tr(
        "Half of last year's items came {n} working days late or more: what is different in this plan?",
        n=slip,
    )
    return Question("executive", text, "preread/last-year")


def _dear(book: Book) -> Question | None:
    overrun = book.figures.last_year.overrun
    share = book.handbook.plan.budget.contingency
    if isinstance(overrun, NotAvailable) or overrun < PRINTED_OVERRUN or share is None:
        return None
    text = book.tr(
        "Last year cost {percent} more than promised: is a contingency of {share} enough?",
        percent=book.locale.percent(overrun, 1),
        share=book.locale.percent(share),
    )
    return Question("finance", text, "preread/last-year")


def _unreached(book: Book) -> Question | None:
    reached, measured = book.figures.last_year.kept("on_measure")
    if reached == measured:
        return None
    text = book.tr(
        "{n} of {measured} measured results fell short last year: who checks the benefits of this plan, "
        "and when?",
        n=measured - reached,
        measured=measured,
    )
    return Question("finance", text, "preread/last-year")


def _worst_pain(book: Book) -> Question | None:
    weighed = book.figures.pain_points
    if not weighed:
        return None
    text = book.tr(
        "“{name}”: what must the business change itself, so that the system can help?",
        name=book.text(weighed[0].pain.name),
    )
    return Question("business", text, "preread/pain-points", "top-1")


def _unsolved(book: Book) -> Question | None:
    count = len(unsolved(book))
    if not count:
        return None
    text = book.locale.tr.plural(
        "One pain point has no initiative: do we live with it for another year?",
        "{n} pain points have no initiative: do we live with them for another year?",
        count,
    )
    return Question("executive", text, "preread/pain-points", "all")


def _weakest(book: Book) -> Question | None:
    weakest = book.figures.maturity.weakest
    if weakest is None or not isinstance(weakest.levels, Levels) or weakest.levels.gap <= 0:
        return None
    text = book.tr(
        "{dimension} stands at {current} of 5: is that enough for the strategy, or do we pay for {target}?",
        dimension=book.text(weakest.dimension.name),
        current=book.locale.number(weakest.levels.current, 1),
        target=book.locale.number(weakest.levels.target, 1),
    )
    return Question("executive", text, "preread/maturity", weakest.dimension.id)


def _unproved(book: Book) -> Question | None:
    count = book.figures.maturity.unproved
    if not count:
        return None
    text = book.locale.tr.plural(
        "One maturity score has no evidence: what would prove it?",
        "{n} maturity scores have no evidence: what would prove them?",
        count,
    )
    return Question("it", text, "preread/maturity")


def _untied(book: Book) -> Question | None:
    untied = [one for one in book.figures.opportunities if one.untied]
    if not untied:
        return None
    text = book.tr("“{name}”: which process is asking for it?", name=book.text(untied[0].opportunity.name))
    return Question("it", text, "preread/opportunities", untied[0].opportunity.id)


def _swap(book: Book) -> Question | None:
    below = book.figures.priorities.below
    if not below:
        return None
    text = book.tr(
        "{name} stands just below the line: would you take it, and what would you give up for it?",
        name=book.text(below[0].initiative.name),
    )
    return Question("finance", text, "preread/draft-plan", "priorities")


def _waiting(book: Book) -> Question | None:
    waiting = [one for one in book.figures.priorities.funded if one.waits_for]
    if not waiting:
        return None
    text = book.tr(
        "{name} is funded but waits for {other}, which is not: fund both, or neither?",
        name=book.text(waiting[0].initiative.name),
        other=book.name("initiatives", waiting[0].waits_for[0]),
    )
    return Question("it", text, "preread/draft-plan", "priorities")
