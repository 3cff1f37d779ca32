"""Begin the smallest plan in a folder, and run the import there as a person does."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from erpsite.cli.beginning import Beginning, smallest_plan
from erpsite.cli.importing import command

__all__ = ["begin", "run"]


def begin(folder: Path, country: str = "GB", currency: str = "GBP") -> Path:
    """Write the smallest plan below a folder and return its data folder."""
    begun = Beginning("plan-a1", "Acme", 2026, 1, "start", ("en",), currency, country)
    for path, text in smallest_plan(begun).items():
        (folder / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / path).write_text(text, encoding="utf-8")
    return folder / "data"


def run(*words: str) -> Result:
    """Run `erpsite import` in English; what it raises is raised."""
    result = CliRunner().invoke(command, [*words, "--language", "en"], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result
