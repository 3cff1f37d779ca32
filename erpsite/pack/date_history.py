"""Tell from the versions of a plan's files which commits moved the date of an event."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from erpsite.frozen import dataclass
from erpsite.load.yaml_reader import read_yaml
from erpsite.model.quantity import next_month

__all__ = ["DateHistory", "Key", "Revision", "Version", "date_history", "tells_dates"]

Key = tuple[str, ...]
"""Names an event for life: `("milestone", initiative, milestone)` by the initiative's first id,
`("action", id)`, `("review", month)`, `("session", plan year, id)` or `("meeting", plan year)`."""
DateHistory = Mapping[Key, tuple[dt.datetime, ...]]
"""The moments, in UTC and earliest first, at which commits moved each event."""

_DATED = re.compile(rb"\d{4}-\d\d|\d\d:\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_WHOLE = frozenset({"handbook.yml", "agenda.yml", "meeting.yml"})
_FOLDERS = frozenset({"initiatives", "reviews"})


@dataclass(frozen=True, slots=True)
class Version:
    """Hold one file on both sides of a commit; None where it is not there."""

    path: str
    """Below the data folder."""
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold what one commit changed, beside the first of those that it follows."""

    at: dt.datetime
    files: tuple[Version, ...]


def tells_dates(path: str) -> bool:
    """Say whether a file below the data folder can hold the date of an event."""
    folder, _, _ = path.partition("/")
    return path in _WHOLE or (folder in _FOLDERS and path.endswith((".yml", ".yaml")))


def date_history(revisions: Sequence[Revision]) -> DateHistory:
    """Return which of the revisions, earliest first, moved which event.

    An event moves where a commit finds it on one date and leaves it on another; one that comes or goes
    does not. A review that is added moves nothing here: reviews are counted by themselves.
    """
    plan, moved = _Plan(), defaultdict[Key, list[dt.datetime]](list)
    for revision in revisions:
        before, after = plan.days(), dict[Key, str]()
        for version in revision.files:
            plan.take(version)
            if _lines(version.before) != _lines(version.after):
                before |= _dates(version.path, version.before)
                after |= _dates(version.path, version.after)
        for key in _moved(before, after | plan.days(), plan.names):
            moved[key].append(revision.at)
    return _by_first_id(moved, plan.names)


def _lines(content: bytes | None) -> list[bytes]:
    """Return the lines with a date or a time: where they are the same, nothing moved."""
    return [line for line in (content or b"").splitlines() if _DATED.search(line)]


def _moved(before: Mapping[Key, str], after: Mapping[Key, str], names: Mapping[str, str]) -> Iterator[Key]:
    """Yield the events that have another date.

    What a review says of one stands for it; there a date that is taken back counts, too, because the
    review no longer counts it and the number must not fall.
    """
    old = {_first_id(key, names): day for key, day in before.items()}
    new = {_first_id(key, names): day for key, day in after.items()}
    for key, day in sorted(old.items()):
        said = key[0] == "said"
        if new.get(key, "" if said else day) != day:
            yield key[2:] if said else key


def _first_id(key: Key, names: Mapping[str, str]) -> Key:
    """Return the key of a milestone with the first id that its initiative had; other keys as they are."""
    if "milestone" not in key[-3:-2]:
        return key
    return (*key[:-2], names.get(key[-2], key[-2]), key[-1])


def _by_first_id(moved: Mapping[Key, Sequence[dt.datetime]], names: Mapping[str, str]) -> DateHistory:
    """Return the moves with those from before a rename under the same key as those after it."""
    found = defaultdict[Key, list[dt.datetime]](list)
    for key, moments in moved.items():
        found[_first_id(key, names)] += moments
    return {key: tuple(sorted(moments)) for key, moments in found.items()}


@dataclass
class _Plan:
    """Follow what the days of the meeting and of the next review are put together from."""

    handbook: Mapping[str, Any] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    """Months by the path of their file."""
    names: dict[str, str] = field(default_factory=dict)
    """First ids of renamed initiatives, by each later one."""

    def take(self, version: Version) -> None:
        """Take over what a file says after a commit."""
        path, content = version.path, version.after
        if path == "handbook.yml":
            self.handbook = _tree(content)
        elif path == "agenda.yml":
            rows = _rows(_tree(content), "sessions", "id")
            self.sessions = {name: f"{row.get('start')} {row.get('end')}" for name, row in rows}
        elif path.startswith("reviews/"):
            self.reviews.pop(path, None)
            if content is not None:
                self.reviews[path] = _month(path, content)
        elif content is not None and b"formerly" in content:
            self.names |= _first_ids(_tree(content))

    def days(self) -> dict[Key, str]:
        """Return the days of the meeting, of its sessions and of the next review."""
        year, day, coming = (
            str(self.handbook.get(name)) for name in ("plan_year", "meeting_date", "next_review")
        )
        found: dict[Key, str] = {("meeting", year): day}
        found |= {("session", year, name): f"{day} {clock}" for name, clock in self.sessions.items()}
        months = [month for month in self.reviews.values() if _MONTH.fullmatch(month)]
        if {"id", "next_review"} <= self.handbook.keys():
            found["review", next_month(max(months)) if months else coming[:7]] = coming
        return found


def _month(path: str, content: bytes) -> str:
    stem = PurePosixPath(path).stem
    return stem if _MONTH.fullmatch(stem) else str(_tree(content).get("month"))


def _first_ids(initiative: Mapping[str, Any]) -> dict[str, str]:
    earlier = initiative.get("formerly")
    ids = [earlier] if isinstance(earlier, str) else earlier if isinstance(earlier, list) else []
    return {str(later): str(ids[0]) for later in (*ids[1:], initiative.get("id")) if ids}


def _dates(path: str, content: bytes | None) -> dict[Key, str]:
    """Return the dates that a file states, but for those of the meeting and of the next review."""
    tree = _tree(content)
    if path.startswith("initiatives/"):
        stones = _rows(tree, "milestones", "id")
        return {("milestone", str(tree.get("id")), name): str(row.get("date")) for name, row in stones}
    found: dict[Key, str] = {
        ("action", name): str(row.get("due")) for name, row in _rows(tree, "actions", "id")
    }
    if path.startswith("reviews/"):
        found |= dict(_said(tree, _month(path, content or b"")))
    return found


def _said(review: Mapping[str, Any], month: str) -> Iterator[tuple[Key, str]]:
    """Yield what a review says of its own day, and of those of milestones and actions."""
    yield ("review", month), str(review.get("held_on"))
    for name, row in _rows(review, "action_updates", "action"):
        yield ("said", month, "action", name), str(row.get("due"))
    for initiative, report in _rows(review, "progress", "initiative"):
        for name, row in _rows(report, "milestones", "milestone"):
            day = row.get("done_on") or row.get("forecast")
            yield ("said", month, "milestone", initiative, name), str(day)


def _rows(tree: Mapping[str, Any], name: str, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rows of a list by their key; an older version may hold anything."""
    rows = tree.get(name)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get(key), str):
            yield row[key], row


@lru_cache(maxsize=64)
def _tree(content: bytes | None) -> Mapping[str, Any]:
    """Return what a file says; nothing where it cannot be read, as a version that was mended later."""
    tree = read_yaml(content, "").tree if content else None
    return tree if isinstance(tree, dict) else {}
