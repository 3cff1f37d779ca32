"""What is drawn or written is let go of, and is there all the same for whoever asks again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files

from erpsite.pages.data.exports import exports
from erpsite.pages.kit.book import forget, forget_all, once
from erpsite.pages.kit.contents import declared_pages, page_blocks, unframed
from erpsite.pages.render.table_files import rows_part, rows_script
from erpsite_mkdocs.seal import hash_of_tables
from erpsite_mkdocs.site_files import let_go
from tests.factory import small_handbook
from tests.pages.drawing import book_of


def test_a_framed_page_is_not_kept_and_the_order_of_drawing_changes_nothing() -> None:
    pages = [page for page in declared_pages().values() if page.frame]
    assert len(pages) > 4
    ahead, behind = book_of(small_handbook()), book_of(small_handbook())
    drawn = {page.path: page_blocks(ahead, page) for page in pages}
    for page in reversed(pages):
        assert page_blocks(behind, page) == drawn[page.path]
        assert page_blocks(behind, page) == drawn[page.path]
    own = unframed.__wrapped__  # type: ignore[attr-defined]
    first = pages[0].path
    assert (own, first) not in ahead._drawn
    unframed(ahead, first)
    assert (own, first) in ahead._drawn  # so the key is the one that was looked for


def test_what_is_forgotten_is_drawn_again() -> None:
    book, drawn = book_of(small_handbook()), list[str]()

    @once
    def part(_book: object, name: str) -> int:
        drawn.append(name)
        return len(drawn)

    assert [part(book, "a"), part(book, "b"), part(book, "a")] == [1, 2, 1]
    forget(book, part, "a")
    assert [part(book, "a"), part(book, "b")] == [3, 2]
    told = hash_of_tables(book)
    forget_all(book, but=hash_of_tables)
    assert part(book, "b") == 4
    assert exports.__wrapped__ not in {key[0] for key in book._drawn}  # type: ignore[attr-defined]
    assert hash_of_tables(book) == told
    assert exports.__wrapped__ not in {key[0] for key in book._drawn}  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [["<tr>甲</tr>", '<td class="x">\u2028\\ & "'], ["a"]])
def test_parts_of_a_script_of_rows_are_the_text_of_all_of_them(rows: list[str]) -> None:
    script = rows_script('a"b', map(rows_part, rows)).decode()
    assert "\u2028" not in script
    said = script.removeprefix("(window.erpsiteRows = window.erpsiteRows || []).push(").removesuffix(");\n")
    assert json.loads(said) == ['a"b', "".join(rows)]


def test_a_file_that_is_written_is_read_from_the_site(repo_root: Path, tmp_path: Path) -> None:
    config = load_config(str(repo_root / "mkdocs.yml"), site_dir=str(tmp_path))
    config.plugins._current_plugin = "erpsite"
    made = File.generated(config, "downloads/a.csv", content=b"a,b\n")
    page = File.generated(config, "a.md", content="")
    other = File.generated(config, "b.css", abs_src_path=str(repo_root / "LICENSE"))
    made.copy_file()
    let_go(Files([made, page, other]))
    assert (made._content, made.content_bytes) == (None, b"a,b\n")
    assert page.content_string == ""
    assert other.abs_src_path == str(repo_root / "LICENSE")
