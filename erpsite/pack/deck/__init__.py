"""Write the pre-read and a month's review as slides that PowerPoint edits: text, charts, tables, roadmap."""

from erpsite.pack.deck.compare import Finding, UnreadableDeckError, compare_deck, is_another, read_deck
from erpsite.pack.deck.deck import Deck, Telling, deck
from erpsite.pack.deck.stamp import Stamp
from erpsite.pack.deck.story import review_month
from erpsite.pack.deck.template import Template, TemplateError, open_template, template_file

__all__ = [
    "Deck", "Finding", "Stamp", "Telling", "Template", "TemplateError", "UnreadableDeckError",
    "compare_deck", "deck", "is_another", "open_template", "read_deck", "review_month", "template_file",
]  # fmt: skip
