"""Count texts that are missing in a language of the plan, and tell texts that are too long to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.shape import classes_in, shape_of, walk
from erpsite.model.text import Text

__all__ = ["LONGEST_TEXT", "check_languages", "check_lengths_of_texts", "check_translations"]

LONGEST_TEXT = 100_000
"""Characters of one text; no page of a handbook is read that holds more."""


def check_languages(draft: Draft) -> Iterator[Issue]:
    """Refuse a plan without a language, and one that names a language twice."""
    plan = draft.plan
    if plan is None:
        return
    if not plan.languages:
        message = "languages is empty; name one at least, or leave the key out"
        yield Issue("no-language", message, plan.where_of("languages"))
    for place, language in enumerate(plan.languages):
        if language in plan.languages[:place]:
            message = "the language {language} is named twice"
            source = plan.where_of(f"languages.{place}")
            yield Issue("repeated-language", message, source, values={"language": language})


def check_translations(draft: Draft) -> Iterator[Issue]:
    """Tell, once a file and language, how many texts fall back to another language."""
    languages: tuple[str, ...] = draft.plan.languages if draft.plan else ()
    missing: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for record in draft.top_records:
        if _worded(type(record)):
            for language, source in record.once(_lacking, languages):
                missing[source.path, language].append(source)
    for (_, language), sources in missing.items():
        message = "texts in this file that lack the language {language}: {count}; the first stands here"
        values = {"count": len(sources), "language": language}
        yield Issue("missing-translation", message, min(sources), Severity.INFO, values)


def check_lengths_of_texts(draft: Draft, most: int = LONGEST_TEXT) -> Iterator[Issue]:
    """Tell each text of more than `most` characters: it is shown whole, but nobody reads it in a page."""
    for record in draft.top_records:
        if _worded(type(record)):
            yield from record.once(_too_long, most)


def _lacking(top: Record, languages: tuple[str, ...]) -> tuple[tuple[str, Source], ...]:
    """Return each language that a text of a record lacks, and where the text stands."""
    return tuple(
        (language, record.where_of(name))
        for record in walk(top)
        for name, text in _texts(record)
        if not text.is_plain
        for language in languages
        if not text.speaks(language)
    )


def _too_long(top: Record, most: int) -> tuple[Issue, ...]:
    message = "this text has {count} characters; more than {limit} belong into a file of their own"
    return tuple(
        Issue("long-text", message, record.where_of(name), Severity.WARNING, {"count": length, "limit": most})
        for record in walk(top)
        for name, text in _texts(record)
        if (length := max(map(len, text.versions))) > most
    )


@cache
def _worded(record: type[Record]) -> bool:
    """Say whether a class of records, or one inside it, has texts."""
    return any(shape_of(one).texts for one in classes_in(record))


def _texts(record: Record) -> list[tuple[str, Text]]:
    found, held = [], record.__dict__
    for name in shape_of(type(record)).texts:
        value = held[name]
        if isinstance(value, Text):
            found.append((name, value))
        elif value:
            found += [(name, text) for text in value]
    return found
