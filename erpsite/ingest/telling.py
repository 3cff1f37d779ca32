"""Say what an import took, refused, left out and changed, as lines to read and as data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.account import ColumnCount, LeftRow, RefusedCell, Taken
from erpsite.ingest.writing import FieldChange, Outcome

__all__ = ["Told", "json_report", "text_report"]

MOST = 5
"""Places of one kind that are told; the others are counted, and stand in the JSON."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what is told of one import."""

    map_path: str
    taken: Taken
    outcome: Outcome


def text_report(told: Told, tr: Translator) -> list[str]:
    """Return the report as lines: the account, what was refused and why, then what changes in the plan."""
    taken = told.taken
    source = f"{taken.source} ({taken.sheet})" if taken.sheet else taken.source
    lines = [
        tr("{source} by {map}: {rows} rows, {records} records of {kind}", source=source, map=told.map_path,
           rows=taken.rows, records=len(taken.drafts), kind=taken.kind)
    ]  # fmt: skip
    lines += _rows(taken, tr)
    lines += ["", *_columns(taken.columns, tr)]
    lines += _refused(taken.refused, tr)
    lines += _suspicions(taken, tr)
    lines += [f"  {tr(message, **values)}" for message, values in dict.fromkeys(_hashable(taken.notices))]
    lines += _invented(taken, tr)
    return [*lines, "", *_outcome(told.outcome, tr)]


def _suspicions(taken: Taken, tr: Translator) -> list[str]:
    """Return what is odd, by kind, with the first places of each."""
    groups: dict[str, list[str]] = {}
    for place, message, values in taken.suspicions:
        groups.setdefault(message, []).append(f"    {place}  {tr(message, **values)}")
    if not groups:
        return []
    lines = ["", tr("Odd, though it was taken: {n}", n=len(taken.suspicions))]
    for group in groups.values():
        lines += group[: MOST * 2]
        lines += _more(group, MOST * 2, tr)
    return lines


def _hashable(notices: Iterable[tuple[str, Mapping[str, object]]]) -> Iterable[tuple[str, Any]]:
    return [(message, _Frozen(values)) for message, values in notices]


class _Frozen(dict[str, object]):
    """Be a mapping that can be told apart."""

    def __hash__(self) -> int:  # type: ignore[override]  # it is never changed
        return hash(tuple(sorted((key, str(value)) for key, value in self.items())))


def _rows(taken: Taken, tr: Translator) -> list[str]:
    lines = []
    if taken.blank:
        lines.append("  " + tr("blank rows between them: {n}", n=taken.blank))
    for rows, words in (
        (taken.left, tr("rows without a record: {n}", n=len(taken.left))),
        (taken.merged, tr("rows merged into another: {n}", n=len(taken.merged))),
    ):
        if rows:
            lines.append(f"  {words}")
            lines += _grouped(rows, tr)
    return lines


def _grouped(rows: Sequence[LeftRow], tr: Translator) -> list[str]:
    groups: dict[str, list[LeftRow]] = {}
    for one in rows:
        groups.setdefault(one.message, []).append(one)
    lines = []
    for group in groups.values():
        lines += [f"    {one.place}  {tr(one.message, **one.values)}" for one in group[:MOST]]
        if len(group) > MOST:
            lines.append("    " + tr("and {n} more of this kind", n=len(group) - MOST))
    return lines


def _columns(columns: Sequence[ColumnCount], tr: Translator) -> list[str]:
    lines = [tr("Cells that are not blank, by column:")]
    for one in columns:
        if not one.cells and not one.to:
            continue
        name = f"{one.letters} {one.name}".strip()
        to = ", ".join(one.to) or "—"
        parts = [tr("{taken} of {n} taken", taken=one.taken, n=one.cells)]
        if one.refused:
            parts.append(tr("{n} refused", n=one.refused))
        if one.unused:
            parts.append(tr("{n} unused", n=one.unused))
        if one.left:
            parts.append(tr("{n} in rows without a record", n=one.left))
        if one.unknown:
            parts.append(tr("{n} of them say that nobody knows", n=one.unknown))
        if one.withheld:
            parts.append(tr("{n} of them are withheld", n=one.withheld))
        if one.total is not None:
            parts.append(tr("sum {total}", total=_number(one.total)))
            if one.source_total is not None and one.source_total != one.total:
                parts.append(tr("in the file {total}", total=_number(one.source_total)))
        why = f" ({_why(one, tr)})" if one.why and not one.to else ""
        lines.append(f"  {name} → {to}: {_joined(parts, tr)}{why}")
    return lines


def _why(one: ColumnCount, tr: Translator) -> str:
    """Return why a column is unused: the map's own words, or a msgid of ours."""
    known = tr.messages is None or one.why in tr.messages
    return tr(one.why) if known else one.why


def _joined(parts: Sequence[str], tr: Translator) -> str:
    return tr(", ").join(parts)


def _number(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.2f}".removesuffix(".00")


def _refused(refused: Sequence[RefusedCell], tr: Translator) -> list[str]:
    if not refused:
        return []
    groups: dict[tuple[str, str], list[RefusedCell]] = {}
    for one in refused:
        groups.setdefault((one.column, one.message), []).append(one)
    lines = ["", tr("Cells refused: {n}; the plan takes nothing from them:", n=len(refused))]
    for (column, _), group in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        lines.append(f"  {column}: {len(group)}")
        lines += [f"    {one.place}  {tr(one.message, **one.values)}" for one in group[:MOST]]
        if len(group) > MOST:
            lines.append("    " + tr("and {n} more of this kind", n=len(group) - MOST))
    return lines


