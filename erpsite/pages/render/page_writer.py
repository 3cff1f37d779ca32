"""Say what a part of a page that is written on its own asks of the page's renderer."""

from __future__ import annotations

from typing import ClassVar, Protocol

from erpsite.i18n import Locale
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.links import Addresses
from erpsite.pages.render.long_tables import Room

__all__ = ["PageWriter"]


class PageWriter(Protocol):
    """Write inline content, name places, and keep the files that lie beside the page."""

    whole: ClassVar[bool]
    """Whether every table stands whole, as on paper."""
    locale: Locale
    here: str
    addresses: Addresses
    folded: int
    """Parts around what is written that are folded away."""
    room: Room
    """What the rows of tables may still take of the page."""
    files: dict[str, bytes]

    @property
    def self_url(self) -> str:
        """Return the address of this page from a file beside it."""

    def beside(self, name: str) -> str:
        """Return the name of a file that lies beside this page and is its own."""

    def inline(self, content: b.Content) -> str:
        """Return the HTML of some inline content."""

    def flow(self, content: b.Content) -> str:
        """Return the HTML of content where blocks may stand."""

    def identifier(self, anchor: str) -> str:
        """Return the id that an anchor gets in this document."""
