"""Read every file of the data folder into located trees."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Source
from erpsite.load.csv_reader import read_csv
from erpsite.load.located import LocatedMapping, LocatedSequence, Place
from erpsite.load.plan_files import (
    Survey,
    imported_paths,
    read_paths,
    rolled_paths,
    survey_data,
    unknown_files,
)
from erpsite.load.remembered import remembered
from erpsite.load.yaml_reader import EMPTY, YamlFile, read_yaml
from erpsite.model import FILES, DataFile

__all__ = [
    "LARGEST_FILE", "FileText", "Gathered", "ReadFile", "Tree", "gather", "read_bytes", "read_folder",
    "read_text",
]  # fmt: skip

LARGEST_FILE = 20_000_000
"""Bytes; a larger file is refused unread."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Hold what one record is made from, and where that stands."""

    value: Any
    place: Place


@dataclass(frozen=True, slots=True, eq=False)  # a file is itself: reading it again gives another
class ReadFile:
    """Hold one file as it was read; `trees` holds one for each record."""

    kind: DataFile
    path: str
    trees: tuple[Tree, ...] = ()
    issues: tuple[Issue, ...] = ()
    complete: bool = True
    """False where records may be missing because the file could not be read."""
    lines: Sequence[str] = field(default=(), repr=False)
    absent: frozenset[str] = frozenset()
    """Columns whose absence has been told."""


@dataclass(frozen=True, slots=True, eq=False)
class FileText:
    """Hold one file as it lies in the folder."""

    kind: DataFile
    path: str
    data: bytes = field(default=b"", repr=False)
    made: ReadFile | None = None
    """What is known of one that cannot be read, or is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Hold every file of a data folder, before anything is read of them."""

    root: Path
    files: tuple[FileText, ...]
    issues: tuple[Issue, ...]
    """Problems of whole files and names."""
    others: tuple[str, ...] = ()
    """Paths of what else says something of the plan: roll-ups and reports of imports."""


def gather(root: Path) -> Gathered:
    """Gather all data files under `root`."""
    if not root.is_dir():
        message = "there is no data folder here" if not root.exists() else "the data folder is a file"
        none = tuple(
            FileText(kind, kind.path, b"", ReadFile(kind, kind.path, complete=False)) for kind in FILES
        )
        return Gathered(root, none, (Issue("no-data-folder", message, Source(".")),))
    survey = survey_data(root)
    files = tuple(file for kind in FILES for file in _gather_kind(root, kind, survey))
    others = (*rolled_paths(survey), *imported_paths(survey))
    return Gathered(root, files, (*survey.refused.values(), *unknown_files(survey)), others)


def read_folder(root: Path) -> tuple[list[ReadFile], list[Issue]]:
    """Read all data files under `root`; problems of whole files and names stand in the second list."""
    gathered = gather(root)
    return [read_text(file) for file in gathered.files], list(gathered.issues)


def read_text(file: FileText) -> ReadFile:
    """Read one file into located trees."""
    return file.made or _parse(file.kind, file.path, file.data)


def _gather_kind(root: Path, kind: DataFile, survey: Survey) -> Iterator[FileText]:
    if kind.shape == "folder" and kind.path in survey.files:
        message = "this must be a folder with one file for each record, not a file"
        yield _unread(kind, kind.path, Issue("not-a-folder", message, Source(kind.path)))
    elif kind.path in survey.refused:
        yield _unread(kind, kind.path, survey.refused[kind.path])
    else:
        for path in read_paths(survey, kind):
            if path in survey.refused:  # what lies outside the plan is not opened, so no message can quote it
                yield _unread(kind, path, survey.refused[path])
            else:
                yield _gather_file(root, kind, path)


def _gather_file(root: Path, kind: DataFile, name: str) -> FileText:
    data = read_bytes(root / name, name)
    if data is None:
        if not kind.required:
            return FileText(kind, name, b"", ReadFile(kind, name))
        return _unread(kind, name, Issue("missing-file", "the file is missing", Source(name)))
    if isinstance(data, Issue):
        return _unread(kind, name, data)
    return FileText(kind, name, data)


