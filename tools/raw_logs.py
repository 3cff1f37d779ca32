"""Write small raw logs of an invented year, the same on every machine: `python -m tools.raw_logs FOLDER`.

Dialogue steps of three modules at two plants, as SAP's STAD would list them, and checks of a monitor every
two hours; with what logs are like: a copy of a file, a service user, a maintenance every Sunday.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

SEED = 20260115
YEAR = 2026
MONTHS = 6
MODULES = {
    "FI": ("FB60", "FB01", "F-53"),
    "MM": ("ME21N", "MIGO", "ME51N"),
    "SD": ("VA01", "VF01", "VL02N"),
}
PLANTS = ("0010", "0020")
AHEAD = dt.timedelta(hours=8)
"""What the plants' time is ahead of UTC."""
STEPS = 60
"""Dialogue steps a module and plant in a month."""


def dialogue(month: int, draw: random.Random) -> Iterator[str]:
    """Yield the lines of a month of dialogue steps; purchasing is slow until April, then it is mended."""
    yield "time,plant,module,user,transaction,ms,status"
    for plant in PLANTS:
        for module, transactions in MODULES.items():
            slow = 2.4 if module == "MM" and month < 4 else 1.0
            for _ in range(STEPS):
                day, hour, minute = draw.randint(1, 28), draw.randint(7, 18), draw.randint(0, 59)
                moment = dt.datetime(YEAR, month, day, hour, minute)  # noqa: DTZ001 - local, as it is written
                user = f"{module}{draw.randint(1, 9):02d}"
                milliseconds = round(draw.lognormvariate(6.3, 0.7) * slow)
                status = "E" if draw.random() < 0.02 else "S"
                one = draw.choice(transactions)
                yield f"{moment:%Y-%m-%d %H:%M:%S},{plant},{module},{user},{one},{milliseconds},{status}"
    yield f"{YEAR}-{month:02d}-15 03:00:00,0010,FI,SAPSYS,RSBTCRTE,9,S"


def checks(draw: random.Random) -> Iterator[str]:
    """Yield the lines of the monitor: a check of each module every two hours."""
    yield "time,service,state"
    moment = dt.datetime(YEAR, 1, 1) - AHEAD  # noqa: DTZ001 - UTC, as the definition says
    while moment < dt.datetime(YEAR, MONTHS + 1, 1) - AHEAD:  # noqa: DTZ001 - the same
        for module in MODULES:
            state = "down" if draw.random() < 0.004 else "up"
            yield f"{moment:%Y-%m-%dT%H:%M:%SZ},{module},{state}"
        moment += dt.timedelta(hours=2)


def written(folder: Path) -> Iterator[Path]:
    """Write the logs into a folder, and yield each."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)  # noqa: S311 - repeatable is what is wanted
    for month in range(1, MONTHS + 1):
        path = folder / f"dialogue-{YEAR}-{month:02d}.csv"
        path.write_text("\n".join(dialogue(month, draw)) + "\n", encoding="utf-8", newline="\n")
        yield path
    copy = folder / f"dialogue-{YEAR}-03 (1).csv"
    copy.write_bytes((folder / f"dialogue-{YEAR}-03.csv").read_bytes())
    yield copy
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:  # no time of its own: the same bytes
        stream.write(("\n".join(checks(draw)) + "\n").encode())
    path = folder / f"checks-{YEAR}.csv.gz"
    path.write_bytes(packed.getvalue())
    yield path


def main(words: list[str]) -> int:
    """Write the logs into the folder that is named; return the exit code."""
    if len(words) != 1:
        print("python -m tools.raw_logs FOLDER")
        return 2
    for path in written(Path(words[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
