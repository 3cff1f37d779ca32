"""Read the files of a plan as plain values, with where each row of a sheet stands in them.

The files of the time when a workbook was written and those of today are walked together, so that a row of
the one is paired with the row of the other that is the same record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.editing.layout import ONE, EditSheet
from erpsite.ingest.faults import SourceFault
from erpsite.load.decoding import decode_table
from erpsite.patch import PatchError, Step
from erpsite.patch.nodes import Node, read
from erpsite.patch.scalars import resolve_scalar
from erpsite.patch.table_text import Table

__all__ = ["ABSENT", "Key", "Place", "RowPair", "Trees", "own_key", "pair_rows", "read_trees", "scalar_text"]

Key = tuple[str, ...]
"""Own key of a row behind those of the records around it; `#3` is the fourth of a list without keys."""


class _Absent:
    """Stand for a row that is not there."""

    def __bool__(self) -> bool:
        return False


ABSENT = _Absent()
Trees = Mapping[str, Any]
"""By path what a file holds: of a CSV file its rows as texts by column."""


@dataclass(frozen=True, slots=True)
class Place:
    """Say where a row stands: its file, and the way to it; of a CSV file the number of the row."""

    path: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPair:
    """Hold one row at two times; `ABSENT` where it was not there."""

    key: Key
    base: Any
    today: Any
    place: Place | None
    """Where it stands today."""
    blurred: bool = False
    """Whether it may still be there today, changed so that it cannot be told from its neighbours."""


def read_trees(texts: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what files hold by path; raise `SourceFault` for one that cannot be read as it is written."""
    return {path: _table(data, path) if path.endswith(".csv") else _tree(data, path)
            for path, data in texts.items()}  # fmt: skip


def _tree(data: bytes, path: str) -> Any:
    try:
        return _value(read(data.decode("utf-8")), {})
    except (PatchError, UnicodeDecodeError) as error:
        raise SourceFault("{path} of the plan cannot be read: {why}", path=path, why=str(error)) from None


def _value(node: Node | None, anchors: dict[str, Node]) -> Any:
    """Return the value of a node; an alias of a word or number is what it stands for."""
    if node is None:
        return None
    if node.anchor and node.kind != "alias":
        anchors[node.anchor] = node
    if node.kind == "alias":
        meant = anchors.get(node.value)
        return _value(meant, anchors) if meant and meant.kind == "scalar" else ("alias", node.value)
    if node.kind == "mapping":
        return {one.key.value if one.key else "": _value(one.value, anchors) for one in node.entries}
    if node.kind == "sequence":
        return [_value(one.value, anchors) for one in node.entries]
    return node.value if node.style else resolve_scalar(node.value)


def _table(data: bytes, path: str) -> list[dict[str, str]]:
    text, issues = decode_table(data, path)
    if text is None or any(issue.code == "guessed-encoding" for issue in issues):
        raise SourceFault(
            "{path} of the plan is not UTF-8; save it so before anything is imported", path=path
        )
    try:
        table = Table(text)
    except PatchError as error:
        raise SourceFault("{path} of the plan cannot be read: {why}", path=path, why=str(error)) from None
    return [
        {
            name: cell.text.strip().removeprefix("'")
            for name, cell in zip(table.names, row.cells, strict=False)
        }
        for row in table.rows
    ]


