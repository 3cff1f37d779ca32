"""Measure imports: 100,000 tickets from CSV and XLSX beside pandas, a first map, a plan of 5,000 tasks."""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.measure import Run, run

__all__ = ["print_imports"]

_ROWS = 100_000
_TASKS = 5_000
_NAMES = (
    "number", "opened_at", "resolved_at", "priority", "assignment_group", "made_sla", "reopen_count", "cause",
    "short_description", "location",
)  # fmt: skip
_MORE = tuple(f"u_custom_{number}" for number in range(10))
"""Columns that make twenty of ten."""
_ERPSITE = [sys.executable, "-m", "erpsite"]
_BEGIN = ["new", "plan", "--name", "Bench", "--year", "2026", "--languages", "en", "--currency", "GBP",
          "--country", "GB"]  # fmt: skip


def _tickets(count: int) -> Iterator[tuple[str, ...]]:
    draw = random.Random(count)
    begin = dt.datetime(2026, 1, 1, 8)  # noqa: DTZ001 - the file has no zone
    for number in range(count):
        opened = begin + dt.timedelta(minutes=number * 3)
        resolved = opened + dt.timedelta(minutes=draw.randint(5, 9000))
        yield (
            f"INC{number:07d}", opened.isoformat(" "),
            resolved.isoformat(" ") if draw.random() < 0.95 else "",
            str(draw.randint(1, 4)), f"group {draw.randint(1, 12)}", draw.choice(["true", "false"]),
            draw.choice("0001"), draw.choice(["data error", "rights", "training", "bug"]),
            f"text {number}, with a comma", draw.choice("ABC"),
        )  # fmt: skip


def _write_tables(folder: Path) -> None:
    """Write the same rows as CSV and XLSX, and 2,000 of them with twenty columns."""
    rows = list(_tickets(_ROWS))
    for name, names, held in (
        ("tickets", _NAMES, rows),
        ("wide", (*_NAMES, *_MORE), [(*row, *row) for row in rows[:2000]]),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([names, *held])
    book = xlsxwriter.Workbook(str(folder / "sheet.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet("tickets")
    for number, row in enumerate([_NAMES, *rows]):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)
    book.close()


def _write_plan(folder: Path) -> None:
    """Write a plan of MS Project: summaries of ten tasks, each after the one before it."""
    tasks, day = [], dt.date(2026, 1, 5)
    for number in range(1, _TASKS + 1):
        start = day + dt.timedelta(days=7 * (number % 40))
        top = number % 10 == 1
        link = (
            f"<PredecessorLink><PredecessorUID>{number - 1}</PredecessorUID><Type>1</Type></PredecessorLink>"
        )
        tasks.append(
            f"<Task><UID>{number}</UID><ID>{number}</ID><Name>Task {number}</Name>"
            f"<OutlineLevel>{1 if top else 2}</OutlineLevel><Summary>{int(top)}</Summary>"
            f"<Start>{start}T08:00:00</Start><Finish>{start + dt.timedelta(days=4)}T17:00:00</Finish>"
            f"<Duration>PT40H0M0S</Duration>{link if number % 10 > 2 else ''}</Task>"
        )
    text = (
        '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Name>Bench</Name>'
        f"<MinutesPerDay>480</MinutesPerDay><Tasks>{''.join(tasks)}</Tasks></Project>"
    )
    (folder / "plan.xml").write_text(text, encoding="utf-8")


def _import(folder: Path, *words: str) -> Run:
    return run([*_ERPSITE, "import", *words], folder)


def _alone(folder: Path, call: str) -> Run:
    return run([sys.executable, "-c", f"import pandas; pandas.{call}"], folder)


def print_imports(scratch: Path) -> None:
    """Print what imports take in CPU seconds and MB, and what they are held against."""
    run([*_ERPSITE, *_BEGIN], scratch)
    folder = scratch / "plan"
    _write_tables(folder)
    _write_plan(folder)
    print(f"\nimports, whole commands   {'CPU s':>6} {'MB':>5}")
    start = run([*_ERPSITE, "import", "--list"], folder)
    _told("start alone (--list)", start)
    _told("first map of 20 columns, 2,000 rows", _maybe(folder, "wide.csv", "--as", "tickets"),
          f"aim: 1 s beyond start and reading: {start.cpu:.2f}")  # fmt: skip
    _maybe(folder, "tickets.csv", "--as", "tickets")
    alone = _alone(folder, "read_csv('tickets.csv')")
    _told(f"{_ROWS:,} rows of CSV", _import(folder, "tickets.csv", "--dry-run"),
          f"aim: 4 s, 600 MB; pandas alone reads them in {alone.cpu:.2f}")  # fmt: skip
    _maybe(folder, "sheet.xlsx", "--as", "tickets")
    read = _alone(folder, "read_excel('sheet.xlsx', engine='calamine')")
    sheet = _import(folder, "sheet.xlsx", "--dry-run")
    _told(f"{_ROWS:,} rows of XLSX", sheet, f"{sheet.cpu / read.cpu:.2f} × pandas with calamine (aim: 3)")
    _maybe(folder, "plan.xml")
    _told(f"a plan of {_TASKS:,} tasks", _import(folder, "plan.xml", "--dry-run"), "aim: 5 s")


def _maybe(folder: Path, *words: str) -> Run:
    """Propose a map; what is left open gives another exit code, which is no failure here."""
    command = [*_ERPSITE, "import", *words]
    return run([sys.executable, "-c", _ANY, *command[1:]], folder)


_ANY = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, *sys.argv[1:]]).returncode > 1)"


def _told(name: str, one: Run, words: str = "") -> None:
    print(f"  {name:36} {one.cpu:6.2f} {one.memory:5.0f}   {words}".rstrip())
