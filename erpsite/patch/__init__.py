"""Edit YAML and CSV as people wrote them: one changed value is one changed line, all else stays.

Every function takes the whole text and returns the whole new text; comments, order, quoting, folding and
line ends are kept. Each result is read again and compared with what was asked: a text that would be read
otherwise is never returned, `PatchError` is raised instead.
"""

from erpsite.patch.cells import escape_formula, is_formula
from erpsite.patch.fault import PatchError
from erpsite.patch.many_rows import edit_rows
from erpsite.patch.nodes import Step
from erpsite.patch.table_text import delete_row, find_row, insert_row, move_row, set_cell
from erpsite.patch.values import write_text
from erpsite.patch.yaml_text import (
    add_comment,
    delete,
    insert_item,
    insert_items,
    insert_key,
    move_item,
    set_value,
)

__all__ = [
    "PatchError", "Step", "add_comment", "delete", "delete_row", "edit_rows", "escape_formula", "find_row",
    "insert_item", "insert_items", "insert_key", "insert_row", "is_formula", "move_item", "move_row",
    "set_cell", "set_value", "write_text",
]  # fmt: skip
