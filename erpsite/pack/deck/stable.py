"""Give a presentation the same bytes every time: no clock, no order of chance, in embedded workbooks too."""

from __future__ import annotations

import io
import re
import zipfile

from erpsite.pack.archive import archive

__all__ = ["stable_package"]

_MOMENT = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def stable_package(content: bytes, day: str) -> bytes:
    """Return an Office file (.pptx, .xlsx) with fixed times; `day` (`YYYY-MM-DD`) is when it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
    return archive({name: _stable(name, one, day) for name, one in files.items()})


def _stable(name: str, content: bytes, day: str) -> bytes:
    if name == "docProps/core.xml":
        return _MOMENT.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<3>", content)
    if name.startswith("ppt/embeddings/") and name.endswith(".xlsx"):
        try:
            return stable_package(content, day)
        except zipfile.BadZipFile:  # what a company left in its template is theirs
            return content
    return content
