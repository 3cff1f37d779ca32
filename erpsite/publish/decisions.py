"""Find decisions that no longer say what a release has published."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import locale_of
from erpsite.issues import Issue, Severity, Source
from erpsite.model import Handbook
from erpsite.pages.data.exports import record_export
from erpsite.pages.kit.book import Book
from erpsite.publish.problems import tr
from erpsite.publish.releases import Release, ReleaseList

__all__ = ["Releases", "changed_decisions"]

_FILE = "downloads/decisions.csv"

Rows = Mapping[str, Mapping[str, str]]
"""Cells by column, by the id of the decision."""


class Releases(Protocol):
    """What is asked of a target."""

    def read(self) -> ReleaseList:
        """Return the list of releases."""
        ...

    def file(self, release: Release, language: str, path: str) -> bytes | None:
        """Return a file of a release, or None where the release has no such file."""
        ...


def changed_decisions(target: Releases, handbook: Handbook, edition: str = "") -> tuple[Issue, ...]:
    """Return an error for each decision that the last release shows otherwise, or that is no longer there.

    `handbook` is already that of the edition. A target without a standing release has nothing to compare.
    Raises `PublishError`.
    """
    standing = [release for release in target.read().of(edition) if not release.retracted]
    if not standing:
        return ()
    last = standing[-1]
    found: dict[tuple[str, object, object], Issue] = {}
    for language in last.languages:
        published = target.file(last, language, _FILE)
        for issue in _compared(handbook, last, language, _rows(published)) if published else ():
            found.setdefault((issue.code, issue.values["id"], issue.values.get("field")), issue)
    return tuple(found.values())


def _rows(content: bytes) -> Rows:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}


def _compared(handbook: Handbook, last: Release, language: str, published: Rows) -> Iterator[Issue]:
    locale = locale_of(language, handbook.plan.currency)
    today = _rows(record_export(Book(state(handbook, last.month), locale), "decisions"))
    for name, then in published.items():
        if name not in today:
            words = tr(
                "release {release} publishes the decision {id}, which is gone: put it back, and supersede it"
            )
            place = Source("decisions.yml")
            yield Issue("decision-gone", words, place, Severity.ERROR, {"release": last.name, "id": name})
            continue
        now = today[name]
        for column in sorted(then.keys() & now.keys()):
            if column == "initiatives" and _as_named_now(handbook, then[column]) == now[column]:
                continue
            if then[column] != now[column]:
                yield _changed(handbook, last, (name, column), then[column], now[column])


def _as_named_now(handbook: Handbook, names: str) -> str:
    """Return ids of initiatives as a table lists them, each as it is called now: a new id is no change."""
    renamed = {old: one.id for one in handbook.initiatives.values() for old in one.formerly}
    return re.sub("[a-z0-9-]+", lambda found: renamed.get(found[0], found[0]), names)


def _changed(handbook: Handbook, last: Release, cell: tuple[str, str], then: str, now: str) -> Issue:
    name, column = cell
    return Issue(
        "decision-changed",
        tr(
            "release {release} publishes the decision {id} with another {field}: {then}, not {now}; restore "
            "it, and write a new decision that supersedes it"
        ),
        handbook.decisions[name].where_of(column),
        Severity.ERROR,
        {"release": last.name, "id": name, "field": column, "then": _quoted(then), "now": _quoted(now)},
    )


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "–"
