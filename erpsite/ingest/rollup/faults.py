"""Hold what stops a roll-up and can be mended by who started it."""

from __future__ import annotations

from erpsite.errors import ErpsiteError

__all__ = ["RollupFault"]


class RollupFault(ErpsiteError):
    """Say why logs cannot be counted, with the file and the likely fix."""
