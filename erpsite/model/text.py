"""Hold text that a reader sees, in one language or in several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from erpsite.i18n import known_languages

__all__ = ["Text"]


class Text:
    """Hold one text: a plain string for all languages, or a mapping by language.

    Read it with `text.in_(language)`; a language that is missing falls back to the first of the plan's
    languages (`order`) that the text has, else to the first that stands in the file.
    """

    __slots__ = ("_by_language", "_otherwise", "_plain")

    _plain: str
    _by_language: dict[str, str]
    _otherwise: str
    """What is said in a language that the text lacks."""

    def __init__(self, value: str | Mapping[str, str] | Text, order: Sequence[str] = ()) -> None:
        if isinstance(value, Text):
            self._plain, self._by_language = value._plain, value._by_language
            self._otherwise = value._otherwise
        elif isinstance(value, str):
            self._plain, self._by_language, self._otherwise = value, {}, value
        else:
            self._plain, self._by_language = "", dict(value)
            spoken = [self._by_language[one] for one in order if self._by_language.get(one)]
            self._otherwise = spoken[0] if spoken else next(iter(self._by_language.values()), "")

    def in_(self, language: str) -> str:
        """Return the text in that language, else in the plan's first language that it is written in."""
        return self._by_language.get(language) or self._otherwise

    def speaks(self, language: str) -> bool:
        """Say whether the text is written in that language (a plain string serves all)."""
        return not self._by_language or bool(self._by_language.get(language))

    @property
    def is_plain(self) -> bool:
        """Say whether it is one string for all languages."""
        return not self._by_language

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the text in each language that it is written in; a plain string alone."""
        return tuple(self._by_language.values()) if self._by_language else (self._plain,)

    @property
    def value(self) -> str | dict[str, str]:
        """Return what stands in the file: a string, or a mapping by language."""
        return dict(self._by_language) if self._by_language else self._plain

    def __bool__(self) -> bool:
        return bool(self._otherwise) or any(self._by_language.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.value == other.value

    def __hash__(self) -> int:
        return hash((self._plain, tuple(self._by_language.items())))

    def __repr__(self) -> str:
        return f"Text({self.value!r})"

    @classmethod
    def _validate(cls, value: Any, info: ValidationInfo) -> Text:
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            if not value.strip():
                raise PydanticCustomError("text_empty", "must not be empty")
            return cls(value.strip())
        if isinstance(value, Mapping):
            return cls._validate_mapping(value, (info.context or {}).get("languages", ()))
        raise PydanticCustomError("text_type", "must be text, or text by language")

    @classmethod
    def _validate_mapping(cls, value: Mapping[Any, Any], order: Sequence[str]) -> Text:
        if not value:
            raise PydanticCustomError("text_empty", "must not be empty")
        known = known_languages()
        for language, words in value.items():
            if language not in known:
                raise PydanticCustomError("text_language", "unknown language", {"found": str(language)})
            if not isinstance(words, str) or not words.strip():
                raise PydanticCustomError("text_language_type", "must be text", {"language": language})
        return cls({language: words.strip() for language, words in value.items()}, order)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.value),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        languages = {language: {"type": "string", "minLength": 1} for language in known_languages()}
        by_language = {
            "type": "object",
            "properties": languages,
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [{"type": "string", "minLength": 1}, by_language]}
