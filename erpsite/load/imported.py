"""Read and write what imports leave in `imports/`: a report each, and where each row of a table came from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from string import Formatter
from typing import Any

from erpsite.issues import Issue, Severity, Source
from erpsite.load.csv_reader import read_csv
from erpsite.load.plan_files import IMPORTS, KEPT
from erpsite.load.reading import LARGEST_FILE, read_bytes
from erpsite.model import DataFile
from erpsite.model.imported import ImportedColumn, ImportReport, ToldChange, ToldGroup, ToldPlace, ToldWords

__all__ = ["PLACE", "REPORT", "ROWS", "came_from", "read_reports", "report_text", "row_key"]

REPORT, ROWS = KEPT
"""Endings of the files beside a map."""
PLACE = "place"
"""Last column of the table that says where rows came from; those before it are the key of the record."""
_GROUPS = ("refused", "left_out", "merged", "suspicions")
_CELLS = ("cells", "taken", "refused", "unused", "left", "unknown", "withheld")
_COUNTED = ("added", "changed", "conflicts", "vanished", "removed", "same")


def report_text(report: ImportReport) -> str:
    """Return a report as its file holds it: JSON, a line a value, the same for the same import."""
    held = {key: value for key, value in asdict(report).items() if key not in ("name", "path")}
    return "{\n" + ",\n".join(f"{_line(key)}: {_value(value)}" for key, value in held.items()) + "\n}\n"


def _value(value: Any) -> str:
    """Return a list with a line for each of its items, any other value on one line."""
    if isinstance(value, tuple) and value:
        return "[\n" + ",\n".join(f" {_line(one)}" for one in value) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_reports(root: Path) -> tuple[dict[str, ImportReport], list[Issue]]:
    """Return the reports of a data folder by the name of their map, and those that cannot be read."""
    reports: dict[str, ImportReport] = {}
    issues: list[Issue] = []
    for path in sorted((root / IMPORTS).glob(f"*{REPORT}")):
        at = path.relative_to(root).as_posix()
        data = read_bytes(path, at, LARGEST_FILE)
        if not isinstance(data, bytes):
            issues += [data] if data else []
            continue
        found = _read(data, at)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            reports[found.name] = found
    return reports, issues


def _read(data: bytes, path: str) -> ImportReport | Issue:
    try:
        held = json.loads(data)
        told: dict[str, Any] = {name: tuple(_group(one) for one in held[name]) for name in _GROUPS}
        told |= {name: str(held[name]) for name in ("source", "sheet", "map_path", "kind")}
        told |= {name: int(held[name]) for name in ("rows", "blank", "records")}
        told |= {name: tuple(map(str, held[name])) for name in ("vanished", "files")}
        told |= {name: tuple(_change(one) for one in held[name]) for name in ("changed", "conflicts")}
        told |= {name: {str(k): int(n) for k, n in held[name].items()} for name in ("invented", "made")}
        return ImportReport(
            name=Path(path).name.removesuffix(REPORT),
            path=path,
            columns=tuple(_column(one) for one in held["columns"]),
            notices=tuple(_words(one) for one in held["notices"]),
            counts={name: int(held["counts"][name]) for name in _COUNTED},
            **told,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        message = "this is no report that erpsite import wrote, or it was changed since; import again"
        return Issue("import-report", message, Source(path, *at), Severity.WARNING)


def _column(held: Mapping[str, Any]) -> ImportedColumn:
    total, in_file = (None if held[name] is None else float(held[name]) for name in ("total", "source_total"))
    told: dict[str, Any] = {name: int(held[name]) for name in _CELLS}
    told |= {name: str(held[name]) for name in ("letters", "name", "why")}
    return ImportedColumn(**told, total=total, source_total=in_file, to=tuple(map(str, held["to"])))


def _change(held: Mapping[str, Any]) -> ToldChange:
    return ToldChange(**{name: str(value) for name, value in held.items()})


def _group(held: Mapping[str, Any]) -> ToldGroup:
    places = tuple(ToldPlace(str(one["place"]), _words(one["says"])) for one in held["places"])
    return ToldGroup(int(held["count"]), places, str(held["column"]))


def _words(held: Mapping[str, Any]) -> ToldWords:
    """Return a sentence; raise `ValueError` where its fields are not those of its values, each plain."""
    message, values = str(held["message"]), dict(held["values"])
    for _, name, form, _ in Formatter().parse(message):
        if name is not None and (name not in values or form):
            raise ValueError("a field without its value")
    return ToldWords(message, values)


def row_key(values: Mapping[str, object], names: Iterable[str]) -> tuple[str, ...]:
    """Return what tells a row of a table from the others."""
    return tuple("" if (value := values.get(name)) is None else str(value) for name in names)


def came_from(root: Path, file: DataFile, data: bytes) -> dict[int, str]:
    """Return by line of a table of the plan which file, sheet and row it was imported from, where one is."""
    known: dict[tuple[str, ...], str] = {}
    for row in _rows(root, file):
        known[row_key(row, file.kind.key)] = row[PLACE]
    if not known:
        return {}
    held = read_csv(data, file.path, file.record).rows
    return {row.start[0]: place for row in held if (place := known.get(row_key(row, file.kind.key)))}


def _rows(root: Path, file: DataFile) -> Iterator[dict[str, str]]:
    for path in sorted((root / IMPORTS).glob(f"*.{file.field}{ROWS}")):
        data = read_bytes(path, path.relative_to(root).as_posix(), LARGEST_FILE)
        if not isinstance(data, bytes):
            continue
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
        if tuple(reader.fieldnames or ()) == (*file.kind.key, PLACE):
            yield from ({name: _plain(cell) for name, cell in row.items()} for row in reader if row[PLACE])


def _plain(cell: str | None) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    return (cell or "").removeprefix("'")
