"""Make what the plan keeps of an import: a report that is short at any size, and where each row came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from erpsite.ingest.account import ColumnCount, Draft, LeftRow, RefusedCell
from erpsite.ingest.faults import Words
from erpsite.ingest.targets import TARGETS, Target
from erpsite.ingest.telling import Told
from erpsite.ingest.writing import FieldChange, Outcome
from erpsite.load.imported import PLACE, report_text
from erpsite.model.imported import ImportedColumn, ImportReport, ToldChange, ToldGroup, ToldPlace, ToldWords
from erpsite.patch.cells import write_cell

__all__ = ["kept_report", "kept_rows"]

_MOST_PLACES, _MOST_CHANGES = 10, 50
"""What is kept of a group of places, and of a list of changes; all of them are counted."""


def kept_report(told: Told, name: str) -> str:
    """Return the report of an import as the plan keeps it: without a time of day, in no language."""
    report = _report(told, name)
    published = TARGETS[told.taken.kind].file.kind.published
    return report_text(report if published else _without_cells(report))


def _without_cells(report: ImportReport) -> ImportReport:
    """Return the report of records that nobody may see one by one: places and reasons, no cell of them."""
    return replace(
        report,
        refused=_masked(report.refused),
        left_out=_masked(report.left_out),
        merged=_masked(report.merged),
        suspicions=(),
        notices=(),
        changed=(),
        conflicts=(),
        vanished=(),
    )


def _masked(groups: Iterable[ToldGroup]) -> tuple[ToldGroup, ...]:
    return tuple(replace(one, places=tuple(map(_mask, one.places))) for one in groups)


def _mask(one: ToldPlace) -> ToldPlace:
    says = one.says
    return ToldPlace(one.place, ToldWords(says.message, dict.fromkeys(says.values, "…")))


def _report(told: Told, name: str) -> ImportReport:
    taken, outcome = told.taken, told.outcome
    return ImportReport(
        name=name, path="", source=taken.source, sheet=taken.sheet, map_path=told.map_path, kind=taken.kind,
        rows=taken.rows, blank=taken.blank, records=len(taken.drafts),
        columns=tuple(_column(one) for one in taken.columns if one.cells or one.to),
        refused=_groups(_cell(one) for one in taken.refused),
        left_out=_groups(_row(one) for one in taken.left),
        merged=_groups(_row(one) for one in taken.merged),
        suspicions=_groups(("", ToldPlace(place, _words(said, values)))
                           for place, said, values in taken.suspicions),
        notices=_once(_words(*notice) for notice in taken.notices),
        invented=dict(taken.invented),
        made={kind: len(drafts) for kind, drafts in taken.made.items() if drafts},
        counts=_counts(outcome),
        changed=_changes(outcome.changed), conflicts=_changes(outcome.conflicts),
        vanished=tuple(" / ".join(filter(None, key)) for key in outcome.vanished[:_MOST_CHANGES]),
        files=tuple(sorted(outcome.files)),
    )  # fmt: skip


def _counts(outcome: Outcome) -> Mapping[str, int]:
    return {
        "added": len(outcome.added), "changed": len(outcome.changed), "conflicts": len(outcome.conflicts),
        "vanished": len(outcome.vanished), "removed": len(outcome.removed), "same": outcome.same,
    }  # fmt: skip


def _once(said: Iterable[ToldWords]) -> tuple[ToldWords, ...]:
    return tuple({repr(one): one for one in said}.values())


def _column(one: ColumnCount) -> ImportedColumn:
    return ImportedColumn(
        one.letters, one.name, one.to, one.cells, one.taken, one.refused, one.unused, one.left, one.unknown,
        one.withheld, one.total, one.source_total, "" if one.to else one.why,
    )  # fmt: skip


def _cell(one: RefusedCell) -> tuple[str, ToldPlace]:
    return one.column, ToldPlace(one.place, _words(one.message, one.values))


def _row(one: LeftRow) -> tuple[str, ToldPlace]:
    return "", ToldPlace(one.place, _words(one.message, one.values))


def _groups(told: Iterable[tuple[str, ToldPlace]]) -> tuple[ToldGroup, ...]:
    """Return places by column and sentence, the most frequent first."""
    groups: dict[tuple[str, str], list[ToldPlace]] = {}
    for column, place in told:
        groups.setdefault((column, place.says.message), []).append(place)
    order = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    return tuple(
        ToldGroup(len(places), tuple(places[:_MOST_PLACES]), column) for (column, _), places in order
    )


def _words(message: str, values: Mapping[str, object]) -> ToldWords:
    return ToldWords(message, {name: _value(value) for name, value in values.items()})


def _value(value: object) -> object:
    """Return a value as JSON holds it; a msgid among the values stays one."""
    if isinstance(value, Words):
        return {"words": str(value)}
    return value if isinstance(value, str | int | float) else str(value)


def _changes(changes: Sequence[FieldChange]) -> tuple[ToldChange, ...]:
    return tuple(
        ToldChange(" / ".join(filter(None, one.key)), one.field, one.before, one.after, one.place)
        for one in changes[:_MOST_CHANGES]
    )


def kept_rows(target: Target, drafts: Iterable[Draft], place_of: Callable[[Draft], str], before: str) -> str:
    """Return the table of where the rows of a plan's table came from; rows that vanished keep their place."""
    names = (*target.key, PLACE)
    lines = [_line(names)]
    found = {_line(draft.key): write_cell(place_of(draft), ",") for draft in drafts}
    rows = csv.reader(io.StringIO(before, newline=""))
    if tuple(next(rows, ())) == names:
        for row in rows:
            found.setdefault(_line([cell.removeprefix("'") for cell in row[:-1]]), write_cell(row[-1], ","))
    lines += [f"{key},{place}" for key, place in found.items()]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return ",".join(write_cell(cell, ",") for cell in cells)
