"""Write the report of an import as one HTML file that opens without a network, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from erpsite.i18n import Translator, facts_of, known_languages, locale_of, translator
from erpsite.ingest.telling import Told, json_report

__all__ = ["report_page"]

_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
body{max-width:75rem;margin:0 auto;padding:1rem}
nav a{margin-right:1rem}
h2{margin:1.5rem 0 .3rem;font-size:1.1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid #8888;padding:.15rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
section+section{border-top:3px solid;margin-top:3rem}
@media print{nav{display:none}}
"""
_OPEN = 20
"""Rows up to which a table stands open."""


def report_page(told: Told, language: str) -> str:
    """Return the page: a section for each language, the given one first; every list is whole."""
    spoken = sorted(known_languages(), key=lambda one: one != language)
    links = "".join(
        f'<a href="#{one}" lang="{locale_of(one).html_lang}">{escape(facts_of(one).name)}</a>'
        for one in spoken
    )
    body = "".join(_section(told, one) for one in spoken)
    title = escape(translator(language)("Import of {source}", source=told.taken.source))
    return (
        f'<!doctype html>\n<html lang="{locale_of(language).html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><nav>{links}</nav>\n{body}</body></html>\n"
    )


def _section(told: Told, language: str) -> str:
    tr = translator(language)
    data = json_report(told, tr)
    said = tr(
        "{source} by {map}: {rows} rows, {records} records of {kind}",
        source=data["source"], map=data["map"], rows=data["rows"], records=data["records"], kind=data["kind"],
    )  # fmt: skip
    outcome = tr(
        "In the plan: {added} new, values changed: {changed}, unchanged: {same}",
        added=len(data["added"]), changed=len(data["changed"]), same=data["same"],
    )  # fmt: skip
    parts = [
        f"<h1>{escape(tr('Import of {source}', source=data['source']))}</h1>",
        f"<p>{escape(said)}<br>{escape(outcome)}</p>",
        *_source_parts(data, tr),
        *_plan_parts(data, tr),
    ]
    return f'<section id="{language}" lang="{locale_of(language).html_lang}">{"".join(parts)}</section>\n'


def _source_parts(data: Mapping[str, Any], tr: Translator) -> Sequence[str]:
    """Return what became of the cells and rows of the source."""
    place, reason = tr("Where"), tr("Reason")
    columns = [
        (f"{one['column']} {one['name']}", ", ".join(one["to"]), one["cells"], one["taken"], one["refused"],
         one["unused"], one["in_rows_left_out"], one["unknown"], one["withheld"], one["sum"],
         one["sum_in_file"], one["why"])
        for one in data["columns"] if one["cells"] or one["to"]
    ]  # fmt: skip
    heads = (
        tr("Column"), tr("Becomes"), tr("Cells"), tr("Taken"), tr("Refused"), tr("Unused"),
        tr("In rows left out"), tr("Not known"), tr("Withheld"), tr("Sum"), tr("Sum in the file"), tr("Why"),
    )  # fmt: skip
    return [
        _table(tr("Cells by column"), heads, columns),
        _table(
            tr("Cells refused"), (place, tr("Column"), reason),
            [(one["place"], one["column"], one["reason"]) for one in data["refused"]],
        ),
        _table(tr("Rows left out"), (place, reason), [_row(one) for one in data["left_out"]]),
        _table(tr("Rows merged into another"), (place, reason), [_row(one) for one in data["merged"]]),
        _table(
            tr("Odd, though it was taken"), (place, reason),
            [(one["place"], one["says"]) for one in data["suspicions"]],
        ),
        _list(tr("To know"), dict.fromkeys(data["notices"])),
        _table(
            tr("Values that stand in no cell"), (tr("Field"), tr("Number")), list(data["invented"].items())
        ),
        _table(
            tr("Records made"), (tr("Kind"), "id"),
            [(kind, one) for kind, ids in data["made_records"].items() for one in ids],
        ),
    ]  # fmt: skip


def _plan_parts(data: Mapping[str, Any], tr: Translator) -> Sequence[str]:
    """Return what changes in the plan."""
    heads = (tr("Record"), tr("Field"), tr("In the plan"), tr("In the source"), tr("Where"))
    return [
        _table(tr("Conflicts; the plan keeps its value"), heads, [_change(one) for one in data["conflicts"]]),
        _table(tr("Values changed"), heads, [_change(one) for one in data["changed"]]),
        _list(tr("New records"), data["added"]),
        _list(tr("No longer in the source, kept in the plan"), data["vanished"]),
        _list(tr("Taken out of the plan by hand, left out"), data["removed"]),
        _list(tr("Files"), data["files"]),
    ]


def _row(one: Mapping[str, str]) -> tuple[object, ...]:
    return one["place"], one["reason"]


def _change(one: Mapping[str, str]) -> tuple[object, ...]:
    return one["key"], one["field"], one["before"], one["after"], one["place"]


def _table(title: str, heads: Iterable[str], rows: Sequence[Sequence[object]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    return _part(title, len(rows), f'<div class="scroll"><table><tr>{head}</tr>\n{body}</table></div>')


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<td class="n">{value:,.12g}</td>'
    return f"<td>{'' if value is None else escape(str(value))}</td>"


def _list(title: str, lines: Iterable[str]) -> str:
    items = [f"<li>{escape(one)}</li>" for one in lines]
    return _part(title, len(items), f"<ul>{''.join(items)}</ul>") if items else ""


def _part(title: str, count: int, body: str) -> str:
    """Return a part under its heading; a long one is folded, so that the whole can be overlooked."""
    head = f"<h2>{escape(title)} · {count:,}</h2>"
    if count <= _OPEN:
        return head + body
    return f"{head}<details><summary>{count:,}</summary>{body}</details>"
