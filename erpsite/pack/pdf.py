"""Print a document as PDF: tagged, with bookmarks and embedded fonts, the same bytes every time."""

from __future__ import annotations

import hashlib
import logging
import re
import subprocess
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Any, Literal

from erpsite.errors import ErpsiteError
from erpsite.extras import need
from erpsite.pack.glyphs import Coverage, coverage, missing_glyphs

__all__ = ["MissingGlyphsError", "NoPrinterError", "Variant", "one_page_pdf", "pdf"]

_SIZES = (10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)
"""Letter sizes that the one page tries, in points."""


Variant = Literal["pdf/ua-1", "pdf/a-2u"]
"""Read by everybody, with a screen reader too; or kept for long."""

_TAG = re.compile(r"<[^>]*>")


class NoPrinterError(ErpsiteError):
    """Say what is not installed that printing needs."""


class MissingGlyphsError(ErpsiteError):
    """Say which characters no installed font can draw."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:20])
        if len(characters) > 20:
            shown += " …"
        super().__init__(
            "no installed font has {characters}; install one, such as the package fonts-noto",
            characters=shown,
        )
        self.characters = characters


def pdf(html: str, variant: Variant = "pdf/ua-1") -> bytes:
    """Return the document as PDF of a variant; raises `NoPrinterError` and `MissingGlyphsError`.

    `pdf/a-2u` writes what archives ask for (ISO 19005-2: fonts within, colours by profile, text as
    Unicode), tagged as well. No free checker of it runs here, so that nobody promises that it conforms.
    """
    _check_glyphs(html)
    document = _render(html, variant)
    made: bytes = document.write_pdf(finisher=_scope_headers, **_settings(html, variant))
    return made


def one_page_pdf(html_of: Callable[[float], str]) -> bytes:
    """Return a document on one page, in the largest letters of which it fits; `html_of` takes points.

    Where it does not fit even in the smallest, it takes more pages.
    """
    html = ""
    for points in _SIZES:
        html = html_of(points)
        _check_glyphs(html)
        document = _render(html)
        if len(document.pages) == 1 or points == _SIZES[-1]:
            made: bytes = document.write_pdf(finisher=_scope_headers, **_settings(html))
            return made
    raise AssertionError(html)


def _scope_headers(_document: object, made: Any) -> None:
    """Say of each header cell what it is over: its row, where other cells stand in it, else its column.

    WeasyPrint names the headers of a cell, but not all readers follow that; the scope they all do.
    """
    dictionaries: list[Any] = [part for part in made.objects if isinstance(part, dict)]
    parts = {part.reference: part for part in dictionaries if part.get("Type") == "/StructElem"}
    for part in parts.values():
        if part["S"] == "/TR":
            cells = [parts[kid] for kid in part["K"] if kid in parts]
            over = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
            for cell in cells:
                if cell["S"] == "/TH":
                    cell["A"]["Scope"] = over


def _settings(html: str, variant: Variant = "pdf/ua-1") -> dict[str, object]:
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    return {"pdf_variant": variant, "pdf_identifier": identifier, "pdf_tags": True}


def _render(html: str, variant: Variant = "pdf/ua-1") -> Any:
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        weasyprint = need("weasyprint")
    except OSError as error:
        raise NoPrinterError(
            "printing needs pango: install the packages libpango-1.0-0 and libpangoft2-1.0-0 ({why})",
            why=error,
        ) from error
    # The document holds its pictures itself; nothing else is ever fetched.
    fetcher = weasyprint.URLFetcher(allowed_protocols=["data"], fail_on_errors=True)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).render(pdf_variant=variant, pdf_tags=True)


def _check_glyphs(html: str) -> None:
    body = html[html.index("<body") :] if "<body" in html else html
    missing = missing_glyphs(unescape(_TAG.sub(" ", body)), _installed())
    if missing:
        raise MissingGlyphsError(missing)


@cache
def _installed() -> Coverage:
    command = ["fc-list", "--format", "%{charset}\n"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoPrinterError(
            "printing needs fontconfig (the package fontconfig) to know its fonts"
        ) from error
    return coverage(listed.stdout.splitlines())
