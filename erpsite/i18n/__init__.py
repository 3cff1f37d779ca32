"""Say the interface's words, and print numbers, money and dates, in the reader's language."""

from erpsite.i18n.catalogue import MissingTranslationError, Translator, translator
from erpsite.i18n.facts import Facts, facts_of, meant_language
from erpsite.i18n.languages import DEFAULT, SOURCE, known_languages
from erpsite.i18n.locale import Locale, locale_of
from erpsite.i18n.retelling import Retelling
from erpsite.i18n.said import Named, Said, Withheld, say_together
from erpsite.i18n.script import script_facts

__all__ = [
    "DEFAULT", "SOURCE", "Facts", "Locale", "MissingTranslationError", "Named", "Retelling", "Said",
    "Translator", "Withheld", "facts_of", "known_languages", "locale_of", "meant_language", "say_together",
    "script_facts", "translator",
]  # fmt: skip
