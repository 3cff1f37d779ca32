"""Write the plan's days as an iCalendar file (RFC 5545): reviews, milestones, actions, the meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

import erpsite
from erpsite.analysis.people.agenda import agenda_times
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.registers import ActionState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.plan import Plan
from erpsite.model.quantity import next_month
from erpsite.model.review import Review
from erpsite.pack.calendar_event import CalendarEvent, write_event
from erpsite.pack.date_history import DateHistory, Key
from erpsite.pack.date_moves import Moves, action_moves, midnight, milestone_moves
from erpsite.pack.time_zone import zone_component
from erpsite.pages.kit.book import Book
from erpsite.pages.reviews.announcement import LinkTo, no_links, site_links

__all__ = ["Calendars"]

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FUNDED = ("approved", "finished")
_END = b"END:VCALENDAR"
_NO_HISTORY: DateHistory = MappingProxyType({})


@dataclass(frozen=True)
class _Entry:
    """Hold one event; `start` and `end` are days, or moments in the plan's time zone."""

    key: str
    """Makes the UID; it never changes while the record keeps its id."""
    title: str
    start: dt.date
    end: dt.date
    category: str
    path: str
    anchor: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""
    yearly: bool = False
    """Whether next year's plan has another of this key, as every meeting has its opening."""
    moves: Moves | None = None
    """When it came and was moved by reviews; None where it came with the plan and stayed."""
    committed: Key = ()
    """What the history of the files knows it by."""
    person: str = ""
    """Who owes it, or leads it."""


class Calendars:
    """Write the calendars of one book: the whole plan's, each session's and each person's.

    `site_url` is the address of this language's site; where it is known, events link to their pages.
    `history` tells which commits moved a date. The stamp of each event is the day of the last review or
    its last move, never the clock: the same data and commits give the same bytes. An event that stands in
    several calendars is written once.
    """

    def __init__(
        self,
        book: Book,
        site_url: str = "",
        *,
        directory_urls: bool = True,
        history: DateHistory = _NO_HISTORY,
    ) -> None:
        self.book, self.history = book, history
        self.link: LinkTo = site_links(site_url, directory_urls=directory_urls) if site_url else no_links
        self.written: dict[int, bytes] = {}

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        book = self.book
        return (*self._meeting, *_reviews(book), *_milestones(book), *_actions(book))

    @cached_property
    def _meeting(self) -> tuple[_Entry, ...]:
        return tuple(_meeting(self.book))

    def whole(self) -> bytes:
        """Return the whole calendar as of the month shown."""
        return self._calendar(self._entries)

    def sessions(self) -> dict[str, bytes]:
        """Return a calendar for each session of the meeting by the id of the session."""
        agenda = self.book.handbook.agenda
        sessions = agenda.sessions if agenda else ()
        return {one.id: self._calendar([entry]) for one, entry in zip(sessions, self._meeting, strict=False)}

    def people(self) -> dict[str, bytes]:
        """Return a calendar for each person by id: what they owe and which sessions they lead."""
        found: dict[str, list[_Entry]] = {name: [] for name in self.book.handbook.people}
        for entry in self._entries:
            if entry.person in found:
                found[entry.person].append(entry)
        return {name: self._calendar(entries) for name, entries in found.items()}

    def _calendar(self, entries: Sequence[_Entry]) -> bytes:
        frame = self._frame(timed=any(isinstance(entry.start, dt.datetime) for entry in entries))
        end = frame.rindex(_END)
        return b"".join((frame[:end], *map(self._event, entries), frame[end:]))

    def _frame(self, *, timed: bool) -> bytes:
        """Return a calendar without events; `timed` ones need the rules of their time zone."""
        from icalendar import Calendar  # noqa: PLC0415 - only builds that write a calendar pay for it

        plan = self.book.handbook.plan
        calendar = Calendar()
        calendar.add("prodid", f"-//erpsite {erpsite.__version__}//{self.book.locale.html_lang}")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _one_line(self.book.title))
        calendar.add("x-wr-timezone", plan.timezone)
        if timed:
            years = (plan.meeting_date.year, plan.plan_year)
            calendar.add_component(zone_component(plan.timezone, min(years) - 1, max(years) + 1))
        return bytes(calendar.to_ical())

    def _event(self, entry: _Entry) -> bytes:
        if id(entry) not in self.written:  # the entries live as long as this does
            self.written[id(entry)] = write_event(self._told(entry))
        return self.written[id(entry)]

    def _told(self, entry: _Entry) -> CalendarEvent:
        """Return what the file says of an entry."""
        plan = self.book.handbook.plan
        came = entry.moves or Moves(midnight(plan.meeting_date))
        more = self.history.get(entry.committed, ())
        moves = came.with_more(more) if more else came
        url = self.link(entry.path, entry.anchor)
        notes = [_one_line(note) for note in (*entry.notes, url) if note]
        return CalendarEvent(
            uid=_uid(plan, entry),
            summary=_one_line(entry.title),
            start=entry.start,
            end=entry.end,
            stamp=max(_stamp(self.book), moves.newest),
            modified=moves.newest,
            sequence=moves.sequence,
            category=entry.category,
            description="\n".join(notes),
            url=url,
            place=_one_line(entry.place),
        )


def _uid(plan: Plan, entry: _Entry) -> str:
    """Return what the event is known by for life; without an id of the plan, as it always was."""
    if plan.id is None:
        return f"{entry.key}-{plan.plan_year}@erpsite"
    return f"{entry.key}-{plan.plan_year}@{plan.id}" if entry.yearly else f"{entry.key}@{plan.id}"


def _one_line(text: str) -> str:
    """Return the text without line ends and control characters, which the format cannot hold."""
    return " ".join(_BREAKS.split(text)).strip()


