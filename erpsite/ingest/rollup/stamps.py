"""See by sizes and times alone that nothing is new; imported before, and without, everything that counts."""

from __future__ import annotations

import glob
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import erpsite
from erpsite.errors import ErpsiteError

__all__ = [
    "HOMES",
    "LOOKED",
    "Stamps",
    "input_stamps",
    "log_stamps",
    "matching",
    "memory_file",
    "result_stamps",
    "unchanged",
]

Stamps = Mapping[str, list[int]]
"""Size and time of change in nanoseconds by path; empty where there is no such file."""

LOOKED = 2
"""Raised when what this machine remembers says nothing of a newer way of counting."""
HOMES = {
    "modules": "modules.yml", "plants": "organisation.yml", "sources": "sources.yml",
    "health_metrics": "health_metrics.yml", "kpis": "kpis.yml",
}  # fmt: skip
"""Files of what a definition may name, by kind."""


def matching(pattern: str, base: Path) -> Iterator[tuple[str, Path, os.stat_result]]:
    """Yield name, place and status of the regular files that a pattern of a definition fits.

    Raises `OSError` where one cannot be looked at.
    """
    root, tail = base, pattern
    if Path(pattern).is_absolute():
        root = _fixed_part(pattern)
        tail = os.path.relpath(pattern, root)
    for name in _fitting(tail, root):
        status = (root / name).stat()
        if stat.S_ISREG(status.st_mode):
            yield name.replace(os.sep, "/"), root / name, status


def _fitting(pattern: str, root: Path) -> Iterator[str]:
    """Yield the names below a folder that a pattern fits.

    `**` follows links to folders, and looks into each folder once: by its own name where it has one here, so
    that links in a circle end.
    """
    above, deep, below = re.sub(r"(^|/)(\*\*/)+", r"\1**/", pattern).partition("**")
    if not deep or (above and not above.endswith("/")) or (below and not below.startswith("/")):
        yield from glob.glob(pattern, root_dir=root)  # noqa: PTH207 - Path.glob follows no links
        return
    for start in glob.glob(above, root_dir=root) if above else [""]:  # noqa: PTH207
        for folder in _folders(root, start):
            for name in _fitting(below.lstrip("/") or "*", root / folder):
                yield os.path.join(folder, name)  # noqa: PTH118 - a name, not a path


def _folders(root: Path, start: str) -> Iterator[str]:
    """Yield a folder and those below it, each once; hidden ones are none."""
    seen, linked = set[tuple[int, int]](), [start]
    while linked:
        waiting = [linked.pop(0)]
        while waiting:
            folder = waiting.pop()
            try:
                status = (root / folder).stat()
                if not stat.S_ISDIR(status.st_mode):
                    continue
                with os.scandir(root / folder) as found:
                    inside = sorted(found, key=lambda one: one.name)
            except OSError:  # gone, or a link that leads nowhere: nothing in it can be read
                continue
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            yield folder
            for one in inside:
                name = os.path.join(folder, one.name)  # noqa: PTH118
                if one.is_symlink() and not one.name.startswith("."):
                    linked.append(name)
                elif one.is_dir() and not one.name.startswith("."):
                    waiting.append(name)


def _fixed_part(pattern: str) -> Path:
    parts = Path(pattern).parts
    fixed = [part for at, part in enumerate(parts[:-1]) if not any(map(glob.has_magic, parts[: at + 1]))]
    return Path(*fixed)


def memory_file(data_dir: Path, name: str) -> Path:
    """Return the file beside the plan in which this machine remembers what it saw of a roll-up."""
    return data_dir.resolve().parent / ".erpsite" / "rollup" / f"{name}.json"


def input_stamps(data_dir: Path, name: str) -> dict[str, list[int]]:
    """Return the stamps of what is read of the plan for a roll-up."""
    return dict(_stamped(data_dir, ("handbook.yml", *HOMES.values(), f"rollups/{name}.yml")))


def result_stamps(data_dir: Path, name: str) -> dict[str, list[int]]:
    """Return the stamps of what a roll-up gave."""
    folder = data_dir / "rollup" / name
    names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    return dict(_stamped(folder, names))


def log_stamps(patterns: Iterable[str], base: Path) -> dict[str, list[int]]:
    """Return the stamps of every file that the patterns fit, half-written ones too."""
    found = (one for pattern in patterns for one in matching(pattern, base))
    return {name: [status.st_size, status.st_mtime_ns] for name, _, status in found}


def _stamped(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    for name in names:
        try:
            status = (folder / name).stat()
        except OSError:
            yield name, []
        else:
            yield name, [status.st_size, status.st_mtime_ns]


def unchanged(data_dir: Path, name: str, base: Path) -> int | None:
    """Return of how many log files nothing is new; None where somebody must look closer."""
    try:
        told = json.loads(memory_file(data_dir, name).read_bytes())
        held = told["seen"]
        same = (
            held["erpsite"] == erpsite.__version__
            and held["looked"] == LOOKED
            and held["base"] == str(base)
            and held["inputs"] == input_stamps(data_dir, name)
            and held["results"] == result_stamps(data_dir, name)
            and held["logs"] == log_stamps(held["patterns"], base)
            and (not held["table"] or told["files"] == _months_of(held["table"], data_dir))
        )
        return int(held["files"]) if same else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ErpsiteError):
        return None


def _months_of(table: Mapping[str, Any], data_dir: Path) -> Stamps | None:
    if table["engine"] == "spark":
        return None  # only Spark itself knows, and its start is the greater part of asking
    from erpsite.ingest.rollup.asking import months_of_table  # noqa: PLC0415 - most logs are files

    return months_of_table(table, data_dir)
