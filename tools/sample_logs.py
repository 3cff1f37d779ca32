"""Write the raw logs of the sample plan, the same on every machine: `python -m tools.sample_logs logs`.

They are thin – some dozens of rows a month and module where a real system writes a million – and so made that
counting them by `data/rollups/` gives what was typed in `data/health.csv` before: percentiles within the
width of a bucket, all else exactly. `tools/sample_logs.csv` holds these values.
"""

from __future__ import annotations

import calendar
import csv
import gzip
import io
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from erpsite.model.rolled import BUCKET_STEP, bucket_of

VALUES = Path(__file__).with_suffix(".csv")
SEED = "sample-2026"
STEPS, REPORTS, JOBS, EXPORTS = 80, 40, 1000, 12
"""Rows of a month: dialogue steps, reports and exports of each module; night jobs of all."""
BOUNDS = {"response-time": (2.0, 3.0), "report-runtime": (8.0, 15.0)}
"""Values at which the status of a metric changes; a percentile stays on the side on which it was typed."""
TRANSACTIONS = {
    "finance": ("FB60", "FB50", "F-53"), "supply-chain": ("ME21N", "ME51N", "MIRO"),
    "production": ("CO01", "CO11N", "MD04"), "sales": ("VA01", "VL02N", "VF01"),
    "hr": ("PA30", "PA61", "PT60"), "quality": ("QA32", "QE51N", "QM01"),
    "warehouse": ("MIGO", "LT03", "LT12"), "plant-maintenance": ("IW31", "IW41", "IP10"),
}  # fmt: skip
HEADS = {
    "dialogue": "time,module,transaction,ms,status", "reports": "time,module,report,seconds",
    "night-jobs": "started,job,seconds,state", "interfaces": "time,module,message",
    "exports": "time,module,report,exports",
}  # fmt: skip
"""Header of each log, by its name."""

Values = dict[tuple[str, str], dict[str, float]]
"""Values by metric and month, and there by module."""


def typed_values() -> Values:
    """Return what was typed before."""
    found: Values = {}
    with VALUES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault((row["metric"], row["month"]), {})[row["module"]] = float(row["value"])
    return found


def lines_of(log: str, month: str, values: Values) -> list[str]:
    """Return the rows of a month of a log, in the order of their times."""
    draw = random.Random(f"{SEED} {log} {month}")  # noqa: S311 - repeatable is what is wanted
    rows = {
        "dialogue": _dialogue, "reports": _reports, "night-jobs": _night_jobs, "interfaces": _interfaces,
        "exports": _exports,
    }[log](month, values, draw)  # fmt: skip
    return sorted(rows)


def _moment(month: str, draw: random.Random, hours: tuple[int, int] = (7, 19)) -> str:
    year, number = map(int, month.split("-"))
    day = draw.randint(1, calendar.monthrange(year, number)[1])
    return f"{month}-{day:02d} {draw.randint(*hours):02d}:{draw.randint(0, 59):02d}:00"


def _in_bucket(value: float, unit: int, bounds: Iterable[float], decimals: int) -> int:
    """Return a duration whose bucket shows one like it, on the same side of every bound."""
    milliseconds, bounds = value * unit, [bound * unit for bound in bounds]
    first = bucket_of(round(milliseconds))
    for bucket in (first, first - 1, first + 1):
        shown = BUCKET_STEP ** (bucket - 0.5)
        printed = round(shown / unit, decimals) * unit
        if all((one <= bound) == (milliseconds <= bound) for bound in bounds for one in (shown, printed)):
            return round(milliseconds) if bucket == first else round(shown)
    raise ValueError("two bounds within one bucket")


def _durations(aim: int, share: float, number: int, draw: random.Random) -> list[int]:
    """Return milliseconds of which that share finish within `aim`, in no order."""
    drawn = sorted(draw.lognormvariate(0, 0.6) for _ in range(number))
    rank = math.ceil(share * number - 1e-9) - 1
    scaled = [max(1, round(one / drawn[rank] * aim)) for one in drawn]
    draw.shuffle(scaled)
    return scaled


