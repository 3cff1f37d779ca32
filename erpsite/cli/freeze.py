"""The command `erpsite freeze`."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

import click

from erpsite.analysis.people.freezing import content_hash, fingerprints, last_freeze
from erpsite.cli.main import CLEAN
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.reading import need_folder, read_plan
from erpsite.cli.refusing import no_day
from erpsite.i18n import translator
from erpsite.model import Handbook
from erpsite.model.quantity import month_of
from erpsite.patch import insert_item

__all__ = ["command"]


_HEAD = "# yaml-language-server: $schema=../schemas/freeze.schema.json\n# Written by `erpsite freeze`.\n"


def _day(ctx: click.Context, param: click.Parameter, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value) if value else dt.datetime.now().astimezone().date()
    except ValueError:
        raise no_day(value, ctx) from None


@click.command("freeze")
@data_option
@click.option(
    "--on", "day", default="", callback=_day, metavar="YYYY-MM-DD", help="Day of the stamp. [default: today]"
)
@as_of_option
@language_option
def command(data_dir: Path, day: dt.date, as_of: str, language: str | None) -> int:
    """Stamp the pre-read before it is sent.

    The stamp is added to freeze.yml with a fingerprint of each record that the pre-read is drawn from.
    From then on the pre-read says on which day it was frozen and what has changed since, and a decision
    can cite the stamp (`freeze: 2026-01-08-3f9a2c71`).

    \b
    Examples:
      erpsite freeze
      erpsite freeze --on 2026-01-08 --as-of 2026-01
    """
    tr = translator(language or environment_language())
    need_folder(data_dir, tr)
    handbook = read_plan(data_dir, tr)
    month = as_of or max(handbook.plan.first_month, min(month_of(day), handbook.default_as_of))
    prints = fingerprints(handbook, month)
    last = last_freeze(handbook)
    if last is not None and last.content == content_hash(prints):
        click.echo(tr("Nothing has changed since the stamp {stamp}.", stamp=last.id))
        return CLEAN
    stamp = _append(data_dir / "freeze.yml", handbook, day, month, prints)
    click.echo(tr("The pre-read is frozen: {stamp} in {file}.", stamp=stamp, file=data_dir / "freeze.yml"))
    return CLEAN


def _append(file: Path, handbook: Handbook, day: dt.date, month: str, prints: dict[str, str]) -> str:
    """Add the stamp to the file and return its id; the file is replaced in one step."""
    content = content_hash(prints)
    stamp, number = f"{day}-{content[:8]}", 2
    while stamp in handbook.freezes:
        stamp, number = f"{day}-{content[:8]}-{number}", number + 1
    before = file.read_bytes().decode("utf-8") if file.exists() else _HEAD
    record = {"id": stamp, "frozen_on": day, "release": month, "content": content, "records": prints}
    text = insert_item(before, [], record)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
        out.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(file)
    return stamp
