"""Gather what readers asked before the meeting, page by page, and say it in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.model.agenda import Session
from erpsite.model.question import ReaderQuestion
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_titles

__all__ = ["asked_by_page", "asked_elsewhere", "open_questions", "readers_ask"]


def asked_by_page(book: Book) -> dict[str, tuple[ReaderQuestion, ...]]:
    """Return the questions by the path of their page: pages with most votes first, and so the questions."""
    found: dict[str, list[ReaderQuestion]] = {}
    for one in book.handbook.reader_questions.values():
        found.setdefault(one.page, []).append(one)
    order = sorted(found, key=lambda path: (-_votes(found[path]), path))
    return {path: tuple(sorted(found[path], key=lambda one: (-one.votes, one.asked_on))) for path in order}


def _votes(asked: Iterable[ReaderQuestion]) -> int:
    return sum(one.votes for one in asked)


def readers_ask(book: Book, session: Session) -> list[str]:
    """Return what readers asked about the pages of a session and nobody has answered, most votes first."""
    asked = asked_by_page(book)
    return _words([one for path in asked if path in session.pages for one in asked[path]], book)


def open_questions(book: Book) -> dict[str, str]:
    """Return what readers asked and nobody has answered, in words by its id, most votes first."""
    asked = sorted(book.handbook.reader_questions.values(), key=lambda one: -one.votes)
    return {one.id: _asked_words(book, one) for one in asked if one.open}


def asked_elsewhere(book: Book) -> list[str]:
    """Return what readers asked about pages that no session works with, and nobody has answered."""
    agenda = book.handbook.agenda
    taken = {path for session in agenda.sessions for path in session.pages} if agenda else set()
    return _words(
        [one for path, found in asked_by_page(book).items() if path not in taken for one in found], book
    )


def _words(asked: Iterable[ReaderQuestion], book: Book) -> list[str]:
    return [_asked_words(book, one) for one in sorted(asked, key=lambda one: -one.votes) if one.open]


def _asked_words(book: Book, one: ReaderQuestion) -> str:
    """Return a question with its votes and its page, as meeting mode lists it."""
    tr, title = book.tr, page_titles(book).get(one.page, one.page)
    votes = tr.plural("{n} vote", "{n} votes", one.votes)
    return tr("{question} ({page}, {votes})", question=book.text(one.text), page=title, votes=votes)
