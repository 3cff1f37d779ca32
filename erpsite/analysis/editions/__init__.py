"""Make the handbook of one audience: what an edition hides is taken out of the data itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erpsite.deferred import deferred

if TYPE_CHECKING:
    from erpsite.analysis.editions.making import edition_of, is_hidden
    from erpsite.analysis.editions.mentions import (
        mentions_in_files,
        mentions_in_reason,
        mentions_of_hidden,
    )
    from erpsite.analysis.editions.rewriting import refers_to
    from erpsite.analysis.editions.texts import hidden_texts, texts_of
    from erpsite.analysis.editions.veil import Veil, veil_of
    from erpsite.analysis.editions.written import cut_written, is_readable
else:  # what finds names and amounts in texts is read by those who hide something
    __getattr__ = deferred(
        __name__,
        making="edition_of is_hidden",
        mentions="mentions_in_files mentions_in_reason mentions_of_hidden",
        rewriting="refers_to",
        texts="hidden_texts texts_of",
        veil="Veil veil_of",
        written="cut_written is_readable",
    )

__all__ = [
    "Veil", "cut_written", "edition_of", "hidden_texts", "is_hidden", "is_readable", "mentions_in_files",
    "mentions_in_reason", "mentions_of_hidden", "refers_to", "texts_of", "veil_of",
]  # fmt: skip
