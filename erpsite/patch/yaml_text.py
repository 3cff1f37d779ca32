"""Set, insert, delete and move values and records in the text of a YAML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from erpsite.patch.fault import PatchError
from erpsite.patch.folded import rewritten
from erpsite.patch.lines import Lines
from erpsite.patch.nodes import Entry, Node, Step, find, number_of, plain, read, show_path
from erpsite.patch.scalars import resolve_scalar
from erpsite.patch.values import (
    is_scalar,
    render_entry,
    write_flow,
    write_key,
    write_plain,
    write_scalar,
    write_text,
)

__all__ = ["add_comment", "delete", "insert_item", "insert_items", "insert_key", "move_item", "set_value"]

Path = Sequence[Step]
P = ParamSpec("P")
_MARK = "\ufeff"


def _behind_the_mark(edit: Callable[Concatenate[str, P], str]) -> Callable[Concatenate[str, P], str]:
    """Let a function edit what follows the byte order mark that some programs write, and keep the mark."""

    @wraps(edit)
    def edited(text: str, /, *args: P.args, **kwargs: P.kwargs) -> str:
        mark = _MARK if text.startswith(_MARK) else ""
        return mark + edit(text.removeprefix(mark), *args, **kwargs)

    return edited


@_behind_the_mark
def set_value(text: str, path: Path, value: Any) -> str:
    """Return the text with another value at the end of the path; a key that is missing is added last.

    A text of several lines keeps its way of writing, any other is written in double quotes on one line.
    Raises `PatchError` where the path leads nowhere or other places share the value.
    """
    root = read(text)
    holder = _node(root, path[:-1])
    number = number_of(holder, path[-1])
    if number is None and holder.kind == "mapping" and isinstance(path[-1], str):
        return insert_key(text, path[:-1], path[-1], value)
    holder, number = find(root, path)
    entry = holder.entries[number]
    _refuse_shared(text, entry.value)
    wanted = _expected(root, path, lambda held, key: held.__setitem__(key, _meaning(value)))
    if is_scalar(value) and entry.value.kind == "scalar":
        return _first_right(_scalar_ways(text, entry.value, value), wanted)
    return _first_right(_whole_ways(text, root, path, value), wanted)


def _whole_ways(text: str, root: Node | None, path: Path, value: Any) -> Iterator[str]:
    """Yield the texts with another list, mapping or value, first what keeps most of what is there."""
    holder, number = find(root, path)
    entry = holder.entries[number]
    node = entry.value
    if node.flow and not is_scalar(value) and "\n" not in text[node.start : node.end]:
        yield text[: node.start] + write_flow(value) + text[node.end :]
    if (
        node.kind == "sequence"
        and not node.flow
        and value
        and _are_single(value)
        and _are_single(plain(node))
    ):
        with suppress(PatchError):
            yield _item_by_item(text, path, plain(node), value)
    yield _with_whole(text, root, holder, entry, value)


def _are_single(value: Any) -> bool:
    """Say whether a value is a list whose items are written in one piece each."""
    return isinstance(value, Sequence) and not isinstance(value, str) and all(map(is_scalar, value))


def _item_by_item(text: str, path: Path, old: Sequence[Any], new: Sequence[Any]) -> str:
    """Return the text with another list on lines of its own, of which the items that stay keep theirs."""
    pairs = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    for tag, start, end, begin, stop in reversed(pairs.get_opcodes()):
        if tag == "equal":
            continue
        shared = min(end - start, stop - begin)
        for number in range(end - 1, start + shared - 1, -1):
            text = delete(text, [*path, number])
        for number in range(begin + shared, stop):
            text = insert_item(text, path, new[number], start + number - begin)
        for number in range(shared):
            text = set_value(text, [*path, start + number], new[begin + number])
    return text


@_behind_the_mark
def insert_key(text: str, path: Path, key: str, value: Any, at: int | None = None) -> str:
    """Return the text with a key added to the mapping at the path, before its entry `at`, else last."""
    root = read(text)
    holder = _node(root, path) if root or path else None
    if holder is None:
        return _first_right(
            [_appended(text, render_entry(f"{write_key(key)}:", value, 0))], {key: _meaning(value)}
        )
    if holder.kind != "mapping":
        raise PatchError("there is no mapping at {path}", path=show_path(path))
    if number_of(holder, key) is not None:
        raise PatchError("the key {key} is there already", key=key)
    number = len(holder.entries) if at is None else at
    wanted = _expected(root, path, lambda held, _: _put_key(held, number, key, _meaning(value)), inside=True)
    if not holder.entries:
        return _filled(text, path, {key: value}, wanted)
    head = f"{write_key(key)}:"
    flow = f"{head} {write_flow(value)}"
    return _first_right([_inserted(text, root, holder, number, head, value, flow)], wanted)


@_behind_the_mark
def insert_item(text: str, path: Path, value: Any, at: int | None = None) -> str:
    """Return the text with an item added to the list at the path, before item `at`, else last."""
    root = read(text)
    holder = _node(root, path) if root or path else None
    if holder is None:
        return _first_right([_appended(text, render_entry("-", value, 0))], [_meaning(value)])
    if holder.kind != "sequence":
        raise PatchError("there is no list at {path}", path=show_path(path))
    number = len(holder.entries) if at is None else at
    wanted = _expected(root, path, lambda held, _: held.insert(number, _meaning(value)), inside=True)
    if not holder.entries:
        return _filled(text, path, [value], wanted)
    return _first_right([_inserted(text, root, holder, number, "-", value, write_flow(value))], wanted)


@_behind_the_mark
def insert_items(text: str, values: Sequence[tuple[Any, str]]) -> str:
    """Return the text of a list with items added at its end, each beneath a comment where one is given.

    The text is read once, whatever the number of items.
    """
    root = read(text)
    if root is not None and (root.kind != "sequence" or (root.flow and root.entries)):
        raise PatchError("there is no list at {path}", path=".")
    lines = Lines(text)
    column = lines.column(root.entries[0].start) if root is not None and root.entries else 0
    new = []
    for value, words in values:
        block = render_entry("-", value, lines.offset_of_lists(root))
        new += [f"# {' '.join(words.split())}", *block] if words else block
    before = text
    if root is not None and not root.entries:
        before = text[: root.start] + text[root.end :].lstrip("\r\n")
    gap = lines.newline if before and not before.endswith(("\r", "\n")) else ""
    added = lines.newline.join(" " * column + line for line in new)
    wanted = [*(plain(root) or []), *(_meaning(value) for value, _ in values)]
    return _first_right([before + gap + added + lines.newline], wanted)


@_behind_the_mark
def delete(text: str, path: Path) -> str:
    """Return the text without the key or item at the end of the path, and the comment directly above it.

    What held nothing else becomes `[]` or `{}`.
    """
    root = read(text)
    holder, number = find(root, path)
    wanted = _expected(root, path, lambda held, key: held.pop(key))
    if len(holder.entries) == 1:
        return _filled(text, path[:-1], [] if holder.kind == "sequence" else {}, wanted)
    lines, entry = Lines(text), holder.entries[number]
    if holder.flow:
        return _first_right([_cut_flow(text, holder, number)], wanted)
    if lines.owns_line(entry):
        return _first_right([lines.without(*lines.region(entry))], wanted)
    after = holder.entries[number + 1].start  # the dash of the list around it stays, the next moves up to it
    return _first_right(
        [text[: entry.start] + text[after:], text[: entry.start] + text[entry.value.end :]], wanted
    )


@_behind_the_mark
def move_item(text: str, path: Path, to: int) -> str:
    """Return the text with the item at the path moved to place `to` of its list; gaps between items stay."""
    root = read(text)
    holder, number = find(root, path)
    if holder.kind != "sequence" or not 0 <= to < len(holder.entries):
        raise PatchError("there is no place {to} in the list", to=to)
    wanted = _expected(root, path, lambda held, key: held.insert(to, held.pop(key)))
    lines = Lines(text)
    if holder.flow:
        spans = [(entry.start, entry.value.end) for entry in holder.entries]
    elif lines.owns_line(holder.entries[0]):
        regions = [lines.region(entry) for entry in holder.entries]
        spans = [(start, start + len(text[start:end].rstrip("\r\n"))) for start, end in regions]
    else:
        raise PatchError("the list begins in the line of another; write it on lines of its own")
    order = list(range(len(spans)))
    order.insert(to, order.pop(number))
    gaps = [text[spans[n][1] : spans[n + 1][0]] for n in range(len(spans) - 1)] + [""]
    parts = [text[slice(*spans[old])] + gap for old, gap in zip(order, gaps, strict=True)]
    return _first_right([text[: spans[0][0]] + "".join(parts) + text[spans[-1][1] :]], wanted)


@_behind_the_mark
def add_comment(text: str, path: Path, words: str) -> str:
    """Return the text with a comment above what the path leads to; an empty path leads to the top."""
    root = read(text)
    lines, at = Lines(text), 0
    if path:
        holder, number = find(root, path)
        at = lines.start_of(holder.entries[number].start)
    margin = text[at : len(text) - len(text[at:].lstrip(" "))]
    comment = f"{margin}# {' '.join(words.split())}{lines.newline}"
    return _first_right([text[:at] + comment + text[at:]], plain(root))


def _node(root: Node | None, path: Path) -> Node:
    if root is None:
        raise PatchError("the file is empty")
    if not path:
        return root
    holder, number = find(root, path)
    node = holder.entries[number].value
    if node.kind not in ("mapping", "sequence"):
        raise PatchError("there is no list or mapping at {path}", path=show_path(path))
    return node


def _refuse_shared(text: str, node: Node) -> None:
    if node.kind == "alias":
        raise PatchError("the value *{name} stands for another; edit that one", name=node.value)
    if node.anchor and f"*{node.anchor}" in text:
        raise PatchError("other places share the value &{name}; write theirs out first", name=node.anchor)


def _expected(
    root: Node | None, path: Path, change: Callable[[Any, Any], object], *, inside: bool = False
) -> Any:
    """Return what must be read afterwards; `change` is given what holds the path's end and its key there.

    With `inside`, it is given the value at the end of the path itself.
    """
    tree = plain(root)
    held, node, key = tree, root, None
    for depth, step in enumerate(path):
        number = number_of(node, step) if node else None
        if node is None or number is None:
            raise PatchError("there is nothing at {path}", path=show_path(path))
        key = step if node.kind == "mapping" else number
        if inside or depth < len(path) - 1:
            held, node = held[key], node.entries[number].value
    change(held, key)
    return tree


def _meaning(value: Any) -> Any:
    """Return what a value is read as once it is written."""
    if isinstance(value, str):
        return str(value)
    if is_scalar(value):
        return resolve_scalar(write_plain(value))
    if isinstance(value, Mapping):
        return {str(key): _meaning(part) for key, part in value.items()}
    return [_meaning(part) for part in value]


def _put_key(held: dict[str, Any], number: int, key: str, value: Any) -> None:
    items = [*held.items()]
    items.insert(number, (key, value))
    held.clear()
    held.update(items)


def _first_right(ways: Any, wanted: Any) -> str:
    """Return the first text that is read as it must be; `repr` tells 1 from 1.0 and true, and the order."""
    for way in ways:
        try:
            if repr(plain(read(way))) == repr(wanted):
                return str(way)
        except PatchError:
            continue
    raise PatchError("the text cannot be edited so without changing what else it says; edit it by hand")


def _scalar_ways(text: str, node: Node, value: Any) -> Any:
    source = text[node.start : node.end]
    if isinstance(value, str) and "\n" in source:
        for way in rewritten(source, node, value, Lines(text).newline):
            yield text[: node.start] + way + text[node.end :]
    blank = " " if node.start == node.end and not text[node.start - 1 : node.start].isspace() else ""
    new = write_text(value) if isinstance(value, str) and node.style else write_scalar(value)
    yield text[: node.start] + blank + new + text[node.end :]


def _with_whole(text: str, root: Node | None, holder: Node, entry: Entry, value: Any) -> str:
    """Return the text with another list, mapping or value behind a key or dash."""
    lines = Lines(text)
    if holder.flow:
        return text[: entry.value.start] + write_flow(value) + text[entry.value.end :]
    head = f"{text[entry.key.start : entry.key.end]}:" if entry.key else "-"
    new = render_entry(head, value, lines.offset_of_lists(root))
    end = max(entry.value.end, entry.key.end + 1 if entry.key else entry.start + 1)
    return text[: entry.start] + _joined(lines, new, lines.column(entry.start)) + text[end:]


def _joined(lines: Lines, new: Sequence[str], column: int) -> str:
    return f"{lines.newline}{' ' * column}".join(new)


def _inserted(
    text: str, root: Node | None, holder: Node, number: int, head: str, value: Any, flow: str
) -> str:
    """Return the text with an entry before that of the number, or behind the last."""
    lines, entries = Lines(text), holder.entries
    last = number >= len(entries)
    if holder.flow:
        end = max(entries[-1].value.end, entries[-1].key.end if entries[-1].key else 0)
        return (
            text[:end] + f", {flow}" + text[end:]
            if last
            else _spliced(text, entries[number].start, f"{flow}, ")
        )
    column = lines.column(entries[0].start)
    block = _joined(lines, render_entry(head, value, lines.offset_of_lists(root)), column)
    if not last and not lines.owns_line(entries[number]):
        return _spliced(text, entries[number].start, f"{block}{lines.newline}{' ' * column}")
    start, end = lines.region(entries[min(number, len(entries) - 1)])
    at = end if last else start
    if last and text[at - 1 : at] not in ("\r", "\n"):
        return f"{text}{lines.newline}{' ' * column}{block}"
    return _spliced(text, at, f"{' ' * column}{block}{lines.newline}")


def _spliced(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at:]


def _appended(text: str, new: Sequence[str]) -> str:
    """Return a text without a value with some lines behind its comments."""
    newline = Lines(text).newline
    gap = newline if text and not text.endswith(("\r", "\n")) else ""
    return text + gap + newline.join(new) + newline


def _filled(text: str, path: Path, value: Any, wanted: Any) -> str:
    """Return the text with another list or mapping at the path, which may be the whole file."""
    root = read(text)
    if path:
        holder, number = find(root, path)
        return _first_right([_with_whole(text, root, holder, holder.entries[number], value)], wanted)
    if root is None:
        raise PatchError("the file is empty")
    lines = Lines(text)
    new = render_entry("-", value, 0) if not value else _whole(value)
    body = new[0].removeprefix("- ") if not value else lines.newline.join(new)
    return _first_right([text[: root.start] + body + text[root.end :]], wanted)


def _whole(value: Any) -> list[str]:
    """Return the lines of a file's outermost list or mapping."""
    if isinstance(value, Mapping):
        return [line for key, part in value.items() for line in render_entry(f"{write_key(key)}:", part, 0)]
    return [line for part in value for line in render_entry("-", part, 0)]


def _cut_flow(text: str, holder: Node, number: int) -> str:
    """Return the text without an entry in brackets and the comma that parted it."""
    entries = holder.entries
    if number + 1 < len(entries):
        return text[: entries[number].start] + text[entries[number + 1].start :]
    before = entries[number - 1]
    end = max(before.value.end, before.key.end if before.key else 0)
    return text[:end] + text[max(entries[number].value.end, entries[number].start) :]
