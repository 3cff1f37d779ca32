"""Count texts that are missing in a language of the plan, and tell texts that are too long to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.shape import shape_of
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
    for record in draft.all_records:
        for name, text in _texts(record):
            if text.is_plain:
                continue
            for language in languages:
                if not text.speaks(language):
                    missing[record.where.path, language].append(record.where_of(name))
    for (_, language), sources in missing.items():
        message = "texts in this file that lack the language {language}: {count}; the first stands here"
        values = {"count": len(sources), "language": language}
        yield Issue("missing-translation", message, min(sources), Severity.INFO, values)


def check_lengths_of_texts(draft: Draft, most: int = LONGEST_TEXT) -> Iterator[Issue]:
    """Tell each text of more than `most` characters: it is shown whole, but nobody reads it in a page."""
    for record in draft.all_records:
        for name, text in _texts(record):
            length = max(map(len, text.versions))
            if length > most:
                message = (
                    "this text has {count} characters; more than {limit} belong into a file of their own"
                )
                values = {"count": length, "limit": most}
                yield Issue("long-text", message, record.where_of(name), Severity.WARNING, values)


def _texts(record: Record) -> list[tuple[str, Text]]:
    found, held = [], record.__dict__
    for name in shape_of(type(record)).texts:
        value = held[name]
        if isinstance(value, Text):
            found.append((name, value))
        elif value:
            found += [(name, text) for text in value]
    return found