def _stamp(book: Book) -> dt.datetime:
    reviews = book.state.reviews
    return midnight(reviews[-1].held_on if reviews else book.handbook.plan.meeting_date)


def _whole_day(key: str, title: str, day: dt.date, category: str, path: str, **more: object) -> _Entry:
    return _Entry(key, title, day, day + dt.timedelta(days=1), category, path, **more)  # type: ignore[arg-type]


def _meeting(book: Book) -> Iterator[_Entry]:
    """Yield the sessions of the planning meeting, or its day where there is no agenda."""
    plan, agenda, tr = book.handbook.plan, book.handbook.agenda, book.tr
    slots = agenda_times(agenda).slots if agenda else ()
    if agenda is None or not slots:
        title = tr("Annual ERP planning meeting")
        yield _whole_day("meeting", title, plan.meeting_date, tr("Planning meeting"), "meeting/agenda",
                         yearly=True, committed=("meeting", str(plan.plan_year)))  # fmt: skip
        return
    zone = ZoneInfo(plan.timezone)
    midnight = dt.datetime(
        plan.meeting_date.year, plan.meeting_date.month, plan.meeting_date.day, tzinfo=zone
    )
    for slot in slots:
        session = slot.session
        lead = tr("Lead: {name}", name=book.name("people", session.lead)) if session.lead else ""
        output = tr("Output: {text}", text=book.text(session.output)) if session.output else ""
        yield _Entry(
            f"session-{session.id}", book.text(session.title),
            midnight + dt.timedelta(minutes=slot.start), midnight + dt.timedelta(minutes=slot.end),
            tr("Planning meeting"), "meeting/agenda",
            notes=(book.text(session.goal), output, lead), place=book.text(agenda.place),
            yearly=True, committed=("session", str(plan.plan_year), session.id), person=session.lead or "",
        )  # fmt: skip


def _reviews(book: Book) -> Iterator[_Entry]:
    tr = book.tr
    for review in book.state.reviews:
        yield _review(book, review)
    coming = book.handbook.plan.next_review
    held = max((review.held_on for review in book.handbook.reviews.values()), default=None)
    if coming and (held is None or coming > held):
        committed = ("review", _coming_month(book, coming)) if book.handbook.plan.id else ()
        yield _whole_day(
            _next_review_key(book, coming), tr("Next monthly ERP review"), coming, tr("Review"),
            "reviews/actions", committed=committed,
        )  # fmt: skip


def _next_review_key(book: Book, coming: dt.date) -> str:
    """Return the key that the review will have once it is held, so that its event stays the same one."""
    if book.handbook.plan.id is None:
        return f"next-review-{coming.isoformat()}"
    return f"review-{_coming_month(book, coming)}"


def _coming_month(book: Book, coming: dt.date) -> str:
    known = book.handbook.reviews
    return next_month(max(known)) if known else f"{coming:%Y-%m}"


def _review(book: Book, review: Review) -> _Entry:
    title = book.tr("ERP review of {month}", month=book.locale.month(review.month))
    return _whole_day(
        f"review-{review.month}", title, review.held_on, book.tr("Review"), f"reviews/{review.month}",
        notes=(book.text(review.summary),), moves=Moves(midnight(review.held_on)),
        committed=("review", review.month),
    )  # fmt: skip


def _milestones(book: Book) -> Iterator[_Entry]:
    moves = milestone_moves(book.state)
    for now in book.state.initiatives.values():
        if now.stage in _FUNDED:
            for stone in now.milestones:
                if stone.finish:
                    yield replace(
                        _milestone(book, now, stone, stone.finish),
                        moves=moves.get((now.initiative.id, stone.id)),
                    )


def _milestone(book: Book, now: InitiativeState, stone: TaskState, day: dt.date) -> _Entry:
    tr, initiative = book.tr, now.initiative
    planned = next(one for one in initiative.milestones if one.id == stone.id)
    words = {"initiative": book.text(initiative.name), "milestone": book.text(planned.name)}
    title = (
        tr("✓ {milestone} ({initiative})", **words)
        if stone.done
        else tr("{milestone} ({initiative})", **words)
    )
    owner = planned.owner or now.owner
    notes = [tr("Owner: {name}", name=book.name("people", owner))] if owner else []
    if stone.baseline_finish and stone.baseline_finish != day:
        notes.append(tr("Approved for {day}", day=book.locale.day(stone.baseline_finish)))
    if planned.acceptance:
        notes.append(tr("Acceptance: {text}", text=book.text(planned.acceptance)))
    first = (*initiative.formerly, initiative.id)[0]
    return _whole_day(
        f"milestone-{first}-{stone.id}", title, day, tr("Milestone"),
        f"plan/initiatives/{initiative.id}", notes=tuple(notes), committed=("milestone", first, stone.id),
        person=owner or "",
    )  # fmt: skip


def _actions(book: Book) -> Iterator[_Entry]:
    """Yield the open actions on the days they are due."""
    moves = action_moves(book.state)
    for name, known in book.state.actions.items():
        if known.status == "open" and known.due:
            yield replace(_action(book, known), moves=moves[name])


def _action(book: Book, known: ActionState) -> _Entry:
    tr, action = book.tr, known.action
    owner = book.name("people", action.owner)
    notes = [book.text(action.text)]
    if action.acceptance:
        notes.append(tr("Acceptance: {text}", text=book.text(action.acceptance)))
    title = tr("Due: {action} ({owner})", action=book.text(action.text), owner=owner)
    return _whole_day(
        f"action-{action.id}", title, known.by, tr("Action"), "reviews/actions",
        anchor=action.id, notes=tuple(notes), committed=("action", action.id), person=action.owner,
    )  # fmt: skip
