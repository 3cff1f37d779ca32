"""What docs/notebooks.md shows and lists is what there is, in both languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from erpsite.frames import Frames
from erpsite.model.plan import Topic

ROOT = Path(__file__).resolve().parents[2]
DOCS = ("notebooks.md", "notebooks.zh-CN.md")


@pytest.mark.parametrize("name", DOCS)
def test_every_frame_and_topic_is_listed(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    listed = {word for row in rows for word in re.findall(r"`(\w+)`", row)}
    assert set(Frames.tables()) <= listed
    assert listed - set(Frames.tables()) == {"as_of", "language", "edition"}
    assert all(f"`{topic}`" in text for topic in get_args(Topic))


@pytest.mark.parametrize("name", DOCS)
def test_the_code_runs_on_the_sample(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(code, names)  # noqa: S102 - our own documentation
    assert (tmp_path / "content/charts/order-cycle-time-own.json").is_file()
    assert len(names["plan"].initiatives) > 20
