"""What `verify` finds, in a folder and on a branch."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from erpsite.publish import BranchTarget, FolderTarget, PublishError
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


def test_verify_finds_strangers_at_the_root_of_a_folder(folder: Path) -> None:
    (folder / "extra.html").write_text("x", encoding="utf-8")
    (folder / "extra").mkdir()
    (folder / "zh").unlink()
    (folder / "zh").symlink_to(".erpsite/store/2026-01/zh")
    (folder / ".erpsite/current/en/empty").mkdir()
    (folder / ".erpsite/notes.txt").write_text("x", encoding="utf-8")
    found = _found(folder).splitlines()
    assert "extra.html: is shown but not on the list" in found
    assert "extra: is shown but not on the list" in found
    assert "zh: leads elsewhere than the list of releases says" in found
    assert "en/empty: is shown but not on the list" in found
    assert ".erpsite/notes.txt: is no part of what was published" in found


def test_verify_finds_what_readers_may_not_read(folder: Path) -> None:
    (folder / ".erpsite/store/2026-01/zh/404.html").chmod(0o600)
    (folder / ".erpsite/current/releases.json").chmod(0o600)
    assert _found(folder).splitlines() == [
        "2026-01/zh/404.html: cannot be read by all who may read the folder of releases",
        "releases.json: cannot be read by all who may read the folder of releases",
    ]


def test_verify_finds_more_than_was_released(folder: Path) -> None:
    kept = folder / ".erpsite/store/2026-01"
    (kept / "fr").mkdir()
    (kept / "note.txt").write_text("x", encoding="utf-8")
    (kept / "zh/empty").mkdir()
    (kept / "zh/alias.html").symlink_to("index.html")
    assert _found(folder).splitlines() == [
        "2026-01/fr: is kept in the release but not on the list",
        "2026-01/note.txt: is kept in the release but not on the list",
        "2026-01/zh/alias.html: is neither a file nor a folder",
        "2026-01/zh/empty: the folder is not in the manifest",
    ]


def _edit_list(content: bytes, edit: str) -> bytes:
    whole = json.loads(content)
    row = whole["releases"][0]
    if edit == "reason":
        row["reason"] = "another"
    else:
        whole["releases"].append(row)
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


_EDITS = {
    "reason": "2026-01/zh: the list says 'reason' is 'another', its manifest 'again'",
    "twice": "2026-01: stands on the list of releases a second time",
}


@pytest.mark.parametrize("edit", list(_EDITS))
def test_verify_finds_an_edited_list_in_a_folder_and_on_a_branch(
    folder: Path, tmp_path: Path, edit: str
) -> None:
    path = (folder / "releases.json").resolve()
    path.chmod(0o644)
    path.write_bytes(_edit_list(path.read_bytes(), edit))
    assert _EDITS[edit] in _found(folder).splitlines()
    target, tree = _branch(tmp_path)
    path = tree / "releases.json"
    path.write_bytes(_edit_list(path.read_bytes(), edit))
    _commit(tree)
    assert _EDITS[edit] in [str(finding) for finding in target.verify()]


def _branch(tmp_path: Path) -> tuple[BranchTarget, Path]:
    """Publish two months on a branch and check it out beside the clone."""
    clone, tree = make_repository(tmp_path / "clone"), tmp_path / "tree"
    target = BranchTarget(clone, "gh-pages")
    for month in ("2026-01", "2026-02"):
        publish_fake(target, month, month)
    words = ["git", "-C", str(clone), "worktree", "add", "-q", str(tree), "gh-pages"]
    subprocess.run(words, check=True, capture_output=True)
    return target, tree


def _commit(tree: Path) -> None:
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(tree), "add", "-A"], check=True)
    subprocess.run(["git", *name, "-C", str(tree), "commit", "-qm", "x"], check=True)


def test_verify_finds_strangers_and_links_on_a_branch(tmp_path: Path) -> None:
    target, tree = _branch(tmp_path)
    (tree / "extra.html").write_text("x", encoding="utf-8")
    (tree / "fr").mkdir()
    (tree / "fr/index.html").write_text("x", encoding="utf-8")
    (tree / "zh/2026-01/alias.html").symlink_to("index.html")
    os.link(tree / "zh/index.html", os.fsencode(tree) + b"/odd-\xff.html")
    _commit(tree)
    found = [str(finding) for finding in target.verify()]
    assert "extra.html: is shown but not on the list" in found
    assert "fr/index.html: is shown but not on the list" in found
    assert "zh/2026-01/alias.html: is neither a file nor a folder" in found
    assert "odd-\\xff.html: is shown but not on the list" in found


def test_a_target_with_one_edition_only_is_whole(tmp_path: Path) -> None:
    folder = FolderTarget(tmp_path / "site")
    branch = BranchTarget(make_repository(tmp_path / "clone"), "gh-pages")
    for target in (folder, branch):
        publish_fake(target, "2026-01", "x", edition="staff")
        assert [str(finding) for finding in target.verify()] == []
        target.change(lambda releases: releases.retracted("2026-01", "wrong", "staff"))
        assert [str(finding) for finding in target.verify()] == []
    assert (folder.root / "staff/favicon.svg").is_file()


def test_what_is_not_there_is_an_error_and_not_whole(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="There is no folder"):
        FolderTarget(tmp_path / "nowhere").verify()
    with pytest.raises(PublishError, match="There is no branch 'gone'"):
        BranchTarget(make_repository(tmp_path / "clone"), "gone").verify()
    (tmp_path / "empty").mkdir()
    with pytest.raises(PublishError, match="holds no releases"):
        FolderTarget(tmp_path / "empty").verify()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "../2026-01"),
        ("edition", "../../outside"),
        ("edition", "/etc"),
        ("month", "2026-09"),
        ("manifests", {"../zh": "0" * 64}),
        ("manifests", {"zh": "short"}),
        ("reason", {"a": 1}),
        ("plan_year", 10**9),
    ],
)
def test_a_name_in_the_list_is_validated_before_it_is_a_path(folder: Path, field: str, value: object) -> None:
    path = (folder / "releases.json").resolve()
    whole = json.loads(path.read_bytes())
    whole["releases"][0][field] = value
    path.chmod(0o644)
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be read"):
        FolderTarget(folder).verify()


def test_a_journal_and_a_link_that_lead_out_remove_and_show_nothing(folder: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (folder / ".erpsite/pending").write_text("../../../precious", encoding="utf-8")
    publish_fake(FolderTarget(folder), "2026-03", "new")
    assert precious.is_dir()
    current = folder / ".erpsite/current"
    current.unlink()
    current.symlink_to(precious)
    with pytest.raises(PublishError, match="leads elsewhere"):
        publish_fake(FolderTarget(folder), "2026-04", "new")


def test_a_manifest_that_names_a_file_outside_is_no_manifest(folder: Path) -> None:
    manifest = folder / ".erpsite/store/2026-02/zh/manifest.json"
    manifest.chmod(0o644)
    whole = json.loads(manifest.read_bytes())
    whole["files"]["../../../../outside.txt"] = "0" * 64
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    assert "2026-02/zh: the manifest cannot be read" in _found(folder).splitlines()
