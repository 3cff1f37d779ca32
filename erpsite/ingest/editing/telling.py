"""Say what a workbook of the plan changed, as lines to read and as data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.editing.comparing import Clash, Compared
from erpsite.ingest.editing.laying import Laid
from erpsite.ingest.editing.layout import ONE
from erpsite.ingest.editing.trees import Key, Place
from erpsite.ingest.faults import Words

__all__ = ["Story", "story_data", "story_lines"]

_MOST = 60
"""Lines of one kind that are told; the others are counted, and stand in the JSON."""
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Story:
    """Hold what is told of one workbook that came back."""

    source: str
    commit: str
    compared: Compared
    laid: Laid
    deleting: bool


def story_lines(story: Story, tr: Translator) -> list[str]:
    """Return the report: cells changed, rows added and deleted, then by cell what was not taken and why."""
    compared, laid = story.compared, story.laid
    if story.commit:
        head = tr("{source}, made from {commit}: {n} rows compared", source=story.source,
                  commit=story.commit, n=compared.rows)  # fmt: skip
    else:
        head = tr("{source}: {n} rows compared", source=story.source, n=compared.rows)
    lines = [head]
    changed = [
        f"  {one.place}  {_called(one.pair.key)} {one.column.name}: "
        f"{_short(one.before)} → {_short(one.after)}"
        for one in laid.written
    ]
    lines += _listed(tr("Cells changed: {n}", n=len(changed)), changed, tr)
    added = [f"  {one.place}  {one.sheet.name} {_called(one.key or one.around)}" for one in _added(story)]
    lines += _listed(tr("Rows added: {n}", n=len(added)), added, tr)
    lines += [
        "  " + tr("{place}: the id {name} was made", place=place, name=name)
        for place, name in compared.made_ids
    ]
    deleted = [
        f"  {one.title}  {_called(one.pair.key)} ({_where(one.pair.place)})" for one in compared.deleted
    ]
    if story.deleting:
        lines += _listed(tr("Records deleted: {n}", n=len(deleted)), deleted, tr)
    else:
        words = tr(
            "Rows that are gone: {n}; their records stay until the command says --delete", n=len(deleted)
        )
        lines += _listed(words, deleted, tr)
    lines += _listed(tr("Conflicts, which change nothing: {n}", n=len(compared.conflicts)),
                     _clashes(compared.conflicts, tr), tr)  # fmt: skip
    lines += _listed(tr("Cells refused: {n}", n=len(compared.refused)), _clashes(compared.refused, tr), tr)
    lines += _listed(tr("Not read, for it is none of the plan's: {n}", n=len(compared.strange)),
                     [f"  {name}" for name in compared.strange], tr)  # fmt: skip
    return lines


def _added(story: Story) -> list[Any]:
    """Return the new rows that were written."""
    refused = {one.place for one in story.laid.refused}
    return [one for one in story.compared.added if one.place not in refused]


def _listed(head: str, lines: Sequence[str], tr: Translator) -> list[str]:
    if not lines:
        return []
    more = ["  " + tr("and {n} more", n=len(lines) - _MOST)] if len(lines) > _MOST else []
    return [head, *lines[:_MOST], *more]


def _clashes(clashes: Iterable[Clash], tr: Translator) -> list[str]:
    return [f"  {one.place}  {_named(one)}{_said(one, tr)}" for one in clashes]


def _named(clash: Clash) -> str:
    name = " ".join(part for part in (_called(clash.key), clash.column) if part)
    return f"{name}: " if name else ""


def _said(clash: Clash, tr: Translator) -> str:
    values = {
        name: _short(value) if isinstance(value, str) and not isinstance(value, Words) else value
        for name, value in clash.values.items()
    }
    return tr(clash.message, **values) if values else tr(clash.message)


def _called(key: Key) -> str:
    return "/".join(part for part in key if part != ONE)


def _where(place: Place | None) -> str:
    return place.path if place else "—"


def _short(text: str) -> str:
    one = " ".join(text.split())
    return (one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…") or "—"


def story_data(story: Story, tr: Translator) -> dict[str, object]:
    """Return the report for programs, everything listed in full."""
    compared = story.compared
    return {
        "source": story.source,
        "commit": story.commit,
        "rows": compared.rows,
        "changed": [
            {"place": one.place, "sheet": one.sheet.name, "record": _called(one.pair.key),
             "column": one.column.name, "file": _where(one.pair.place), "before": one.before,
             "after": one.after}
            for one in story.laid.written
        ],
        "added": [
            {"place": one.place, "sheet": one.sheet.name, "record": _called(one.key or one.around)}
            for one in _added(story)
        ],
        "ids_made": [{"place": place, "id": name} for place, name in compared.made_ids],
        "deleted" if story.deleting else "gone": [
            {"sheet": one.sheet.name, "record": _called(one.pair.key), "file": _where(one.pair.place)}
            for one in compared.deleted
        ],
        "conflicts": [_clash_data(one, tr) for one in compared.conflicts],
        "refused": [_clash_data(one, tr) for one in compared.refused],
        "not_read": list(compared.strange),
        "files": sorted(story.laid.files),
    }  # fmt: skip


def _clash_data(clash: Clash, tr: Translator) -> dict[str, object]:
    told = {name: str(value) for name, value in clash.values.items() if name in ("base", "workbook", "plan")}
    said = tr(clash.message, **clash.values) if clash.values else tr(clash.message)
    return {"place": clash.place, "record": _called(clash.key), "column": clash.column, "why": said, **told}
