"""What the guide on extending shows is the example package, which a test installs."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest

from erpsite import charts
from erpsite.ingest.importers import importer, preset
from erpsite.pages.kit.chart import chart
from erpsite.pages.kit.page import Page
from erpsite.plancheck import Pitfall, rule
from erpsite.plancheck.facts import SCOPES

GUIDES = ("docs/extending.md", "docs/extending.zh-CN.md")
EXAMPLE = "examples/acme-erpsite"


def _blocks(text: str, *kinds: str) -> list[str]:
    return [block for kind in kinds for block in re.findall(rf"(?ms)^```{kind}\n(.*?)^```", text)]


@pytest.mark.parametrize("guide", GUIDES)
def test_its_code_is_that_of_the_example(repo_root: Path, guide: str) -> None:
    files = [
        path for path in sorted((repo_root / EXAMPLE).rglob("*")) if path.suffix in (".py", ".toml", ".po")
    ]
    assert len(files) == 3
    example = "\n".join(path.read_text(encoding="utf-8") for path in files)
    blocks = _blocks((repo_root / guide).read_text(encoding="utf-8"), "python", "toml", "po")
    # A language is a package of its own, with catalogues only.
    languages = [block for block in blocks if "erpsite.languages" in block]
    assert len(languages) == 1
    assert tomllib.loads(languages[0])["project"]["entry-points"]["erpsite.languages"]
    shown = [block for block in blocks if block not in languages]
    assert len(shown) == 7
    for block in shown:
        assert block.strip() in example


def test_both_languages_show_the_same(repo_root: Path) -> None:
    english, chinese = ((repo_root / guide).read_text(encoding="utf-8") for guide in GUIDES)
    kinds = ("python", "toml", "po", "console", "text")
    assert _blocks(english, *kinds) == _blocks(chinese, *kinds)
    assert len(re.findall(r"(?m)^##? ", english)) == len(re.findall(r"(?m)^##? ", chinese))
    assert not re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_arguments_and_names_that_it_tells_exist(repo_root: Path, guide: str) -> None:
    text = (repo_root / guide).read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (`[^|]+) \|", text)
    told = {name for row in rows for name in re.findall(r"`([a-z]+)`", row)}
    declaring = (rule, chart, importer, preset)
    known = {name for one in declaring for name in inspect.signature(one).parameters}
    assert told
    assert told <= known | set(Page.__dataclass_fields__)
    for name in re.findall(r"`(\w+_(?:chart|bars))`", text):
        assert name in charts.__all__
    scopes = re.search(r"`scope` \| (.*) \|", text)
    assert scopes
    assert set(re.findall(r'`"(\w+)"`', scopes[1])) <= set(SCOPES)
    assert {"P1", "P4", "S", "R"} <= set(Pitfall)


def test_every_name_on_the_walk_of_one_cell_is_where_it_is_said_to_be(repo_root: Path) -> None:
    text = (repo_root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = text.partition("from file to page:**")[2].partition("**A file")[0]
    assert len(re.findall(r"(?m)^\d+\. ", walk)) == 10
    sources = {
        path.as_posix(): path.read_text(encoding="utf-8")
        for folder in ("erpsite", "plugins", "tests/pages")
        for path in (repo_root / folder).rglob("*.py")
    }
    for path in re.findall(r"`([\w/]+\.py)`", walk):
        assert any(name.endswith(f"/{path}") for name in sources), path
    for name, path in re.findall(r"`(\w+)(?:\([^`]*)?` \(`([\w/]+\.py)`\)", walk):
        assert any(name in text for file, text in sources.items() if file.endswith(f"/{path}")), (name, path)
    for name in re.findall(r"`(?:\w+\.)?(\w{4,})(?:\([^`]*)?`", walk):
        assert any(re.search(rf"\b(?:def|class) {name}\b|\b{name}:", text) for text in sources.values()), name
