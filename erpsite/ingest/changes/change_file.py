"""Hold the change file: what somebody edited or asked in a page, as a small JSON file that can be mailed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from erpsite.ingest.changes.json_text import read_json
from erpsite.issues import Issue, Severity, Source
from erpsite.load.binding import bind
from erpsite.load.located import LocatedMapping, place_of
from erpsite.load.schema import schema_of
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.quantity import Day, Slug

__all__ = [
    "CHANGE_SCHEMA", "FORMAT", "SUFFIX", "Asked", "Base", "Change", "ChangeFile", "Who", "change_schema",
    "file_of", "read_change_file",
]  # fmt: skip

FORMAT = "erpsite-change/1"
SUFFIX = ".erpsite-change.json"
CHANGE_SCHEMA = "change.schema.json"
_BY_COMMAND = ("freezes", "levelling")
"""Files that commands write from what they compute; nobody edits them by hand."""
_MOST_CHANGES, _MOST_QUESTIONS, _MOST_STEPS = 5_000, 200, 20
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = re.compile(r"[^./\\:~\s][^/\\:\x00-\x1f]{0,100}\.yml")
"""Of a file in a folder of the plan."""
_PAGE = re.compile(rf"{_SLUG}(?:/{_SLUG})*")

_SCALARS = {"type": ["string", "number", "boolean", "null"]}
_KEY: dict[str, Any] = {"type": "object", "additionalProperties": _SCALARS, "minProperties": 1}
_PATH = {
    "type": "array",
    "maxItems": _MOST_STEPS,
    "items": {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 0}, _KEY]},
}

Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=5_000)]
Steps = Annotated[Any, WithJsonSchema(_PATH)]
Key = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 200}, _KEY]})]
Place = Annotated[Any, WithJsonSchema({"anyOf": [*_PATH["items"]["anyOf"], {"type": "null"}]})]


class Base(Record):
    """Say which site the page belonged to in which somebody edited."""

    commit: Short = ""
    """Commit that it was built from."""
    month: Short = ""
    """Month whose state it showed."""
    edition: Short = ""
    release: Short = ""
    """Published release, where it was one."""


class Who(Record):
    """Say who edited."""

    person: Short = ""
    """Id of a person of the plan."""
    name: Annotated[str, Field(min_length=1, max_length=200)]
    """As it was typed."""


class Change(Record):
    """Hold one value, one item of a list, or one record that somebody changed."""

    file: Short
    """File of the plan, as seen from the data folder."""
    sha256: Short = ""
    """Hash of the file as the page had read it."""
    kind: Short = ""
    """Kind of the file's records, such as `initiatives`."""
    record: Key = ""
    """Key of the record; of a CSV row its key columns, each with its text."""
    path: Steps = ()
    """Way from the record to the value: a key, `{field: value}` for an item, or its place from 0."""
    action: Literal["set", "add", "remove", "move"]
    """Give a value, add an item or record, take one out, or put it elsewhere among its neighbours."""
    old: Any = None
    """What stood there when it was edited; null where nothing did."""
    new: Any = None
    """What is to stand there; null to take it out."""
    before: Place = None
    """The item that an added or moved one is put before; left out, it comes last."""

    @property
    def before_it(self) -> Any:
        """Return the old value; a record reads `{withheld: …}` as a reason, which here is a value."""
        return {"withheld": self.withheld["old"]} if "old" in self.withheld else self.old

    @property
    def after_it(self) -> Any:
        """Return the new value, as `before_it`."""
        return {"withheld": self.withheld["new"]} if "new" in self.withheld else self.new

    @property
    def steps(self) -> tuple[Any, ...]:
        """Return the way to the value."""
        return tuple(self.path)


class Asked(Record):
    """Hold one question or objection to a paragraph of a page."""

    id: Slug
    """Made from page, paragraph and text, so that the same question sent twice is one."""
    page: Short
    """Path of the page, such as `preread/pain-points`."""
    paragraph: Short = ""
    """Anchor on the page."""
    quote: Annotated[str, Field(max_length=500)] = ""
    """How the paragraph begins."""
    sort: Literal["question", "objection"] = "question"
    text: Annotated[str, Field(min_length=1, max_length=5_000)]


class ChangeFile(Record):
    """Hold what one person edited, or asked, in a page of the handbook."""

    format: Literal["erpsite-change/1"]
    kind: Literal["edit", "question"]
    plan: Short = ""
    """Id of the plan, from `handbook.yml`."""
    base: Base = Base()
    who: Who
    when: Day
    """The day of the edit."""
    why: Long = ""
    """Reason, in the author's words."""
    changes: Annotated[tuple[Change, ...], Field(max_length=_MOST_CHANGES)] = ()
    """Of the kind `edit`; they are applied in this order."""
    questions: Annotated[tuple[Asked, ...], Field(max_length=_MOST_QUESTIONS)] = ()
    """Of the kind `question`."""