def scalar_text(value: Any) -> str:
    """Return a scalar as keys hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def own_key(sheet: EditSheet, record: Any) -> str:
    """Return what tells a row from the others of its parent; empty where nothing does."""
    if not sheet.hops and sheet.file.shape == "one":
        return ONE
    if not sheet.key or not isinstance(record, dict):
        return ""
    parts = [scalar_text(record.get(name)) for name in sheet.key]
    return "|".join(parts) if any(parts) else ""


def pair_rows(sheet: EditSheet, base: Trees, today: Trees) -> Iterator[RowPair]:
    """Yield every row that a sheet has at either time, in the order of the base, then what is new."""
    if sheet.parent is None:
        yield from _top(sheet, base, today)
        return
    hop = sheet.hops[-1]
    for pair in pair_rows(sheet.parent, base, today):
        before, after = _list(pair.base, hop), _list(pair.today, hop)
        for key, old, number in _aligned(sheet, before, after):
            place = None
            if number is not None and pair.place is not None:
                step: Step = list(_items(after))[number] if sheet.keyed else number
                place = Place(pair.place.path, (*pair.place.steps, *hop, step))
            held = _at(sheet, after, number)
            blurred = number is None and key.startswith("#") and pair.today is not ABSENT
            yield RowPair((*pair.key, key), old, held, place, blurred)


def _top(sheet: EditSheet, base: Trees, today: Trees) -> Iterator[RowPair]:
    path, shape = sheet.file.path, sheet.file.shape
    if shape == "one":
        old, new = base.get(path), today.get(path)
        yield RowPair((ONE,), ABSENT if old is None else old, ABSENT if new is None else new, Place(path))
        return
    if shape == "folder":
        paths = [one for one in today if one.startswith(f"{path}/") and isinstance(today[one], dict)]
        before = [base[one] for one in base if one.startswith(f"{path}/") and isinstance(base[one], dict)]
        after = [today[one] for one in paths]
        for key, old, number in _aligned(sheet, before, after):
            place = None if number is None else Place(paths[number])
            yield RowPair((key,), old, _at(sheet, after, number), place, number is None and key[0] == "#")
        return
    before, after = base.get(path) or [], today.get(path) or []
    for key, old, number in _aligned(sheet, before, after):
        place = None if number is None else Place(path, (number,))
        yield RowPair((key,), old, _at(sheet, after, number), place, number is None and key[0] == "#")


def _list(record: Any, hop: Sequence[str]) -> Any:
    """Return the list, or mapping, that stands at the end of a way in a record."""
    for step in hop:
        record = record.get(step) if isinstance(record, dict) else None
    return record if isinstance(record, list | dict) else []


def _items(held: Any) -> Any:
    return held if isinstance(held, dict) else range(len(held))


def _rows(sheet: EditSheet, held: Any) -> list[Any]:
    """Return the rows of a list; those of a mapping hold their key like any other value."""
    if sheet.keyed:
        return [{"key": key, **(value if isinstance(value, dict) else {})} for key, value in held.items()] \
            if isinstance(held, dict) else []  # fmt: skip
    return held if isinstance(held, list) else []


def _at(sheet: EditSheet, held: Any, number: int | None) -> Any:
    return ABSENT if number is None else _rows(sheet, held)[number]


def _aligned(sheet: EditSheet, before: Any, after: Any) -> Iterator[tuple[str, Any, int | None]]:
    """Yield key, row of the base, and number of the same row today; first those of the base.

    Rows whose key is theirs alone at both times are the same by it; the others where they hold the same, in
    their order, and, where both lists are as long, where they stand at the same place.
    """
    old, new = _rows(sheet, before), _rows(sheet, after)
    old_keys, new_keys = _unique(sheet, old), _unique(sheet, new)
    by_key = {key: number for number, key in enumerate(new_keys) if key}
    found: list[int | None] = [by_key.get(key) if key else None for key in old_keys]
    taken = {number for number in found if number is not None}
    _match_alike(old, new, old_keys, found, taken)
    if len(old) == len(new):
        for number, at in enumerate(found):
            if at is None and number not in taken and not (old_keys[number] and new_keys[number]):
                found[number] = number
                taken.add(number)
    for number, record in enumerate(old):
        yield old_keys[number] or f"#{number}", record, found[number]
    known = {key for key in old_keys if key}
    for number in range(len(new)):
        if number not in taken:
            key = new_keys[number]
            yield (key if key and key not in known else f"+{number}"), ABSENT, number


def _match_alike(
    old: Sequence[Any], new: Sequence[Any], keys: Sequence[str], found: list[int | None], taken: set[int]
) -> None:
    """Match what has no key of its own with what holds the same today, first with first."""
    if all(keys):
        return
    alike: dict[str, list[int]] = {}
    for number, record in enumerate(new):
        if number not in taken:
            alike.setdefault(repr(record), []).append(number)
    for number, record in enumerate(old):
        waiting = alike.get(repr(record)) if found[number] is None and not keys[number] else None
        if waiting:
            at = waiting.pop(0)
            found[number] = at
            taken.add(at)


def _unique(sheet: EditSheet, rows: Sequence[Any]) -> list[str]:
    """Return the key of each row that no other row has; empty for the others."""
    keys = [own_key(sheet, row) for row in rows]
    counts = Counter(keys)
    return [key if key and counts[key] == 1 else "" for key in keys]
