"""Every interface text has its Chinese, with the same fields, and no two catalogues disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from erpsite.i18n import MissingTranslationError, translator
from tests.messages import messages_in

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "erpsite/locale/zh").glob("*.po"))


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return list(read_po(file))


def test_every_text_in_the_sources_is_translated() -> None:
    known = translator("zh").messages or {}
    found = [*messages_in(ROOT / "erpsite"), *messages_in(ROOT / "plugins")]
    assert len(found) > 100
    missing = sorted({f"{place}: {text}" for text, place in found if not known.get(text)})
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_translations_use_the_same_fields_as_the_english(path: Path) -> None:
    for message in _messages(path):
        if message.id:
            wrong = f"{path.name}: {message.id!r} -> {message.string!r}"
            assert _fields(str(message.string)) <= _fields(str(message.id)), wrong
            assert not message.fuzzy, wrong


def test_no_two_catalogues_translate_one_text_differently() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for path in CATALOGUES:
        for message in _messages(path):
            if message.id:
                seen[str(message.id)].add(str(message.string))
    assert not {text: words for text, words in seen.items() if len(words) > 1}


def test_chinese_has_no_space_between_han_characters_and_no_half_width_stop() -> None:
    spaced = re.compile(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]|[\u4e00-\u9fff][,;!?](?!\w)")
    wrong = {text for text in (translator("zh").messages or {}).values() if spaced.search(text)}
    assert not wrong


def test_a_text_without_translation_is_refused_not_shown_in_english() -> None:
    with pytest.raises(MissingTranslationError, match="no zh text"):
        translator("zh")("A text that nobody translated")
