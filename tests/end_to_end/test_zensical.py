"""What a build with Zensical says, refuses and leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from erpsite.i18n import translator
from erpsite_mkdocs.zensical.lacking import lacking_pages, lacking_settings
from tests.plan_folder import write_plan_folder


def _build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "erpsite", "build", "--engine", "zensical", "--language", "en", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_plan_folder(tmp_path)
    return tmp_path


HOOK = """\
def on_env(env, config, files):
    return env


def on_page_markdown(markdown, page, config, files):
    return markdown.replace("BEFORE", "AFTER")
"""


def test_what_has_no_effect_is_said_and_what_has_one_is_kept(plan: Path) -> None:
    (plan / "hook.py").write_text(HOOK, encoding="utf-8")
    text = (plan / "mkdocs.yml").read_text(encoding="utf-8")
    (plan / "mkdocs.yml").write_text(f"{text}\nhooks: [hook.py]\n", encoding="utf-8")
    page = "# Note\n\nBEFORE [risks](plan/risks.md) <span class='own'>\n\n```\n<b>{{ 1 }}</b>\n```\n"
    (plan / "content" / "note.md").write_text(page.replace("{{ 1 }}", "1"), encoding="utf-8")
    done = _build(plan)
    assert done.returncode == 0, done.stderr
    assert "Zensical: the plugin hook.py has no effect on templates: on_env is not called" in done.stderr
    html = (plan / "site/en/note/index.html").read_text(encoding="utf-8")
    assert '<p>AFTER <a href="../plan/risks/">risks</a>' in html
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert html.count("<h1") == 1
    home, lost = (
        (plan / "site/en" / name).read_text(encoding="utf-8") for name in ("index.html", "404.html")
    )
    assert "es-crumbs" in html
    assert "es-crumbs" not in home
    assert "·" not in home.partition("<title>")[2].partition("</title>")[0]
    assert "es-sidebar-empty" in home
    assert "es-sidebar-empty" in lost


def test_a_broken_page_stops_the_build_with_its_place(plan: Path) -> None:
    (plan / "content" / "broken.md").write_text('# B\n\n{{ kpi("no-such").actual }}\n', encoding="utf-8")
    done = _build(plan)
    assert done.returncode == 2
    assert "content/broken.md:3" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (plan / "site").exists()
    assert not list(plan.glob(".site*"))


def test_a_link_that_leads_nowhere_stops_a_strict_build_alone(plan: Path) -> None:
    (plan / "content" / "lost.md").write_text("# Lost\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    done = _build(plan)
    assert done.returncode == 2
    assert "'nowhere.md'" in done.stderr
    assert _build(plan, "--no-strict").returncode == 0


def test_a_template_that_fails_says_so_and_no_more(plan: Path) -> None:
    (plan / "own").mkdir()
    (plan / "own" / "wrong.html").write_text("{% extends 'main.html' %}{% no_such_tag %}", encoding="utf-8")
    text = (plan / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    (plan / "mkdocs.yml").write_text(text, encoding="utf-8")
    (plan / "content" / "own.md").write_text("---\ntemplate: wrong.html\n---\n\n# Own\n", encoding="utf-8")
    done = _build(plan)
    assert done.returncode == 2
    assert "Zensical:" in done.stderr
    assert "wrong.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_builds_for_a_file_share_are_the_same_to_the_byte(plan: Path) -> None:
    made = []
    for name in ("one", "two"):
        done = _build(plan, "--offline", "--site-dir", name)
        assert done.returncode == 0, done.stderr
        site = plan / name
        assert all(any(p.iterdir()) for p in site.rglob("*") if p.is_dir()), "a release has no empty folder"
        made.append({p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    assert made[0] == made[1]
    assert Path("en/plan/risks.html") in made[0]


def test_a_theme_and_templates_that_are_not_there_are_said() -> None:
    config = MkDocsConfig()
    config.load_dict(
        {"site_name": "x", "theme": {"name": "readthedocs"}, "extra_templates": ["robots.txt"], "plugins": []}
    )
    config.validate()
    said = list(lacking_settings(config, translator("en")))
    assert said == [
        "the theme readthedocs is not there; pages wear Zensical's own",
        "the template robots.txt of extra_templates is not rendered",
    ]
    assert list(lacking_pages([], ["a.md"], translator("en"))) == [
        "pages whose template shows no content: a.md"
    ]
