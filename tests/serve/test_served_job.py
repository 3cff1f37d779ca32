"""What `erpsite serve` is asked for holds whatever lines `mkdocs.yml` has, and is held by every rebuild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.serve.preview import ROOT, Preview, serving


def _configuration(**options: str) -> str:
    """Return the configuration that ships without the lines that ask the environment, and with others."""
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if not line.startswith("      ") or "!ENV [ERPSITE_" not in line]
    assert len(bare) < len(lines) - 5
    at = next(n for n, line in enumerate(bare) if line.strip() == "- erpsite:")
    said = [f"      {name}: {value}" for name, value in options.items()]
    entry = bare[at] if said else "  - erpsite"
    return "\n".join([*bare[:at], entry, *said, *bare[at + 1 :]]) + "\n"


def _stamp(preview: Preview) -> dict[str, Any]:
    status, text = preview.ask("/erpsite-build.json")
    assert status == 200
    found: dict[str, Any] = json.loads(text)
    return found


def test_month_edition_and_language_hold_without_their_lines(tmp_path: Path) -> None:
    asked = ("--as-of", "2026-02", "--edition", "staff", "--language", "zh")
    with serving(tmp_path, *asked, configuration=_configuration()) as preview:
        expected = {"month": "2026-02", "edition": "staff", "language": "zh", "job": True}
        stamp = _stamp(preview)
        assert {name: stamp[name] for name in expected} == expected
        preview.rename("First Works")
        preview.wait_for("First Works")
        assert _stamp(preview) == stamp | {"data": _stamp(preview)["data"]}
    assert not (tmp_path / "site").exists()


def test_what_nobody_asked_for_is_left_to_the_configuration(tmp_path: Path) -> None:
    with serving(tmp_path, configuration=_configuration(as_of="2026-02", language="en")) as preview:
        stamp = _stamp(preview)
        assert (stamp["month"], stamp["language"], stamp["edition"]) == ("2026-02", "en", "")


def test_a_line_that_says_otherwise_stops_it_and_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match=r'mkdocs\.yml:\d+: as_of: 2026-03 sets as_of to "2026-03"'),
        serving(tmp_path, "--as-of", "2026-02", configuration=_configuration(as_of="2026-03")),
    ):
        pass
