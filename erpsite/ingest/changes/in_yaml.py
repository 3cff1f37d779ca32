"""Do one change in the text of a YAML file, through the one writer that keeps comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.changes.absent import absent_item
from erpsite.ingest.changes.change_file import Change
from erpsite.ingest.changes.meaning import alike
from erpsite.ingest.changes.outcome import GONE, Edited, Fate, Refused, Thing
from erpsite.ingest.editing.layout import edit_sheets
from erpsite.ingest.writing import schema_line, whole_file
from erpsite.model import DataFile
from erpsite.patch import delete, insert_item, insert_items, insert_key, move_item, set_value
from erpsite.patch.nodes import Node, plain, read

__all__ = ["change_yaml"]

Path = tuple[str | int, ...]
_SEVERAL = frozenset({"after", "budget", "effort", "seen", "waivers"})
"""Lists that may hold several items with the key by which the workbook calls them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold how far a way leads in today's text."""

    path: Path
    """As far as it leads, items by their number."""
    node: Node
    """What stands at its end."""
    rest: tuple[Any, ...] = ()
    """Steps that lead nowhere."""
    things: tuple[Thing, ...] = ()
    fields: tuple[str, ...] = ()
    entry: int = 0
    """Offset of its key or dash."""

    @property
    def value(self) -> Any:
        """Return what stands at the end of the way, `GONE` where it leads nowhere."""
        return GONE if self.rest else plain(self.node)


def change_yaml(change: Change, file: DataFile, text: str | None, unchanged: bool) -> Edited:
    """Return what the change does to the file of that text, which is None where there is no file.

    `unchanged` says that the file is the one that the page had read, byte for byte. Raises `Refused`, and
    `PatchError` where the writer cannot change one value without another.
    """
    if not change.steps and change.action == "add":
        return _add_record(change, file, text)
    root = read(text) if text is not None else None
    if text is None or root is None:
        if (
            change.action == "set"
            and change.before_it is None
            and file.shape == "one"
            and change.after_it is not None
        ):
            whole = _nested(change.steps, change.after_it)
            return Edited(Fate.DONE, _begun(file, text, whole), fields=_names(change.steps))
        return _missing(change, file, text)
    top = _record_steps(change, file)
    found = _find(root, (*top, *change.steps), file, in_record=len(top))
    _refuse_absent(change, found)
    if change.action == "add":
        return _add_item(change, file, text, found)
    at = _place(text, found)
    if change.action == "move":
        return _move(change, text, root, found, at)
    today = None if found.rest else found.value
    wanted = None if change.action == "remove" else change.after_it
    if alike(today, wanted):
        return Edited(Fate.ALREADY, text, *at, today, found.things, found.fields)
    if not alike(today, change.before_it) and not (
        change.action == "remove" and unchanged and change.before_it is None
    ):
        return Edited(Fate.CONFLICT, text, *at, today, found.things, found.fields)
    after = _without(text, found, file) if wanted is None else _with(text, found, wanted)
    return Edited(Fate.DONE, after, *at, today, found.things, found.fields)


def _takes_out(change: Change) -> bool:
    return change.action == "remove" or (change.action == "set" and change.after_it is None)


def _missing(change: Change, file: DataFile, text: str | None) -> Edited:
    """Tell of a change to a record whose file is not there, or empty."""
    if not _takes_out(change):
        raise Refused("there is no {file} with a record in this plan", file=file.path)
    return Edited(Fate.ALREADY, text, fields=_names(change.steps))


def _refuse_absent(change: Change, found: _Found) -> None:
    """Raise `Refused` where the way leads through a record or item that is not there.

    A key that is missing is made; an item would have to be invented. What is to be taken out is gone already.
    """
    step = next((one for one in found.rest if not isinstance(one, str)), None)
    if step is None or _takes_out(change):
        return
    way = [*found.fields[: len(found.fields) - len(found.rest)], *found.rest[: found.rest.index(step)]]
    raise absent_item(change.file, way, found.node, step, _said(step))


def _record_steps(change: Change, file: DataFile) -> tuple[Any, ...]:
    if file.shape != "list":
        return ()
    return ({file.kind.key[0]: change.record},)


def _find(root: Node, steps: Sequence[Any], file: DataFile, in_record: int) -> _Found:
    """Follow a way as far as it leads."""
    node, entry = root, 0
    path: Path = ()
    things: tuple[Thing, ...] = () if file.shape == "list" else (_thing(file.field, root, file.kind.key),)
    fields: tuple[str, ...] = ()
    for depth, step in enumerate(steps):
        number = _number(node, step)
        if number is None:
            return _Found(path, node, tuple(steps[depth:]), things, (*fields, *_names(steps[depth:])), entry)
        held = node.entries[number]
        path = (*path, step if isinstance(step, str) else number)
        node, entry = held.value, held.start
        if isinstance(step, str):
            fields = (*fields, step)
        elif node.kind == "mapping":
            listed = file.field if depth < in_record else fields[-1] if fields else ""
            keys = tuple(step) if isinstance(step, Mapping) else ("id",)
            things, fields = (*things, _thing(listed, node, keys)), ()
    return _Found(path, node, (), things, fields, entry)


