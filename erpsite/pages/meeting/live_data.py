"""Gather what meeting mode needs: the sessions on the clock, names to pick from, and its words."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.analysis.diagnosis.pain_points import weigh_pain_points
from erpsite.analysis.people.agenda import AgendaTimes, SessionTime
from erpsite.model.agenda import Agenda
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.asked import open_questions, readers_ask
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_titles
from erpsite.pages.meeting.live_words import live_words

__all__ = ["live_widget"]


def live_widget(book: Book, agenda: Agenda, times: AgendaTimes) -> b.Widget:
    """Return the data of meeting mode; minutes count from midnight of the meeting day."""
    plan, handbook = book.handbook.plan, book.handbook
    people = {name: book.text(person.name) for name, person in handbook.people.items()}
    later = (one for review in book.state.reviews for one in review.decisions)
    decisions = [*handbook.decided_in_meeting, *(one.id for one in later)]
    data: dict[str, object] = {
        "key": f"erpsite-meeting-{plan.plan_year}-{plan.meeting_date.isoformat()}",
        "date": plan.meeting_date.isoformat(),
        "day": book.locale.day(plan.meeting_date),
        "limit": agenda.speaking_limit,
        "sessions": [_session(book, slot) for slot in times.slots],
        "people": people,
        "initiatives": {name: book.text(one.name) for name, one in handbook.initiatives.items()},
        "pains": {
            pain.pain.id: book.text(pain.pain.name) for pain in weigh_pain_points(handbook, book.state.today)
        },
        "asked": open_questions(book),
        "plan": plan.id or "",
        "base": {"month": book.state.as_of, "edition": _edition(book)},
        "taken": sorted({*decisions, *book.state.actions}),
        "words": live_words(book),
    }
    return b.Widget("meeting", data, tuple(_known(book, times)))


def _edition(book: Book) -> str:
    edition = book.handbook.edition
    return edition.id if edition and edition.hides else ""


def _session(book: Book, slot: SessionTime) -> dict[str, object]:
    session, titles = slot.session, page_titles(book)
    return {
        "id": session.id,
        "title": book.text(session.title),
        "goal": book.text(session.goal),
        "output": book.text(session.output),
        "lead": session.lead or "",
        "start": slot.start,
        "end": slot.end,
        "questions": [book.text(question) for question in session.questions] + readers_ask(book, session),
        "pages": [[titles[path], path] for path in session.pages if path in titles],
    }


def _known(book: Book, times: AgendaTimes) -> Iterable[str]:
    titles = page_titles(book)
    return dict.fromkeys(path for slot in times.slots for path in slot.session.pages if path in titles)
