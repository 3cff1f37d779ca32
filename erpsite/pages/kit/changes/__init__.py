"""Say what changed between two states of the plan, in sentences that link to their records."""

from erpsite.pages.kit.changes.lines import (
    change_item,
    change_record,
    change_sentence,
    changes_table,
    folded_changes,
)
from erpsite.pages.kit.changes.words import change_word

__all__ = [
    "change_item",
    "change_record",
    "change_sentence",
    "change_word",
    "changes_table",
    "folded_changes",
]
