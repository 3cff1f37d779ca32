"""Write what the forms of the pages read, where the edition may show the data as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from erpsite.load.reading import read_bytes
from erpsite.model import Handbook
from erpsite.pack.date_commits import head_commit
from erpsite.pages.forms import form_files, record_files
from erpsite_mkdocs.options import HandbookConfig
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.site_files import data_files
from erpsite_mkdocs.volume import Volume

__all__ = ["has_forms", "keep_records", "write_forms"]


def has_forms(options: HandbookConfig, volume: Volume) -> bool:
    """Say whether pages can be edited: a form shows records whole, so nothing of them may be hidden."""
    return options.publish_data and not volume.hides


_KEPT: dict[tuple[Path, str], tuple[Handbook, tuple[tuple[str, bytes], ...]]] = {}
"""The files with a plan's records, by folder and digest of the data, with the plan that they were made of."""


def keep_records(volume: Volume) -> None:
    """Make the files with a plan's records now, for all languages and months of the same data."""
    about = volume.data_dir, volume.digest
    if about not in _KEPT or _KEPT[about][0] is not volume.book.handbook:
        _KEPT.clear()
        _KEPT[about] = volume.book.handbook, tuple(_made_records(volume))


def _records(volume: Volume) -> Iterable[tuple[str, bytes]]:
    handbook, kept = _KEPT.get((volume.data_dir, volume.digest), (None, ()))
    return kept if handbook is volume.book.handbook else _made_records(volume)


def _made_records(volume: Volume) -> Iterator[tuple[str, bytes]]:
    def read(path: str) -> bytes | None:
        found = read_bytes(volume.data_dir / path, path)
        return found if isinstance(found, bytes) else None

    return record_files(volume.book.handbook, read, data_files(volume.data_dir))


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
    for name, content in form_files(volume.book, base, lambda: _records(volume)):
        file = site_dir / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
