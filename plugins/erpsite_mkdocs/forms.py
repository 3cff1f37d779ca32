"""Write what the forms of the pages read, where the edition may show the data as they are."""

from __future__ import annotations

from pathlib import Path

from erpsite.load.reading import read_bytes
from erpsite.pack.date_commits import head_commit
from erpsite.pages.forms import form_files
from erpsite_mkdocs.options import HandbookConfig
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.site_files import data_files
from erpsite_mkdocs.volume import Volume

__all__ = ["has_forms", "write_forms"]


def has_forms(options: HandbookConfig, volume: Volume) -> bool:
    """Say whether pages can be edited: a form shows records whole, so nothing of them may be hidden."""
    return options.publish_data and not volume.hides


def write_forms(site_dir: Path, order: Order, volume: Volume) -> None:
    """Write the files of the forms into the site."""
    edition = volume.book.handbook.edition
    base = {
        "commit": head_commit(volume.data_dir),
        "month": volume.book.state.as_of,
        "edition": edition.id if edition else "",
        "release": order.release,
    }

    def read(path: str) -> bytes | None:
        found = read_bytes(volume.data_dir / path, path)
        return found if isinstance(found, bytes) else None

    made = set[Path]()
    for name, content in form_files(volume.book, read, base, data_files(volume.data_dir)):
        file = site_dir / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
