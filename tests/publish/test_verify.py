"""What `verify` finds, in a folder and on a branch."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from erpsite.publish import FolderTarget, PublishError
from tests.publish.fake_site import publish_fake
from tests.publish.proof import Place, make_repository


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two releases of two months."""
    for month in ("2026-01", "2026-02"):
        publish_fake(FolderTarget(tmp_path / "site"), month, month)
    return tmp_path / "site"


def _found(folder: Path) -> str:
    return "\n".join(str(finding) for finding in FolderTarget(folder).verify())


def test_verify_finds_nothing_in_what_was_published(folder: Path) -> None:
    assert _found(folder) == ""


def test_verify_finds_a_flipped_byte(folder: Path) -> None:
    page = folder / "zh/2026-01/plan/index.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace(b"p", b"q", 1))
    assert _found(folder) == "2026-01/zh/plan/index.html: the content differs from the manifest"


def test_verify_finds_a_missing_and_an_added_file(folder: Path) -> None:
    (folder / "en/2026-02/404.html").rename(folder / "en/2026-02/405.html")
    assert "2026-02/en/404.html: the file is missing" in _found(folder)
    assert "2026-02/en/405.html: the file is not in the manifest" in _found(folder)


def test_verify_finds_an_edited_manifest(folder: Path) -> None:
    manifest = folder / "en/2026-02/manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"2026-02"', b'"2026-03"'))
    assert _found(folder) == "2026-02/en: the manifest differs from the list"


def test_verify_finds_a_lost_entry_and_a_lost_release(folder: Path) -> None:
    path = (folder / "releases.json").resolve()
    whole = json.loads(path.read_bytes())
    whole["releases"].pop(0)
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert "2026-01: the release is there but not on the list" in _found(folder)
    (folder / ".erpsite/store/2026-02").rename(folder / ".erpsite/store/2026-04")
    assert "2026-02/zh: the release on the list is not there" in _found(folder)


def test_a_lost_entry_is_never_taken_for_rubbish(folder: Path) -> None:
    path = (folder / "releases.json").resolve()
    whole = json.loads(path.read_bytes())
    whole["releases"].pop(0)
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(PublishError, match="lost entry"):
        publish_fake(FolderTarget(folder), "2026-01", "new")
    publish_fake(FolderTarget(folder), "2026-03", "new")
    assert (folder / ".erpsite/store/2026-01/zh/index.html").is_file()


def test_verify_finds_an_alias_that_leads_elsewhere(folder: Path) -> None:
    link = folder / ".erpsite/current/zh/latest"
    link.unlink()
    link.symlink_to("2026-01")
    versions = folder / "en/versions.json"
    versions.write_text("[]", encoding="utf-8")
    assert "zh/latest: leads elsewhere than the list of releases says" in _found(folder)
    assert "en/versions.json: differs from the list of releases" in _found(folder)


def test_rollback_and_retraction_of_a_folder_stay_verified(folder: Path) -> None:
    target = FolderTarget(folder)
    target.change(lambda releases: releases.with_latest("2026-01"))
    assert (folder / "zh/latest").samefile(folder / "zh/2026-01")
    target.change(lambda releases: releases.retracted("2026-02", "wrong"))
    assert not (folder / ".erpsite/store/2026-02").exists()
    assert "wrong" in (folder / "zh/2026-02/index.html").read_text(encoding="utf-8")
    assert _found(folder) == ""


def test_identical_files_are_one_file_on_disk(folder: Path) -> None:
    shared = "assets/part-0.js"
    assert (folder / "zh/2026-01" / shared).samefile(folder / "en/2026-02" / shared)
    assert not (folder / "zh/2026-01/index.html").samefile(folder / "zh/2026-02/index.html")


def test_verify_finds_what_was_changed_on_a_branch(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone")
    target = Place(clone, "gh-pages").target()
    for month in ("2026-01", "2026-02"):
        publish_fake(target, month, month)
    assert target.verify() == []
    target.change(lambda releases: releases.retracted("2026-02", "wrong"))
    assert target.verify() == []
    tree = tmp_path / "tree"
    for words in (["worktree", "add", "-q", str(tree), "gh-pages"],):
        subprocess.run(["git", "-C", str(clone), *words], check=True, capture_output=True)
    (tree / "en/2026-01/index.html").write_text("changed", encoding="utf-8")
    (tree / "en/2026-01/404.html").unlink()
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *name, "-C", str(tree), "commit", "-qam", "x"], check=True)
    found = [str(finding) for finding in target.verify()]
    assert "2026-01/en/index.html: the content differs from the manifest" in found
    assert "2026-01/en/404.html: the file is missing" in found
    assert "en/latest: leads elsewhere than the list of releases says" in found
