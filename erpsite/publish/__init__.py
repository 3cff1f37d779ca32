"""Publish releases that never change: on a branch or in a folder."""

from __future__ import annotations

from erpsite.publish.branch import BranchTarget
from erpsite.publish.folder import FolderTarget
from erpsite.publish.problems import Finding, PublishError, ReleaseTakenError
from erpsite.publish.releases import Draft, Release, ReleaseList
from erpsite.publish.versions import release_title

__all__ = [
    "BranchTarget",
    "Draft",
    "Finding",
    "FolderTarget",
    "PublishError",
    "Release",
    "ReleaseList",
    "ReleaseTakenError",
    "release_title",
]
