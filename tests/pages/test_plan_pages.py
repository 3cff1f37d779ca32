"""Prove that every page of the plan draws, from the small plan and from one that is almost empty."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from erpsite.pages.kit.links import record_path
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of, declared_of, drawn, entries_of

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@LANGUAGES
@pytest.mark.parametrize("as_of", ["2026-01", "2026-02", "2026-03", "2026-08"])
def test_every_page_draws_at_any_month(language: str, as_of: str) -> None:
    for entry in entries_of(book_of(small_handbook(), language, as_of), "plan"):
        assert "es-lead" in drawn(entry, language)


@LANGUAGES
def test_every_page_says_which_file_to_fill(language: str) -> None:
    files = ["objectives.yml", *["initiatives/"] * 5, "kpis.yml", "organisation.yml", *["initiatives/"] * 3]
    for entry, file in zip(declared_of(book_of(bare_handbook(), language), "plan"), files, strict=True):
        assert f"data/{file}" in drawn(entry, language), entry.path


def test_pages_come_in_reading_order_with_their_records_below_them() -> None:
    found = [(entry.path, entry.parent) for entry in entries_of(book_of(small_handbook()), "plan")]
    assert found == [
        ("plan/objectives", ""),
        ("plan/objectives/grow", "plan/objectives"),
        ("plan/objectives/fast-orders", "plan/objectives"),
        ("plan/initiatives", ""),
        ("plan/initiatives/erp-crm", "plan/initiatives"),
        ("plan/initiatives/report-auto", "plan/initiatives"),
        ("plan/roadmap", ""),
        ("plan/commitments", ""),
        ("plan/resources", ""),
        ("plan/risks", ""),
        ("plan/kpis", ""),
        ("plan/kpis/cycle-time", "plan/kpis"),
        ("plan/kpis/uptime", "plan/kpis"),
        ("plan/portfolio", ""),
        ("plan/value", ""),
        ("plan/trace", ""),
    ]


def test_no_page_gives_one_anchor_to_two_places() -> None:
    for entry in entries_of(book_of(small_handbook()), "plan"):
        ids = Counter(re.findall(r'\sid="([^"]+)"', drawn(entry)))
        assert not [name for name, count in ids.items() if count > 1], entry.path


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("risks", "vendor-late", "plan/risks"),
        ("risks", "key-user-gone", "plan/risks"),
        ("milestones", "erp-crm--go-live", "plan/roadmap"),
    ],
)
def test_records_on_shared_pages_stand_under_their_anchor(kind: str, name: str, path: str) -> None:
    pages = {entry.path: entry for entry in entries_of(book_of(small_handbook()), "plan")}
    assert record_path(kind, name) == (path, name)
    assert f'id="{name}"' in drawn(pages[path])


def test_links_within_the_plan_lead_to_pages_and_anchors_that_exist() -> None:
    pages = {entry.path: drawn(entry) for entry in entries_of(book_of(small_handbook()), "plan")}
    html = pages["plan/initiatives/erp-crm"]
    for path in re.findall(r'href="(?:\.\./)+([a-z/-]+?)/?(?:#[^"]*)?"', html):
        if path.split("/")[0] in {"objectives", "kpis", "initiatives", "risks", "resources", "portfolio"}:
            assert f"plan/{path}" in pages
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html
