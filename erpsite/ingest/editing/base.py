"""Keep in a workbook the files that it was made from, so that it can be compared without a repository."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence

from erpsite.frozen import dataclass
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import ForeignTable

__all__ = ["BASE_SHEET", "PROPERTY", "Base", "base_lines", "read_base"]

BASE_SHEET = "erpsite"
"""Name of the hidden sheet."""
PROPERTY = "erpsite-commit"
"""Name of the property of a workbook that says of which commit it is."""
_FORMAT = "erpsite-workbook-1"
_PIECE = 30_000
"""Characters of one cell; it can hold 32,767."""


@dataclass(frozen=True, slots=True)
class Base:
    """Hold what a workbook was made from."""

    files: Mapping[str, bytes]
    commit: str
    """The commit, a `+` behind it where the files had changes; empty where there was no repository."""
    own: frozenset[str] = frozenset()
    """Sheets that hold no records."""


def base_lines(base: Base, own: Sequence[str]) -> list[tuple[str, str]]:
    """Return the rows of the hidden sheet; `own` are the sheets that hold no records."""
    held = {path: data.decode("utf-8") for path, data in sorted(base.files.items())}
    plain = json.dumps(held, ensure_ascii=False).encode("utf-8")
    packed = base64.b64encode(gzip.compress(plain, mtime=0)).decode("ascii")
    pieces = [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]
    head = [("form", _FORMAT), ("commit", base.commit or "-"), ("hash", hashlib.sha256(plain).hexdigest())]
    head += [("own", title) for title in own]
    return [*head, *((f"files-{number}", piece) for number, piece in enumerate(pieces, start=1))]


def read_base(tables: Sequence[ForeignTable], path: str) -> Base | None:
    """Return what a workbook was made from; None where it is none for editing a plan.

    Raises `SourceFault` where the hidden sheet was changed, or is that of a newer erpsite.
    """
    sheet = next((one for one in tables if one.sheet == BASE_SHEET), None)
    if sheet is None:
        return None
    held = [(str(row[0]), str(row[1])) for row in sheet.rows if len(row) > 1 and row[0] is not None]
    facts = dict(held)
    form = facts.get("form", "")
    if not form.startswith("erpsite-workbook-"):
        return None
    if form != _FORMAT:
        message = "{path} was written by a newer erpsite ({form}); import it with that one"
        raise SourceFault(message, path=path, form=form)
    try:
        packed = "".join(text for name, text in held if name.startswith("files-"))
        plain = gzip.decompress(base64.b64decode(packed, validate=True))
        whole = hashlib.sha256(plain).hexdigest() == facts.get("hash")
        files = {name: text.encode("utf-8") for name, text in json.loads(plain).items()} if whole else None
    except (ValueError, OSError, EOFError):
        files = None
    if files is None:
        message = (
            "the hidden sheet of {path} that says what it was made from is damaged; begin again with "
            "erpsite workbook and copy the edits over"
        )
        raise SourceFault(message, path=path)
    commit = facts.get("commit", "")
    own = frozenset(text for name, text in held if name == "own")
    return Base(files, "" if commit == "-" else commit, own)
