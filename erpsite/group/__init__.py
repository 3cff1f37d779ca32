"""Bring the handbooks of several companies together: one group, each figure leading to the company's own."""

from __future__ import annotations

from erpsite.group.company import Company
from erpsite.group.definition import Group, read_group
from erpsite.group.extracting import company_of
from erpsite.group.whole import Whole, whole_of

__all__ = ["Company", "Group", "Whole", "company_of", "read_group", "whole_of"]
