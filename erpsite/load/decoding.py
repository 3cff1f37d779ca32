"""Turn the bytes of a data file into text, and say where that fails."""

from __future__ import annotations

import codecs
import re

from erpsite.issues import Issue, Severity, Source

__all__ = ["CONTROL", "Decoded", "decode_table", "decode_yaml", "find_control", "read_as"]

Decoded = tuple[str | None, tuple[Issue, ...]]
"""The text, or None where there is none; and what was found on the way."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
"""Characters that no text holds and that YAML forbids."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMMON_ROWS = range(0xB0, 0xD8)
"""Lead bytes of the 3,755 everyday characters in GB 2312."""
_SIGN_ROWS = range(0xA1, 0xA4)
"""Lead bytes of its punctuation and full-width forms."""


def decode_yaml(data: bytes, path: str) -> Decoded:
    """Decode UTF-8, with or without a byte order mark; anything else is refused by name."""
    if data.startswith(_UTF16):
        return None, (_wrong_encoding("UTF-16", Source(path, 1, 1)),)
    text, place = _decode_utf8(data, path)
    if text is None:
        guess = "GB18030" if _guess_gb18030(data) else ""
        return None, (_wrong_encoding(guess, place) if guess else _not_text(place),)
    return _refuse_control(text, path)


def decode_table(data: bytes, path: str) -> Decoded:
    """Decode what spreadsheets write: UTF-8, UTF-16 with a byte order mark, GB18030; a guess is told."""
    if data.startswith(_UTF16):
        return _decode_utf16(data, path)
    text, place = _decode_utf8(data, path)
    if text is not None:
        return _refuse_control(text, path)
    text = _guess_gb18030(data)
    if text is None:
        return None, (_not_text(place),)
    checked, issues = _refuse_control(text, path)
    return checked, (*issues, read_as("GB18030", path))


def find_control(text: str) -> str | None:
    """Return the first control character as `U+0000`, or None."""
    found = CONTROL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def _decode_utf8(data: bytes, path: str) -> tuple[str | None, Source]:
    start = Source(path, 1, 1)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8"), start
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8", "replace")
        return None, _place_after(before, path)


def _decode_utf16(data: bytes, path: str) -> Decoded:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None, (_not_text(Source(path, 1, 1)),)
    checked, issues = _refuse_control(text, path)
    return checked, (*issues, read_as("UTF-16", path))


def _guess_gb18030(data: bytes) -> str | None:
    """Return the text where it reads as everyday Chinese; other encodings decode to rare characters."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [char for char in text if char > "\x7f"]
    common = sum(_is_everyday(char) for char in foreign)
    return text if foreign and common >= 0.8 * len(foreign) else None


def _is_everyday(char: str) -> bool:
    code = char.encode("gb2312", "ignore")
    return bool(code) and (code[0] in _COMMON_ROWS or code[0] in _SIGN_ROWS)


def _refuse_control(text: str, path: str) -> Decoded:
    found = CONTROL.search(text)
    if not found:
        return text, ()
    message = "the file holds the control character {found}; save it as plain text in UTF-8"
    values = {"found": f"U+{ord(found.group()):04X}"}
    place = _place_after(text[: found.start()], path)
    return None, (Issue("control-character", message, place, values=values),)


def _place_after(before: str, path: str) -> Source:
    lines = re.split("\r\n|\n|\r", before)
    return Source(path, len(lines), len(lines[-1]) + 1)


def _wrong_encoding(guess: str, place: Source) -> Issue:
    message = "the file is not UTF-8 but looks like {guess}; save it as UTF-8"
    return Issue("wrong-encoding", message, place, values={"guess": guess})


def _not_text(place: Source) -> Issue:
    return Issue("not-text", "the file is not text in UTF-8; is it another kind of file?", place)


def read_as(guess: str, path: str) -> Issue:
    """Return the note that a file was read in an encoding that was guessed."""
    message = "the file is not UTF-8; it was read as {guess}"
    return Issue("guessed-encoding", message, Source(path, 1, 1), Severity.INFO, {"guess": guess})
