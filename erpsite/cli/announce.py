"""The command `erpsite announce`."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from erpsite.analysis import state
from erpsite.cli.announced import SENDING, SENT, Announced, open_announced
from erpsite.cli.delivery import Destination, Message, deliver, destinations, prepare
from erpsite.cli.edition_guard import say_unseen, unseen_in_records
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import LANGUAGE, chosen_edition, data_option, edition_option, environment_language
from erpsite.cli.reading import read_plan
from erpsite.frozen import dataclass
from erpsite.i18n import Translator, locale_of, translator
from erpsite.model import Handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.reviews.announcement import (
    month_summary,
    no_links,
    site_links,
    summary_markdown,
    summary_page,
    summary_text,
)

__all__ = ["command"]

_FORMS = {"markdown": summary_markdown, "html": summary_page, "text": summary_text}
_ENVIRONMENT = "ERPSITE_ANNOUNCE"


@click.command("announce")
@click.argument("month", default="")
@data_option
@click.option(
    "--format", "form", type=click.Choice(list(_FORMS)), default="markdown", show_default=True,
    help="How it is written.",
)  # fmt: skip
@click.option("--language", type=LANGUAGE, help="Language. Left out, the plan's first.")
@click.option(
    "--site-url", envvar="ERPSITE_SITE_URL", default="", metavar="URL",
    help="Address of the published site, for links. Left out, ERPSITE_SITE_URL.",
)  # fmt: skip
@click.option(
    "--release", default="", metavar="NAME",
    help="Release of `erpsite publish` that links lead to, such as 2026-10 or latest; else a built site.",
)  # fmt: skip
@edition_option
@click.option(
    "--to", "to", multiple=True, metavar="URL",
    help="Destination as Apprise writes it (mailto://…, wecombot://…, dingtalk://…); may be repeated. "
    f"Destinations also come from {_ENVIRONMENT}, separated by spaces.",
)  # fmt: skip
@click.option(
    "--to-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of destinations, one a line; keep it out of git.",
)  # fmt: skip
@click.option("--print", "only_print", is_flag=True, help="Print it, whatever destinations there are.")
@click.option("--again", is_flag=True, help="Send it even where it has been delivered before.")
@click.option(
    "--unsure", type=click.Choice(["ask", "sent", "send", "keep"]), default="ask", show_default=True,
    help="What holds where a run was cut off while it sent: it has arrived (sent), send it once more (send), "
    "or leave it open (keep).",
)  # fmt: skip
@click.option(
    "--state", "state_file", type=click.Path(dir_okay=False, path_type=Path),
    help="File that remembers deliveries. [default: .erpsite/announced.json beside the data]",
)  # fmt: skip
def command(
    month: str, data_dir: Path, form: str, language: str | None, site_url: str, release: str, edition: str,
    **sending: Any,
) -> int:  # fmt: skip
    """Sum MONTH up for mail and chat, and send it where destinations are given.

    Left out, MONTH is the last one with a review. Without a destination the summary is printed. What has
    been delivered is remembered: a second run sends only what failed, unless --again is given. Runs at the
    same time send it once between them. Where a run was cut off while it sent, the next one asks.

    It tells of the whole plan. With --edition it tells what that edition may know, and nothing while
    `erpsite editions NAME` lists something of the data that nobody has cleared.

    \b
    Examples:
      erpsite announce 2026-10
      erpsite announce 2026-10 --edition staff --site-url https://erp.example.org --release latest
      erpsite announce 2026-10 --to "mailto://user:password@example.org?to=team@example.org"
      ERPSITE_ANNOUNCE="wecombot://KEY dingtalk://TOKEN" erpsite announce

    Exit code 1 where a delivery failed; the others still go.
    """
    tr = translator(environment_language())
    plan = read_plan(data_dir, tr)
    handbook = chosen_edition(plan, edition)
    chosen = _reviewed(handbook, month, tr)
    if edition:
        refused = tr("The edition {edition} was not announced.", edition=edition)
        if say_unseen(unseen_in_records(plan, edition), (), data_dir, refused, tr):
            return PROBLEMS
    summary = _Written(handbook, chosen, form, language, _Site(site_url, edition, release))
    wanted = _Sending(**sending)
    if wanted.only_print or not wanted.destinations:
        click.echo(summary(titled=True), nl=False)
        return CLEAN
    prepare()
    known = open_announced(wanted.state_file or data_dir.resolve().parent / ".erpsite" / "announced.json")
    message = Message(summary.title, summary(titled=form == "html"), form)
    going = _Release(chosen, message, known, wanted.again, wanted.unsure)
    return _send(going, wanted.destinations, tr)


@dataclass(frozen=True)
class _Sending:
    """Hold the options on where the summary goes."""

    to: tuple[str, ...]
    to_file: Path | None
    only_print: bool
    again: bool
    unsure: str
    state_file: Path | None

    @cached_property
    def destinations(self) -> list[Destination]:
        """Return the destinations of the options, the file and the environment."""
        return destinations([*self.to, *_listed(self.to_file), *os.environ.get(_ENVIRONMENT, "").split()])


def _reviewed(handbook: Handbook, month: str, tr: Translator) -> str:
    """Return the month asked for, or the last reviewed one; refuse one without a review."""
    chosen = month or max(handbook.reviews, default="")
    if not handbook.reviews:
        raise click.UsageError(tr("the plan has no review yet, so there is nothing to announce"))
    if chosen not in handbook.reviews:
        known = ", ".join(handbook.reviews)
        raise click.UsageError(
            tr("there is no review of '{month}'; there are {known}", month=chosen, known=known)
        )
    return chosen


def _listed(path: Path | None) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


@dataclass(frozen=True)
class _Site:
    """Say where the pages are that links lead to."""

    address: str
    edition: str
    release: str

    def folder(self, language: str, *, only: bool) -> str:
        """Return the address of one language; a built site that has only one has no folder for it."""
        parts = [self.address.rstrip("/")]
        if self.release:
            parts += [self.edition, language, self.release]
        elif not only:
            parts += [language]
        return "/".join(part for part in parts if part) + "/"


class _Written:
    """Write a month's summary in one form and language."""

    def __init__(self, handbook: Handbook, month: str, form: str, language: str | None, site: _Site) -> None:
        languages = handbook.plan.languages
        chosen = language or languages[0]
        book = Book(state(handbook, month), locale_of(chosen, handbook.plan.currency))
        folder = site.folder(chosen, only=len(languages) == 1)
        self._link = site_links(folder) if site.address else no_links
        self._summary, self._form = month_summary(book, month), form

    @property
    def title(self) -> str:
        return self._summary.title

    def __call__(self, *, titled: bool) -> str:
        """Return the summary; a mail and a chat have the title already."""
        return _FORMS[self._form](self._summary, self._link, titled=titled)


