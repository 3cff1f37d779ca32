"""Read the sample's calendar with ical.js and node-ical, its workbook with SheetJS: part of `make soak`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ical.js@2.2.1", "node-ical@0.27.2", "xlsx@0.18.5")

_READ = """
const fs = require("fs"), XLSX = require("xlsx"), nodeIcal = require("node-ical");
import("ical.js").then(({default: ICAL}) => {
  const [calendar, workbook] = process.argv.slice(2);
  const root = new ICAL.Component(ICAL.parse(fs.readFileSync(calendar, "utf8")));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = {};
  for (const one of root.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(one), sequence = one.getFirstPropertyValue("sequence");
    const at = (time) => time.isDate ? time.toString() : time.toJSDate().toISOString();
    events[event.uid] = [at(event.startDate), at(event.endDate), sequence, event.summary];
  }
  const byNode = {};
  const text = (value) => typeof value === "object" && value !== null ? value.val : value;
  for (const one of Object.values(nodeIcal.sync.parseFile(calendar))) {
    if (one.type !== "VEVENT") continue;
    const at = (time) => time.dateOnly ? null : time.toISOString();
    byNode[one.uid] = [at(one.start), at(one.end), Number(one.sequence), text(one.summary)];
  }
  const book = XLSX.read(fs.readFileSync(workbook)), sheets = {};
  for (const name of book.SheetNames) {
    sheets[name] = {};
    for (const [place, cell] of Object.entries(book.Sheets[name]))
      if (place[0] !== "!" && cell.t !== "z") sheets[name][place] = [cell.t, cell.v, cell.w];
  }
  process.stdout.write(JSON.stringify({events, byNode, sheets}));
});
"""


def install(folder: Path) -> str:
    """Install the readers into a folder; return why they are not there, or nothing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return "npm is not installed"
    command = [
        npm,
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        *PACKAGES,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return f"npm could not install them: {done.stderr.strip()[-200:]}" if done.returncode else ""


def read(folder: Path, calendar: Path, workbook: Path) -> Mapping[str, Any]:
    """Return what the readers found in both files."""
    script = folder / "read.cjs"
    script.write_text(_READ, encoding="utf-8")
    command = ["node", str(script), str(calendar), str(workbook)]
    found: Mapping[str, Any] = json.loads(
        subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout
    )
    return found


def compare_events(calendar: Path, read_events: Mapping[str, Any]) -> int:
    """Return how many events both readers place at the same moments; raise where one differs."""
    ours: dict[str, Any] = {
        str(event["uid"]): event for event in Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    }
    assert ours.keys() == read_events.keys()
    for uid, event in ours.items():
        start, end, sequence, summary = read_events[uid]
        # node-ical gives a whole day as midnight of the machine's own zone, which says nothing of the file.
        said = (start or _moment(event.start), end or _moment(event.end))
        assert said == (_moment(event.start), _moment(event.end)), uid
        assert (sequence, summary) == (event["sequence"], str(event["summary"])), uid
    return len(ours)


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return value.isoformat()


def compare_cells(workbook: Path, sheets: Mapping[str, Any]) -> int:
    """Return how many cells SheetJS reads as they were written and prints without a bare point."""
    mine, count = load_workbook(workbook), 0
    assert mine.sheetnames == list(sheets)
    for name in mine.sheetnames:
        read_cells = sheets[name]
        for row in mine[name].iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                kind, value, text = read_cells[cell.coordinate]
                where = (name, cell.coordinate, cell.value, kind, value, text)
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    assert kind == "n", where
                    assert abs(value - cell.value) <= 1e-9 * max(abs(cell.value), 1), where
                    assert not text.endswith((".", ".%")), where
                elif isinstance(cell.value, str):
                    assert value == cell.value, where
                count += 1
    return count


def main() -> None:
    """Make the sample's calendars and workbooks, read them, and say what came back."""
    with tempfile.TemporaryDirectory(prefix="erpsite-readers-") as name:
        folder = Path(name)
        why = install(folder)
        if why:
            sys.stdout.write(f"skipped: ical.js, node-ical and SheetJS read nothing, {why}\n")
            return
        command = [sys.executable, "-m", "erpsite", "pack", "--only", "calendar", "--only", "workbook"]
        subprocess.run([*command, "--out", str(folder / "pack")], cwd=ROOT, check=True, capture_output=True)
        for language in ("zh", "en"):
            (calendar,) = (folder / "pack").glob(f"*calendar-{language}.ics")
            (workbook,) = (folder / "pack").glob(f"*tables-{language}.xlsx")
            found = read(folder, calendar, workbook)
            events = compare_events(calendar, found["events"])
            again = compare_events(calendar, found["byNode"])
            cells = compare_cells(workbook, found["sheets"])
            sys.stdout.write(f"{calendar.name}: ical.js reads {events:,} events as written, ")
            sys.stdout.write(f"node-ical {again:,}\n")
            sys.stdout.write(f"{workbook.name}: SheetJS reads {cells:,} cells as written\n")


if __name__ == "__main__":
    main()
