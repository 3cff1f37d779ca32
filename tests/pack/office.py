"""Open the sample's workbook in LibreOffice and read every cell back: part of `make soak`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]


def open_in_office(workbook: Path, folder: Path) -> Path:
    """Let LibreOffice read a workbook and write it again; return what it wrote."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(workbook)], check=True, capture_output=True
    )
    return folder / "out" / workbook.name


def cells(sheet: Worksheet) -> list[list[object]]:
    """Return the values of a sheet, without the empty rows and cells at its ends."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return rows


def _same(ours: object, theirs: object) -> bool:
    """Say whether two cells hold the same; a number may have lost its last digit."""
    if isinstance(ours, bool):
        return theirs in (ours, f"={str(ours).upper()}()")  # as LibreOffice writes a truth value
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(abs(ours), 1)
    return ours == theirs


def compare(ours: Path, theirs: Path) -> int:
    """Return how many cells both hold; raise where one differs."""
    mine, read = load_workbook(ours), load_workbook(theirs)
    assert mine.sheetnames == read.sheetnames
    count = 0
    for name in mine.sheetnames:
        left, right = cells(mine[name]), cells(read[name])
        assert len(left) == len(right), name
        for a, b in zip(left, right, strict=True):
            width = max(len(a), len(b))
            padded = [[*row, *[None] * (width - len(row))] for row in (a, b)]
            for x, y in zip(*padded, strict=True):
                assert _same(x, y), (name, x, y)
                count += x is not None
    return count


def main() -> None:
    """Make the workbooks of the sample, open each, and say how many cells came back."""
    with tempfile.TemporaryDirectory(prefix="erpsite-office-") as name:
        folder = Path(name)
        command = [
            sys.executable,
            "-m",
            "erpsite",
            "pack",
            "--only",
            "workbook",
            "--out",
            str(folder / "pack"),
        ]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        for workbook in sorted((folder / "pack").glob("*.xlsx")):
            began = time.monotonic()
            count = compare(workbook, open_in_office(workbook, folder))
            took = time.monotonic() - began
            sys.stdout.write(
                f"{workbook.name}: LibreOffice reads {count:,} cells as written   {took:.0f} s\n"
            )


if __name__ == "__main__":
    main()
