"""Rewrite the files of a plan to the present format, comments kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.frozen import dataclass
from erpsite.model.plan import FORMAT
from erpsite.patch import insert_key
from erpsite.patch.nodes import number_of, plain, read

__all__ = ["STEPS", "UpgradeStep", "upgraded"]

Files = Mapping[str, str]
"""Texts by path in the data folder."""

_PLAN = "handbook.yml"


@dataclass(frozen=True, slots=True)
class UpgradeStep:
    """Bring the files of one format to the next."""

    to: int
    """The format that the files have afterwards."""
    says: str
    """What it changes, as a msgid."""
    rewrite: Callable[[Files], Files]
    """Return the files that change; the format itself is written by `upgraded`."""


STEPS: tuple[UpgradeStep, ...] = ()
"""From format 1 on, in order. Format 1 is the first: a plan that names none is in it."""


def upgraded(files: Files) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the files that change on the way to the present format, and the msgids of what was done.

    Raises `PatchError` where a file cannot be rewritten without changing what else it says.
    """
    now, done = dict(files), []
    held = plain(read(files[_PLAN]))
    begun = held.get("format", 1) if isinstance(held, dict) else 1
    for step in STEPS:
        if step.to > begun:
            now.update(step.rewrite(now))
            done.append(step.says)
    text = _with_format(now[_PLAN], max([begun, *(step.to for step in STEPS)]))
    if text != now[_PLAN]:
        done.append("say the format of the plan in handbook.yml")
        now[_PLAN] = text
    return {path: text for path, text in now.items() if files.get(path) != text}, tuple(done)


def _with_format(text: str, number: int) -> str:
    root = read(text)
    if root is None or root.kind != "mapping":
        return text
    place = number_of(root, "format")
    if place is None:
        return insert_key(text, [], "format", number, 0)
    node = root.entries[place].value
    return text[: node.start] + str(number) + text[node.end :]


assert max((step.to for step in STEPS), default=1) == FORMAT  # noqa: S101  # a format without its step is a slip
