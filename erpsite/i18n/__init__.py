"""Say the interface's words, and print numbers, money and dates, in the reader's language."""

from erpsite.i18n.catalogue import MissingTranslationError, Translator, translator
from erpsite.i18n.locale import Locale, locale_of
from erpsite.i18n.said import Named, Said, Withheld, say_together

__all__ = [
    "Locale", "MissingTranslationError", "Named", "Said", "Translator", "Withheld", "locale_of",
    "say_together", "translator",
]  # fmt: skip
