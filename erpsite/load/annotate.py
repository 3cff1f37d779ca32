"""Put comments into YAML that was written by `write_handbook`, above the values they are about."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.frozen import dataclass
from erpsite.patch.nodes import Node, number_of, read

__all__ = ["Annotated", "annotate"]


@dataclass(frozen=True)
class Annotated:
    """Hold the text with its comments, and the line of each comment, counted from 1."""

    text: str
    lines: tuple[int, ...]


def annotate(text: str, comments: Sequence[tuple[Sequence[str], str]]) -> Annotated:
    """Return the YAML text with comments, each given with the way to its value.

    The way is made of keys, and of the `id` of a record in a list. Where a key was left out because it has
    its default, the comment stands above the nearest value on the way; an empty way leads to the top.
    """
    root = read(text)
    lines = text.split("\n")
    at = [_line(text, root, way) for way, _ in comments]
    order = sorted(range(len(comments)), key=lambda number: (at[number], number))
    placed, out, taken = {}, [], 0
    for number in order:
        out += lines[taken : at[number]]
        taken = at[number]
        target = lines[taken]
        out.append(
            target[: len(target) - len(target.lstrip())] + f"# {' '.join(comments[number][1].split())}"
        )
        placed[number] = len(out)
    return Annotated(
        "\n".join([*out, *lines[taken:]]), tuple(placed[number] for number in range(len(comments)))
    )


def _line(text: str, root: Node | None, way: Sequence[str]) -> int:
    """Return the line, counted from 0, that the comment goes above."""
    node, at = root, 0
    for step in way:
        number = number_of(node, step) if node else None
        if node is None or number is None:
            break
        at, node = node.entries[number].start, node.entries[number].value
    return text.count("\n", 0, at)
