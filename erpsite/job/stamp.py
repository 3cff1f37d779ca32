"""Hold what a built site says of itself: a file without a time, which tells of no other edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from erpsite.frozen import dataclass

__all__ = [
    "STAMP",
    "Receipt",
    "Stamp",
    "dump_receipt",
    "dump_stamp",
    "parse_stamp",
    "read_receipt",
    "read_stamp",
    "tables_hash",
]

STAMP = "erpsite-build.json"
"""Name of the file at the top of each language."""
_FORMAT = 1


@dataclass(frozen=True)
class Stamp:
    """Say what was built."""

    job: bool
    """Whether a command asked for it; a plain build of the engine was asked for by nobody."""
    month: str
    edition: str
    release: str
    language: str
    data: str
    """SHA-256 of the tables that the site itself offers, so that it says nothing that they do not say."""


@dataclass(frozen=True)
class Receipt:
    """Say on this machine what one process of the engine has built; it is no part of the site."""

    stamp: Stamp
    data: str
    """SHA-256 of the data as this process read it, to hold against `BuildJob.data`."""


def tables_hash(tables: Mapping[str, bytes]) -> str:
    """Return one SHA-256 of the tables' names and contents."""
    whole = hashlib.sha256()
    for name in sorted(tables):
        whole.update(f"{name} {hashlib.sha256(tables[name]).hexdigest()}\n".encode())
    return whole.hexdigest()


def dump_stamp(stamp: Stamp) -> str:
    """Return the text of the stamp's file, the same bytes for the same build."""
    return json.dumps({"format": _FORMAT, **asdict(stamp)}, ensure_ascii=False, indent=1) + "\n"


def parse_stamp(text: str) -> Stamp | None:
    """Return what a stamp's file says, or None where it is none."""
    try:
        whole: dict[str, Any] = json.loads(text)
        if whole.pop("format") != _FORMAT:
            return None
        return Stamp(**whole)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read_stamp(site: Path) -> Stamp | None:
    """Return the stamp of one language of a built site, or None where it has none that can be read."""
    try:
        return parse_stamp((site / STAMP).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def dump_receipt(receipt: Receipt) -> str:
    """Return the text of a receipt's file."""
    return json.dumps(asdict(receipt))


def read_receipt(path: Path) -> Receipt | None:
    """Return what a process of the engine has built, or None where it has not said so."""
    try:
        whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Receipt(Stamp(**whole["stamp"]), whole["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
