"""Hold `freeze.yml`: what the pre-read was made of on the day it was frozen."""

from collections.abc import Mapping

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Month, Slug

__all__ = ["Freeze"]


@kind("freezes", file="freeze.yml", page=None)
class Freeze(Record):
    """Hold one stamp of the pre-read; `erpsite freeze` writes it, and decisions cite its id."""

    id: Slug
    """Day and content hash, such as `2026-01-08-3f9a2c71`."""
    frozen_on: Day
    release: Month
    """Month whose state the pre-read showed; the release it was published in bears its name."""
    content: str
    """SHA-256 of all fingerprints below."""
    records: Mapping[str, str]
    """Fingerprint of each record that the pre-read is drawn from, by kind and id."""
