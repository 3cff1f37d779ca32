"""Prove that comments land above the values they are about and change nothing that is read."""

from __future__ import annotations

import yaml

from erpsite.load.annotate import annotate

TEXT = """id: a
budget:
  envelope: 100
phases:
- id: first
  name: x
- id: second
  name: |
    id: second
    more
"""


def test_comments_stand_above_keys_and_records_with_their_indentation() -> None:
    found = annotate(
        TEXT, [(("budget", "envelope"), "money"), (("phases", "second"), "which"), ((), "all of\nit")]
    )
    assert found.text == (
        "# all of it\nid: a\nbudget:\n  # money\n  envelope: 100\nphases:\n- id: first\n  name: x\n"
        "# which\n- id: second\n  name: |\n    id: second\n    more\n"
    )
    assert [found.text.split("\n")[line - 1].strip() for line in found.lines] == [
        "# money", "# which", "# all of it",
    ]  # fmt: skip
    assert yaml.safe_load(found.text) == yaml.safe_load(TEXT)


def test_what_was_left_out_is_told_at_the_nearest_value() -> None:
    found = annotate(TEXT, [(("phases", "second", "finish"), "day"), (("nothing",), "top")])
    assert found.text.startswith("# top\nid: a\n")
    assert "# day\n- id: second\n" in found.text


def test_no_comment_changes_nothing() -> None:
    assert annotate(TEXT, []).text == TEXT
