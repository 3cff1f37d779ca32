"""The site is built by the real engines, whole or not at all, and the same every time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.plan_folder import write_plan_folder
from tests.warm import python


def _run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python(), "-m", *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    write_plan_folder(folder)
    (folder / "content" / "note.en.md").write_text('# Note\n\n{{ kpi("uptime").target }}\n', encoding="utf-8")
    (folder / "content" / "note.zh.md").write_text('# 说明\n\n{{ kpi("uptime").target }}\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(plan_folder: Path) -> Path:
    done = _run(plan_folder, "erpsite", "build", "--site-dir", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return plan_folder / "site"


def test_both_languages_hold_the_same_pages(site: Path) -> None:
    zh, en = ({p.relative_to(site / lang) for p in (site / lang).rglob("*.html")} for lang in ("zh", "en"))
    assert zh == en
    assert Path("plan/initiatives/erp-crm/index.html") in en
    assert Path("note/index.html") in en


def test_the_title_and_the_language_of_a_page_are_its_own(site: Path) -> None:
    zh = (site / "zh/plan/initiatives/erp-crm/index.html").read_text(encoding="utf-8")
    en = (site / "en/plan/initiatives/erp-crm/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh' in zh
    assert "打通ERP与CRM" in zh
    assert '<html lang="en' in en
    assert "Join ERP and CRM" in en


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if value and name in {"href", "src"} and (tag, name) != ("base", "href"):
                self.links.append(value)


def _parse(path: Path) -> _References:
    parser = _References()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_every_link_and_anchor_leads_somewhere_and_none_leads_out(site: Path) -> None:
    pages = {path: _parse(path) for path in site.rglob("*.html") if path.name != "404.html"}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in {"mailto", "data"}:
                continue
            if parts.scheme or parts.netloc or link.startswith("/"):
                broken.append(f"{path.relative_to(site)} -> {link} (leaves the site)")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append(f"{path.relative_to(site)} -> {link} (no such file)")
            elif target in pages and unquote(parts.fragment) not in pages[target].ids | {""}:
                broken.append(f"{path.relative_to(site)} -> {link} (no such anchor)")
    assert not broken, "\n".join(sorted(set(broken))[:40])


def test_a_page_names_the_line_it_is_edited_in(plan_folder: Path, site: Path) -> None:
    html = (site / "en/plan/initiatives/erp-crm/index.html").read_text(encoding="utf-8")
    found = re.search(r'href="([^"]*source/initiatives/erp-crm\.yml\.html#L(\d+))"', html)
    assert found
    lines = (plan_folder / "data/initiatives/erp-crm.yml").read_text(encoding="utf-8").splitlines()
    assert lines[int(found[2]) - 1].startswith(("id:", "- id:"))


def test_the_search_index_holds_titles_and_texts_but_no_tables(site: Path) -> None:
    parts = {file.name: file.read_text(encoding="utf-8") for file in (site / "en/search").iterdir()}
    entries = "".join(text for name, text in parts.items() if name.startswith("e"))
    assert "Join ERP and CRM" in entries
    assert "Join the interfaces and approve by rule" in entries
    assert "<td" not in entries
    assert sum(map(len, parts.values())) < 600_000


def test_two_builds_are_byte_for_byte_the_same(plan_folder: Path, site: Path, tmp_path: Path) -> None:
    done = _run(
        plan_folder,
        "erpsite",
        "build",
        "--site-dir",
        str(tmp_path / "again"),
        TZ="America/Lima",
        LC_ALL="C.UTF-8",
    )
    assert done.returncode == 0, done.stderr
    first, second = _hashes(site), _hashes(tmp_path / "again")
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_a_past_month_can_be_built_again(plan_folder: Path, tmp_path: Path) -> None:
    done = _run(
        plan_folder, "erpsite", "build", "--as-of", "2026-02", "--site-dir", str(tmp_path / "february")
    )
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "february/en/index.html").read_text(encoding="utf-8")
    assert "February 2026" in html
    assert not (tmp_path / "february/en/reviews/2026-03").exists()


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_plain_engines_build_the_same_pages(
    engine: str, plan_folder: Path, site: Path, tmp_path: Path
) -> None:
    done = _run(plan_folder, engine, "build", "--strict", "--site-dir", str(tmp_path / engine))
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.relative_to(tmp_path / engine) for path in (tmp_path / engine).rglob("*.html")}
    assert pages == {path.relative_to(site / "zh") for path in (site / "zh").rglob("*.html")}


def test_a_failed_build_leaves_the_site_as_it_was(plan_folder: Path, site: Path) -> None:
    before = _hashes(site)
    page = plan_folder / "content" / "broken.md"
    page.write_text('# Broken\n\n\n{{ kpi("no-such-kpi").actual }}\n', encoding="utf-8")
    try:
        done = _run(plan_folder, "erpsite", "build", "--site-dir", "site")
    finally:
        page.unlink()
    assert done.returncode == 2
    assert "content/broken.md:4" in done.stderr
    assert "Traceback" not in done.stderr
    assert _hashes(site) == before
    assert not list(plan_folder.glob(".site.*"))


def test_bad_data_stops_the_build_with_its_place(plan_folder: Path, site: Path) -> None:
    before = _hashes(site)
    table = plan_folder / "data" / "kpis.csv"
    kept = table.read_text(encoding="utf-8")
    table.write_text(kept.rstrip("\n") + "\nno-such-kpi,2026-01,1\n", encoding="utf-8")
    try:
        done = _run(plan_folder, "erpsite", "build", "--site-dir", "site", "--language", "en")
    finally:
        table.write_text(kept, encoding="utf-8")
    assert done.returncode == 1
    assert re.search(r"kpis\.csv:\d+:1  error", done.stderr)
    assert _hashes(site) == before


def test_a_folder_that_is_no_site_is_never_replaced(plan_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep", encoding="utf-8")
    done = _run(plan_folder, "erpsite", "build", "--site-dir", str(tmp_path))
    assert done.returncode == 2
    assert (tmp_path / "precious.txt").read_text(encoding="utf-8") == "keep"


def test_a_wrong_option_of_the_plugin_is_refused(plan_folder: Path, tmp_path: Path) -> None:
    config = plan_folder / "wrong.yml"
    config.write_text(
        (plan_folder / "mkdocs.yml").read_text("utf-8").replace("data_dir: ", "data_dri: "), "utf-8"
    )
    done = _run(
        plan_folder, "mkdocs", "build", "--strict", "-f", str(config), "--site-dir", str(tmp_path / "x")
    )
    assert done.returncode != 0
    assert "data_dri" in done.stdout + done.stderr


def test_file_urls_work_without_directories(plan_folder: Path, tmp_path: Path) -> None:
    done = _run(
        plan_folder, "erpsite", "build", "--site-dir", str(tmp_path / "flat"), ERPSITE_DIRECTORY_URLS="false"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "flat/en/plan/initiatives/erp-crm.html").is_file()
    html = (tmp_path / "flat/en/plan/initiatives.html").read_text(encoding="utf-8")
    assert 'href="initiatives/erp-crm.html"' in html
