"""Write a table as HTML: short ones whole, long ones folded, very long ones in several files."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.escaping import escape
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.folding import SHOWN, Parted, open_first
from erpsite.pages.render.long_tables import LETTERS, SEARCHED, in_files, order_mark, table_csv
from erpsite.pages.render.page_writer import PageWriter
from erpsite.pages.render.table_files import rows_page, rows_part, rows_script

__all__ = ["TableWriter"]


class TableWriter:
    """Write one table of a page; what does not fit the page goes to the renderer's `files`."""

    def __init__(self, renderer: PageWriter, table: b.Table) -> None:
        self.page, self.table = renderer, table
        self.opening = _openings(table.columns) if table.columns else []
        self.written: dict[int, str] = {}
        few = SEARCHED if renderer.room.left(1) > 0 else SHOWN
        self.long = len(table.rows) > few and not renderer.whole

    def write(self) -> str:
        """Return the HTML; a table inside a folded part does not fold once more."""
        table, page = self.table, self.page
        if not table.rows:
            return f'<p class="es-empty">{escape(table.empty or page.locale.tr("Nothing here yet."))}</p>'
        rows = table.rows
        if not self.long:
            page.room.take(*map(self._row, rows))
        if page.whole or (page.folded and not self.long):
            return self._grid(rows, f"table-{table.name}", foot=True)
        parts = in_files(rows, self._row, page.room.left(LETTERS)) if self.long else [list(rows)]
        if self.long:
            page.room.take(*map(self._row, parts[0]))
        here = tuple(parts[0])
        parted = Parted(here, ()) if page.folded else open_first(here, table.opened)
        more = len(rows) - len(parted.shown)
        grid = self._grid(parted.shown, f"table-{table.name}", foot=True)
        rest = self._rest(parted.folded, more) if parted.folded else ""
        if not self.long:
            return grid + rest
        return f'<div class="es-long" {self._facts(parts)}>{grid}{rest}{self._ways_on(parts)}</div>'

    def _rest(self, rows: tuple[b.Row, ...], more: int) -> str:
        """Return the rows that fold; they say how many there are, and how many of them are red."""
        tr = self.page.locale.tr
        words = tr.plural("{n} more row", "{n} more rows", more)
        if red := sum(row.tone == "red" for row in rows):
            words = tr.plural("{words}, {n} of them red", "{words}, {n} of them red", red, words=words)
        grid = self._grid(rows, f"rest-{self.table.name}", foot=False)
        return f'<details class="es-rest"><summary>{escape(words)}</summary>{grid}</details>'

    def _facts(self, parts: Sequence[Sequence[b.Row]]) -> str:
        """Return what the script needs: which table it is, its rows, and where the rows are that lack."""
        script = f' data-rows="{escape(self._file("js"))}"' if len(parts) > 1 else ""
        return f'data-es-long="{escape(self.table.name)}" data-count="{len(self.table.rows)}"{script}'

    def _ways_on(self, parts: Sequence[Sequence[b.Row]]) -> str:
        """Return the links to the table as a file and to its further pages, and keep those files."""
        tr, files = self.page.locale.tr, self.page.files
        files[self._file("csv")] = table_csv(self.table)
        links = [(self._file("csv"), tr("All {n} rows as a CSV file", n=len(self.table.rows)))]
        if len(parts) > 1:
            names, script = [self._file("html", place) for place in range(2, len(parts) + 1)], []
            for place, name in enumerate(names, start=2):
                rows = parts[place - 1]
                body = self._grid(rows, f"table-{self.table.name}", foot=False)
                files[name] = rows_page(self.page, self.table, body, place, [self.page.self_url, *names])
                script.append(rows_part("".join([self.written.pop(id(row)) for row in rows])))
            files[self._file("js")] = rows_script(self.table.name, script)
            links.append((names[0], tr("Further rows, page by page")))
        anchors = "".join(f'<a href="{escape(name)}">{escape(words)}</a>' for name, words in links)
        return f'<p class="es-note es-ways-on">{anchors}</p>'

    def _file(self, kind: str, place: int = 0) -> str:
        return self.page.beside(f"{self.table.name}{f'-{place}' if place else ''}.{kind}")

    def _grid(self, rows: Sequence[b.Row], name: str, *, foot: bool) -> str:
        table = self.table
        head = "".join(f'<th scope="col" class="{_class(c)}">{escape(c.title)}</th>' for c in table.columns)
        caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
        total = f"<tfoot>{self._row(table.total)}</tfoot>" if table.total and foot else ""
        label = escape(table.caption or table.columns[0].title)
        return (
            f'<div class="es-table" tabindex="0" role="group" aria-label="{label}" data-search-exclude>'
            f'<table class="es-grid" id="{escape(name)}" data-search-exclude>{caption}'
            f"<thead><tr>{head}</tr></thead>"
            f"<tbody>{self._rows(rows)}</tbody>{total}</table></div>"
        )

    def _rows(self, rows: Sequence[b.Row]) -> str:
        out, group = [], ""
        for row in rows:
            if row.group != group:
                group = row.group
                span = f'colspan="{len(self.table.columns)}" scope="colgroup"'
                out.append(f'<tr class="es-group"><th {span}>{escape(group)}</th></tr>')
            out.append(self._row(row))
        return "".join(out)

    def _row(self, row: b.Row) -> str:
        """Return the HTML of a row; each is written once, though a long table asks for it several times."""
        if id(row) not in self.written:
            self.written[id(row)] = self._written(row)
        return self.written[id(row)]

    def _written(self, row: b.Row) -> str:
        page = self.page
        anchor = f' id="{escape(page.identifier(row.anchor))}"' if row.anchor else ""
        tone = f' class="es-row-{row.tone}"' if row.tone else ""
        cells, flow = row.cells, page.flow
        starts = (
            [start + order_mark(cell) for start, cell in zip(self.opening, cells, strict=True)]
            if self.long
            else self.opening
        )
        head = f"{starts[0]}>{page.inline(cells[0])}</th>"
        body = [f"{start}>{flow(cell)}</td>" for start, cell in zip(starts[1:], cells[1:], strict=True)]
        return f"<tr{anchor}{tone}>{head}{''.join(body)}</tr>"


def _openings(columns: Sequence[b.Column]) -> list[str]:
    """Return what a cell of each column begins with; it is the same in every row."""
    head, *rest = columns
    cells = [f'<td class="{_class(one)}" data-label="{escape(one.title)}"' for one in rest]
    return [f'<th scope="row" class="{_class(head)}"', *cells]


def _class(column: b.Column) -> str:
    return f"es-{column.kind}{' es-wide' if column.wide else ''}"
