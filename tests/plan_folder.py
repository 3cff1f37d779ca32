"""Write the small plan as a folder that a site can be built from."""

from __future__ import annotations

import shutil
from pathlib import Path

from erpsite.load import write_handbook
from erpsite.model import Handbook
from tests.factory import small_handbook

__all__ = ["write_plan_folder"]

ROOT = Path(__file__).resolve().parents[1]


def write_plan_folder(folder: Path, handbook: Handbook | None = None) -> None:
    """Write `mkdocs.yml`, an empty `content/` and the plan's `data/` into a folder."""
    for path, text in write_handbook(handbook or small_handbook()).items():
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "content").mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
