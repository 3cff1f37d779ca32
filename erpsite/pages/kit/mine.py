"""Offer to remember, in the reader's browser alone, who the reader is or which plant is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["mine_widget"]


def mine_widget(
    book: Book, kind: Literal["person", "plant"], name: str, filtered: Mapping[str, str] | None = None
) -> b.Widget:
    """Return the button on the page of a person or a plant; every page then links to that one.

    `filtered` are pages, by their paths with their titles, that can show its rows alone.
    """
    tr = book.tr
    collection = {"person": "people", "plant": "plants"}[kind]
    remember = {
        "person": tr("This is me: remember it in this browser"),
        "plant": tr("This is my plant: remember it in this browser"),
    }
    words = {"remember": remember[kind], "forget": tr("Forget it"), "filtered": tr("Its rows alone:")}
    pages = filtered or {}
    data: dict[str, object] = {
        "kind": kind, "id": name, "name": book.name(collection, name), "words": words,
        "filtered": [[path, title] for path, title in pages.items()],
    }  # fmt: skip
    return b.Widget("mine", data, tuple(pages))
