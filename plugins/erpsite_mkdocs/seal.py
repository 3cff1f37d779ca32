"""Stamp a built site with what it is, and tell the command that asked for it."""

from __future__ import annotations

from pathlib import Path

from erpsite.job import STAMP, Receipt, Stamp, dump_receipt, dump_stamp, tables_hash
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.book import Book, once
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.volume import Volume

__all__ = ["hash_of_tables", "seal"]


@once
def hash_of_tables(book: Book) -> str:
    """Return the hash of the tables that a site offers; it is small, and they may go."""
    return tables_hash(exports(book))


def seal(site_dir: Path, order: Order, volume: Volume) -> None:
    """Write the stamp into the site, over whatever has its name, and the receipt where the job says."""
    edition = volume.book.handbook.edition
    stamp = Stamp(
        job=order.told is not None,
        month=volume.book.state.as_of,
        edition=edition.id if edition else "",
        release=order.release,
        language=volume.book.locale.language,
        data=hash_of_tables(volume.book),
    )
    (site_dir / STAMP).write_text(dump_stamp(stamp), encoding="utf-8")
    if order.told is not None:
        Path(order.told.receipt).write_text(dump_receipt(Receipt(stamp, volume.digest)), encoding="utf-8")
