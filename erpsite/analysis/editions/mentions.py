"""Find what an edition may still say of what it hides, in records, written pages, files and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from erpsite.analysis.editions.money_places import names_currency
from erpsite.analysis.editions.texts import ids_of, texts_of
from erpsite.analysis.editions.veil import Veil, mark_of, texts_in
from erpsite.analysis.editions.written import cut_written, is_readable, outside_braces
from erpsite.issues import Issue, Severity, Source, sort_issues
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.model.text import Text

__all__ = ["mentions_in_files", "mentions_in_reason", "mentions_of_hidden"]

_AMOUNT = (
    "This may be an amount of money, '{words}'; the edition {edition} hides money. Name the currency to have "
    "it taken out, or what is counted. [{mark}]"
)
_NAME = (
    "This may be somebody's name, '{words}'; the edition {edition} hides people. Write the full name to have "
    "it taken out, or another word. [{mark}]"
)
_COMPANY = (
    "This may be the name of a company, '{words}'; the edition {edition} hides third parties. Write the full "
    "name to have it taken out, or another word. [{mark}]"
)
_MESSAGES = {
    "money": ("edition-amount", _AMOUNT),
    "people": ("edition-name", _NAME),
    "third-parties": ("edition-company", _COMPANY),
}
_CONTENT = "../content/"
"""Where written pages lie, seen from the data, unless the configuration says otherwise."""
_SHORTEST = 8
"""Characters from which a text of a record is told from ordinary words."""


def mentions_of_hidden(
    seen: Handbook, veil: Veil | None = None, cleared: Iterable[str] = ()
) -> tuple[Issue, ...]:
    """Return a warning for each text and id of an edition that may still name what it hides.

    What can be told has been taken out already; a person has to look at the rest. `veil` is the edition's,
    without one only amounts are looked for; `cleared` are the marks of texts that somebody has seen.
    """
    if seen.edition is None:
        return ()
    veil = veil or Veil(money="money" in seen.edition.hides, currency=seen.plan.currency)
    known = frozenset(cleared)
    found = [*_in_texts(seen, veil, seen.edition), *_in_ids(seen, veil, seen.edition)]
    found += _in_units(seen, seen.edition)
    return sort_issues(issue for issue in found if issue.values["mark"] not in known)


def _in_texts(seen: Handbook, veil: Veil, edition: Edition) -> Iterator[Issue]:
    for source, text in texts_of(seen):
        for written in texts_in(text.value):
            yield from _doubts(written, written, source, veil, edition)


def _doubts(text: str, whole: str, source: Source, veil: Veil, edition: Edition) -> Iterator[Issue]:
    """Yield a warning for each topic that a text may tell of; `whole` is what its mark is made of."""
    told: set[str] = set()
    for _, words, topic in veil.doubts(text):
        if topic not in told:
            told.add(topic)
            yield _doubt(words, topic, whole, source, edition)


def _doubt(words: str, topic: str, whole: str, source: Source, edition: Edition) -> Issue:
    code, message = _MESSAGES[topic]
    return _warning(code, message, source, words=words, edition=edition.id, mark=mark_of(whole))


def _in_ids(seen: Handbook, veil: Veil, edition: Edition) -> Iterator[Issue]:
    message = (
        "The id '{id}' is made of '{words}', a name that the edition {edition} hides; addresses and "
        "tables show it. Give the record another id. [{mark}]"
    )
    for source, name in ids_of(seen):
        words = "" if name in seen.people else veil.in_id(name)
        if words:
            yield _warning(
                "edition-id", message, source, id=name, words=words, edition=edition.id, mark=mark_of(name)
            )


def _in_units(seen: Handbook, edition: Edition) -> Iterator[Issue]:
    """Yield a warning for each series of values that are counted in money."""
    if "money" not in edition.hides:
        return
    message = (
        "The values of '{id}' are counted in money, and the edition {edition}, which hides money, shows "
        "them. Clear it where they may be seen, or measure something else. [{mark}]"
    )
    series: Iterable[tuple[str, Text | None, Source]] = (
        *((one.id, one.unit, one.where_of("unit")) for one in seen.kpis.values()),
        *((one.id, one.unit, one.where_of("unit")) for one in seen.health_metrics.values()),
        *((one.id, one.unit, one.where_of("unit")) for one in seen.completed.values()),
    )
    for name, unit, source in series:
        told = texts_in(unit.value) if unit else ()
        if any(names_currency(one) for one in told):
            mark = mark_of(f"{name} {' '.join(told)}")
            yield _warning("edition-unit", message, source, id=name, edition=edition.id, mark=mark)


def _warning(code: str, message: str, source: Source, **values: object) -> Issue:
    return Issue(code, message, source, Severity.WARNING, values)


def mentions_in_files(
    files: Mapping[str, bytes],
    veil: Veil,
    edition: Edition,
    hidden: Iterable[str] = (),
    cleared: Iterable[str] = (),
    place: str = _CONTENT,
) -> tuple[Issue, ...]:
    """Return a warning for each line of written pages and each copied file that a person has to judge.

    `files` are their bytes by path; `hidden` are texts that the edition has not, such as names of risks. In
    pages and plain texts names and amounts are cut by the build; a picture or a document nothing can read.
    """
    if not edition.hides:
        return ()
    known, told = frozenset(cleared), tuple(text for text in hidden if len(text) >= _SHORTEST)
    found: list[Issue] = []
    for path, content in files.items():
        found += _in_name(path, veil, edition, place)
        found += _in_file((place, path), content, veil, edition, told)
    return sort_issues(issue for issue in found if issue.values["mark"] not in known)


def _in_name(path: str, veil: Veil, edition: Edition, place: str) -> Iterator[Issue]:
    name = re.sub(r"[-_.]+", " ", PurePosixPath(path).stem)
    words = veil.in_id(path) or next((words for _, words, _ in veil.doubts(name)), "")
    words = words or (name if veil.cut(name) != name else "")
    if words:
        message = (
            "The file's name says '{words}', which the edition {edition} hides; give it another. [{mark}]"
        )
        yield _warning(
            "edition-file-name",
            message,
            Source(f"{place}{path}"),
            words=words,
            edition=edition.id,
            mark=mark_of(path),
        )


def _in_file(
    where: tuple[str, str], content: bytes, veil: Veil, edition: Edition, hidden: tuple[str, ...]
) -> Iterator[Issue]:
    place_of_pages, path = where
    file = f"{place_of_pages}{path}"
    if not is_readable(path):
        message = (
            "No program can read whether this file shows what the edition {edition} hides; look at it, and "
            "clear it or leave it out. [{mark}]"
        )
        yield _warning("edition-file", message, Source(file), edition=edition.id, mark=mark_of(content))
        return
    text = content.decode("utf-8-sig", "replace")
    page = path.endswith(".md")
    cut = cut_written(text, veil.cut) if page else veil.cut(text)
    plain, lines = outside_braces(cut) if page else cut, cut.split("\n")
    told: set[tuple[int, str]] = set()
    for place, words, topic in veil.doubts(plain, is_table=path.lower().endswith((".csv", ".tsv"))):
        number = plain.count("\n", 0, place) + 1
        if (number, topic) not in told:
            told.add((number, topic))
            yield _doubt(words, topic, lines[number - 1], Source(file, number, 1), edition)
    for number, line in enumerate(lines, start=1):
        for one in hidden:
            if one in line:
                message = "This says '{words}', which the edition {edition} hides. [{mark}]"
                mark = mark_of(line)
                yield _warning(
                    "edition-told",
                    message,
                    Source(file, number, 1),
                    words=one[:60],
                    edition=edition.id,
                    mark=mark,
                )


def mentions_in_reason(
    reason: str, veil: Veil, edition: Edition, cleared: Iterable[str] = ()
) -> tuple[Issue, ...]:
    """Return a warning for what a release's reason may say of what the edition hides, after it was cut."""
    known = frozenset(cleared)
    found = _doubts(veil.cut(reason), reason, Source("--reason"), veil, edition)
    return tuple(issue for issue in found if issue.values["mark"] not in known)
