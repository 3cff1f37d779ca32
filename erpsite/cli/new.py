"""The command `erpsite new`."""

from __future__ import annotations

import re
import secrets
import shutil
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

import erpsite

__all__ = ["command", "starter"]

_ID = re.compile(rb"^id:.*$", re.MULTILINE)
"""The sample's own id in its `handbook.yml`."""

_PARTS = (
    "mkdocs.yml",
    "content",
    "data",
    "schemas",
    "deploy",
    ".github/workflows/audit.yml",
    ".github/workflows/check.yml",
    ".github/workflows/release.yml",
    ".gitlab-ci.yml",
)


def starter() -> Traversable:
    """Return the folder of the starter: the packaged one, or the repository in a checkout."""
    packaged = resources.files("erpsite").joinpath("_starter")
    return packaged if packaged.is_dir() else resources.files("erpsite").joinpath("..")


def _copy(source: Traversable, target: Path) -> int:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reading, target.open("wb") as writing:
            shutil.copyfileobj(reading, writing)
        if target.suffix == ".sh":
            target.chmod(0o755)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    return sum(_copy(item, target / item.name) for item in source.iterdir() if not item.name.startswith("."))


def _name_afresh(handbook: Path) -> None:
    """Give the plan an id that no other plan has: calendars and feeds of two plans never mix."""
    made = f"id: plan-{secrets.token_hex(6)}".encode("ascii")
    handbook.write_bytes(_ID.sub(made, handbook.read_bytes(), count=1))


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a handbook of your own in FOLDER, from the sample plan.

    The sample is complete: build it, then replace its data file by file.

    \b
    Example:
      erpsite new my-plan
      cd my-plan
      erpsite serve
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"'{folder}' exists and is not an empty folder; choose another name")
    folder.mkdir(parents=True, exist_ok=True)
    source = starter()
    count = sum(_copy(source.joinpath(part), folder / part) for part in _PARTS)
    _name_afresh(folder / "data" / "handbook.yml")
    (folder / ".gitignore").write_text("site/\npack/\n.build/\n.venv/\n", encoding="utf-8")
    (folder / "requirements.txt").write_text(f"erpsite=={erpsite.__version__}\n", encoding="utf-8")
    click.echo(f"{count} files in {folder}/. Next: cd {folder} && erpsite serve")
