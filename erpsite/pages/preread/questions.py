"""Draw the questions to think about before the meeting, by session and by role."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.agenda import Session
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_title
from erpsite.pages.kit.notes import missing_page
from erpsite.pages.kit.page import READERS, Reader, page
from erpsite.pages.preread.reading_path import role_name, timed
from erpsite.pages.preread.triggered import Question, triggered_questions

__all__ = ["draw_questions"]


@page(
    "preread/questions",
    section="preread",
    needs=("agenda",),
    place=80,
    title="Questions to think about",
    description="What to think about before the meeting, by role and by session.",
    file="agenda.yml",
    readers={"executive": 4, "business": 6, "it": 7, "finance": 4},
    frame=timed,
)
def draw_questions(book: Book) -> tuple[b.Block, ...]:
    """Return the questions of the agenda session by session, then those the figures raise, role by role."""
    raised = triggered_questions(book)
    sessions = [one for one in book.handbook.agenda.sessions if one.questions] if book.handbook.agenda else []
    if not raised and not sessions:
        return missing_page(book, book.tr("There is nothing to think about yet."), "agenda.yml")
    asked = sum(len(session.questions) for session in sessions)
    lead = book.tr(
        "Come with an answer: {asked} questions stand on the agenda, and the figures raise {raised} more.",
        asked=book.count("agenda.questions", asked),
        raised=book.count("questions.raised", len(raised)),
    )
    blocks: list[b.Block] = [b.Lead(lead)]
    if raised:
        blocks.append(b.Heading(book.tr("What the figures ask you"), "raised"))
        for role in READERS:
            blocks += _role_blocks(book, role, [one for one in raised if one.role == role])
    if sessions:
        blocks.append(b.Heading(book.tr("What the agenda asks"), "agenda"))
        for session in sessions:
            blocks += _session_blocks(book, session)
    return tuple(blocks)


def _role_blocks(book: Book, role: Reader, questions: Sequence[Question]) -> list[b.Block]:
    if not questions:
        return []
    items: tuple[b.Content, ...] = tuple(
        (one.text, " ", b.Link(page_title(book, one.path), one.path, one.anchor), *_session_of(book, one))
        for one in questions
    )
    return [b.Heading(role_name(book, role), f"role-{role}", 3), b.Items(items)]


def _session_of(book: Book, question: Question) -> tuple[b.Inline, ...]:
    """Return the session that will take the question up, where one works with its page."""
    agenda = book.handbook.agenda
    for session in agenda.sessions if agenda else ():
        if question.path in session.pages:
            return (" · ", b.Link(session.start, "meeting/agenda", session.id))
    return ()


def _session_blocks(book: Book, session: Session) -> list[b.Block]:
    title = book.tr("{time} {title}", time=session.start, title=book.text(session.title))
    items: tuple[b.Content, ...] = tuple(book.text(question) for question in session.questions)
    return [b.Heading(title, f"session-{session.id}", 3), b.Items(items)]
