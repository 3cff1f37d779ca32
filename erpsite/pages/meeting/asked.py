"""Draw what readers asked of the pre-read before the meeting, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.question import ReaderQuestion
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.asked import asked_by_page
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.contents import page_link, page_titles
from erpsite.pages.kit.page import page
from erpsite.pages.meeting.empty import nothing_yet

__all__ = ["draw_asked"]


@page(
    "meeting/asked",
    section="meeting",
    needs=("reader_questions",),
    place=45,
    title="Questions from readers",
    description="What readers asked, or objected to, before the meeting, by page and votes.",
    file="questions.yml",
)
def draw_asked(book: Book) -> tuple[b.Block, ...]:
    """Return the questions: how many wait for an answer, then page by page those with most votes first."""
    tr, asked = book.tr, asked_by_page(book)
    if not asked:
        return nothing_yet(book, tr("Nobody has asked anything yet."), "questions.yml")
    all_of_them = [one for found in asked.values() for one in found]
    waiting = sum(one.open for one in all_of_them)
    asked_words = book.locale.tr.plural(
        "Before the meeting readers asked {n} question; objections among them: {objections}.",
        "Before the meeting readers asked {n} questions; objections among them: {objections}.",
        book.count("questions.asked", len(all_of_them)),
        objections=book.count("questions.objections", sum(one.sort == "objection" for one in all_of_them)),
    )
    open_words = book.locale.tr.plural(
        "{n} still waits for an answer.",
        "{n} still wait for an answer.",
        book.count("questions.asked.open", waiting),
    )
    lead = book.locale.sentence(asked_words, open_words if waiting else tr("Each is answered."))
    blocks: list[b.Block] = [b.Lead(lead)]
    titles = page_titles(book)
    for path, found in asked.items():
        anchor = "on-" + path.replace("/", "-")
        blocks += [b.Heading(titles.get(path, path), anchor), asked_table(book, path, found)]
    how = tr(
        "Anyone asks from a page of the pre-read, by the button at its top; the answer is captured in "
        "meeting mode, or written into data/questions.yml: answer, answered_by, answered_on."
    )
    return (*blocks, b.Paragraph(how, small=True))


def asked_table(book: Book, path: str, asked: Sequence[ReaderQuestion]) -> b.Table:
    """Return the questions to one page."""
    tr = book.tr
    return Rows(
        asked,
        source=lambda one: one.where,
        anchor=lambda one: one.id,
        tone=lambda one: "amber" if one.open else None,
    ).table(
        "asked-" + path.replace("/", "-"),
        Col("question", tr("Question"), lambda one: _question(book, one), wide=True),
        Col("sort", tr("Kind"), lambda one: _sort(book, one), "status"),
        Col("votes", tr("Votes"), lambda one: b.Number(one.votes, str(one.votes)), "number"),
        Col("by", tr("Asked by"), lambda one: _askers(book, one), topic="people"),
        Col("answer", tr("Answer"), lambda one: _answer(book, one), wide=True),
    )


def _question(book: Book, one: ReaderQuestion) -> b.Content:
    quote = book.text(one.quote)
    if not quote:
        return book.text(one.text)
    words = book.tr("To “{quote}”:", quote=quote)
    link = page_link(book, one.page, one.paragraph or "")
    place = b.Link(words, link.path, link.anchor) if isinstance(link, b.Link) else words
    return (place, " ", b.Strong(book.text(one.text)))


def _sort(book: Book, one: ReaderQuestion) -> b.Chip:
    tr = book.tr
    return b.Chip("amber", tr("objection")) if one.sort == "objection" else b.Chip("blue", tr("question"))


def _askers(book: Book, one: ReaderQuestion) -> b.Content:
    named: list[b.Inline] = [book.link("people", name) for name in one.asked_by]
    parts: list[b.Inline] = []
    for part in [*named, *one.others]:
        parts += [book.locale.facts.list_separator, part] if parts else [part]
    return tuple(parts) or b.Missing()


def _answer(book: Book, one: ReaderQuestion) -> b.Content:
    tr = book.tr
    if one.answer is None:
        return b.Chip("amber", tr("not answered yet"))
    parts: list[b.Inline] = [book.text(one.answer)]
    if one.answered_by:
        parts += [" – ", book.person(one.answered_by)]
    if one.answered_on:
        parts += [" ", b.When(one.answered_on, book.locale.day(one.answered_on))]
    return tuple(parts)
