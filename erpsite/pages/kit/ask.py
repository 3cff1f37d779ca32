"""Offer on a page of the pre-read to ask a question, or to object, before the meeting."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_title
from erpsite.pages.kit.page import Page

__all__ = ["ask_widget"]


def ask_widget(book: Book, page: Page) -> b.Widget:
    """Return the button of a page and what the form needs that it opens; nothing is loaded before."""
    plan, edition = book.handbook.plan, book.handbook.edition
    data: dict[str, object] = {
        "plan": plan.id or f"{plan.plan_year}",
        "planId": plan.id or "",
        "page": page.path,
        "title": page_title(book, page.path),
        "base": {"month": book.state.as_of, "edition": edition.id if edition and edition.hides else ""},
        "words": {**_form_words(book), **_sending_words(book)},
    }
    return b.Widget("ask", data, press=book.tr("Ask a question, or object"))


def _form_words(book: Book) -> dict[str, object]:
    tr = book.tr
    return {
        "title": tr("Ask before the meeting"),
        "note": tr(
            "What you write stays in this browser until you send it: as a file, by mail or as text, to "
            "whoever invites. All your questions from all pages go together."
        ),
        "place": tr("About which part"),
        "whole": tr("{heading} (all of it)", heading="{heading}"),
        "sort": tr("It is"),
        "sorts": {"question": tr("a question"), "objection": tr("an objection")},
        "text": tr("In your words"),
        "name": tr("Your name"),
        "nameHint": tr("It stands beside your question, so that you get the answer."),
        "keep": tr("Keep it"),
        "close": tr("Close the form"),
        "noText": tr("Write the question first."),
        "noName": tr("Write your name first, so that you get the answer."),
        "keptOne": tr("Kept. Ask another one here or on another page, or send them now."),
        "notKept": tr("This browser keeps nothing: send your questions before you leave this page."),
    }


def _sending_words(book: Book) -> dict[str, object]:
    tr = book.tr
    return {
        "one": tr("{n} question is not sent yet", n="{n}"),
        "many": tr("{n} questions are not sent yet", n="{n}"),
        "download": tr("Download as a file"),
        "mail": tr("Write a mail"),
        "copy": tr("Copy as text"),
        "asText": tr("The questions as text"),
        "subject": tr("Questions before the meeting: {title}", title=book.title),
        "clear": tr("They are sent: delete them here"),
        "clearSure": tr("Delete the questions that are kept in this browser?"),
        "cleared": tr("They are deleted here."),
        "remove": tr("Take back"),
        "removeOne": tr("Take back: {text}", text="{text}"),
        "removed": tr("It is taken back."),
        "downloaded": tr(
            "Downloaded: mail the file to whoever invited you. Here it stays until you delete it."
        ),
        "copied": tr("Copied: paste it into a mail. Here it stays until you delete it."),
        "copyYourself": tr("This browser lets no page copy: the text is marked, copy it yourself."),
        "tooLong": tr("This is too long for a mail link: download the file and attach it."),
    }
