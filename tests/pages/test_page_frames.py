"""Pages of single records share what stands around them, and are what they would be alone."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import url_filter

from erpsite.pages.kit.links import relpath
from erpsite_mkdocs.page_frames import FRAMED, PageFrames

_MAIN = """{{ count() }}<title>{{ page.title | striptags | e }} · {{ config.site_name | e }}</title>
{% if page.meta.description %}<meta content="{{ page.meta.description | e }}">{% endif %}
<a href="{{ ("zh/" ~ page.url) | url }}">zh</a>
{% if page.toc | first %}<a href="{{ (page.toc | first).url }}"></a>{% endif %}
{% from "partials/headings.html" import headings %}
{% if page.toc | list | length > 1 %}{{ headings(page.toc) }}{% endif %}
<h1>{{ page.title | e }}</h1>{{ page.content }}
{% if page.meta.erpsite_source_url %}<a href="{{ page.meta.erpsite_source_url | e }}">{% endif %}
{{ page.meta.erpsite_source_name | e }}EXTRA"""
_HEADINGS = """{% macro headings(entries) %}
{% for entry in entries %}<a href="{{ entry.url }}">{{ entry.title | e }}</a>{% endfor %}
{% endmacro %}"""


def _page(name: str, title: str, headings: int = 3, source: str = "", **meta: str) -> Any:
    url = f"plan/initiatives/{name}/"
    held = {"erpsite_source_url": f"../{source}.html#L1", "erpsite_source_name": f"data/{source}"}
    front = meta | held if source else meta
    return SimpleNamespace(
        title=title, url=url, canonical_url=f"https://plan.example/{url}", meta=front,
        content=f"<p>{name}</p>", toc=[AnchorLink(f"{name} {n}", f"{name}-{n}", 2) for n in range(headings)],
        is_homepage=False, ancestors=[], parent=None, previous_page=None, next_page=None, edit_url=None,
        file=SimpleNamespace(src_uri=f"{name}.md"),
    )  # fmt: skip


_PAGES = (
    _page("erp", "ERP core", source="a.yml", description="The <core>"),
    _page("wms", "Warehouse", 5, source="b.yml", description='"W"'),
    _page("plan", "Plan for plans", source="c.yml", description="& more"),
    _page("bi", "Reports & cubes", source="d.yml", description="d"),
    _page("mes", "MES", 1, source="e.yml", description="d"),
    _page("crm", "CRM", 0, description="d"),
    _page("hr", "HR"),
    _page("srm", "供应商协同 <平台>", description="门户"),
    _page("ppm", "项目", description="门户"),
)


def _rendered(
    extra: str = "", pages: Sequence[Any] = _PAGES, *, own_theme: bool = True, **given: str
) -> tuple[list[str], list[str], int]:
    """Return the pages by way of frames, each alone, and how often those rendered the template."""
    counted: list[int] = []

    def count() -> str:
        counted.append(1)
        return ""

    sources = {"main.html": _MAIN.replace("EXTRA", extra), "partials/headings.html": _HEADINGS}
    env = Environment(loader=DictLoader({**sources, FRAMED: "{{ erpsite_framed() }}"}), autoescape=False)  # noqa: S701
    env.filters["url"] = url_filter
    env.globals["count"] = count
    PageFrames().add_to(env, own_theme=own_theme)
    around = {"base_url": "../../..", "config": SimpleNamespace(site_name="A & B"), **given}
    framed = [env.get_template(FRAMED).render(page=page, **around) for page in pages]
    often = len(counted)
    return framed, [env.get_template("main.html").render(page=page, **around) for page in pages], often


def test_a_framed_page_is_what_it_is_alone() -> None:
    """Title, address, headings, text and source are the page's own, whatever characters they have."""
    framed, alone, often = _rendered()
    assert framed == alone
    assert len(set(framed)) == len(_PAGES)
    assert often < 2 * len(_PAGES), "nothing was shared"


def test_the_pages_of_one_frame_render_the_template_twice() -> None:
    """The first page is rendered whole and once with marks; the others are filled in."""
    _, _, often = _rendered(pages=_PAGES[:3])
    assert often == 2


@pytest.mark.parametrize(
    "extra",
    [
        "{{ page.file.src_uri }}",
        "{{ page.content | length }}",
        "{{ page.meta.status }}",
        "{{ page.title | upper }}",
    ],
)
def test_a_template_that_asks_for_more_is_rendered_for_every_page(extra: str) -> None:
    """What is not known to be alike, or to stand as it is, shares nothing."""
    framed, alone, _ = _rendered(extra)
    assert framed == alone


def test_what_no_page_of_a_frame_has_in_front_keeps_none_from_sharing() -> None:
    """A template may look for front matter that pages of records never have."""
    framed, alone, often = _rendered("{% if page.meta and page.meta.status %}s{% endif %}", _PAGES[:3])
    assert framed == alone
    assert often == 2


def test_a_companys_own_templates_are_rendered_for_every_page() -> None:
    """They may look at a page in ways that one page does not show."""
    framed, alone, often = _rendered("{% if page.toc | length > 4 %}long{% endif %}", own_theme=False)
    assert framed == alone
    assert often == len(_PAGES)


def test_what_another_plugin_gives_is_not_shared() -> None:
    """It may differ from page to page."""
    framed, alone, often = _rendered("{{ tags }}", tags="t")
    assert framed == alone
    assert often == len(_PAGES)


@pytest.mark.parametrize(
    ("target", "start", "way"),
    [
        ("plan/kpis", ".", "plan/kpis"), (".", "plan/kpis", "../.."), ("plan/kpis", "plan/kpis", "."),
        ("plan", "plan/kpis", ".."), ("plan/risks", "plan/kpis", "../risks"), (".", ".", "."),
        ("assets/a.css", "reviews/2026-01", "../../assets/a.css"), ("index.html", "plan", "../index.html"),
    ],
)  # fmt: skip
def test_the_way_from_one_page_to_another(target: str, start: str, way: str) -> None:
    """It is the shortest relative one."""
    assert relpath(target, start) == way
