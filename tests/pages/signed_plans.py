"""Draw plans whose differences are below zero, zero, one and above, and read every sentence of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.i18n import locale_of, translator
from erpsite.model import Handbook
from erpsite.model.completed import CompletedItem
from erpsite.model.incident import Incident
from erpsite.model.review import Review
from erpsite.pages.kit.book import Book
from erpsite.pages.render.markdown import MarkdownRenderer
from erpsite.pages.site.site_map import site_map
from erpsite.plancheck import check_plan
from tests.factory import COMPLETED, INCIDENTS, REVIEWS, small_handbook

__all__ = ["contradictions", "contradictions_in", "signed_plans"]

STEPS = (-40, -1, 0, 0.001, 1, 40)
"""Days (whole ones) and thousands of money by which a plan's figures differ from what was approved."""

_WORD = r"(?:late|early|earlier|later|above|below|over|under|ahead|behind|longer|shorter|less|more|too many)"
_UNIT = r"\s?(?:%|working days?|person-days?|days?|months?|minutes?|min|hours?|points?)"
_NO_S = "is|was|has|this|as|does|plus|less|always|yes|means|across"
_CONTRADICTIONS = {
    "en": (
        rf"(?<![\w–])[-−]\d[\d.,]*(?:{_UNIT})? {_WORD}\b",
        rf"\b{_WORD} (?:by )?[-−]\d",
        rf"(?<![\d.,])0(?:\.0+)?{_UNIT} {_WORD}\b",
        rf"(?<!− )(?<![\d.,:/–-])1 (?:(?:working |person-)days|(?!(?:{_NO_S})\b)[a-z]{{2,}}[^s\W]s)\b(?!’)",
        r"(?<![\d.,])1(?: of them)? (?:are|were|have)\b",
        r"\b(?:slips|slipped|falls?|fell|rises?|rose|comes? forward)\b[^.;:]* [-−]\d",
    ),
    "zh": (
        r"(?:延期|滑期|推迟|提前|晚|早|超出|超支|超预算|高出|低于|高于|节余|少|多|余|上升|下降|增加|减少|超期)了?\s?[-−]\d",
        r"(?:延期|滑期|推迟|提前|晚|早|超出|超支|超预算|高出|超期)了?0(?:\.0+)?(?:%|天|个工作日|个月|分钟)",
    ),
}
"""What no sentence may say, by language: a sign against its word, nothing as a difference, one of many."""


def signed_plans() -> Iterator[tuple[str, Handbook]]:
    """Yield plans by what was changed."""
    for step in STEPS:
        yield f"cost and dates {step}", _moved(step)
        yield f"last year {step}", _last_year(step)
        yield f"meeting {step}", _meeting(step)
    for count in (0, 1, 2):
        yield f"{count} of each", _few(count)


def _day(day: str, step: float) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=int(step))).isoformat()


def _moved(step: float) -> Handbook:
    """Return the plan with cost, spending, dates and due days apart from the approved ones by a step."""
    rows: list[dict[str, Any]] = [dict(row) for row in REVIEWS]
    report = dict(rows[1]["progress"][0])
    approved = small_handbook().initiatives["erp-crm"].stated_cost
    assert approved is not None
    report |= {
        "forecast_cost": int(approved) + int(step * 1000), "spent": 120_000 + int(step * 1000),
        "status": "green",
        "phases": [{"phase": "pilot", "forecast_finish": _day("2026-03-31", step), "complete": 90}],
        "milestones": [{"milestone": "go-live", "forecast": _day("2026-06-30", step)}],
    }  # fmt: skip
    actions = [{**row, "due": _day("2026-03-31", -step)} for row in rows[1].get("actions", [])]
    rows[1] = {**rows[1], "progress": [report], "actions": actions}
    return small_handbook(reviews={row["month"]: Review.model_validate(row) for row in rows})


def _last_year(step: float) -> Handbook:
    item = COMPLETED[0]
    delivered = {
        "date": _day("2025-06-30", step),
        "cost": 500_000 + int(step * 1000),
        "measure": 5 + step / 40,
    }
    one = CompletedItem.model_validate({**item, "delivered": delivered})
    return small_handbook(completed={one.id: one})


def _meeting(step: float) -> Handbook:
    base = small_handbook()
    day = base.plan.meeting_date - dt.timedelta(days=int(step))
    changes: dict[str, Any] = {"plan": base.plan.model_copy(update={"preread_sent_on": day})}
    if base.charter is not None:
        changes["charter"] = base.charter.model_copy(update={"issued_on": day})
    return replace(base, **changes)


def _few(count: int) -> Handbook:
    """Return the plan with at most so many of what nothing else refers to."""
    base = small_handbook()
    few = {row["month"]: Review.model_validate(row) for row in REVIEWS[:count]}
    lists: dict[str, Any] = {
        name: dict(list(getattr(base, name).items())[:count])
        for name in ("completed", "maturity", "meeting_decisions")
    }
    incidents = tuple(Incident.model_validate(row) for row in INCIDENTS[:count])
    return replace(base, reviews=few, incidents=incidents, survey=base.survey[: 5 * count], **lists)


def lines_of_plan(handbook: Handbook, language: str) -> Iterator[tuple[str, str]]:
    """Yield every line that the site and the check say of a plan, with where it stands."""
    now = Figures(state(handbook, handbook.default_as_of))
    issues = tuple(check_plan(now))
    tr = translator(language)
    for issue in issues:
        yield f"check {issue.code}", tr(issue.message, **issue.values)
    book = Book(now.state, locale_of(language, handbook.plan.currency), now, issues)
    for entry in site_map(book):
        text = MarkdownRenderer(book.locale, entry.path).render(entry.title, tuple(entry.draw()))
        for line in text.splitlines():
            yield entry.path, _plain(line)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(_CONTRADICTIONS[language]))


def contradictions(handbook: Handbook, language: str) -> Iterator[str]:
    """Yield what contradicts itself, with where it stands and what is around it."""
    for place, line in lines_of_plan(handbook, language):
        yield from (f"{place}: {words}" for words in contradictions_in(line, language))


def contradictions_in(line: str, language: str) -> Iterator[str]:
    """Yield what of a line contradicts itself, in brackets, with what is around it."""
    for found in _pattern(language).finditer(line):
        yield f"[{found[0]}] … {line[max(found.start() - 60, 0) : found.end() + 40]}"


def _plain(line: str) -> str:
    """Return a line of Markdown without links and escapes."""
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("\\", "").replace("**", "")
    return line.replace("\u00a0", " ").replace("\u202f", " ")
