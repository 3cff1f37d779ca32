"""Say which slides of a deck differ from what the plan gives today, for `erpsite verify --deck`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.analysis import state
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import chosen_edition
from erpsite.cli.reading import need_folder, read_plan
from erpsite.errors import ErpsiteError
from erpsite.i18n import Translator, known_languages, locale_of
from erpsite.model import Handbook
from erpsite.pack.deck import (
    Deck,
    Finding,
    Stamp,
    Template,
    compare_deck,
    deck,
    is_another,
    open_template,
    read_deck,
    review_month,
    template_file,
)
from erpsite.pages.kit.book import Book

__all__ = ["verify_deck"]

_STATES = {
    "changed": "Slide {n} “{title}”: changed by hand since it was made; the plan still says what it said.",
    "moved": (
        "Slide {n} “{title}”: says what the plan says, but shapes on it were moved, resized, added or taken "
        "away, or the template has changed."
    ),
    "stale": "Slide {n} “{title}”: stale; the plan gives something else today.",
    "both": "Slide {n} “{title}”: changed by hand, and stale: the plan gives something else today.",
    "gone": "Slide {n} “{title}”: the plan has no such slide any more.",
    "twice": "Slide {n} “{title}”: stands in the file twice.",
    "missing": "Missing: “{title}”, which the plan gives today.",
    "foreign": "Slide {n} “{title}”: not made by erpsite, or its speaker notes are gone; not compared.",
    "another": "Slide {n} “{title}”: made from another plan; not compared.",
}


def verify_deck(file: Path, data_dir: Path, config_file: Path, tr: Translator) -> int:
    """Print what is to be said of each slide, and return the exit code."""
    need_folder(data_dir, tr)
    try:
        slides = read_deck(file)
        stamps = [slide.stamp for slide in slides if slide.stamp]
        if not stamps:
            raise ErpsiteError(
                "No slide of {file} was made by erpsite, or all speaker notes are gone: there is nothing to "
                "compare.",
                file=file,
            )
        plan = read_plan(data_dir, tr)
        _need_own(file, stamps, plan)
        template = open_template(template_file(data_dir, config_file))
        found = list(
            compare_deck(slides, plan.plan.id or "", lambda stamp: _made_again(plan, stamp, template))
        )
    except ErpsiteError as error:
        raise click.ClickException(error.say(tr)) from error
    own = [stamp for stamp in stamps if not is_another(stamp, plan.plan.id or "")]
    _say_month(own, plan, tr)
    return _say(found, len(own), own[0].month, tr)


def _need_own(file: Path, stamps: list[Stamp], plan: Handbook) -> None:
    """Raise `ErpsiteError` where every slide is of another plan, which nothing here can be compared with."""
    own = plan.plan.id or ""
    if all(is_another(stamp, own) for stamp in stamps):
        raise ErpsiteError(
            "{file} was made from another plan, {theirs}; the plan here is {own}. Name that plan’s files "
            "with --data.",
            file=file,
            theirs=stamps[0].plan,
            own=own,
        )


def _made_again(plan: Handbook, stamp: Stamp, template: Template) -> bytes:
    """Return the deck of a stamp as the plan makes it today."""
    handbook = chosen_edition(plan, stamp.edition)
    if stamp.language not in known_languages():
        raise ErpsiteError("the slides are in a language that is not known here: {code}", code=stamp.language)
    book = Book(state(handbook, stamp.month), locale_of(stamp.language, handbook.plan.currency))
    if stamp.kind == "review":
        if not review_month(book):
            raise ErpsiteError(
                "the plan has no review up to {month}, so it has no deck of one", month=stamp.month
            )
        return deck(book, Deck("review", template))
    return deck(book, Deck("preread", template))


def _say_month(stamps: list[Stamp], plan: Handbook, tr: Translator) -> None:
    then, now = max(stamp.month for stamp in stamps), plan.default_as_of
    if then < now:
        click.echo(tr("The deck is as of {then}; the plan has come to {now}.", then=then, now=now))


def _say(found: list[Finding], count: int, month: str, tr: Translator) -> int:
    for one in found:
        click.echo(tr(_STATES[one.state], n=one.number, title=one.title or tr("no title")))
    if any(one.problem for one in found):
        return PROBLEMS
    click.echo(
        tr(
            "Every slide made from the plan says what the plan gives today ({n} compared, as of {month}).",
            n=count,
            month=month,
        )
    )
    return CLEAN
