"""Hold the exception that says why a text cannot be edited."""

from __future__ import annotations

from erpsite.errors import ErpsiteError

__all__ = ["PatchError"]


class PatchError(ErpsiteError):
    """Say why a text cannot be edited so; `message` is a msgid whose fields are in `values`."""
