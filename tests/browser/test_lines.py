"""A value that was edited in a page is put into its line, and the file says nothing else differently."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from erpsite.patch.nodes import plain, read
from tests.ingest.restyled import restyled
from tests.static_server import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ASSETS = Path("plugins/erpsite_mkdocs/assets/widgets")
FILES = ("agenda.yml", "initiatives/wms-rollout.yml", "people.yml", "initiatives/cycle-counting.yml")
NEW = ("2026-03-01", "a: b # c", "no", 7, 1e-7, True, "\"q\" \\ 'x'", "- x", "&a", "中文，“引号”", "[1, 2]")


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the way to each single value, and the value."""
    if isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*way, step))
    elif value is not None:
        yield way, value


def with_value(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    """Put a value at the end of a way."""
    held = value
    for step in way[:-1]:
        held = held[step]
    held[way[-1]] = new
    return value


LOOK = "(given) => given.map(([texts, changes]) => erpsiteEditLines.look(texts, changes))"


def test_one_line_differs_and_nothing_else(
    browser: Browser, static_server: Serve, repo_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(
        "<meta charset=utf-8><script src=yaml.js></script><script src=lines.js></script>", encoding="utf-8"
    )
    for name, source in (("yaml.js", "yaml/yaml.js"), ("lines.js", "lines/10-lines.js")):
        (tmp_path / name).write_bytes((repo_root / ASSETS / source).read_bytes())
    page = browser.new_page()
    page.goto(f"{static_server(tmp_path).url}page.html")
    cases, count = [], 0
    for newline in ("\n", "\r\n"):
        for file in FILES:
            source = (repo_root / "data" / file).read_bytes().decode().replace("\n", newline)
            for way, old in [*leaves(plain(read(source)))][::29]:
                new = NEW[count % len(NEW)]
                count += 1
                change = {"file": file, "way": way, "path": way, "action": "set", "old": old, "new": new}
                cases.append((source, change, ({file: source}, [change])))
    found = page.evaluate(LOOK, [given for _, _, given in cases])
    assert len(cases) > 40
    for (source, change, _), told in zip(cases, found, strict=True):
        made = told["made"][change["file"]]
        assert plain(read(made)) == with_value(plain(read(source)), change["way"], change["new"]), change
        pairs = zip(source.split("\n"), made.split("\n"), strict=True)
        assert sum(one != other for one, other in pairs) == 1, change
    page.close()


def test_the_yaml_of_others_changes_as_little(browser: Browser, repo_root: Path) -> None:
    count = 150
    page = browser.new_page()
    for source in ("yaml/yaml.js", "lines/10-lines.js"):
        page.evaluate((repo_root / ASSETS / source).read_text(encoding="utf-8").replace(
            "var erpsiteYaml=", "window.erpsiteYaml=", 1))  # fmt: skip
    rng = random.Random("the yaml of others")
    trees = {file: plain(read((repo_root / "data" / file).read_bytes().decode())) for file in FILES}
    cases: list[tuple[str, dict[str, Any], Any]] = []
    while len(cases) < count:
        file = rng.choice(FILES)
        source = restyled(trees[file], rng).replace("\n", rng.choice(["\n", "\r\n"]))
        way, old = rng.choice([*leaves(trees[file])])
        new = rng.choice(NEW)
        change = {"file": file, "way": way, "path": way, "action": "set", "old": old, "new": new}
        cases.append((source, change, ({file: source}, [change])))
    found = page.evaluate(LOOK, [given for *_, given in cases])
    made = 0
    for (source, change, _), told in zip(cases, found, strict=True):
        if told["compared"][0]["fate"] == "already":
            continue
        assert told["compared"][0]["fate"] == "ready", (change, source)
        if not told["made"]:
            continue  # a folded text is left to the command
        made += 1
        after = told["made"][change["file"]]
        wanted = with_value(plain(read(source)), change["way"], change["new"])
        assert plain(read(after)) == wanted, (change, source)
        pairs = zip(source.split("\n"), after.split("\n"), strict=True)
        assert sum(one != other for one, other in pairs) == 1, (change, source)
    assert made > count / 2
    page.close()


def test_what_leans_on_another_place_or_is_not_read_is_left_to_the_command(
    browser: Browser, repo_root: Path
) -> None:
    page = browser.new_page()
    for source in ("yaml/yaml.js", "lines/10-lines.js"):
        page.evaluate((repo_root / ASSETS / source).read_text(encoding="utf-8").replace(
            "var erpsiteYaml=", "window.erpsiteYaml=", 1))  # fmt: skip
    change = {"file": "a.yml", "way": ["b", "c"], "path": ["b", "c"], "action": "set", "old": 1, "new": 2}

    def fate(text: str) -> Any:
        told = page.evaluate("([text, one]) => erpsiteEditLines.look({'a.yml': text}, [one])", [text, change])
        return told["compared"][0]["fate"], told["made"] and told["made"]["a.yml"]

    assert fate("b:\n  c: 1 # one\nd: x\n") == ("ready", "b:\n  c: 2 # one\nd: x\n")
    assert fate("a: &x {y: 1}\nb:\n  c: 1\n  d: *x\n") == ("ready", None)
    assert fate("b:\n  c: &x 1\nd: *x\n") == ("ready", None)
    assert fate("b:\n  c: 3\n")[0] == "clash"
    assert fate("b:\n  c: 2\n")[0] == "already"
    assert fate("b: {c: 1\n") == ("unread", None)
    page.close()
