"""Count texts that are missing in a language of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.shape import shape_of
from erpsite.model.text import Text

__all__ = ["check_translations"]


def check_translations(draft: Draft) -> Iterator[Issue]:
    """Tell, once a file and language, how many texts fall back to another language."""
    languages: tuple[str, ...] = draft.plan.languages if draft.plan else ()
    missing: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for record in draft.all_records:
        for name, text in _texts(record):
            for language in languages:
                if not text.speaks(language):
                    missing[record.where.path, language].append(record.where_of(name))
    for (_, language), sources in missing.items():
        message = "texts in this file that lack the language {language}: {count}; the first stands here"
        values = {"count": len(sources), "language": language}
        yield Issue("missing-translation", message, min(sources), Severity.INFO, values)


def _texts(record: Record) -> Iterator[tuple[str, Text]]:
    for name in shape_of(type(record)).texts:
        value = getattr(record, name)
        if isinstance(value, Text):
            yield name, value
        elif value is not None:
            yield from ((name, text) for text in value)
