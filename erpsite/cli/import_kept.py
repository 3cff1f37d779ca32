"""Say what an import leaves beside its map: the report that the site shows, and where rows came from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from erpsite.ingest.account import Draft
from erpsite.ingest.keeping import kept_report, kept_rows
from erpsite.ingest.targets import TARGETS
from erpsite.ingest.telling import Told
from erpsite.load.imported import REPORT, ROWS
from erpsite.load.plan_files import IMPORTS

__all__ = ["kept_files"]


def kept_files(told: Told, name: str, source: str, data_dir: Path) -> Mapping[str, str]:
    """Return the report, and for records of tables the table of their rows, by path in the data folder."""
    files = {f"{IMPORTS}/{name}{REPORT}": kept_report(told, name)}
    taken, outcome = told.taken, told.outcome
    others = {one.key for one in outcome.conflicts} | set(outcome.removed)
    for kind, drafts in {taken.kind: taken.drafts, **taken.also}.items():
        target = TARGETS[kind]
        if target.inside or target.file.shape != "table":
            continue

        def place_of(draft: Draft) -> str:
            return draft.place if source in draft.place else f"{source} {draft.place}"

        path = f"{IMPORTS}/{name}.{kind}{ROWS}"
        before = data_dir / path
        held = before.read_text(encoding="utf-8-sig") if before.is_file() else ""
        files[path] = kept_rows(target, (one for one in drafts if one.key not in others), place_of, held)
    return files
