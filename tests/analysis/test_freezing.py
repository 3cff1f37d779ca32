"""A stamp of the pre-read says “changed” only where somebody changed something, whatever version reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.analysis.people.freezing import changes_since, content_hash, fingerprints, last_freeze
from erpsite.load import load_handbook
from erpsite.model.incident import Incident
from tests.factory import small_handbook

OUTAGE = {
    "id": "inc-1",
    "started": "2026-01-15 10:05",
    "ended": "2026-01-15 11:40",
    "severity": 2,
    "cause": "interface",
    "description": "Nobody could log on",
}


def _print(degraded: float | None) -> str:
    written = OUTAGE if degraded is None else {**OUTAGE, "degraded": degraded}
    handbook = replace(small_handbook(), incidents=(Incident.model_validate(written),))
    return fingerprints(handbook, "2026-03")["incidents/2026-01"]


def test_a_stamp_from_before_the_share_of_an_outage_had_to_be_written_still_holds() -> None:
    """The hash is the one that the version before wrote, for which the whole system was the default."""
    assert _print(1) == _print(None) == "291275631c07"


@pytest.mark.parametrize("degraded", [0, 0.5])
def test_another_share_is_a_change(degraded: float) -> None:
    assert _print(degraded) != _print(1)


def test_the_sample_tells_what_its_people_changed_and_nothing_else(repo_root: Path) -> None:
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    stamp = last_freeze(handbook)
    assert stamp is not None
    assert stamp.content == content_hash(stamp.records)
    assert [f"{one.collection}/{one.id}" for one in changes_since(handbook, stamp)] == [
        "plan/",
        "maturity/functional-coverage",
        "opportunities/ai-demand-forecast",
        "initiatives/low-code-reports",
    ]
