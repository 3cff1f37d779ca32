"""What is kept with records that stay is what would be computed anew, whatever an edit changes."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
import shutil
from pathlib import Path

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.load import LoadResult, load_handbook
from erpsite.load.remembered import remember_files
from erpsite.model.initiative import Initiative
from erpsite.plancheck import check_plan
from tests.factory import small_handbook

_DAY = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")
_NUMBER = re.compile(r"(?<=: )(\d{1,4})$", re.MULTILINE)


def _edited(text: str, dice: random.Random) -> str:
    """Return a text with one day, or one number, changed a little."""
    spots = [*_DAY.finditer(text), *_NUMBER.finditer(text)]
    if not spots:
        return text
    spot = dice.choice(spots)
    if len(spot[1]) == 10:
        new = str(dt.date.fromisoformat(spot[1]) + dt.timedelta(days=dice.choice((-40, -3, -1, 1, 2, 60))))
    else:
        new = str(max(int(spot[1]) + dice.choice((-2, -1, 1, 3, 25)), 0))
    return text[: spot.start(1)] + new + text[spot.end(1) :]


_SETTINGS = (
    ("calendar:\n", "calendar:\n  holidays: [2026-06-10, 2026-06-11, 2026-09-16]\n"),
    (
        "budget:\n",
        "thresholds: {slip_amber: 0.001, slip_red: 0.002, cost_amber: 0, cost_red: 0.01}\nbudget:\n",
    ),
    ("2026-Q1: 220, 2026-Q2: 250, 2026-Q3: 250", "2026-Q1: 220, 2026-Q2: 250"),
)
"""What stands in handbook.yml, and what is written there instead: records of other files stay."""


def _set(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def _told(found: LoadResult) -> list[object]:
    """Return what is computed of a plan: its findings, states, schedule and money."""
    told: list[object] = [found.issues]
    if found.handbook is None:
        return told
    for month in dict.fromkeys((found.handbook.plan.first_month, found.handbook.default_as_of)):
        figures = Figures(state(found.handbook, month))
        told += [figures.state.initiatives, figures.schedule, figures.earned_value, check_plan(figures)]
        told += [figures.state.risks, [(row.metric, row.value) for row in found.handbook.health_values]]
    return told


def test_every_edit_is_computed_as_if_nothing_were_kept(repo_root: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(repo_root / "data", tmp_path / "data"))
    dice, wrong = random.Random(20261130), 0
    remember_files(400)
    try:
        first = load_handbook(data)
        assert first.handbook is not None
        begun = _told(first)
        files = [
            data / "handbook.yml",
            *sorted(data.glob("initiatives/*.yml")),
            *sorted(data.glob("reviews/*.yml")),
        ]
        for turn in range(len(_SETTINGS) + 12):
            file = files[0] if turn < len(_SETTINGS) else dice.choice(files)
            before = file.read_text(encoding="utf-8")
            after = _set(before, *_SETTINGS[turn]) if turn < len(_SETTINGS) else _edited(before, dice)
            file.write_text(after, encoding="utf-8")
            warm = _told(load_handbook(data))
            remember_files(400)  # forgets them
            cold = _told(load_handbook(data))
            assert warm == cold, (turn, file.name)
            wrong += len(cold) == 1
            if turn < len(_SETTINGS):
                assert len(cold) > 1
                assert warm != begun, "the setting changes what is computed"
            if turn < len(_SETTINGS) or len(cold) == 1:
                file.write_text(before, encoding="utf-8")
        assert wrong < 6, "most edits leave a plan that can be computed"
        assert _told(load_handbook(data)) != begun
    finally:
        remember_files(128)


def test_the_records_of_files_that_stay_keep_what_was_computed(repo_root: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(repo_root / "data", tmp_path / "data"))
    remember_files(400)
    try:
        first = load_handbook(data).handbook
        assert first is not None
        before = state(first, first.default_as_of)
        file = min(data.glob("initiatives/*.yml"))
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        second = load_handbook(data).handbook
        assert second is not None
        after = state(second, second.default_as_of)
        same = [name for name, now in after.initiatives.items() if now is before.initiatives[name]]
        assert len(same) == len(after.initiatives) - 1
        assert after.days is before.days
    finally:
        remember_files(128)


def _cost(initiative: Initiative, add: int) -> int:
    return int(initiative.cost) + add


def test_what_is_kept_is_computed_again_for_another_thing_and_goes_nowhere_else() -> None:
    initiative = next(iter(small_handbook().initiatives.values()))
    made: list[int] = []

    def counted(one: Initiative, add: int) -> int:
        made.append(add)
        return _cost(one, add)

    assert initiative.once(counted, 1) == initiative.once(counted, 1) == _cost(initiative, 1)
    assert made == [1]
    assert initiative.once(counted, 2) == _cost(initiative, 2)
    assert made == [1, 2]
    assert initiative.once(counted, 5, "other") == _cost(initiative, 5)
    assert initiative.once(counted, 2) == _cost(initiative, 2)
    assert made == [1, 2, 5]
    copy = pickle.loads(pickle.dumps(initiative))  # noqa: S301 - of our own making
    assert copy == initiative
    assert copy.where == initiative.where
    assert copy.once(counted, 2) == initiative.once(counted, 2)
    assert made == [1, 2, 5, 2], "what went to another process computes for itself"
    changed = initiative.model_copy(update={"name": initiative.name})
    assert changed.once(counted, 2) == _cost(initiative, 2)
    assert made == [1, 2, 5, 2, 2]