@dataclass(frozen=True)
class _Release:
    """Hold what goes out, and how it is sent."""

    month: str
    message: Message
    known: Announced
    again: bool
    unsure: str

    @property
    def content(self) -> str:
        return f"{self.message.form}\n{self.message.title}\n{self.message.body}"

    def state(self, destination: Destination) -> str:
        return self.known.state(self.month, self.content, destination.url)

    def mark(self, destination: Destination, state: str) -> None:
        self.known.mark(self.month, self.content, destination.url, state)


def _send(release: _Release, given: list[Destination], tr: Translator) -> int:
    failed = 0
    for destination in given:
        with release.known.delivery(destination.url):
            failed += not _send_one(release, destination, tr)
    return PROBLEMS if failed else CLEAN


def _send_one(release: _Release, destination: Destination, tr: Translator) -> bool:
    """Send to one destination whose right to send is held, and say whether nothing is left to do there."""
    words = {"destination": destination.label}
    known = release.state(destination)
    if known == SENT and not release.again:
        click.echo(tr("Destination {destination} has it already; --again sends it once more.", **words))
        return True
    if known == SENDING and not release.again:
        answer = _ask(release.unsure, destination, tr)
        if answer == "keep":
            click.echo(
                tr(
                    "Destination {destination} may have it: a run was cut off while it sent. Look there, "
                    "then say --unsure sent or --unsure send.",
                    **words,
                ),
                err=True,
            )
            return False
        if answer == "sent":
            release.mark(destination, SENT)
            click.echo(tr("Noted that destination {destination} has it.", **words))
            return True
    release.mark(destination, SENDING)
    return _deliver(release, destination, tr)


def _ask(unsure: str, destination: Destination, tr: Translator) -> str:
    """Return what is done where nobody knows whether it arrived: `send`, `sent`, or `keep` it open."""
    if unsure != "ask":
        return unsure
    if not sys.stdin.isatty():
        return "keep"
    question = tr(
        "A run was cut off while it sent to destination {destination}. Has it arrived there?",
        destination=destination.label,
    )
    return str(click.prompt(question, type=click.Choice(["sent", "send", "keep"]), default="keep"))


def _deliver(release: _Release, destination: Destination, tr: Translator) -> bool:
    words = {"destination": destination.label}
    result = deliver(destination, release.message)
    if not result.problem:
        release.mark(destination, SENT)
        click.echo(tr("Sent to destination {destination}.", **words))
        return True
    if result.unsure:
        text = tr(
            "Destination {destination} did not answer ({why}); it may have it. Look there, then say "
            "--unsure sent or --unsure send.",
            why=result.problem, **words,
        )  # fmt: skip
    else:
        release.mark(destination, "")
        text = tr("Destination {destination} did not get it: {why}.", why=result.problem, **words)
    click.echo(text, err=True)
    return False
