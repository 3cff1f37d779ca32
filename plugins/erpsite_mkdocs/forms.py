"""Write what the forms of the pages read, where the edition may show the data as they are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from erpsite.load.reading import read_bytes
from erpsite.model import Handbook
from erpsite.pack.date_commits import head_commit
from erpsite.pages.forms import form_files, record_files
from erpsite_mkdocs.options import HandbookConfig
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.site_files import data_files
from erpsite_mkdocs.volume import Volume

__all__ = ["has_forms", "records_of", "write_forms"]


def has_forms(options: HandbookConfig, volume: Volume) -> bool:
    """Say whether pages can be edited: a form shows records whole, so nothing of them may be hidden."""
    return options.publish_data and not volume.hides


def records_of(volume: Volume) -> tuple[tuple[str, bytes], ...]:
    """Return the files with a plan's records, which every language and every month of the same data share."""
    return _records(_Same(volume.book.handbook), volume.data_dir, volume.digest)


class _Same:
    """Compare a plan by which object it is: it is frozen, and comparing what it holds takes longer."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.handbook is other.handbook

    def __hash__(self) -> int:
        return id(self.handbook)


@lru_cache(maxsize=1)
def _records(same: _Same, data_dir: Path, _digest: str) -> tuple[tuple[str, bytes], ...]:
    def read(path: str) -> bytes | None:
        found = read_bytes(data_dir / path, path)
        return found if isinstance(found, bytes) else None

    return tuple(record_files(same.handbook, read, data_files(data_dir)))


def write_forms(site_dir: Path, order: Order, volume: Volume) -> None:
    """Write the files of the forms into the site."""
    edition = volume.book.handbook.edition
    base = {
        "commit": head_commit(volume.data_dir),
        "month": volume.book.state.as_of,
        "edition": edition.id if edition else "",
        "release": order.release,
    }
    made = set[Path]()
    for name, content in form_files(volume.book, base, lambda: records_of(volume)):
        file = site_dir / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
