"""Say what code makes of files, so that nothing is taken over that other code has made."""

from __future__ import annotations

import os
import sys
import zoneinfo
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import erpsite
from erpsite.i18n import known_languages

__all__ = ["code_stamp", "reading_stamp"]

_READING = ("load", "model", "patch", "i18n", "locale")
"""Rooms of erpsite that reading a plan depends on, with the files beside them."""
_PACKAGES = ("pydantic", "pydantic-core", "PyYAML")


@cache
def reading_stamp() -> str:
    """Return the hash of what reads a plan: its code and version, Python, packages, languages, zones."""
    root = Path(erpsite.__file__).parent
    told = [erpsite.__version__, sys.version, *map(_version, _PACKAGES), *known_languages(), *_around()]
    told += _files(root, deep=False)
    for room in _READING:
        told += _files(root / room)
    return _hash(told)


@cache
def code_stamp() -> str:
    """Return the hash of all code of erpsite, and of what reading a plan depends on."""
    return _hash([reading_stamp(), *_files(Path(erpsite.__file__).parent)])


def _around() -> Iterator[str]:
    """Yield name and time of where packages and time zones lie: either says which names a plan may use."""
    here = str(Path.cwd())
    for place in (*sys.path, *zoneinfo.TZPATH):
        if not place or os.path.realpath(place) == here:  # what a person works in changes all the time
            continue
        try:
            yield f"{place} {Path(place).stat().st_mtime_ns}"
        except OSError:
            continue


def _files(folder: Path, *, deep: bool = True) -> list[str]:
    """Return name, size and time of every file of code, sorted."""
    found, folders = [], [str(folder)]
    for name in folders:
        with os.scandir(name) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if deep and entry.name != "__pycache__":
                        folders.append(entry.path)
                elif entry.name.endswith((".py", ".yml", ".po")):
                    status = entry.stat()
                    found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _hash(told: list[str]) -> str:
    return blake2b("\n".join(told).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
