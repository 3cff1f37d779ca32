"""While serving, pages are drawn when asked for, and say what a whole build says of the same files."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.site.site_map import site_map
from tests.serve.preview import Preview, serving

_PATIENCE = 60
_LIVE = re.compile(r"<script>\s*var livereload.*?</script>", re.DOTALL)
"""The engine's script, which tells each answer from the one before."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    note = '# A note\n\nUp: {{ kpi("uptime").actual }}.\n'
    with serving(tmp_path_factory.mktemp("asked"), "--language", "en", note=note) as shown:
        yield shown


def _builds(preview: Preview) -> int:
    return (preview.folder / "log").read_text(encoding="utf-8").count("Building documentation")


def _set_uptime(preview: Preview, value: str) -> None:
    """Write a value into the last row of the values of KPIs."""
    path = preview.folder / "data" / "kpis.csv"
    above = path.read_text(encoding="utf-8").splitlines()[:-1]
    path.write_text("\n".join([*above, f"uptime,2026-03,{value}"]) + "\n", encoding="utf-8")


def _wait(preview: Preview, path: str, words: str) -> None:
    end = time.monotonic() + _PATIENCE
    while words not in preview.ask(path)[1]:
        assert time.monotonic() < end, f"{path} never said {words!r}"
        time.sleep(0.05)


def _addresses(preview: Preview) -> list[str]:
    handbook = load_handbook(preview.folder / "data").handbook
    assert handbook is not None
    book = Book(state(handbook, handbook.default_as_of), locale_of("en", handbook.plan.currency))
    paths = ["note", *(entry.path for entry in site_map(book))]
    return ["/" + re.sub(r"(^|/)index$", r"\1", path).rstrip("/") + "/" for path in paths]


def test_an_edited_value_shows_everywhere_without_a_whole_build(preview: Preview) -> None:
    before, old = _builds(preview), preview.ask("/plan/kpis/uptime/")[1]
    assert "93.1" not in old
    _set_uptime(preview, "93.1")
    _wait(preview, "/plan/kpis/uptime/", "93.1")
    for path in (
        "/note/",
        "/downloads/kpi_actuals.csv",
        "/source/kpis.csv.html",
        "/assets/forms/data/kpis.csv.js",
    ):
        assert "93.1" in preview.ask(path)[1], path
    assert _builds(preview) == before


def _rename_kpi(preview: Preview, name: str) -> None:
    """Give the first KPI another English name."""
    path = preview.folder / "data" / "kpis.yml"
    text = path.read_text(encoding="utf-8")
    known = re.search(r"en: (.+?)[,}\n]", text)
    assert known is not None
    path.write_text(text.replace(known[1], name, 1), encoding="utf-8")


def test_pages_are_those_of_a_whole_build(preview: Preview) -> None:
    before = _builds(preview)
    _set_uptime(preview, "91.7")
    _rename_kpi(preview, "Quixotic throughput")
    _wait(preview, "/plan/kpis/uptime/", "91.7")
    _wait(preview, "/plan/kpis/", "Quixotic throughput")
    addresses = _addresses(preview)
    late = {path: preview.ask(path) for path in addresses}
    assert _builds(preview) == before, "a value and a name are no reason for a whole build"
    configuration = preview.folder / "mkdocs.yml"
    configuration.write_text(configuration.read_text(encoding="utf-8") + "# read again\n", encoding="utf-8")
    end = time.monotonic() + _PATIENCE
    while _builds(preview) == before:
        assert time.monotonic() < end
        time.sleep(0.05)
    whole = {path: preview.ask(path) for path in addresses}
    assert {status for status, _ in late.values()} == {200}
    assert len(set(late)) > 20
    differ = [path for path in addresses if _text(late[path]) != _text(whole[path])]
    assert not differ


def _text(answer: tuple[int, str]) -> str:
    return _LIVE.sub("", answer[1])


def test_the_search_finds_what_was_renamed(preview: Preview) -> None:
    _rename_kpi(preview, "Zanzibar throughput")
    _wait(preview, "/plan/kpis/", "Zanzibar throughput")
    assert "zanzibar" in preview.ask("/search/words.js")[1].lower()


def test_a_written_page_says_what_is_wrong_with_it_until_it_is_mended(preview: Preview) -> None:
    path = preview.folder / "content" / "note.md"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(".actual", ".actuals"), encoding="utf-8")
    _wait(preview, "/note/", "content/note.md:3")
    path.write_text(whole, encoding="utf-8")
    _wait(preview, "/note/", "91.7")
