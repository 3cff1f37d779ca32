"""Say what a field may hold, by its schema: unit, form, bounds, words to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.model.shape import FieldShape, Kind
from tools.docs_site.markdown_text import code
from tools.docs_site.words import say

__all__ = ["form_of"]

_FORMS = {
    r"^\d{4}-(?:0[1-9]|1[0-2])$": "month",
    r"^\d{4}-Q[1-4]$": "quarter",
    r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$": "year-day",
    r"^(?:[01]\d|2[0-3]):[0-5]\d$": "clock",
    r"^[A-Z]{3}$": "currency",
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "id",
}
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]"


def form_of(
    field: FieldShape, schema: Mapping[str, Any], definitions: Mapping[str, Any], language: str, ids_of: str
) -> str:
    """Return the form of a field's value as Markdown; `ids_of` names the records it refers to."""
    if field.many == "map":
        inner = _first(schema.get("patternProperties", {}).values()) or schema.get("additionalProperties")
        one = _one(field, inner if isinstance(inner, dict) else {}, definitions, language, ids_of)
        return say("map-of", language, what=one)
    if field.many == "list":
        return say(
            "list-of",
            language,
            what=_one(field, _plain(schema).get("items", {}), definitions, language, ids_of),
        )
    return _one(field, schema, definitions, language, ids_of)


def _one(
    field: FieldShape, schema: Mapping[str, Any], definitions: Mapping[str, Any], language: str, ids_of: str
) -> str:
    if field.record is not None:
        return say("record", language, what=field.record.__name__, anchor=field.record.__name__.lower())
    if field.ref:
        return say("id-of", language, what=ids_of)
    if field.kind is Kind.TEXT:
        return say("text", language)
    if field.money:
        return say("money", language)
    plain = _plain(schema)
    if "$ref" in plain:
        plain = definitions.get(plain["$ref"].rpartition("/")[2], {})
    if "enum" in plain:
        return say("one-of", language, what=", ".join(code(word) for word in plain["enum"]))
    if plain.get("type") == "boolean":
        return say("flag", language)
    if plain.get("type") in ("number", "integer"):
        return _number(plain, language)
    return _string(plain, language)


def _plain(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the part of a schema that says what a value is, without null and what may be withheld."""
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return {**{key: value for key, value in schema.items() if key != "anyOf"}, **one}
    return schema


def _first(values: Any) -> Any:
    return next(iter(values), None)


def _number(schema: Mapping[str, Any], language: str) -> str:
    word = say("whole" if schema["type"] == "integer" else "number", language)
    low, high, above = (schema.get(key) for key in ("minimum", "maximum", "exclusiveMinimum"))
    if low is not None and high is not None:
        bound = say("from-to", language, low=f"{low:g}", high=f"{high:g}")
    elif above is not None:
        bound = say("more-than", language, low=f"{above:g}")
        if high is not None:
            bound += ", " + say("at-most", language, high=f"{high:g}")
    elif low is not None:
        bound = say("at-least", language, low=f"{low:g}")
    else:
        bound = say("at-most", language, high=f"{high:g}") if high is not None else ""
    return f"{word}, {bound}" if bound else word


def _string(schema: Mapping[str, Any], language: str) -> str:
    pattern = str(schema.get("pattern", ""))
    if schema.get("format") == "date":
        return say("day", language)
    if pattern.startswith(_MOMENT):
        return say("moment", language)
    return say(_FORMS.get(pattern, "string"), language)
