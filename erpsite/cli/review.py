"""The command `erpsite review`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.analysis.reviews.next_review import Hindrance, Occasion, next_review, occasion
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.cli.options import LANGUAGE, asked_month, data_option, environment_language
from erpsite.cli.reading import read_plan
from erpsite.cli.refusing import unwritable
from erpsite.i18n import locale_of, translator
from erpsite.i18n.catalogue import Translator
from erpsite.model import Handbook

__all__ = ["command"]


@click.command("review")
@click.argument("month", callback=asked_month, metavar="YYYY-MM")
@data_option
@click.option(
    "--language",
    type=LANGUAGE,
    default=None,
    help="Language of the comments in the file. Left out, the plan's first.",
)
@click.option("--stdout", "to_screen", is_flag=True, help="Print the file instead of writing it.")
def command(month: str, data_dir: Path, language: str | None, to_screen: bool) -> int:
    """Begin the review of a month: write reviews/YYYY-MM.yml for the PMO lead to fill in.

    Every running initiative, every open action and every risk due for a look stands there with last
    time's values. An entry counts only once its line "confirmed: false" is deleted, so nothing old is
    published as new; `erpsite check` lists what still waits. A file that exists is never overwritten.

    \b
    Example:
      erpsite review 2026-11
      erpsite review 2026-11 --data plans/2026 --language en
      erpsite review 2026-11 --stdout
    """
    target = data_dir / "reviews" / f"{month}.yml"
    handbook = read_plan(data_dir, translator(language or environment_language()))
    plan = handbook.plan
    tr = translator(language or plan.languages[0])
    if target.exists() and not to_screen:
        click.echo(tr("{file} is there already and stays as it is; edit it, or use --stdout.",
                      file=target.as_posix()), err=True)  # fmt: skip
        return CANNOT_RUN
    begun = occasion(handbook, month)
    if isinstance(begun, Hindrance):
        click.echo(_refusal(begun, handbook, month, tr), err=True)
        return CANNOT_RUN
    if note := _note(begun, tr):
        click.echo(note, err=True)
    text = next_review(handbook, begun, locale_of(language or plan.languages[0], plan.currency))
    if to_screen:
        click.echo(text, nl=False)
        return CLEAN
    _write(target, text)
    said = tr(
        "{file} is written; fill it in, and let `erpsite check` tell what is missing.", file=target.as_posix()
    )
    click.echo(said)
    return CLEAN


def _refusal(why: Hindrance, handbook: Handbook, month: str, tr: Translator) -> str:
    plan = handbook.plan
    if why is Hindrance.THERE:
        return tr("The review of {month} exists already.", month=month)
    return tr(
        "{month} is outside the plan year, which runs from {first} to {last}.",
        month=month,
        first=plan.first_month,
        last=plan.last_month,
    )


def _note(begun: Occasion, tr: Translator) -> str:
    if begun.gap:
        return tr(
            "Note: the month before {month} has no review; the values are those of {before}.",
            month=begun.month,
            before=begun.before,
        )
    if begun.later:
        return tr("Note: there is a later review, of {later}; what it says comes on top.", later=begun.later)
    return ""


def _write(target: Path, text: str) -> None:
    """Write a new file; raise `click.ClickException` where the folder cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(target, error) from None
