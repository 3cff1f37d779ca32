"""List every page of the documentation: those that people wrote, and those that are made of the product."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from erpsite.analysis import state
from erpsite.cli.main import COMMANDS
from erpsite.explained import EXPLAINED
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import FILES, Handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import contents
from erpsite.plancheck import all_rules
from tools.docs_site.examples import Examples, examples_in
from tools.docs_site.reference_commands import command_pages, command_path
from tools.docs_site.reference_files import file_pages, file_path
from tools.docs_site.reference_findings import code_path, finding_pages
from tools.docs_site.reference_measures import measures_page
from tools.docs_site.written_pages import SECTIONS, written_pages

__all__ = ["all_pages", "topics"]

ROOT = Path(__file__).parents[2]


@cache
def _sample() -> Handbook:
    handbook = load_handbook(ROOT / "data").handbook
    if handbook is None:
        raise ValueError("the sample plan has errors; erpsite check names them")
    return handbook


@cache
def _examples() -> Examples:
    return examples_in(ROOT / "data", ROOT / "tests/golden/base_plan")


def all_pages(language: str) -> Iterator[tuple[str, str]]:
    """Yield path without ending and Markdown of each page."""
    plan = _sample()
    book = Book(state(plan, plan.default_as_of), locale_of(language, plan.plan.currency))
    titles = {entry.path: entry.title for entry in contents(book)}
    yield from written_pages(language)
    yield from file_pages(book.tr, language, titles, _examples())
    yield from finding_pages(book.tr, language)
    yield from command_pages(book.tr, language)
    yield "reference/measures", measures_page(book, language)


def topics() -> dict[str, str]:
    """Return the page of each thing that somebody may ask for by name: code, rule, file, command, page."""
    found = {name: name for names in SECTIONS.values() for name in names}
    found |= {file.path: file_path(file.path) for file in FILES}
    found |= {name: command_path(name) for name in COMMANDS}
    found |= {code: code_path(code) for code in EXPLAINED}
    for rule in all_rules().values():
        if rule.shipped:
            found |= {name: code_path(name) for name in (rule.id, *rule.codes)}
    return found
