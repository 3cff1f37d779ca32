"""Text is a string for all languages or a mapping by language, and falls back."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from erpsite.model.text import Text

ADAPTER = TypeAdapter(Text)


def test_a_plain_string_serves_every_language() -> None:
    text = ADAPTER.validate_python("KPI")
    assert (text.in_("zh"), text.in_("en")) == ("KPI", "KPI")
    assert text.speaks("zh")


def test_a_missing_language_falls_back_and_can_be_counted() -> None:
    text = ADAPTER.validate_python({"zh": "财务"})
    assert text.in_("en") == "财务"
    assert not text.speaks("en")


@pytest.mark.parametrize("value", ["", "  ", {}, {"fr": "x"}, {"zh": ""}, {"zh": 3}, 3, None, ["a"], True])
def test_everything_else_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(value)


@pytest.mark.parametrize("value", ["KPI", {"zh": "财务", "en": "Finance"}])
def test_what_was_read_is_what_is_written(value: object) -> None:
    assert ADAPTER.dump_python(ADAPTER.validate_python(value)) == value
