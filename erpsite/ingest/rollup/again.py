"""Find days that stand in the logs twice: rows alike beyond what chance and the log's habit explain."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.listing import LogFile
from erpsite.model.rolled import RepeatedDay

__all__ = ["AlikeRows", "one_in_so_many", "repeated_days"]

_LOOKED_AT = 6_000_000
"""Bytes of CSV, some hundred thousand rows, of which every row is looked at; of more, as many."""
_DENSER = 8
"""Rows that a byte of Parquet or gzip holds for one of CSV, about."""
_FEWEST = 5
"""Rows too many of a day that is told."""
_SHARE = 0.2
"""Share of rows too many from which a day is told, where it is three times what it is on other days."""
_TIMES = 3
_KINDS = 20
"""Kinds of rows that all stand twice, or three times, by no chance."""


@dataclass(frozen=True, slots=True)
class AlikeRows:
    """Hold what was seen of one day."""

    day: str
    rows: int
    kinds: int
    """Rows that differ from each other."""
    uneven: int
    """Kinds that stand an odd number of times."""
    no_thirds: int
    """Kinds that do not stand three times, six times, …"""
    files: tuple[str, ...]
    """Files that hold a row of which there are more: one, or the first and the last by name."""

    @property
    def share(self) -> float:
        """Return the share of rows that stand there already."""
        return 1 - self.kinds / self.rows


def one_in_so_many(files: Iterable[LogFile]) -> int:
    """Return among how many rows one is looked at; 1 where all are."""
    size = sum(one.size * (_DENSER if one.zipped or one.form == "parquet" else 1) for one in files)
    return max(1, math.ceil(size / _LOOKED_AT))


def repeated_days(seen: Sequence[AlikeRows], one_in: int) -> list[RepeatedDay]:
    """Return the days of which too many rows stand more than once.

    Coarse logs have rows that are alike on any day: a day is told where it has three times the share of the
    median day, or where every row of it stands twice, or three times.
    """
    usual = statistics.median_low(one.share for one in seen) if len(seen) > 1 else 0.0
    return [_told(one, one_in) for one in sorted(seen, key=lambda one: one.day) if _is_told(one, usual)]


def _is_told(one: AlikeRows, usual: float) -> bool:
    if one.rows - one.kinds < _FEWEST:
        return False
    each = one.kinds >= _KINDS and 0 in (one.uneven, one.no_thirds)
    return each or (one.share >= _SHARE and one.share >= _TIMES * usual)


def _told(one: AlikeRows, one_in: int) -> RepeatedDay:
    more, rows = (_about(number * one_in, one_in) for number in (one.rows - one.kinds, one.rows))
    return RepeatedDay(one.day, rows, more, one.files, one_in > 1)


def _about(number: int, one_in: int) -> int:
    return number if one_in == 1 else int(float(f"{number:.2g}"))
