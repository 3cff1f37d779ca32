"""Read the plans of other programs."""

from __future__ import annotations

from erpsite.ingest.importers import importer
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.plans.mspdi import looks_like_mspdi, read_mspdi

__all__ = ["ms_project"]


@importer(
    "ms-project",
    about="Plans of MS Project and Project Online, saved as XML",
    endings=(".xml",),
    knows=looks_like_mspdi,
    place=40,
)
def ms_project(data: bytes, path: str) -> ForeignPlan:
    """Return the plan of a file."""
    return read_mspdi(data, path)
