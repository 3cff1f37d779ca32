"""Hold what stops a roll-up and can be mended by who started it."""

from __future__ import annotations

from erpsite.errors import ErpsiteError
from erpsite.issues import Issue

__all__ = ["MisfitError", "RollupFault"]


class RollupFault(ErpsiteError):
    """Say why logs cannot be counted, with the file and the likely fix."""


class MisfitError(RollupFault):
    """Say what in a definition does not fit the logs; `issue` has its place."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message, **issue.values)
        self.issue = issue
