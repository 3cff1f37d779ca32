"""The site of a group is the same whether its languages are drawn at once or one after the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from erpsite.cli import group_site
from erpsite.cli.group_site import build_group_site, handed_over
from erpsite.group.definition import read_group
from erpsite.group.reading import read_companies
from erpsite.group.whole import Whole, whole_of
from erpsite.i18n import translator


@pytest.fixture(scope="module")
def whole(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Return the group of the example."""
    folder = Path(
        shutil.copytree(repo_root / "examples" / "holding", tmp_path_factory.mktemp("g") / "holding")
    )
    group, _ = read_group(folder / "group.yml")
    assert group is not None
    companies, failed = read_companies(
        group, folder, translator("en"), kept=lambda _: None, keep=lambda *_: None, say=lambda *_: None
    )
    return whole_of(group, companies, failed)


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_large_group_is_the_same_site(
    whole: Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = {}
    for many in (10_000, 0):
        monkeypatch.setattr(group_site, "MANY", many)
        with handed_over(whole) as handed:
            assert handed.large == (many == 0)
            assert build_group_site(handed, tmp_path / str(many), translator("en")) == 0
        sites[many] = _files(tmp_path / str(many))
    assert sites[0] == sites[10_000]
    assert {name.partition("/")[0] for name in sites[0]} >= set(whole.group.languages)


def test_processes_that_cannot_part_build_the_same(
    whole: Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for parts in (True, False):
        monkeypatch.setattr("erpsite.cli.engine.can_part", lambda parts=parts: parts)
        with handed_over(whole) as handed:
            assert build_group_site(handed, tmp_path / str(parts), translator("en")) == 0
        found.append(_files(tmp_path / str(parts)))
    assert found[0] == found[1]


def test_a_build_that_fails_leaves_the_site(whole: Whole, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("as it was", encoding="utf-8")
    with handed_over(whole) as handed:
        (handed.folder / "handed.jsonl").write_bytes(b"{damaged\n")
        assert build_group_site(handed, tmp_path / "site", translator("en")) == 2
    assert _files(tmp_path / "site") == {"index.html": b"as it was"}
