"""Draw the reference of the plan's files from the model: each file, each record in it, each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.i18n import Translator
from erpsite.ingest.editing.labels import label
from erpsite.load.schema import json_schemas, schema_name
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.kinds import kind_named
from erpsite.model.shape import FieldShape, shape_of
from tools.docs_site.examples import Examples
from tools.docs_site.markdown_text import cell, code, heading, slug, table
from tools.docs_site.value_forms import form_of
from tools.docs_site.words import say

__all__ = ["about", "file_pages", "file_path"]


def file_path(file: str) -> str:
    """Return the address of a file's page without its ending: `kpis.csv` → `reference/files/kpis-csv`."""
    return f"reference/files/{slug(file)}"


def about(record: type[Record], tr: Translator) -> str:
    """Return what the model says of a record, in a language."""
    text = (record.__doc__ or "").strip().splitlines()[0]
    return translated(text, tr)


def translated(text: str, tr: Translator) -> str:
    """Return a text of the model in a language; the source's where a catalogue lacks it."""
    return text if tr.messages is None else str(tr.messages.get(text, text))


def file_pages(
    tr: Translator, language: str, titles: Mapping[str, str], examples: Examples
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of files and of each file; `titles` are the handbook's."""
    yield "reference/files", _list(tr, language, titles)
    schemas = json_schemas()
    for file in FILES:
        schema = schemas[schema_name(file.path)]
        yield file_path(file.path), _Page(file, schema, tr, language, titles, examples).draw()


def _list(tr: Translator, language: str, titles: Mapping[str, str]) -> str:
    rows = [
        (
            f"[{code(_shown(file))}](files/{slug(file.path)}.md)" + (" \\*" if file.required else ""),
            cell(about(file.record, tr)),
            cell(titles.get(file.kind.page, "–")),
        )
        for file in FILES
    ]
    lead = say("files-lead", language) + f" \\* {say('must', language)}"
    titles_of = [say(name, language) for name in ("file", "holds", "page")]
    return "\n\n".join([heading(1, say("files", language)), lead, table(titles_of, rows)])


def _shown(file: DataFile) -> str:
    return f"{file.path}/*.yml" if file.shape == "folder" else file.path


class _Page:
    """Draw one file."""

    def __init__(
        self, file: DataFile, schema: Mapping[str, Any], tr: Translator, language: str,
        titles: Mapping[str, str], examples: Examples,
    ) -> None:  # fmt: skip
        self.file, self.tr, self.language = file, tr, language
        self.titles, self.examples = titles, examples
        self.definitions: Mapping[str, Any] = schema.get("$defs", {})
        self.top: Mapping[str, Any] = schema.get("items", schema)

    def draw(self) -> str:
        """Return the page."""
        file, language = self.file, self.language
        must = "must-file" if file.required else "may-file"
        page = self.titles.get(file.kind.page, "")
        gap = "" if self.tr.messages is not None else " "
        lead = gap.join([cell(about(file.record, self.tr)), say(file.shape, language), say(must, language)])
        facts = [say("schema", language, what=code(schema_name(file.path)))]
        if page:
            facts.insert(0, say("shown", language, page=f"{cell(page)} ({code(file.kind.page)})"))
        parts = [heading(1, _shown(file)), lead, " · ".join(facts)]
        parts.append(self._table(file.record, self.top))
        if file.shape != "table":
            parts.append(say("withheld", language) + '\n{: data-search-exclude="" }')
        for record, way in _inside(file.record):
            title = f"{label(way[-1], self.tr)} ({code(' → '.join(way))})"
            parts += [heading(2, title, record.__name__.lower()), cell(about(record, self.tr))]
            parts.append(self._table(record, self.definitions.get(record.__name__, {})))
        return "\n\n".join(parts)

    def _table(self, record: type[Record], schema: Mapping[str, Any]) -> str:
        titles = [say(name, self.language) for name in ("field", "meaning", "form", "default", "example")]
        shapes, properties = shape_of(record).fields, schema.get("properties", {})
        return table(titles, [self._row(record, shapes[name], properties.get(name, {})) for name in shapes])

    def _row(self, record: type[Record], field: FieldShape, schema: Mapping[str, Any]) -> tuple[str, ...]:
        told = translated(field_docs(record).get(field.name, ""), self.tr)
        name = label(field.name, self.tr)
        meaning = f"{name}. {told}" if self.tr.messages is None else f"{name}。{told}"
        form = form_of(field, schema, self.definitions, self.language, self._ids_of(field))
        example = self.examples.get((record, field.name), "")
        shown = code(example) if example else ""
        return code(field.name), cell(meaning), form, self._default(record, field), shown

    def _ids_of(self, field: FieldShape) -> str:
        """Return where the records stand that a field names, with a link where they have a file."""
        if not field.ref:
            return ""
        kind = kind_named(field.ref)
        if kind.file:
            return f"[{code(kind.file)}]({slug(kind.file)}.md)"
        return cell(label(kind.name, self.tr))

    def _default(self, record: type[Record], field: FieldShape) -> str:
        if field.required:
            return f"**{say('must', self.language)}**"
        default = record.model_fields[field.name].get_default(call_default_factory=True)
        if default is None or default in ((), {}) or isinstance(default, Record):
            return say("nothing", self.language)
        told = str(default).lower() if isinstance(default, bool) else getattr(default, "value", default)
        return code(told)


def _inside(record: type[Record]) -> list[tuple[type[Record], tuple[str, ...]]]:
    """Return the records inside of one, each once, with the fields on the way there."""
    found: dict[type[Record], tuple[str, ...]] = {}

    def walk(one: type[Record], way: tuple[str, ...]) -> None:
        for field in shape_of(one).nested:
            if field.record and field.record not in found:
                found[field.record] = (*way, field.name)
                walk(field.record, found[field.record])

    walk(record, ())
    return list(found.items())
