"""Say the interface's words, and print numbers, money and dates, in the reader's language."""

from erpsite.i18n.catalogue import MissingTranslationError, Translator, translator
from erpsite.i18n.locale import Locale, locale_of

__all__ = ["Locale", "MissingTranslationError", "Translator", "locale_of", "translator"]
