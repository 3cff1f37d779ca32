"""The page of imports: numbers, both languages, reasons by group; what hides anything has no such page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.model.imported import ImportedColumn, ImportReport, ToldChange, ToldGroup, ToldPlace, ToldWords
from erpsite.model.rolled import RollupAccount
from erpsite.pages.data.imported import draw_imported
from erpsite.pages.kit import blocks as b
from erpsite.pages.site.site_map import site_map
from tests.factory import small_handbook
from tests.pages.drawing import book_of, drawn, lead_of, table_of
from tests.pages.test_editions import hiding

NO_DAY = "{found} is not written as {form}"
REPORT = ImportReport(
    name="projects", path="imports/projects.report.json", source="projects.xlsx", sheet="P",
    map_path="data/imports/projects.yml", kind="initiatives", rows=40, blank=0, records=39,
    columns=(
        ImportedColumn("A", "Project", ("id", "name"), 39, 39, 0, 0, 0, 0, 0, None, None, ""),
        ImportedColumn("B", "Finish", ("finish",), 39, 22, 17, 0, 0, 0, 0, None, None, ""),
        ImportedColumn("C", "Phone", (), 5, 0, 0, 5, 0, 0, 0, None, None, "words of the map"),
    ),
    refused=(
        ToldGroup(
            17, (ToldPlace("P!B2", ToldWords(NO_DAY, {"found": '"soon"', "form": "YYYY-MM-DD"})),), "Finish"
        ),
    ),
    left_out=(), merged=(), suspicions=(),
    notices=(ToldWords("{column}: {what}", {"column": "B", "what": {"words": "the map does not name it"}}),),
    invented={"type": 39}, made={"people": 1},
    counts={"added": 38, "changed": 0, "conflicts": 1, "vanished": 0, "removed": 0, "same": 0},
    changed=(), conflicts=(ToldChange("wms", "name", "WMS", "W.M.S.", "P!4"),), vanished=("gone",),
    files=tuple(f"initiatives/p-{n}.yml" for n in range(9)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "reason", "head", "unused"),
    [
        ("en", '"soon" is not written as YYYY-MM-DD', "Finish: 17 times, the first 1", "words of the map"),
        ("zh", '"soon"不是按YYYY-MM-DD写的', "Finish：17次，列出前1处", "words of the map"),
    ],
)
def test_an_import_is_told_as_a_page(language: str, reason: str, head: str, unused: str) -> None:
    book = book_of(small_handbook(imports={"projects": REPORT}), language)
    (entry,) = [one for one in site_map(book) if one.path == "data/imports"]
    html = drawn(entry, language)
    page = draw_imported(book)
    assert all(number in lead_of(page) for number in ("83", "61", "17", "5"))
    refused = table_of(page, "projects-refused")
    assert [(row.group, row.cells[1]) for row in refused.rows] == [(head, reason)]
    (phone,) = [row for row in table_of(page, "projects-columns").rows if row.cells[0] == "C Phone"]
    assert phone.cells[1] == b.Missing(unused)
    assert "p-3.yml" in html
    assert "p-4.yml" not in html
    assert "W.M.S." in html


def test_what_hides_anything_has_no_such_page_and_keeps_what_was_counted_from_logs() -> None:
    account = RollupAccount("web", "rollups/web.yml", "erp-log", (), (), {})
    whole = replace(small_handbook(imports={"projects": REPORT}), rollups={"web": account})
    cut = hiding(whole, ("money",))
    assert cut.rollups == whole.rollups
    assert [one.path for one in site_map(book_of(cut)) if one.path == "data/imports"] == []
    assert [one.path for one in site_map(book_of(hiding(whole, ()))) if one.path == "data/imports"]
