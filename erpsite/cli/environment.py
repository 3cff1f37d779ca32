"""Read which language messages are asked for, without the catalogues that a quick start has no time for."""

from __future__ import annotations

import os

__all__ = ["TOLD_LANGUAGE", "environment_name"]

TOLD_LANGUAGE = "erpsite.language"
"""Where a call remembers the language that its `--language` names."""


def environment_name() -> str:
    """Return the code of the language that the environment asks for; empty where it asks for none."""
    values = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    value = next((value for value in values if value), "")
    return value.partition("_")[0].partition(".")[0].lower()
