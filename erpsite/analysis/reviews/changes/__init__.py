"""Compare two states of the plan: what changed, the weightiest first."""

from erpsite.analysis.reviews.changes.change import Change, ChangeKind
from erpsite.analysis.reviews.changes.compare import changes, month_before

__all__ = ["Change", "ChangeKind", "changes", "month_before"]
