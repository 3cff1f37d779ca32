"""Say what a tone means, so that no colour stands alone."""

from __future__ import annotations

from erpsite.i18n import Translator
from erpsite.pages.kit import blocks as b

__all__ = ["tone_word"]


def tone_word(tr: Translator, tone: b.Tone) -> str:
    """Return the word of a tone; blue is a fact that nobody judges, and in a list of findings good news."""
    return {
        "red": tr("Needs action"),
        "amber": tr("Watch"),
        "green": tr("Good"),
        "blue": tr("Good"),
        "grey": tr("Not known"),
    }[tone]