@remembered  # a rebuild after an edit reads again only the file that changed
def _parse(kind: DataFile, name: str, data: bytes) -> ReadFile:
    if kind.shape == "table":
        table = read_csv(data, name, kind.record)
        trees = tuple(Tree(row, (row.start[0], 1)) for row in table.rows)
        return ReadFile(kind, name, trees, table.issues, table.complete, absent=table.absent)
    parsed = read_yaml(data, name)
    if not parsed.complete:
        return ReadFile(kind, name, (), parsed.issues, complete=False)
    if parsed.tree is EMPTY and kind.field != "plan" and _is_example(data):
        return ReadFile(kind, name, (), parsed.issues)
    wrong = _wrong_top(kind, parsed)
    if wrong is not None:
        return ReadFile(kind, name, (), (*parsed.issues, wrong), complete=False)
    return ReadFile(kind, name, _split(kind, parsed.tree), parsed.issues, lines=parsed.lines)


def _is_example(data: bytes) -> bool:
    """Say whether a file holds an unused example: the line of its schema, then comments alone."""
    lines = [line.strip() for line in data.splitlines() if line.strip()]
    return (
        len(lines) > 1 and b"yaml-language-server" in lines[0] and all(one.startswith(b"#") for one in lines)
    )


def read_bytes(path: Path, name: str, largest: int = LARGEST_FILE) -> bytes | Issue | None:
    """Return the bytes of a plain file of bearable size, None where there is none, or the reason why not."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if not path.is_symlink():
            return None
        return Issue("unreadable-file", "the link leads nowhere", Source(name))
    except OSError as error:
        return _unreadable(name, error)
    if stat.S_ISDIR(status.st_mode):
        return Issue("not-a-file", "this must be a file, not a folder", Source(name))
    if not stat.S_ISREG(status.st_mode):
        return Issue("not-a-file", "this must be a plain file", Source(name))
    if status.st_size > largest:
        message = "the file has {size} MB; at most {limit} MB are read"
        values = {"size": status.st_size // 1_000_000, "limit": largest // 1_000_000}
        return Issue("file-too-large", message, Source(name), values=values)
    try:
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        return _unreadable(name, error)


def _unreadable(name: str, error: OSError) -> Issue:
    message = "the file cannot be read: {reason}"
    return Issue("unreadable-file", message, Source(name), values={"reason": error.strerror or str(error)})


def _unread(kind: DataFile, name: str, issue: Issue) -> FileText:
    return FileText(kind, name, b"", ReadFile(kind, name, (), (issue,), complete=False))


def _wrong_top(kind: DataFile, file: YamlFile) -> Issue | None:
    """Return what is wrong with the outermost value of a file, or None."""
    start, tree = Source(file.path, 1, 1), file.tree
    if tree is EMPTY or tree is None:
        if kind.shape == "list":
            message = "the file is empty; write [] where there is nothing to list"
        else:
            message = "the file is empty; it must hold keys and values"
        return Issue("empty-file", message, start)
    if kind.shape == "list" and not isinstance(tree, LocatedSequence):
        return _wrong_list(tree, start)
    if kind.shape != "list" and not isinstance(tree, LocatedMapping):
        return Issue("not-a-mapping", "the file must hold keys and values, and nothing around them", start)
    return None


def _wrong_list(tree: Any, start: Source) -> Issue:
    if isinstance(tree, LocatedMapping) and len(tree) == 1:
        key, value = next(iter(tree.items()))
        if isinstance(value, LocatedSequence):
            message = "the file must be a list; remove the line '{key}:' and keep what stands under it"
            return Issue(
                "not-a-list", message, Source(start.path, *tree.key_places[key]), values={"key": key}
            )
    source = tree.origin.source if isinstance(tree, LocatedMapping) else start
    return Issue("not-a-list", "the file must be a list of records, each starting with '- '", source)


def _split(kind: DataFile, tree: Any) -> tuple[Tree, ...]:
    if kind.shape == "list":
        return tuple(Tree(item, place) for item, place in zip(tree, tree.places, strict=True))
    return (Tree(tree, tree.start),)
