"""The chart script that the site carries is the one its recipe builds, small, and calls nobody."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from erpsite_mkdocs.charts import waiting


@pytest.fixture(scope="module")
def recipe(repo_root: Path) -> Path:
    return repo_root / "tools" / "chart_bundle"


@pytest.fixture(scope="module")
def built(repo_root: Path) -> Path:
    return repo_root / "plugins" / "erpsite_mkdocs" / "assets" / "charts"


def test_inputs_and_outputs_are_those_of_the_last_build(recipe: Path, built: Path) -> None:
    record = json.loads((recipe / "built.json").read_text(encoding="utf-8"))
    for folder, hashes in ((recipe, record["inputs"]), (built, record["outputs"])):
        for name, expected in hashes.items():
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            assert found == expected, (
                f"{name} changed: run `npm ci --ignore-scripts && npm run build` in tools/chart_bundle"
            )


def test_the_recipe_pins_plotly_and_names_no_address(recipe: Path) -> None:
    lock = json.loads((recipe / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/plotly.js"]["version"] == "4.1.1"
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_the_script_is_small_enough_to_wait_for(built: Path) -> None:
    assert len(gzip.compress((built / "plotly.js").read_bytes(), 9)) <= 450 * 1024
    assert len(gzip.compress((built / "charts.js").read_bytes(), 9)) < 6_500


def test_what_draws_a_first_chart_is_compiled_while_the_script_is_still_loading(
    recipe: Path, built: Path
) -> None:
    """It stands in brackets, and nothing else: the browser reads it once, and off the page's own thread."""
    script = (built / "plotly.js").read_text(encoding="utf-8")
    drawn = json.loads((recipe / "drawn.json").read_text(encoding="utf-8"))["functions"]
    assert drawn == sorted(set(drawn))
    functions = len(re.findall(r"\bfunction\b|=>", script))
    bracketed = len(re.findall(r"\((?:function\b|\([\w$,]*\)=>|[\w$]+=>)", script))
    assert 1_000 < len(drawn) < functions / 2
    assert len(drawn) <= bracketed < functions * 2 / 3
    assert "allFunctionsCalledOnLoad" not in script


def test_the_style_sheet_holds_the_rules_that_the_library_would_inject(built: Path) -> None:
    style = (built / "plotly.css").read_text(encoding="utf-8")
    assert ".js-plotly-plot .plotly .main-svg" in style
    assert ".plotly-notifier" in style


def test_every_deferred_script_of_a_page_that_opens_with_a_chart_waits() -> None:
    """A company's own ones, too, which expect the theme's script before them; an eager one does not."""
    head, eager = "<head></head>", '<script defer src="d.js" async></script>'
    scripts = (
        '<script defer src="a.js"></script><script defer src="b.js" defer></script>'
        f'<script defer src="c.js" type="module"></script>{eager}'
    )
    page = f'{head}</figure><script src="../assets/erpsite/charts.js"></script>{scripts}'
    assert waiting(page, "preread/health/") == (
        '<head><link rel="preload" as="script" fetchpriority="low" '
        'href="../../assets/erpsite/plotly.js">\n  </head>'
        '</figure><script src="../assets/erpsite/charts.js"></script>'
        '<script type="text/plain" data-es-later="a.js"></script>'
        '<script type="text/plain" data-es-later="b.js"></script>'
        f'<script type="text/plain" data-es-later="c.js" data-es-kind="module"></script>{eager}'
    )
    plain = f"{head}<figure></figure>{scripts}"
    assert waiting(plain, "preread/health/") == plain
