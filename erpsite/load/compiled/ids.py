"""Write which ids a file gives and names as plain JSON values, and make that again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.issues import Source
from erpsite.load.compiled.findings import dump_issue, load_issue
from erpsite.load.compiled.records import UnkeepableError
from erpsite.load.references import FileNames, Given, Use
from erpsite.model import DataFile

__all__ = ["dump_names", "load_names"]


def dump_names(names: FileNames) -> dict[str, Any]:
    """Return the ids of a file; what most have in common is left out. Raises `UnkeepableError`."""
    for use in names.uses:
        if not all(type(one) is str for one in use.among):
            raise UnkeepableError(use)
    return {
        "complete": names.complete,
        "given": [
            (
                one.kind,
                one.name,
                one.fixed if one.fixed != one.name else 0,
                one.source.line,
                one.source.column,
            )
            for one in names.given
        ],
        "inner": sorted(names.inner),
        "unsure": sorted(names.unsure),
        "uses": [
            (one.kind, one.name, one.where, one.source.line, one.source.column, list(one.among))
            for one in names.uses
        ],
        "issues": [dump_issue(one) for one in names.issues],
    }


def load_names(held: Mapping[str, Any], kind: DataFile, path: str) -> FileNames:
    """Return the ids of a file."""
    given = [
        Given(of, name, name if fixed == 0 else fixed, Source(path, line, column))
        for of, name, fixed, line, column in held["given"]
    ]
    uses = [
        Use(of, name, where, Source(path, line, column), among)
        for of, name, where, line, column, among in held["uses"]
    ]
    return FileNames(
        kind, held["complete"], given, set(held["inner"]), set(held["unsure"]), uses,
        list(map(load_issue, held["issues"])),
    )  # fmt: skip
