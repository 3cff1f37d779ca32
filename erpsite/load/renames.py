"""Let what was written before an initiative was renamed speak of it still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from erpsite.load.located import LocatedMapping, LocatedSequence
from erpsite.load.reading import ReadFile
from erpsite.model.base import Record
from erpsite.model.initiative import Initiative, Link
from erpsite.model.shape import shape_of

__all__ = ["follow_renames", "has_renames"]

_KIND = "initiatives"
_TASKS = ("phases", "milestones")


def follow_renames(files: Sequence[ReadFile]) -> Sequence[ReadFile]:
    """Return the files with the new id wherever one names an initiative by an id that it had before.

    Reviews are never rewritten, and a rename must not cost a plan its history. An old id that another
    initiative has now is that one's, and a link that names a task of its own initiative is that task's.
    """
    names = _new_names(files)
    return [_followed(file, names) for file in files] if names else files


def has_renames(file: ReadFile) -> bool:
    """Say whether an initiative of a file had another id before."""
    return file.kind.record is Initiative and any(
        isinstance(tree.value, LocatedMapping) and "formerly" in tree.value for tree in file.trees
    )


def _followed(file: ReadFile, names: Mapping[str, str]) -> ReadFile:
    """Return a copy: what was read is kept for the next time, when the names may be others."""
    trees = deepcopy(file.trees)
    for tree in trees:
        _follow(tree.value, file.kind.record, names, frozenset())
    return replace(file, trees=trees)


def _new_names(files: Sequence[ReadFile]) -> Mapping[str, str]:
    trees = [tree.value for file in files if file.kind.record is Initiative for tree in file.trees]
    found = [tree for tree in trees if isinstance(tree, LocatedMapping) and isinstance(tree.get("id"), str)]
    taken = {tree["id"] for tree in found}
    return {
        old: tree["id"]
        for tree in found
        for old in _earlier_ids(tree.get("formerly"))
        if isinstance(old, str) and old not in taken
    }


def _earlier_ids(written: Any) -> Sequence[Any]:
    """Return the ids, of which one may stand without the brackets of a list."""
    return written if isinstance(written, LocatedSequence) else (written,)


def _own_tasks(initiative: LocatedMapping) -> frozenset[str]:
    """Return the ids of the phases and milestones as they are written."""
    lists = [part for name in _TASKS if isinstance(part := initiative.get(name), list)]
    tasks = [task.get("id") for tasks in lists for task in tasks if isinstance(task, LocatedMapping)]
    return frozenset(one for one in tasks if isinstance(one, str))


def _follow(tree: Any, record: type[Record], names: Mapping[str, str], own: frozenset[str]) -> None:
    """Rewrite a record and all within it; `own` are the tasks that a bare name means first."""
    if not isinstance(tree, LocatedMapping):
        return
    if record is Initiative:
        own = _own_tasks(tree)
    if record is Link and isinstance(tree.get("to"), str) and tree["to"] not in own:
        initiative, slash, task = tree["to"].partition("/")
        tree["to"] = f"{names.get(initiative, initiative)}{slash}{task}"
    shape = shape_of(record)
    for field in shape.refs:
        held = tree.get(field.name) if field.ref == _KIND else None
        if isinstance(held, str):
            tree[field.name] = names.get(held, held)
        elif isinstance(held, LocatedSequence):
            held[:] = [names.get(one, one) if isinstance(one, str) else one for one in held]
    for field in shape.nested:
        inner = tree.get(field.name)
        if field.record is None or inner is None:
            continue
        for part in _parts(inner, one=field.many == "one"):
            _follow(part, field.record, names, own)


def _parts(inner: Any, *, one: bool) -> tuple[Any, ...]:
    """Return the records that a field holds: one, a mapping of them, or a list."""
    if one:
        return (inner,)
    return (
        tuple(inner.values()) if isinstance(inner, dict) else tuple(inner) if isinstance(inner, list) else ()
    )
