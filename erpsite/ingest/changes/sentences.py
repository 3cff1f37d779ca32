"""Say in a sentence what a change does: The milestone “WMS live” moves from 3 to 10 December."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from erpsite.i18n import Translator, facts_of, known_languages, locale_of
from erpsite.ingest.editing.labels import label
from erpsite.ingest.editing.layout import singular
from erpsite.model.quantity import is_month

if TYPE_CHECKING:
    from erpsite.ingest.changes.outcome import Became, Thing  # the forms of pages need the words alone

__all__ = ["conflict_words", "kind_words", "sentence", "value_words"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_LONGEST = 80
_GROUPED = 10_000
"""Numbers from here on are written in groups; below them stand years."""
_TITLES = {
    "plan": "Handbook",
    "people": "person",
    "progress": "progress",
    "freezes": "Freeze period",
    "meeting": "Meeting record",
    "meeting_decisions": "decision",
    "kpi_actuals": "KPI value",
    "survey": "survey answer",
    "health_values": "health value",
}


def sentence(one: Became, tr: Translator) -> str:
    """Return what a change says, with a full stop; texts of people are cut where they are long."""
    change = one.change
    old, new = change.before_it, change.after_it
    if change.action == "add":
        return _added(one, tr)
    what, field = _what(one.things, tr), _field(one.fields, tr)
    if change.action == "move":
        return tr("{what} is put elsewhere in its list.", what=what)
    if not one.fields:
        return tr("{what} is taken out.", what=what)
    if change.action == "remove" or new is None:
        return tr(
            "{what}: {field} is taken out; it was {old}.", what=what, field=field, old=value_words(old, tr)
        )
    if old is None:
        return tr("{what}: {field} is now {new}.", what=what, field=field, new=value_words(new, tr))
    before, after = value_words(old, tr), value_words(new, tr)
    if _is_day(old) and _is_day(new):
        before = _shortened(before, after)
        if one.fields[-1] == "date" and one.things and _called(one.things[-1], tr):
            kind, name = _kind(one.things[-1], tr), _called(one.things[-1], tr)
            return tr(
                "The {kind} “{name}” moves from {old} to {new}.", kind=kind, name=name, old=before, new=after
            )
        return tr("{what}: {field} moves from {old} to {new}.", what=what, field=field, old=before, new=after)
    return tr("{what}: {field} goes from {old} to {new}.", what=what, field=field, old=before, new=after)


def conflict_words(one: Became, tr: Translator) -> str:
    """Return a conflict with all three values."""
    where = _what(one.things, tr)
    if one.fields:
        where = tr("{what}: {field}", what=where, field=_field(one.fields, tr))
    old, new = value_words(one.change.before_it, tr), value_words(one.change.after_it, tr)
    return tr("{where} was {old} when it was edited, is {today} today, and was to become {new}.",
              where=where, old=old, today=value_words(one.today, tr), new=new)  # fmt: skip


def _added(one: Became, tr: Translator) -> str:
    if len(one.things) > 1:
        inner = _one_thing(one.things[-1], tr)
        return tr("{what}: {item} is added.", what=_what(one.things[:-1], tr), item=inner)
    return tr("{what} is added.", what=_what(one.things, tr))


def value_words(value: Any, tr: Translator) -> str:
    """Return a value as a sentence says it: days and numbers as the language writes them, texts in quotes."""
    locale = locale_of(tr.language)
    if value is None or value == "":
        return tr("nothing")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int | float):
        decimals = len(f"{value}".partition(".")[2]) if isinstance(value, float) else 0
        return locale.number(value, min(decimals, 6)) if abs(value) >= _GROUPED else f"{value}"
    if isinstance(value, str):
        return _text_words(value, tr)
    if isinstance(value, Mapping):
        spoken = [
            str(value[code]) for code in (tr.language, *value) if code in value and code in known_languages()
        ]
        if spoken:
            return _text_words(spoken[0], tr)
        words = value.get("name") or value.get("title") or value.get("text")
        if words:
            return value_words(words, tr)
        return _cut(", ".join(f"{label(str(k), tr)} {value_words(v, tr)}" for k, v in value.items()))
    if isinstance(value, Sequence):
        return _cut(locale.join([value_words(one, tr) for one in value])) or tr("nothing")
    return str(value)


def _text_words(value: str, tr: Translator) -> str:
    locale = locale_of(tr.language)
    if _is_day(value):
        return locale.day(dt.date.fromisoformat(value))
    if is_month(value):
        return locale.month(value)
    return tr("“{text}”", text=_cut(" ".join(value.split())))


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def _shortened(before: str, after: str) -> str:
    """Return the first of two days without the words that both end with: `3` of 3 December 2026."""
    number = next(
        (n for n, pair in enumerate(zip(before[::-1], after[::-1], strict=False)) if len(set(pair)) > 1), 0
    )
    shared = before[len(before) - number :]
    blank = next((at for at, letter in enumerate(shared) if letter.isspace()), None)
    return before if blank is None else before[: len(before) - number + blank]


def _kind(thing: Thing, tr: Translator) -> str:
    return kind_words(thing.kind, tr)


def kind_words(kind: str, tr: Translator) -> str:
    """Return what one record of a kind is called, as within a sentence."""
    name = _TITLES.get(kind) or singular(kind)
    word = label(name.replace(" ", "_"), tr)
    return word[:1].lower() + word[1:] if tr.messages is None and not word[:2].isupper() else word


def _called(thing: Thing, tr: Translator) -> str:
    names = thing.names
    found = names.get(tr.language) or names.get("") or next(iter(names.values()), "")
    return _cut(" ".join((found or thing.key).split()))


def _one_thing(thing: Thing, tr: Translator) -> str:
    name = _called(thing, tr)
    return tr("{kind} “{name}”", kind=_kind(thing, tr), name=name) if name else _kind(thing, tr)


def _what(things: Sequence[Thing], tr: Translator) -> str:
    if not things:
        return tr("The plan")
    inner = _one_thing(things[-1], tr)
    if len(things) > 1:
        inner = tr("{inner} ({outer})", inner=inner, outer=_one_thing(things[0], tr))
    return inner[:1].upper() + inner[1:]


def _field(fields: Sequence[str], tr: Translator) -> str:
    words = []
    for name in fields:
        if name in known_languages():
            words.append(facts_of(name).name)
        elif _QUARTER.fullmatch(name):
            words.append(locale_of(tr.language).quarter(name))
        elif is_month(name):
            words.append(locale_of(tr.language).month(name))
        else:
            words.append(label(name, tr))
    text = " · ".join(words)
    return text[:1].lower() + text[1:] if tr.messages is None and not text[:2].isupper() else text
