"""Question days of a file of which a part of the durations is a thousandfold, or a thousandth, of the others.

Long jobs beside dialogs are no such part: they are there on other days, too, or they are transactions of
their own, or they do not last what the dialogs last, moved by three decades. Of quick failures none counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.query import SCALE
from erpsite.model.rolled import LogDoubt, figure

__all__ = ["DayScale", "Sides", "Suspect", "mixed_units", "suspects"]

_STEPS = len(SCALE) + 1
_THOUSAND = SCALE.index(1000)
"""Steps of the scale that are a thousandfold."""
_ROWS, _PART = 40, 10
"""Durations of a file, module and day that are looked at, and of the smaller part of them."""
_SHARE = 0.03
_OTHER_ROWS, _OTHER_DAYS = 200, 3
"""Durations and days of the module besides, from which on they say what is usual."""
_ALIKE, _ALIKE_ALONE = 0.9, 0.95
"""Likeness of a part, from 0 to 1, with what is usual, or with the other part of the day, when moved."""
_CACHED = 20
"""Milliseconds below which the shorter part of a single day may be what caches give."""
_LUMP = 0.8
"""Share of a part on one step from which it has no form."""
_SAME = 0.5
"""Share of the odd part that lies in transactions that have the other part, too."""
_TIMES = 2
"""Times what is usual that the odd part of a day has besides it."""
_MOST = 20
"""Days at most whose transactions are asked for."""

Steps = Sequence[float]


@dataclass(frozen=True, slots=True)
class DayScale:
    """Hold the rows of one file, module and day on a step of the scale."""

    file: str
    module: str
    day: str
    step: int
    rows: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """Hold a day of which a part seems to be in another unit."""

    file: str
    module: str
    day: str
    edge: int
    """Step at which the longer part begins."""
    longer: bool
    """Whether the odd part is the longer one."""
    share: float
    usual: float
    found: float
    """Middle of each part, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold the rows that did not fail of a suspect's day, shorter and longer ones.

    Of a transaction that is named, and that has both, they are told apart from those of the others.
    """

    named: bool
    both: bool
    shorter: int
    longer: int


def suspects(seen: Iterable[DayScale]) -> list[Suspect]:
    """Return the days to be asked for, those with the largest odd part first."""
    days: dict[str, dict[tuple[str, str], list[int]]] = defaultdict(dict)
    for one in seen:
        days[one.module].setdefault((one.file, one.day), [0] * _STEPS)[one.step] += one.rows
    found = []
    for module, held in days.items():
        total = [sum(column) for column in zip(*held.values(), strict=True)]
        for (file, day), steps in held.items():
            if sum(steps) < _ROWS:
                continue
            others = [every - own for every, own in zip(total, steps, strict=True)]
            if sum(others) >= _OTHER_ROWS and len(held) > _OTHER_DAYS:
                apart = [one for key, one in held.items() if key != (file, day) and sum(one) >= _ROWS]
                odd = _beside(steps, others, apart)
            else:
                odd = _within(steps)
            if odd:
                found.append(Suspect(file, module, day, *odd))
    return sorted(found, key=lambda one: (-one.share, one.file, one.module, one.day))[:_MOST]


Odd = tuple[int, bool, float, float, float]


def _beside(steps: Sequence[int], others: Sequence[int], apart: Sequence[Sequence[int]]) -> Odd | None:
    """Return the part of a day that is what is usual on others, moved, and that three in four do not have."""
    rows, usual = sum(steps), _shares(others)
    for longer, moved in ((True, _longer(usual)), (False, _shorter(usual))):
        where = [at for at in range(_STEPS) if moved[at] > 4 * usual[at] and moved[at] > 0.001]
        reach = sum(moved[at] for at in where)
        more = {at: steps[at] - rows * usual[at] for at in where}
        odd, expected = sum(more.values()), rows * sum(usual[at] for at in where)
        habits = sorted(sum(one[at] for at in where) / sum(one) for one in apart)
        habit = rows * habits[3 * len(habits) // 4] if habits else 0.0
        least = max(_PART, _SHARE * rows, 5 * math.sqrt(expected), _TIMES * expected, _TIMES * habit)
        if reach < 0.5 or odd < least:
            continue
        alike = _likeness([max(0.0, more[at]) for at in where], [moved[at] for at in where])
        rest = [0 if at in more else steps[at] for at in range(_STEPS)]
        if alike >= _ALIKE and sum(rest) >= _PART:
            odd_steps = [max(0.0, more.get(at, 0.0)) for at in range(_STEPS)]
            return _told(odd_steps, [float(one) for one in rest], longer=longer)
    return None


def _within(steps: Sequence[int]) -> Odd | None:
    """Return the smaller part of a day whose two parts are alike when one is moved; without other days."""
    best: tuple[float, Odd] | None = None
    rows = sum(steps)
    for edge in range(2, _STEPS):
        low, high = [*steps[:edge], *[0] * (_STEPS - edge)], [*[0] * edge, *steps[edge:]]
        if min(sum(low), sum(high)) < max(_PART, _SHARE * rows):
            continue
        longer = sum(high) <= sum(low)
        alike = max(_likeness(_longer(low), high), _likeness(_shorter(high), low))
        if _middle(low) < _CACHED or any(max(part) > _LUMP * sum(part) for part in (low, high)):
            continue  # what caches give, or no form by which to tell
        if alike >= _ALIKE_ALONE and (best is None or alike > best[0]):
            odd, rest = (high, low) if longer else (low, high)
            best = alike, _told([*map(float, odd)], [*map(float, rest)], longer=longer)
    return best[1] if best else None


def _told(odd: Steps, rest: Steps, *, longer: bool) -> Odd:
    found, usual = _middle(odd), _middle(rest)
    middle = math.sqrt(max(found, 0.5) * max(usual, 0.5))
    edge = sum(middle >= one for one in SCALE)
    return edge, longer, sum(odd) / (sum(odd) + sum(rest)), usual, found


def _shares(steps: Steps) -> list[float]:
    total = sum(steps)
    return [one / total for one in steps]


def _longer(steps: Steps) -> list[float]:
    """Return what the steps are when each duration is a thousand times as long; none stays none."""
    return [steps[0], *[0.0] * _THOUSAND, *steps[1:-_THOUSAND]]


def _shorter(steps: Steps) -> list[float]:
    """Return what the steps are when each duration is a thousandth, rounded to whole milliseconds."""
    moved = [0.0, *steps[_THOUSAND + 1 :], *[0.0] * _THOUSAND]
    moved[0] = sum(steps[:_THOUSAND])  # below half a second
    moved[1], moved[2] = steps[_THOUSAND] + moved[1] / 2, moved[2] + moved[1] / 2
    return moved


def _likeness(first: Steps, second: Steps) -> float:
    lengths = math.hypot(*first) * math.hypot(*second)
    return sum(one * two for one, two in zip(first, second, strict=True)) / lengths if lengths else 0.0


def _middle(steps: Steps) -> float:
    """Return about the median, in milliseconds."""
    half, passed = sum(steps) / 2, 0.0
    for at, rows in enumerate(steps):
        passed += rows
        if passed >= half:
            return 0.0 if at == 0 else math.sqrt(SCALE[at - 1] * SCALE[min(at, len(SCALE) - 1)])
    return 0.0


def mixed_units(asked: Mapping[Suspect, Iterable[Sides]]) -> Iterator[LogDoubt]:
    """Yield the files with days whose odd part lies in transactions that have the other part, too."""
    found: dict[str, list[Suspect]] = defaultdict(list)
    for one, sides in asked.items():
        if _is_mixed(one, list(sides)):
            found[one.file].append(one)
    for file, held in sorted(found.items()):
        first = min(held, key=lambda one: (one.day, one.module))
        values = {
            "day": first.day, "share": str(max(1, round(100 * first.share))), "found": figure(first.found),
            "usual": figure(first.usual), "module": first.module,
        }  # fmt: skip
        yield LogDoubt("unit", file, values, tuple(sorted({one.day[:7] for one in held})))


def _is_mixed(suspect: Suspect, sides: Sequence[Sides]) -> bool:
    odd = [(one, one.longer if suspect.longer else one.shorter) for one in sides]
    named = sum(rows for one, rows in odd if one.named)
    both = sum(rows for one, rows in odd if one.both)
    return sum(rows for _, rows in odd) >= _PART and both >= _SAME * named
