"""Make the files that the forms of a site read: the fields, lists of names, and each file's records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from erpsite.i18n import facts_of
from erpsite.model import FILES, Handbook
from erpsite.model.forge import CONNECT, Forge
from erpsite.model.kinds import KINDS
from erpsite.pages.forms.kinds import form_kinds, refs_of
from erpsite.pages.forms.records import as_script, earlier_ids, records_by_file, table_rows, values_of
from erpsite.pages.forms.rules import form_rules, rule_facts
from erpsite.pages.forms.words import form_words
from erpsite.pages.kit.book import Book

__all__ = ["FORMS", "form_files", "record_files"]

FORMS = "assets/forms"
"""Folder of these files in a site."""
_SHORT = 3000
"""Bytes of a list that comes with the fields, because a request of its own would take longer."""
_BY_COMMAND = ("freezes", "levelling")
"""Files that commands write from what they compute."""


def form_files(
    book: Book, base: Mapping[str, str], records: Callable[[], Iterable[tuple[str, bytes]]]
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file that the forms of a site need.

    `base` says what the site was built from, `records` gives what `record_files` makes. An edition that hides
    something has no forms: a form shows records as their files hold them.
    """
    if book.handbook.edition is not None and book.handbook.edition.hides:
        return
    kinds = form_kinds(book.tr)
    lists = {kind: _names(book, kind) for kind in sorted(refs_of(kinds))}
    short = {kind: held for kind, held in lists.items() if len(as_script(kind, held)) <= _SHORT}
    yield f"{FORMS}/forms.js", as_script("", {**_general(book, kinds, base), "lists": short})
    if forge := book.handbook.plan.forge:
        yield CONNECT, f"{forge.origin}\n".encode()
    yield f"{FORMS}/review.js", as_script("review", _review_facts(book))
    for kind in sorted(lists.keys() - short.keys()):
        yield f"{FORMS}/lists/{kind}.js", as_script(f"list:{kind}", lists[kind])
    yield from records()


def record_files(
    handbook: Handbook, read: Callable[[str], bytes | None], listed: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files with the records of a plan: the same in every language and month.

    `read` gives the bytes of a data file, `listed` are the data files that may be copied to the site.
    """
    for path, held in _data(handbook, read, set(listed)):
        yield f"{FORMS}/data/{path}.js", as_script(path, held)


def _general(book: Book, kinds: Any, base: Mapping[str, str]) -> dict[str, Any]:
    plan = book.handbook.plan
    return {
        "kinds": kinds,
        "words": form_words(book.tr),
        "base": dict(base),
        "plan": plan.id or "",
        "store": plan.id or f"{book.handbook.plan.plan_year}:{book.title}",
        "title": book.title,
        "languages": {one: facts_of(one).name for one in plan.languages},
        "quarters": [f"{plan.plan_year}-Q{number}" for number in (1, 2, 3, 4)],
        "currency": plan.currency,
        "rules": form_rules(book.tr),
        **rule_facts(book),
        "tag": book.locale.facts.office_tag or book.locale.html_lang,
        "files": _files(book.handbook),
        "anchors": _anchors(kinds),
        "forge": _forge(plan.forge),
    }


def _forge(forge: Forge | None) -> dict[str, str] | None:
    """Return where requests go; None where the plan names no forge, and pages talk to nobody."""
    if forge is None:
        return None
    told = {name: getattr(forge, name) for name in ("kind", "repository", "branch", "data", "changes")}
    return {**told, "api": forge.interface}


def _review_facts(book: Book) -> dict[str, Any]:
    """Return what a review asks about: running initiatives with their last values, and open actions."""
    running = {
        name: {
            "owner": now.owner,
            "reported": now.reported,
            "complete": now.complete,
            "status": now.declared.value if now.reported else "",
            "spent": None if now.spent is None else _number(now.spent),
        }
        for name, now in book.state.initiatives.items()
        if now.running
    }
    actions = {
        name: [book.text(one.action.text), one.action.owner, one.due.isoformat() if one.due else ""]
        for name, one in book.state.actions.items()
        if one.status == "open"
    }
    return {"running": running, "actions": actions}


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _files(handbook: Handbook) -> dict[str, list[str]]:
    """Return by kind the files that there are; of a folder those of its records, by their names."""
    found: dict[str, list[str]] = {}
    for file in FILES:
        held = getattr(handbook, file.field)
        if file.field in _BY_COMMAND or not file.kind.published:
            continue
        if file.shape == "folder":
            found[file.kind.name] = [one.where.path for one in held.values()]
        elif held:
            found[file.kind.name] = [file.path]
    return found


def _anchors(kinds: Any) -> dict[str, list[str]]:
    """Return by page the kinds that have their rows there and stand inside the records of others."""
    found: dict[str, list[str]] = {}
    for name in sorted(refs_of(kinds)):
        if KINDS[name].page and not KINDS[name].own_page:
            found.setdefault(KINDS[name].page, []).append(name)
    return found


def _names(book: Book, kind: str) -> dict[str, list[Any]]:
    """Return by id the name of each record of a kind, the file that holds it, and the line."""
    held: Mapping[str, Any] = getattr(book.handbook, kind)
    found = {}
    for name, one in held.items():
        called = getattr(one, "name", None) or getattr(one, "title", None) or getattr(one, "text", None)
        found[name] = [book.text(called), one.where.path, one.where.line]
    return found


def _data(
    handbook: Handbook, read: Callable[[str], bytes | None], shown: set[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    old_ids = earlier_ids(handbook)
    files = [file for file in FILES if file.field not in _BY_COMMAND and file.kind.published]
    for file, path, records in records_by_file(handbook, files):
        data = read(path) if path in shown else None
        if data is not None:
            values = values_of(path, records, data, old_ids)
            yield path, {**_head(file.kind.name, data), "records": values}
    for file in files:
        data = read(file.path) if file.shape == "table" and file.path in shown else None
        if data is not None and (table := table_rows(file.path, data)):
            yield file.path, {**_head(file.kind.name, data), **table}


def _head(kind: str, data: bytes) -> dict[str, Any]:
    return {"kind": kind, "sha256": hashlib.sha256(data).hexdigest()}
