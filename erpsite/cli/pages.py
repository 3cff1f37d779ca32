"""The command `erpsite pages`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.analysis import state
from erpsite.cli.options import (
    LANGUAGE,
    as_of_option,
    chosen_edition,
    data_option,
    edition_option,
    environment_language,
)  # fmt: skip
from erpsite.cli.reading import read_plan
from erpsite.i18n import locale_of, translator
from erpsite.pages.kit.book import Book
from erpsite.pages.render import MarkdownRenderer
from erpsite.pages.site.site_map import site_map

__all__ = ["command"]


@click.command("pages")
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
@click.option("--language", type=LANGUAGE, help="Language of the pages. Left out, the plan's first.")
@as_of_option
@edition_option
def command(folder: Path, data_dir: Path, language: str | None, as_of: str, edition: str) -> int:
    """Write every generated page as plain Markdown into FOLDER, for any other site engine.

    \b
    Example:
      erpsite pages markdown --language en
    """
    handbook = chosen_edition(read_plan(data_dir, translator(environment_language())), edition)
    plan = handbook.plan
    now = state(handbook, as_of or handbook.default_as_of)
    book = Book(now, locale_of(language or plan.languages[0], plan.currency))
    entries = site_map(book)
    for entry in entries:
        target = folder / f"{entry.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        renderer = MarkdownRenderer(book.locale, entry.path)
        target.write_text(renderer.render(entry.title, entry.draw()), encoding="utf-8")
    click.echo(f"{len(entries)} pages in {folder}/")
    return 0
