"""Write what stands around the chart: filters, zoom, the key to its signs, and the words of its script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from erpsite.analysis.schedule.roadmap import Grouping, Lane, Roadmap
from erpsite.escaping import escape
from erpsite.model.initiative import InitiativeType
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.levelling_words import levelled_of
from erpsite.pages.kit.naming import stage_chip
from erpsite.pages.kit.words import type_name

__all__ = ["group_names", "key_html", "tools_html", "words_json"]

_ZOOMS = ("year", "half", "quarter", "month")


def group_names(book: Book, by: Grouping, lanes: Iterable[Lane]) -> dict[str, str]:
    """Return the names of the modules, objectives, owners or types that the lanes name, in plan order."""
    plan, used = book.handbook, list(lanes)
    if by == "type":
        kinds = {lane.now.initiative.type for lane in used}
        return {kind.value: type_name(book, kind) for kind in InitiativeType if kind in kinds}
    named = {
        "module": {name for lane in used for name in lane.now.initiative.modules},
        "objective": {name for lane in used for name in lane.now.initiative.objectives},
        "owner": {lane.now.owner for lane in used if lane.now.owner},
    }[by]
    kind = {"module": "modules", "objective": "objectives", "owner": "people"}[by]
    return {name: book.name(kind, name) for name in getattr(plan, kind) if name in named}


def tools_html(book: Book, roadmap: Roadmap, name: str) -> str:
    """Return the controls; they stay hidden until the script that serves them runs."""
    tr = book.tr
    zooms = {
        "year": tr("Whole plan"),
        "half": tr("Half-year"),
        "quarter": tr("Quarter"),
        "month": tr("Month"),
    }
    buttons = "".join(
        f'<button type="button" data-zoom="{zoom}" aria-pressed="false">{escape(zooms[zoom])}</button>'
        for zoom in _ZOOMS
    )
    groups = {"module": tr("Module"), "objective": tr("Objective"), "owner": tr("Owner"), "type": tr("Type")}
    lanes = roadmap.lanes
    filters = "".join(
        _select(by, groups[by], {"": tr("All"), **group_names(book, by, lanes)}) for by in _FILTERS
    )
    filters += _select("status", tr("Status"), {"": tr("All"), **_statuses(book, lanes)})
    return (
        '<div class="es-g-tools" hidden>'
        '<div class="es-g-bar">'
        f'<span class="es-g-zoom" role="group" aria-label="{escape(tr("Zoom"))}">{buttons}</span>'
        f"{_select('group', tr('Group by'), groups)}"
        f'<span class="es-g-acts">{_button("open", tr("Show phases"))}{_button("fold", tr("Hide phases"))}'
        f"{_button('full', tr('Full width'))}{_button('print', tr('Print'))}</span></div>"
        '<div class="es-g-bar">'
        f'<label>{escape(tr("Find"))} <input type="search" data-filter="q"></label>{filters}'
        f"{_check('critical', tr('Critical only'))}{_check('late', tr('Late only'))}"
        f"{_button('reset', tr('Reset'))}"
        f'<span class="es-g-count" role="status"></span></div>'
        f'<p class="es-hid" id="{escape(name)}-help">{escape(_help(book))}</p></div>'
    )


_FILTERS: tuple[Grouping, ...] = ("module", "owner", "objective", "type")


def _help(book: Book) -> str:
    return book.tr(
        "Up and down arrows move between rows, left and right arrows between the signs of a row; Enter opens "
        "the initiative, plus and minus show and hide its phases, Escape closes the note."
    )


def _select(key: str, title: str, options: Mapping[str, str]) -> str:
    items = "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items()
    )
    return f'<label>{escape(title)} <select data-filter="{key}">{items}</select></label>'


def _check(key: str, title: str) -> str:
    return f'<label><input type="checkbox" data-filter="{key}"> {escape(title)}</label>'


def _button(act: str, title: str) -> str:
    return f'<button type="button" data-act="{act}">{escape(title)}</button>'


def _statuses(book: Book, lanes: Iterable[Lane]) -> dict[str, str]:
    used = list(lanes)
    found = {lane.now.declared for lane in used if lane.now.running}
    words = {rag.value: book.rag(rag).text for rag in Rag if rag in found}
    if any(not lane.now.running for lane in used):
        words["finished"] = stage_chip(book, "finished").text
    return words


def key_html(book: Book, shown: str = "") -> str:
    """Return the key to the signs: every sign differs from the others in shape, not in colour alone.

    Of a picture that is `shown` it holds those that stand in it.
    """
    tr = book.tr
    signs: tuple[tuple[str, str], ...] = (
        ('<span class="es-gb t-b"></span>', tr("Phase")),
        ('<span class="es-gb t-b"><b style="width:60%"></b></span>', tr("Done part")),
        ('<span class="es-gb t-b c"></span>', tr("Critical path")),
        ('<span class="es-gb t-a"></span>', tr("Late")),
        ('<span class="es-gb t-r"></span>', tr("Overdue")),
        ('<i class="es-g0"></i>', tr("Planned")),
        ('<i class="es-g0 es-g1"></i>', tr("First baseline")),
        ('<i class="es-gx"></i>', tr("Later by its links, or by work not done")),
        ('<span class="es-gm t-b"></span>', tr("Milestone ahead")),
        ('<span class="es-gm t-g d"></span>', tr("Reached")),
        ('<span class="es-gm t-a"></span>', tr("Late milestone")),
        ('<span class="es-gm t-r"></span>', tr("Overdue milestone")),
        ('<span class="es-gw">→</span>', tr("What waits for what: of the row pointed at, and critical")),
        ('<i class="es-gn"></i>', tr("{day}, the day shown", day=book.locale.day(book.state.today))),
        ('<span class="es-gf es-red">⚑</span>', tr("High risk")),
    )
    found = levelled_of(book)
    if found is not None and found.moves:
        signs += (('<span class="es-gb es-gv t-a"></span>', tr("As capacity allows")),)
    held = {frozenset(found.split()) for found in set(re.findall(r'class="([^"]*)"', shown))}
    items = "".join(
        f'<li><span aria-hidden="true">{sign}</span>{escape(text)}</li>'
        for sign, text in signs
        if not shown or _stands_in(shown, held, sign)
    )
    return f'<ul class="es-g-key" aria-label="{escape(tr("Key"))}">{items}</ul>'


def _stands_in(html: str, held: set[frozenset[str]], sign: str) -> bool:
    """Say whether a picture, whose elements have the classes `held`, has a sign; the day shown is in each."""
    classes = set(sign.partition('class="')[2].partition('"')[0].split())
    if classes == {"es-gn"}:
        return True
    if "<b " in sign:
        return "<b style=" in html
    return any(classes <= found for found in held)


def words_json(book: Book, roadmap: Roadmap) -> str:
    """Return the words that the script says, and the first day of the year, as JSON."""
    tr = book.tr
    words = {
        "first": roadmap.first.isoformat(), "days": roadmap.days,
        "today": (roadmap.today - roadmap.first).days,
        "expected": tr("Expected"), "planned": tr("Planned"), "once": tr("First baseline"),
        "pushed": tr("Pushed to"), "slip": tr("Slip, working days"), "float": tr("Float, working days"),
        "done": tr("Progress"), "owner": tr("Owner"), "waits": tr("Waits for"), "status": tr("Status"),
        "critical": tr("On the critical path"), "milestone": tr("Milestone"), "phase": tr("Phase"),
        "open": tr("Show phases of {name}"), "fold": tr("Hide phases of {name}"),
        "openGroup": tr("Show {name}"), "foldGroup": tr("Hide {name}"),
        "count": tr("{n} of {all} initiatives"), "none": tr("No initiative fits the filters."),
        "nothing": tr("Without one"), "exit": tr("Leave full width"), "full": tr("Full width"),
        "t-g": tr("Done"), "t-a": tr("Late"), "t-r": tr("Overdue"), "t-b": tr("Planned"),
        "run": tr("Running"), "m": tr("Reached"), "part": tr("Part {n} of {all}"),
    }  # fmt: skip
    return (
        json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("&", "\\u0026")
    )