def change_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the change file."""
    return schema_of(ChangeFile, CHANGE_SCHEMA)


def read_change_file(data: bytes, path: str) -> tuple[ChangeFile | None, tuple[Issue, ...]]:
    """Return the change file, or None with every fault and its line and column in the JSON.

    No name in it has been used as a path yet; `file_of` says which file of the plan is meant.
    """
    tree, faults = read_json(data, path)
    if faults:
        return None, faults
    if newer := _other_format(tree, path):
        return None, (newer,)
    found, issues = bind(ChangeFile, tree, path)
    if found is not None:
        issues = [*_misfits(found)]
    failed = any(one.severity is Severity.ERROR for one in issues)
    return (None if failed else found), tuple(issues)


def file_of(path: str) -> DataFile | None:
    """Return what a file of the plan holds by its path in the data folder; None for any other path.

    The path has two parts at most, so that it leads nowhere else; whether the file is there says the survey
    of the plan.
    """
    folder, slash, name = path.partition("/")
    for file in FILES:
        if file.field in _BY_COMMAND:
            continue
        if file.shape == "folder":
            if slash and folder == file.path and _NAME.fullmatch(name):
                return file
        elif path == file.path:
            return file
    return None


def _other_format(tree: Any, path: str) -> Issue | None:
    told = tree.get("format") if isinstance(tree, LocatedMapping) else None
    if told == FORMAT:
        return None
    source = Source(path, *(place_of(tree, ["format"]) or (1, 1)))
    if isinstance(told, str) and told.startswith("erpsite-change/"):
        message = "the file is of the format {found}, which a newer erpsite writes; apply it with that one"
        return Issue("damaged-change-file", message, source, values={"found": told[:40]})
    message = "this is no change file of erpsite: it has no format: {format}"
    return Issue("damaged-change-file", message, source, values={"format": FORMAT})


def _misfits(found: ChangeFile) -> Iterator[Issue]:
    if found.kind == "edit" and (not found.changes or found.questions):
        message = "a change file of the kind edit holds changes and no questions"
        yield Issue("damaged-change-file", message, found.where_of("kind"))
    if found.kind == "question" and (not found.questions or found.changes):
        message = "a change file of the kind question holds questions and no changes"
        yield Issue("damaged-change-file", message, found.where_of("kind"))
    for change in found.changes:
        yield from _misfits_of(change)
    for asked in found.questions:
        if not _PAGE.fullmatch(asked.page):
            message = "{page} is no path of a page, such as preread/pain-points"
            yield Issue("damaged-change-file", message, asked.where_of("page"), values={"page": asked.page})
        if not asked.text.strip():
            yield Issue("empty-text", "{where} must not be empty", asked.where_of("text"),
                        values={"where": "text"})  # fmt: skip


def _misfits_of(change: Change) -> Iterator[Issue]:
    file = file_of(change.file)
    if file is None:
        message = "{file} is no file of a plan that a change file may edit"
        yield Issue("damaged-change-file", message, change.where_of("file"), values={"file": change.file})
        return
    if change.kind and change.kind != file.kind.name:
        message = "{file} holds {known}, and the change says {kind}"
        values = {"file": change.file, "known": file.kind.name, "kind": change.kind}
        yield Issue("damaged-change-file", message, change.where_of("kind"), values=values)
    if not _is_key(change.record, file) and (change.action, change.record, change.path) != ("add", "", ()):
        message = "this does not name a record of {file}: its key is wanted, of a CSV row its key columns"
        yield Issue("damaged-change-file", message, change.where_of("record"), values={"file": change.file})
    if not _is_path(change.path, file):
        message = "this is no path to a value: names, an item's key fields, or its place from 0"
        yield Issue("damaged-change-file", message, change.where_of("path"))
    elif change.action == "set" and not change.path:
        message = "set needs the path to one value; add and remove are for whole records"
        yield Issue("damaged-change-file", message, change.where_of("path"))
    if change.before is not None and not (_is_step(change.before) or _is_key(change.before, file)):
        message = "before names the item that this one is put before, by its key or place"
        yield Issue("damaged-change-file", message, change.where_of("before"))
    if change.action == "add" and change.after_it is None:
        yield Issue("damaged-change-file", "add needs the new item or record", change.where_of("new"))


def _is_key(key: Any, file: DataFile) -> bool:
    if file.shape == "table":
        return isinstance(key, Mapping) and _is_step(key)
    return isinstance(key, str) and len(key) <= 200


def _is_path(path: Any, file: DataFile) -> bool:
    if not isinstance(path, list | tuple) or len(path) > _MOST_STEPS or not all(map(_is_step, path)):
        return False
    return file.shape != "table" or (len(path) <= 2 and all(isinstance(step, str) for step in path))


def _is_step(step: Any) -> bool:
    if isinstance(step, bool):
        return False
    if isinstance(step, Mapping):
        return 0 < len(step) <= 20 and all(
            not isinstance(value, Mapping | list | tuple) for value in step.values()
        )
    return (isinstance(step, str) and 0 < len(step) <= 200) or (isinstance(step, int) and step >= 0)