def _dialogue(month: str, values: Values, draw: random.Random) -> Iterator[str]:
    for module, seconds in values["response-time", month].items():
        for ms in _durations(_in_bucket(seconds, 1000, BOUNDS["response-time"], 2), 0.95, STEPS, draw):
            status = "E" if draw.random() < 0.01 else "S"
            yield f"{_moment(month, draw)},{module},{draw.choice(TRANSACTIONS[module])},{ms},{status}"


def _reports(month: str, values: Values, draw: random.Random) -> Iterator[str]:
    for module, minutes in values["report-runtime", month].items():
        for ms in _durations(_in_bucket(minutes, 60_000, BOUNDS["report-runtime"], 1), 0.9, REPORTS, draw):
            yield f"{_moment(month, draw)},{module},R{draw.randint(1, 9)},{ms / 1000:.3f}"


def _night_jobs(month: str, values: Values, draw: random.Random) -> Iterator[str]:
    """Yield the jobs of the nights; the main batch is the longest, at the end of the month above all."""
    year, number = map(int, month.split("-"))
    days = calendar.monthrange(year, number)[1]
    longest = round(3600 * values["batch-window", month][""])
    failed = JOBS - round(JOBS * values["batch-success", month][""] / 100)
    for day in range(1, days + 1):
        seconds = longest if day == days else round(longest * draw.uniform(0.7, 0.95))
        yield f"{month}-{day:02d} 20:00:00,MAIN,{seconds},ok"
    for at in range(JOBS - days):
        state = "failed" if at < failed else "ok"
        moment = _moment(month, draw, (20, 23))
        job = draw.choice(("MRP", "BILLING", "COSTING", "IDOC"))
        yield f"{moment},{job},{draw.randint(2, 90) * 10},{state}"


def _interfaces(month: str, values: Values, draw: random.Random) -> Iterator[str]:
    for module, lost in values["lost-messages", month].items():
        for _ in range(round(lost)):
            yield f"{_moment(month, draw, (0, 23))},{module},{draw.choice(('ORDERS', 'DESADV', 'INVOIC'))}"


def _exports(month: str, values: Values, draw: random.Random) -> Iterator[str]:
    for module, exports in values["excel-exports", month].items():
        for part in _parts(round(exports), EXPORTS, draw):
            yield f"{_moment(month, draw)},{module},R{draw.randint(1, 9)},{part}"


def _parts(total: int, number: int, draw: random.Random) -> list[int]:
    """Return whole numbers that add up to a total, each within a half of their mean."""
    weights = [draw.uniform(0.5, 1.5) for _ in range(number)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def logs() -> Iterator[tuple[str, str]]:
    """Yield name and text of each file: a quarter of a log."""
    values = typed_values()
    months = sorted({month for _, month in values})
    quarters: dict[str, list[str]] = {}
    for month in months:
        quarters.setdefault(f"{month[:4]}-q{(int(month[5:]) + 2) // 3}", []).append(month)
    for log, head in HEADS.items():
        for quarter, held in quarters.items():
            rows = [line for month in held for line in lines_of(log, month, values)]
            yield f"{log}-{quarter}.csv.gz", "\n".join([head, *rows]) + "\n"


def write(folder: Path) -> Sequence[Path]:
    """Write the logs into a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in logs():
        packed = io.BytesIO()
        with gzip.GzipFile(
            fileobj=packed, mode="wb", mtime=0
        ) as stream:  # no time of its own: the same bytes
            stream.write(text.encode())
        (folder / name).write_bytes(packed.getvalue())
        paths.append(folder / name)
    return paths


def main(words: list[str]) -> int:
    """Write the logs into the folder that is named; return the exit code."""
    if len(words) != 1:
        print("python -m tools.sample_logs FOLDER")
        return 2
    for path in write(Path(words[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
