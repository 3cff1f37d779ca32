"""Say the interface's words, and print numbers, money and dates, in the reader's language."""

from erpsite.i18n.catalogue import MissingTranslationError, Translator, translator
from erpsite.i18n.facts import Facts, facts_of
from erpsite.i18n.languages import DEFAULT, SOURCE, known_languages
from erpsite.i18n.locale import Locale, locale_of
from erpsite.i18n.said import Named, Said, Withheld, say_together

__all__ = [
    "DEFAULT", "SOURCE", "Facts", "Locale", "MissingTranslationError", "Named", "Said", "Translator", "Withheld",
    "facts_of", "known_languages", "locale_of", "say_together", "translator",
]  # fmt: skip