def _invented(taken: Taken, tr: Translator) -> list[str]:
    lines = [
        "  " + tr("values of {field} that stand in no cell, from the map: {n}", n=count, field=name)
        for name, count in taken.invented.items()
    ]
    lines += [
        "  "
        + tr("records of {kind} that the rows name and the plan lacked: {n}", n=len(drafts), kind=kind)
        + f" ({', '.join(draft.key[0] for draft in drafts[:MOST])}{'…' if len(drafts) > MOST else ''})"
        for kind, drafts in taken.made.items()
        if drafts
    ]
    if taken.made_ids:
        lines.append("  " + tr("ids that were made, kept beside the map: {n}", n=len(taken.made_ids)))
    return lines


def _outcome(outcome: Outcome, tr: Translator) -> list[str]:
    lines = [
        tr("In the plan: {added} new, values changed: {changed}, unchanged: {same}",
           added=len(outcome.added), changed=len(outcome.changed), same=outcome.same)
    ]  # fmt: skip
    lines += _changes(outcome.changed, "    {key} {field}: {before} → {after}", tr)
    if outcome.conflicts:
        n = len(outcome.conflicts)
        words = tr("conflicts: {n}; the plan keeps its value (--take-source takes the other):", n=n)
        lines.append(f"  {words}")
        lines += [
            f"    {_key(one.key)} {one.field}: "
            + tr(
                "plan {before}, source {after} ({place})",
                before=_quoted(one.before),
                after=_quoted(one.after),
                place=one.place,
            )
            for one in outcome.conflicts[: MOST * 4]
        ]
        lines += _more(outcome.conflicts, MOST * 4, tr)
    for keys, words in (
        (outcome.vanished, tr("no longer in the source, kept in the plan: {n}", n=len(outcome.vanished))),
        (outcome.removed, tr("taken out of the plan by hand, left out: {n}", n=len(outcome.removed))),
    ):  # fmt: skip
        if keys:
            lines.append(f"  {words}")
            lines.append("    " + ", ".join(_key(key) for key in keys[: MOST * 4]))
            lines += _more(keys, MOST * 4, tr)
    return lines


def _changes(changes: Sequence[FieldChange], form: str, tr: Translator) -> list[str]:
    lines = [
        form.format(key=_key(one.key), field=one.field, before=_quoted(one.before), after=_quoted(one.after))
        for one in changes[: MOST * 2]
    ]
    return lines + _more(changes, MOST * 2, tr)


def _more(things: Sequence[object], most: int, tr: Translator) -> list[str]:
    return ["    " + tr("and {n} more of this kind", n=len(things) - most)] if len(things) > most else []


def _key(key: Sequence[str]) -> str:
    return " / ".join(part for part in key if part)


def _quoted(text: str) -> str:
    return f'"{text[:60]}"' if text else "—"


def json_report(told: Told, tr: Translator) -> dict[str, Any]:
    """Return everything, uncut, as data that a program reads."""
    taken, outcome = told.taken, told.outcome
    return {
        "source": taken.source,
        "sheet": taken.sheet,
        "map": told.map_path,
        "kind": taken.kind,
        "rows": taken.rows,
        "blank_rows": taken.blank,
        "records": len(taken.drafts),
        "columns": [_column(one, tr) for one in taken.columns],
        "refused": [
            {"place": one.place, "column": one.column, "reason": tr(one.message, **one.values)}
            for one in taken.refused
        ],
        "left_out": [_row(one, tr) for one in taken.left],
        "merged": [_row(one, tr) for one in taken.merged],
        "suspicions": [
            {"place": place, "says": tr(message, **values)} for place, message, values in taken.suspicions
        ],
        "notices": [tr(message, **values) for message, values in taken.notices],
        "invented": dict(taken.invented),
        "made_ids": dict(taken.made_ids),
        "made_records": {kind: [draft.key[0] for draft in drafts] for kind, drafts in taken.made.items()},
        "added": [_key(key) for key in outcome.added],
        "changed": [_change(one) for one in outcome.changed],
        "conflicts": [_change(one) for one in outcome.conflicts],
        "vanished": [_key(key) for key in outcome.vanished],
        "removed": [_key(key) for key in outcome.removed],
        "same": outcome.same,
        "files": sorted(outcome.files),
    }


def _column(one: ColumnCount, tr: Translator) -> dict[str, Any]:
    return {
        "column": one.letters, "name": one.name, "to": list(one.to), "cells": one.cells, "taken": one.taken,
        "refused": one.refused, "unused": one.unused, "in_rows_left_out": one.left, "unknown": one.unknown,
        "withheld": one.withheld, "sum": one.total, "sum_in_file": one.source_total,
        "why": _why(one, tr) if one.why and not one.to else "",
    }  # fmt: skip


def _row(one: LeftRow, tr: Translator) -> dict[str, str]:
    return {"place": one.place, "reason": tr(one.message, **one.values)}


def _change(one: FieldChange) -> dict[str, str]:
    return {
        "key": _key(one.key), "field": one.field, "before": one.before, "after": one.after,
        "place": one.place,
    }  # fmt: skip
