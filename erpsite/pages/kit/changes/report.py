"""Write changes down for people and programs: plain text, Markdown for a pull request, JSON."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from erpsite.analysis.reviews.changes import Change
from erpsite.frozen import dataclass
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.comment import escape_comment
from erpsite.pages.kit.changes.lines import change_record, change_sentence
from erpsite.pages.kit.changes.words import change_word

__all__ = ["ChangeReport", "json_changes", "markdown_changes", "text_changes"]

LONGEST_COMMENT = 60_000
"""Characters of Markdown; forges refuse a comment of more than 65,536."""
_SHOWN = 20
"""Changes that stand open in a comment; the lighter ones are folded away."""


@dataclass(frozen=True)
class ChangeReport:
    """Hold what is reported: the changes, and what is compared with what."""

    book: Book
    """The later side, which names the records."""
    changes: Sequence[Change]
    before: str
    after: str
    """The two sides in the reader's words."""
    folder: str = "data"
    """The data folder as the reader calls it."""

    @property
    def title(self) -> str:
        """Return the two sides and how many changes lie between them, as one sentence."""
        tr, words = self.book.tr, {"before": self.before, "after": self.after}
        if not self.changes:
            return tr("Nothing changed from {before} to {after}.", **words)
        return self.book.locale.tr.plural(
            "{n} change from {before} to {after}.", "{n} changes from {before} to {after}.",
            len(self.changes), **words,
        )  # fmt: skip

    def name(self, change: Change) -> str:
        """Return the name of the record."""
        record = change_record(self.book, change)
        return record.text if isinstance(record, b.Link) else record

    def place(self, change: Change) -> str:
        """Return the line of data, as an editor jumps to it; empty where there is none."""
        return f"{self.folder}/{change.where}" if change.where.path else ""


def text_changes(report: ChangeReport) -> str:
    """Return two lines a change: what happened to which record, and the line of data."""
    colon = report.book.locale.facts.colon
    lines = [report.title]
    for change in report.changes:
        word, sentence = change_word(report.book, change).text, change_sentence(report.book, change)
        lines += ["", f"[{word}] {report.name(change)}{colon}{sentence}"]
        if place := report.place(change):
            lines.append(f"    {place}")
    return "\n".join(lines) + "\n"


def markdown_changes(report: ChangeReport, longest: int = LONGEST_COMMENT) -> str:
    """Return a comment of at most `longest` characters: the weightiest changes, the others folded away."""
    tr, items = report.book.locale.tr, [_item(report, change) for change in report.changes]
    head = f"### {escape_comment(report.title)}\n"
    room = longest - len(head) - 400
    kept: list[str] = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            break
        kept.append(item)
    parts = [head, *kept[:_SHOWN]]
    if folded := kept[_SHOWN:]:
        summary = tr.plural("{n} lighter change", "{n} lighter changes", len(folded))
        parts += ["", f"<details><summary>{summary}</summary>", "", *folded, "", "</details>"]
    if left := len(items) - len(kept):
        words = tr.plural(
            "{n} more change is not shown: the comment would be too long.",
            "{n} more changes are not shown: the comment would be too long.",
            left,
        )
        parts += ["", words]
    return "\n".join(parts) + "\n"


def _item(report: ChangeReport, change: Change) -> str:
    colon = report.book.locale.facts.colon
    word = change_word(report.book, change).text
    name = escape_comment(report.name(change))
    sentence = escape_comment(change_sentence(report.book, change))
    place = report.place(change).replace("`", "")
    mark = f" <sub>`{place}`</sub>" if place else ""
    return f"- **{word}** · {name}{colon}{sentence}{mark}"


def json_changes(report: ChangeReport) -> str:
    """Return an object with `before`, `after`, `count` and `changes`, the weightiest first."""
    rows = [
        {
            "kind": change.kind.value,
            "record": change.record,
            "id": change.id,
            "name": report.name(change),
            "sentence": change_sentence(report.book, change),
            "weight": round(change.weight, 2),
            "values": {key: _plain(value) for key, value in change.values.items()},
            "path": f"{report.folder}/{change.where.path}" if change.where.path else None,
            "line": change.where.line,
            "column": change.where.column,
        }
        for change in report.changes
    ]
    whole = {
        "version": 1,
        "before": report.before,
        "after": report.after,
        "count": len(rows),
        "changes": rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> object:
    """Return a value of a change in JSON's types; money is a number, a day `YYYY-MM-DD`."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return str(value.value)
    return list(value) if isinstance(value, tuple) else value