def _number(node: Node, step: Any) -> int | None:
    """Return the number of the entry that a step leads to; raise `Refused` where it leads to several."""
    if isinstance(step, str):
        if node.kind != "mapping":
            return None
        keys = [entry.key.value if entry.key else "" for entry in node.entries]
        return keys.index(step) if step in keys else None
    if node.kind != "sequence":
        return None
    if isinstance(step, int):
        return step if step < len(node.entries) else None
    found = [number for number, entry in enumerate(node.entries) if _answers(entry.value, step)]
    if len(found) > 1:
        raise Refused(
            "several items of the list answer to {key}; name the item by its place", key=_said(step)
        )
    return found[0] if found else None


def _answers(node: Node, key: Mapping[str, Any]) -> bool:
    if set(key) == {""}:
        return node.kind == "scalar" and _same_key(node, key[""])
    held = (
        {entry.key.value: entry.value for entry in node.entries if entry.key}
        if node.kind == "mapping"
        else {}
    )
    return all(
        name in held and _same_key(held[name], value) if value not in (None, "") else name not in held
        for name, value in key.items()
    )


def _same_key(node: Node, value: Any) -> bool:
    return node.kind == "scalar" and (node.value == str(value) or alike(plain(node), value))


def _said(key: Any) -> str:
    return (
        ", ".join(f"{name} {value}".strip() for name, value in key.items())
        if isinstance(key, Mapping)
        else str(key)
    )


def _thing(kind: str, node: Node, keys: Sequence[str]) -> Thing:
    value = plain(node)
    held = value if isinstance(value, dict) else {}
    key = " ".join(str(held[name]) for name in keys if name in held)
    words = held.get("name") or held.get("title") or held.get("text") or {}
    names = {"": words} if isinstance(words, str) else words if isinstance(words, dict) else {}
    return Thing(kind, key, {name: str(word) for name, word in names.items()})


def _names(steps: Sequence[Any]) -> tuple[str, ...]:
    return tuple(step if isinstance(step, str) else _said(step) for step in steps)


def _place(text: str, found: _Found) -> tuple[int, int]:
    at = found.entry if found.rest or found.node.start < found.entry else found.node.start
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return len(text[:at].replace("\r\n", "\n").replace("\r", "\n").split("\n")), at - line_start + 1


def _with(text: str, found: _Found, value: Any) -> str:
    """Return the text with the value at the end of the way; mappings that are missing on it are made."""
    if not found.rest:
        if isinstance(value, str):
            value = _as_it_ends(found.node, value)
        return set_value(text, found.path, value)
    if not all(isinstance(step, str) for step in found.rest):
        raise Refused(
            "there is no item {key} any more",
            key=_said(next(s for s in found.rest if not isinstance(s, str))),
        )
    inner = _nested(found.rest[1:], value)
    if found.node.kind == "mapping":
        return insert_key(text, found.path, found.rest[0], inner)
    if plain(found.node) is None and found.path:
        return set_value(text, found.path, {found.rest[0]: inner})
    raise Refused("there is no place for {key}: what stands there holds no keys", key=str(found.rest[0]))


def _as_it_ends(node: Node, value: str) -> str:
    """Return a text with the line end that a block of lines closes with."""
    text = value.rstrip() if node.style in ("|", ">") else value
    return f"{text}\n" if node.style in ("|", ">") and node.value.endswith("\n") else text


def _nested(steps: Sequence[Any], value: Any) -> Any:
    for step in reversed(steps):
        if not isinstance(step, str):
            raise Refused("there is no item {key} any more", key=_said(step))
        value = {step: value}
    return value


def _without(text: str, found: _Found, file: DataFile) -> str | None:
    if found.path:
        return delete(text, found.path)
    if file.shape == "folder":
        return None
    raise Refused("{file} holds one record, which stays", file=file.path)


