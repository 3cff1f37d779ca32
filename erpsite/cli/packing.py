"""Make the parts of the pack, for `erpsite pack` and for a site that carries them."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib import resources
from pathlib import Path

import click

from erpsite.analysis import state
from erpsite.cli.building import SiteBuild, build_site, said_of_history
from erpsite.cli.git_data import commit_of
from erpsite.errors import ErpsiteError
from erpsite.extras import MissingExtraError
from erpsite.i18n import Translator, locale_of
from erpsite.model import Handbook
from erpsite.pack.archive import archive
from erpsite.pack.browser import system_browser
from erpsite.pack.calendar import Calendars
from erpsite.pack.chart_pictures import draw_pictures
from erpsite.pack.data_files import data_files
from erpsite.pack.date_commits import CommittedDates, read_committed_dates
from erpsite.pack.deck import Deck, Telling, Template, deck, open_template, review_month, template_file
from erpsite.pack.document import brief_html, chapters, figures_of, preread_html
from erpsite.pack.pdf import one_page_pdf, pdf
from erpsite.pack.workbook import workbook
from erpsite.pages.kit.book import Book

__all__ = ["PARTS", "PackJob", "write_pack"]

PARTS = ("pdf", "brief", "deck", "workbook", "calendar", "data", "site")
"""What the pack is made of, in the order in which it is made."""


@dataclass
class PackJob:
    """Hold what is packed, and what its parts share."""

    build: SiteBuild
    folder: Path
    archival: bool = False
    """Whether the pre-read is written for an archive, as PDF/A-2."""
    books: dict[str, Book] = field(default_factory=dict)

    @property
    def handbook(self) -> Handbook:
        """Return the plan as the edition shows it."""
        return self.build.handbook

    @property
    def month(self) -> str:
        """Return the month whose state is packed."""
        return self.build.job.month

    @property
    def stem(self) -> str:
        """Return how the name of every file begins; two editions do not overwrite each other."""
        edition = f"-{self.handbook.edition.id}" if self.handbook.edition else ""
        return f"erp-handbook-{self.handbook.plan.plan_year}-{self.month}{edition}"

    @cached_property
    def committed(self) -> CommittedDates:
        """Return which commits moved a date, read once."""
        return read_committed_dates(Path(self.build.job.plan))

    @cached_property
    def template(self) -> Template:
        """Return the template of the slides, opened once. Raises `ErpsiteError` with what to mend."""
        return open_template(template_file(Path(self.build.job.plan), self.build.config_file))

    @cached_property
    def commit(self) -> str:
        """Return the commit of the data."""
        return commit_of(Path(self.build.job.plan))

    def book(self, language: str) -> Book:
        """Return the book of a language, opened once."""
        if language not in self.books:
            locale = locale_of(language, self.handbook.plan.currency)
            self.books[language] = Book(state(self.handbook, self.month), locale)
        return self.books[language]


def write_pack(job: PackJob, parts: Sequence[str], out: Path, tr: Translator) -> bool:
    """Write the parts one after another, each when it is whole, and say whether all could be made.

    A template of slides that cannot be used is said before anything is written.
    """
    if "deck" in parts and (refused := _unusable(job, tr)):
        click.echo(refused, err=True)
        return False
    out.mkdir(parents=True, exist_ok=True)
    fine = True
    for name, make in _files(job, parts, tr):
        began = time.monotonic()
        target = out / f"{job.stem}-{name}"
        try:
            content = make()
        except ErpsiteError as error:
            why = error.say(tr) if isinstance(error, MissingExtraError) else error
            click.echo(tr("{file} is not made: {why}", file=target, why=why), err=True)
            fine = False
            continue
        _write(target, content)
        size, seconds = f"{len(content) / 1024:,.0f}", f"{time.monotonic() - began:.1f}"
        click.echo(tr("{file}  {size} KB  {seconds} s", file=target, size=size, seconds=seconds))
    if "calendar" in parts and job.committed.lacks:
        click.echo(said_of_history(tr))
    return fine


def _unusable(job: PackJob, tr: Translator) -> str:
    """Return why the company's template cannot be used; a package that is missing is said with its file."""
    try:
        _ = job.template
    except MissingExtraError:
        return ""
    except ErpsiteError as error:
        return tr("Nothing is written: {why}", why=error.say(tr))
    return ""


def _files(job: PackJob, parts: Sequence[str], tr: Translator) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name and the maker of every file."""
    makers: dict[str, tuple[str, Callable[[PackJob, str], bytes]]] = {
        "pdf": ("preread-{}.pdf", _preread),
        "brief": ("brief-{}.pdf", _brief),
        "workbook": ("tables-{}.xlsx", lambda job, language: workbook(job.book(language))),
        "calendar": ("calendar-{}.ics", _calendar),
        "data": ("data-{}.zip", lambda job, language: archive(data_files(job.book(language)))),
    }
    for language in job.handbook.plan.languages:
        for part in parts:
            if part == "deck":
                yield f"deck-preread-{language}.pptx", partial(_deck, job, language, "preread")
                if review_month(job.book(language)):
                    yield f"deck-review-{language}.pptx", partial(_deck, job, language, "review")
            if part in makers:
                name, make = makers[part]
                yield name.format(language), lambda make=make, language=language: make(job, language)  # type: ignore[misc]
    if "site" in parts:
        yield "site.zip", lambda: _site(job, tr)


def _deck(job: PackJob, language: str, telling: Telling) -> bytes:
    return deck(job.book(language), Deck(telling, job.template, job.commit))


def _calendar(job: PackJob, language: str) -> bytes:
    return Calendars(job.book(language), history=job.committed.moves).whole()


def _preread(job: PackJob, language: str) -> bytes:
    book = job.book(language)
    drawn = chapters(book)
    scripts = Path(str(resources.files("erpsite_mkdocs").joinpath("assets", "charts")))
    browser = system_browser()
    pictures = draw_pictures(
        figures_of(drawn), book.locale, scripts, job.folder, str(browser) if browser else None
    )
    return pdf(preread_html(book, drawn, pictures), "pdf/a-2u" if job.archival else "pdf/ua-1")


def _brief(job: PackJob, language: str) -> bytes:
    book = job.book(language)
    drawn = chapters(book)
    return one_page_pdf(lambda points: brief_html(book, drawn, points))


def _site(job: PackJob, tr: Translator) -> bytes:
    """Return the site for a file share as an archive. Raises `ErpsiteError` with what the build said."""
    target = job.folder / "site"
    offline = replace(job.build, job=replace(job.build.job, offline=True), strict=True)
    failures: list[str] = []

    def note(words: str, failure: bool) -> None:
        if failure:
            failures.append(words)

    if build_site(offline, target, tr, note):
        # The last one names a folder of ours.
        raise ErpsiteError("the site could not be built: {why}", why="\n".join(failures[:-1]))
    root = job.stem
    files = {
        f"{root}/{file.relative_to(target).as_posix()}": file.read_bytes()
        for file in sorted(target.rglob("*"))
        if file.is_file()
    }
    shutil.rmtree(target)
    return archive(files)


def _write(target: Path, content: bytes) -> None:
    """Write a file in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)
