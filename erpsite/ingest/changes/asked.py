"""Turn what a reader asked into changes of `questions.yml`: a new question, or one vote more for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.ingest.changes.change_file import Asked, Change, ChangeFile
from erpsite.patch import PatchError
from erpsite.patch.nodes import plain, read

__all__ = ["question_changes"]

_FILE = "questions.yml"
_SIGNS = re.compile(r"[\W_]+")


def question_changes(asked: Asked, author: ChangeFile, files: Mapping[str, bytes | None]) -> Iterator[Change]:
    """Yield the changes that bring a question in, given the files of the plan as they stand.

    The same question is the one with its id, or with the same words on the same page. Whoever asks it counts
    once, by the id in `people.yml` or else by name.
    """
    people = {one.get("id") for one in _records(files.get("people.yml"))}
    person = author.who.person if author.who.person in people else ""
    name = " ".join(author.who.name.split())
    known = next((one for one in _records(files.get(_FILE)) if _is_same(one, asked)), None)
    if known is None:
        yield _change(asked.id, "add", (), new=_record(asked, author, person, name))
        return
    record, listed = str(known.get("id")), "asked_by" if person else "others"
    if (person or name) not in (known.get(listed) or ()):
        votes = known.get("votes", 1)
        yield _change(
            record, "set", ("votes",), old=known.get("votes"), new=votes + 1 if _whole(votes) else 2
        )
    yield _change(record, "add", (listed,), new=person or name)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _records(data: bytes | None) -> list[dict[str, Any]]:
    """Return the records of a list; none where it cannot be read, which who writes to it says."""
    try:
        held = plain(read(data.decode("utf-8-sig"))) if data else None
    except (PatchError, UnicodeDecodeError):
        return []
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _is_same(known: Mapping[str, Any], asked: Asked) -> bool:
    if known.get("id") == asked.id:
        return True
    texts = known.get("text")
    written = texts.values() if isinstance(texts, dict) else (texts,)
    return known.get("page") == asked.page and any(_words(str(one)) == _words(asked.text) for one in written)


def _words(text: str) -> str:
    """Return a text without what two people type differently: blanks, case, width, punctuation."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _record(asked: Asked, author: ChangeFile, person: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": asked.id, "page": asked.page}
    if asked.paragraph:
        found["paragraph"] = asked.paragraph
    if asked.quote.strip():
        found["quote"] = asked.quote.strip()
    found |= {"sort": asked.sort, "text": asked.text.strip(), "asked_on": author.when.isoformat(), "votes": 1}
    return found | ({"asked_by": [person]} if person else {"others": [name]})


def _change(record: str, action: str, path: tuple[Any, ...], *, old: Any = None, new: Any = None) -> Change:
    return Change.model_validate(
        {"file": _FILE, "kind": "reader_questions", "record": record, "path": path, "action": action,
         "old": old, "new": new}
    )  # fmt: skip