def _add_record(change: Change, file: DataFile, text: str | None) -> Edited:
    """Add a record to a list, or a file to a folder."""
    new = change.after_it
    if not isinstance(new, Mapping):
        raise Refused("a record with keys is to be added, and this is none")
    root = read(text) if text is not None else None
    key = {name: new.get(name) for name in file.kind.key}
    thing = Thing(file.field, _said({"": " ".join(map(str, key.values()))}), _names_of(new))
    if file.shape == "list":
        if root is not None and root.kind != "sequence":
            raise Refused("{file} holds no list", file=file.path)
        number = _number(root, key) if root is not None else None
        if root is None or number is None:
            return Edited(Fate.DONE, _listed(change, file, text, root), things=(thing,))
        node = root.entries[number].value
        found = _Found((number,), node, entry=root.entries[number].start)
    elif root is None:
        return Edited(Fate.DONE, _begun(file, text, new), things=(thing,))
    else:
        found = _Found((), root)
    fate = Fate.ALREADY if alike(found.value, new) else Fate.CONFLICT
    return Edited(fate, text, *_place(text or "", found), found.value, (thing,))


def _names_of(value: Mapping[str, Any]) -> Mapping[str, str]:
    words = value.get("name") or value.get("title") or value.get("text") or {}
    return {"": words} if isinstance(words, str) else dict(words) if isinstance(words, Mapping) else {}


def _listed(change: Change, file: DataFile, text: str | None, root: Node | None) -> str:
    if root is None or not root.entries or root.flow:
        return insert_items(
            text if text is not None else f"{schema_line(file.path)}\n", [(change.after_it, "")]
        )
    return insert_item(text or "", [], change.after_it, _before(root, change, file))


def _before(node: Node, change: Change, file: DataFile | None) -> int | None:
    """Return the number of the item that the new one is put before; None for the end."""
    step = change.before
    if step is None:
        return None
    if isinstance(step, str) and file is not None:
        step = {file.kind.key[0] if file.kind.key else "": step}
    elif isinstance(step, str):
        step = {"": step}
    return _number(node, step)


def _begun(file: DataFile, text: str | None, record: Mapping[str, Any]) -> str:
    return whole_file(text if text is not None else f"{schema_line(file.path)}\n", record)


def _add_item(change: Change, file: DataFile, text: str, found: _Found) -> Edited:
    """Add an item to the list that the way leads to."""
    new, at = change.after_it, _place(text, found)
    words = _names_of(new) if isinstance(new, Mapping) else {"": str(new)}
    thing = Thing(found.fields[-1] if found.fields else "", "", words)
    told = ((*found.things, thing), found.fields[:-1])
    if found.rest or plain(found.node) is None:
        return Edited(Fate.DONE, _with(text, found, [new]), *at, None, *told)
    if found.node.kind != "sequence":
        raise Refused("there is no list at {path}", path=".".join(found.fields))
    key = _key_of(new, file, change.steps)
    number = _number(found.node, key) if key else _number_alike(found.node, new)
    if number is not None:
        held = found.node.entries[number]
        today = plain(held.value)
        there = _Found(found.path, held.value, entry=held.start)
        return Edited(
            Fate.ALREADY if alike(today, new) else Fate.CONFLICT, text, *_place(text, there), today, *told
        )
    return Edited(
        Fate.DONE, insert_item(text, found.path, new, _before(found.node, change, None)), *at, None, *told
    )


def _number_alike(node: Node, value: Any) -> int | None:
    return next((n for n, entry in enumerate(node.entries) if alike(plain(entry.value), value)), None)


def _key_of(item: Any, file: DataFile, steps: Sequence[Any]) -> Mapping[str, Any] | None:
    """Return what tells an item from the others of its list; None where nothing but its place does."""
    if not isinstance(item, Mapping):
        return {"": item} if isinstance(item, str | int | float) else None
    names = tuple(step for step in steps if isinstance(step, str))
    sheet = next((one for one in edit_sheets() if one.file is file and names == sum(one.hops, ())), None)
    if sheet is None or names[-1] in _SEVERAL or not all(item.get(name) for name in sheet.key):
        return None
    return {name: item[name] for name in sheet.key} or None


def _move(change: Change, text: str, root: Node, found: _Found, at: tuple[int, int]) -> Edited:
    """Put an item, or a record of a list, before another or last."""
    if found.rest or not found.path or not isinstance(found.path[-1], int):
        return Edited(Fate.CONFLICT, text, *at, None, found.things, found.fields)
    holder, number = root, found.path[-1]
    for step in found.path[:-1]:
        inner = _number(holder, step)
        assert inner is not None  # noqa: S101 - it was found before
        holder = holder.entries[inner].value
    before = _before(holder, change, None) if change.before is not None else len(holder.entries)
    if before is None and isinstance(change.before, str):
        before = _number(holder, {"id": change.before})
    if before is None:
        raise Refused("there is no item {key} any more", key=_said(change.before))
    to = before - (before > number)
    if to == number:
        return Edited(Fate.ALREADY, text, *at, None, found.things, found.fields)
    return Edited(Fate.DONE, move_item(text, found.path, to), *at, None, found.things, found.fields)
