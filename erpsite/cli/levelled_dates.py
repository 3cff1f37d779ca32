"""Write the dates of a levelled plan into its files: one line a date, comments kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.errors import ErpsiteError
from erpsite.model.levelling import Levelling, Move
from erpsite.patch import insert_item, set_value

__all__ = ["apply_moves"]

Path_ = list[str | int]


def apply_moves(data_dir: Path, state: PlanState, record: Levelling) -> Mapping[str, int]:
    """Write every move and return how many dates each file got.

    Before the first review the dates of `initiatives/` are changed; later they are forecasts in the review
    of the month shown, for what was approved stays as it was. Raises `ErpsiteError` where that review is
    missing, and `PatchError` for a file that cannot be changed by lines; then nothing is written.
    """
    texts: dict[Path, str] = {}
    counts: dict[str, int] = {}
    for move in record.moves:
        initiative, _, part = move.task.partition("/")
        now = state.initiatives[initiative]
        dates = _dates(now.tasks[part], move)
        if not dates:
            continue
        if state.reviews:
            file = _review(data_dir, state)
            text = _forecast(texts.get(file) or _read(file), initiative, now.tasks[part], dates)
        else:
            file = Path(now.initiative.where.under(data_dir.as_posix()).path)
            text = _planned(texts.get(file) or _read(file), now.tasks[part], dates)
        texts[file] = text
        counts[file.as_posix()] = counts.get(file.as_posix(), 0) + len(dates)
    for file, text in texts.items():
        file.write_bytes(text.encode("utf-8"))
    return counts


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def _review(data_dir: Path, state: PlanState) -> Path:
    if state.review is None:
        raise ErpsiteError(
            "there is no review of {month} to hold the forecasts; begin it with: erpsite review {month}",
            month=state.as_of,
        )
    return Path(state.review.where.under(data_dir.as_posix()).path)


def _dates(task: TaskState, move: Move) -> dict[str, dt.date]:
    """Return the dates that change: of a milestone its day, of a phase start and finish."""
    if task.milestone:
        return {"date": move.finish} if move.finish != task.finish else {}
    found = {"start": move.start} if move.start != task.start and not task.started else {}
    return found | ({"finish": move.finish} if move.finish != task.finish else {})


def _planned(text: str, task: TaskState, dates: Mapping[str, dt.date]) -> str:
    whole = yaml.safe_load(text)
    kind = "milestones" if task.milestone else "phases"
    number = next(n for n, one in enumerate(whole[kind]) if one["id"] == task.id)
    lasting = "duration" in whole[kind][number] and "finish" not in whole[kind][number]
    for name, day in dates.items():
        if not (lasting and name == "finish"):
            text = set_value(text, [kind, number, name], day)
    return text


def _forecast(text: str, initiative: str, task: TaskState, dates: Mapping[str, dt.date]) -> str:
    kind, key = ("milestones", "milestone") if task.milestone else ("phases", "phase")
    fields = {
        {"date": "forecast", "start": "forecast_start", "finish": "forecast_finish"}[name]: day
        for name, day in dates.items()
    }
    reports = (yaml.safe_load(text) or {}).get("progress") or []
    number = _place(reports, "initiative", initiative)
    new: dict[str, Any] = {key: task.id, **fields}
    if number is None:
        report = {"initiative": initiative, kind: [new]}
        return insert_item(text, ["progress"], report) if reports else set_value(text, ["progress"], [report])
    path: Path_ = ["progress", number, kind]
    known = reports[number].get(kind) or []
    place = _place(known, key, task.id)
    if not known:
        return set_value(text, path, [new])
    if place is None:
        return insert_item(text, path, new)
    for name, day in fields.items():
        text = set_value(text, [*path, place, name], day)
    return text


def _place(rows: list[dict[str, Any]], key: str, name: str) -> int | None:
    return next((number for number, row in enumerate(rows) if row.get(key) == name), None)
