"""Put comments into YAML that was written by `write_handbook`, above the values they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

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
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    lines = text.split("\n")
    at = [_line(root, way) for way, _ in comments]
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


def _line(root: yaml.Node | None, way: Sequence[str]) -> int:
    """Return the line, counted from 0, that the comment goes above."""
    node, line = root, 0
    for step in way:
        found = _step(node, step)
        if found is None:
            return line
        node, line = found
    return line


def _step(node: yaml.Node | None, step: str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            found = _step(item, "id")
            if found and found[0].value == step:
                return item, item.start_mark.line
    return None
