"""Bring the handbooks of several companies together: one group, each figure leading to the company's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erpsite.deferred import deferred

if TYPE_CHECKING:
    from erpsite.group.company import Company
    from erpsite.group.definition import Group, read_group
    from erpsite.group.extracting import company_of
    from erpsite.group.whole import Whole, whole_of
else:  # whoever only reads the definition draws nothing
    __getattr__ = deferred(
        __name__,
        company="Company",
        definition="Group read_group",
        extracting="company_of",
        whole="Whole whole_of",
    )

__all__ = ["Company", "Group", "Whole", "company_of", "read_group", "whole_of"]
