"""Read of a plan only what counting its logs needs: its months and zone, its modules and plants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.stamps import HOMES
from erpsite.issues import Source
from erpsite.load.located import LocatedMapping
from erpsite.load.references import Ids
from erpsite.load.rolled.definition import Rollup
from erpsite.load.rolled.reading import months_of_plan
from erpsite.load.yaml_reader import read_yaml
from erpsite.model.plan import Plan

__all__ = ["Frame", "frame_of"]

_SAID = ("plan_year", "fiscal_start", "fiscal_year_named", "timezone", "data_from")


@dataclass(frozen=True)
class Frame:
    """Hold what logs are counted into."""

    plan: Plan
    """Its year, months and time zone alone."""
    ids: Ids

    def zone(self, found: Rollup) -> str:
        """Return the name of the zone whose months are counted."""
        return found.zone or self.plan.timezone

    def span(self, found: Rollup) -> tuple[str, str]:
        """Return the first month that counts, and the first that no longer does."""
        return months_of_plan(found, self.plan)

    def known(self, kind: str) -> frozenset[str]:
        """Return the ids of modules or plants."""
        return frozenset(self.ids.places.get(kind, {}))


def frame_of(data_dir: Path) -> Frame:
    """Return the frame of a plan, without reading the rest of it."""
    plan = _tree(data_dir / "handbook.yml")
    if not isinstance(plan, LocatedMapping) or not isinstance(plan.get("plan_year"), int):
        message = "{path} does not say the plan_year; erpsite check tells what is wrong with the plan"
        raise RollupFault(message, path=(data_dir / "handbook.yml").as_posix())
    ids = Ids()
    for kind, file in HOMES.items():
        ids.places[kind] = {}
        tree = _tree(data_dir / file)
        for record in tree if isinstance(tree, list) else ():
            if isinstance(record, LocatedMapping) and isinstance(record.get("id"), str):
                ids.places[kind][record["id"]] = Source(file, *record.start)
    return Frame(Plan.model_construct(**{name: plan[name] for name in _SAID if name in plan}), ids)


def _tree(path: Path) -> Any:
    try:
        return read_yaml(path.read_bytes(), path.name).tree
    except FileNotFoundError:
        return None
