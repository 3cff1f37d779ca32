"""Check that what a table says of a plant and a module fits what the plant uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft

__all__ = ["check_plant_modules"]


def check_plant_modules(draft: Draft) -> Iterator[Issue]:
    """Question, once a file, rows of a module that their plant does not use; one that names none uses all."""
    used = {plant.id: set(plant.modules) for plant in draft.plants if plant.modules}
    if not used:
        return
    for rows in (draft.health_values, draft.incidents, draft.tickets, draft.survey):
        strange: dict[tuple[str, str], list[Source]] = {}
        for row in rows:
            plant, module = _named(row)
            if module is not None and plant in used and module not in used[plant]:
                strange.setdefault((plant, module), []).append(row.where_of("module"))
        for (plant, module), places in strange.items():
            message = "by {file}, {plant} does not use {module}; other rows: {count}, the first here"
            values = {"plant": plant, "module": module, "file": "organisation.yml", "count": len(places)}
            yield Issue("module-of-plant", message, min(places), Severity.WARNING, values)


def _named(row: Any) -> tuple[str, str | None]:
    return row.plant or "", row.module
