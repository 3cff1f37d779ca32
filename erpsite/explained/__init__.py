"""Say of each kind of finding of the data what causes it and how to mend it.

The rules of the plan check say so themselves, in their docstrings. A code that can be raised and is not
explained is found by a test.
"""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.explained.editions import EDITIONS
from erpsite.explained.files import FILES
from erpsite.explained.groups import GROUPS
from erpsite.explained.imports import IMPORTS
from erpsite.explained.meaning import Meaning
from erpsite.explained.measures import MEASURES
from erpsite.explained.money import MONEY
from erpsite.explained.names import NAMES
from erpsite.explained.reviews import REVIEWS
from erpsite.explained.rollups import ROLLUPS
from erpsite.explained.schedule import SCHEDULE
from erpsite.explained.times import TIMES
from erpsite.explained.values import VALUES

__all__ = ["EXPLAINED", "SUBJECTS", "Meaning"]

SUBJECTS: Mapping[str, tuple[Meaning, ...]] = {
    "files": FILES,
    "values": VALUES,
    "names": NAMES,
    "times": TIMES,
    "money": MONEY,
    "measures": MEASURES,
    "schedule": SCHEDULE,
    "reviews": REVIEWS,
    "editions": EDITIONS,
    "imports": IMPORTS,
    "rollups": ROLLUPS,
    "groups": GROUPS,
}
"""The kinds of findings by subject, in the order in which somebody meets them."""

EXPLAINED: Mapping[str, Meaning] = {one.code: one for subject in SUBJECTS.values() for one in subject}
"""What each code means."""
