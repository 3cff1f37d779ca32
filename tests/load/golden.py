"""Lay a golden case over the base plan: which files it edits, writes, encodes, deletes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from erpsite.issues import Issue

__all__ = ["BASE_PLAN", "lay_out", "report_line"]

BASE_PLAN = Path(__file__).resolve().parent.parent / "golden" / "base_plan"


def lay_out(case: Mapping[str, Any], folder: Path) -> None:
    """Copy the base plan into `folder` and change it as the case says.

    `edit` replaces a passage of a file, `write` sets its text, `hex` its bytes, `encode` its encoding,
    `delete` removes it, `folder` puts a folder in its place.
    """
    shutil.copytree(BASE_PLAN, folder)
    for name in [*case.get("delete", []), *case.get("folder", [])]:
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    for name, changes in case.get("edit", {}).items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
            text = text.replace(old, new)
        _write(folder / name, text, case.get("encode", {}).get(name, "utf-8"))
    for name, text in case.get("write", {}).items():
        _write(folder / name, text, case.get("encode", {}).get(name, "utf-8"))
    for name, digits in case.get("hex", {}).items():
        (folder / name).write_bytes(bytes.fromhex(digits))
    for name in case.get("folder", []):
        (folder / name).mkdir()


def report_line(issue: Issue) -> str:
    """Return one finding as the golden cases write it."""
    return f"{issue.source} {issue.severity} {issue.code} {issue.message.format_map(issue.values)}"


def _write(path: Path, text: str, encoding: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
