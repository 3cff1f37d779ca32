"""Read what somebody typed on a command line or in a configuration: a month, an edition, a language."""

from __future__ import annotations

from erpsite.errors import UnreadableWordError
from erpsite.i18n import known_languages, meant_language
from erpsite.load.fixes import fix_month
from erpsite.model import Handbook
from erpsite.model.quantity import is_month
from erpsite.nearest import find_nearest

__all__ = ["read_edition", "read_language", "read_month"]

_NO_MONTH = "'{word}' is not a month; write it as 2026-03"
_NO_EDITION = "there is no edition '{word}' in handbook.yml; there are: {known}"
_MEANT_EDITION = "there is no edition '{word}' in handbook.yml; did you mean '{nearest}'? there are: {known}"
_MEANT_LANGUAGE = "the language '{word}' is not known; did you mean '{nearest}'? there are: {known}"


def read_month(word: str) -> str:
    """Return a month, `YYYY-MM`. Raises `UnreadableWordError`, with the month that `2026/3` may mean."""
    if is_month(word):
        return word
    nearest = fix_month(word)
    message = "'{word}' is not a month; did you mean {nearest}?" if nearest else _NO_MONTH
    raise UnreadableWordError(message, word, nearest)


def read_edition(handbook: Handbook, word: str) -> str:
    """Return the id of an edition of `handbook.yml`. Raises `UnreadableWordError` with those there are."""
    known = [edition.id for edition in handbook.plan.editions]
    if word in known:
        return word
    nearest = find_nearest(word, known)
    if not known:
        raise UnreadableWordError("there is no edition in handbook.yml, so none '{word}'", word)
    message = (
        _MEANT_EDITION if nearest else "there is no edition '{word}' in handbook.yml; there are: {known}"
    )
    raise UnreadableWordError(message, word, nearest, known=", ".join(known))


def read_language(word: str) -> str:
    """Return a language that has a catalogue. Raises `UnreadableWordError` with those that have one."""
    known = known_languages()
    if word in known:
        return word
    nearest = meant_language(word)
    message = _MEANT_LANGUAGE if nearest else "the language '{word}' is not known; there are: {known}"
    raise UnreadableWordError(message, word, nearest, known=", ".join(known))
