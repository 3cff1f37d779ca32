"""What stops a publish: a clear message, and nothing has changed."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest

from erpsite.publish import BranchTarget, FolderTarget, PublishError
from tests.publish.fake_site import publish_fake
from tests.publish.proof import make_repository


def _tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "No space is left"),
        (errno.EACCES, "no permission to write"),
        (errno.EROFS, "no permission to write"),
        (errno.EIO, "cannot be used: Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["sync", "fsync"])
def test_a_disk_that_refuses_leaves_everything_as_it_was(
    number: int, message: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = FolderTarget(tmp_path / "site")
    publish_fake(target, "2026-01", "one")
    before = _tree(tmp_path / "site")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(tmp_path / "site"))

    with monkeypatch.context() as patch:
        # `sync` is the last call before the commit; `fsync` comes before the release enters the store.
        patch.setattr(os, call, refuse)
        with pytest.raises(PublishError, match=message):
            publish_fake(target, "2026-02", "two")
    assert target.verify() == []
    assert _tree(tmp_path / "site").keys() >= before.keys()
    assert [release.name for release in target.read().releases] == ["2026-01"]
    assert not (tmp_path / "site/.erpsite/store/2026-02").exists()
    assert publish_fake(target, "2026-02", "two").name == "2026-02"


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(PublishError, match="holds something that is not a release folder"):
        publish_fake(FolderTarget(tmp_path), "2026-01", "x")
    with pytest.raises(PublishError, match="is a file"):
        FolderTarget(tmp_path / "precious.txt").check()
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_month_that_is_published_needs_a_reason(tmp_path: Path) -> None:
    target = FolderTarget(tmp_path / "site")
    publish_fake(target, "2026-01", "one")
    before = _tree(tmp_path)
    with pytest.raises(PublishError, match="say why with --reason"):
        publish_fake(target, "2026-01", "two", reason="")
    assert _tree(tmp_path) == before


def test_a_damaged_or_missing_list_stops_everything(tmp_path: Path) -> None:
    target = FolderTarget(tmp_path / "site")
    publish_fake(target, "2026-01", "one")
    path = (tmp_path / "site/releases.json").resolve()
    path.write_bytes(path.read_bytes()[:-40])
    before = _tree(tmp_path)
    with pytest.raises(PublishError, match="cannot be read"):
        publish_fake(target, "2026-02", "two")
    path.unlink()
    with pytest.raises(PublishError, match="cannot be read"):
        publish_fake(target, "2026-02", "two")
    (tmp_path / "site/.erpsite/current").unlink()
    with pytest.raises(PublishError, match="no list of them"):
        publish_fake(target, "2026-02", "two")
    assert before.keys() - _tree(tmp_path).keys() <= {
        path.relative_to(tmp_path).as_posix(),
        "site/releases.json",
    } | {name for name in before if not name.startswith("site/.erpsite/store/")}


def _git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", "-C", str(folder), *name, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _refs(folder: Path) -> str:
    return _git(folder, "for-each-ref")


def test_no_repository_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="not in a git repository"):
        publish_fake(BranchTarget(tmp_path, "gh-pages"), "2026-01", "x")


def test_a_remote_that_cannot_be_reached_changes_nothing(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone")
    before = _refs(clone)
    with pytest.raises(PublishError, match="cannot be reached") as refused:
        publish_fake(BranchTarget(clone, "gh-pages", str(tmp_path / "nowhere.git")), "2026-01", "x")
    assert _refs(clone) == before
    assert "\n" not in str(refused.value)
    assert "does not appear to be a git repository; Could not read" in str(refused.value)


def test_a_protected_branch_changes_nothing(tmp_path: Path) -> None:
    clone, remote = make_repository(tmp_path / "clone"), tmp_path / "remote.git"
    _git(tmp_path, "init", "-q", "--bare", str(remote))
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho the branch is protected >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = _refs(clone)
    with pytest.raises(PublishError, match=r"refused the branch.*protected"):
        publish_fake(BranchTarget(clone, "gh-pages", str(remote)), "2026-01", "x")
    assert (_refs(clone), _refs(remote)) == (before, "")
    hook.unlink()
    assert publish_fake(BranchTarget(clone, "gh-pages", str(remote)), "2026-01", "x").name == "2026-01"


def test_a_branch_with_other_things_or_checked_out_is_left_alone(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone")
    here = _git(clone, "symbolic-ref", "--short", "HEAD")
    with pytest.raises(PublishError, match="is checked out"):
        BranchTarget(clone, here).check()
    _git(clone, "branch", "other")
    with pytest.raises(PublishError, match="not releases"):
        BranchTarget(clone, "other").check()
    with pytest.raises(PublishError, match="no name for a branch"):
        BranchTarget(clone, "a..b").check()


def test_a_shallow_clone_publishes_to_the_remote_and_never_begins_anew(tmp_path: Path) -> None:
    origin, remote = make_repository(tmp_path / "origin"), tmp_path / "remote.git"
    _git(tmp_path, "clone", "-q", "--bare", str(origin), str(remote))
    publish_fake(BranchTarget(origin, "gh-pages", str(remote)), "2026-01", "one")
    _git(
        tmp_path, "clone", "-q", "--depth=1", "--single-branch", f"file://{remote}", str(tmp_path / "shallow")
    )
    with pytest.raises(PublishError, match="may be on its remote"):
        publish_fake(BranchTarget(tmp_path / "shallow", "gh-pages"), "2026-02", "two")
    target = BranchTarget(tmp_path / "shallow", "gh-pages", "origin")
    publish_fake(target, "2026-02", "two")
    assert [release.name for release in target.read().releases] == ["2026-01", "2026-02"]
    assert target.verify() == []


def test_a_ref_that_a_killed_git_left_locked_is_freed(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone")
    target = BranchTarget(clone, "gh-pages")
    publish_fake(target, "2026-01", "one")
    lock = clone / ".git/refs/heads/gh-pages.lock"
    lock.touch()
    os.utime(lock, (1_000_000, 1_000_000))
    assert publish_fake(target, "2026-02", "two").name == "2026-02"


def test_what_a_killed_publisher_left_beside_git_is_removed_and_a_living_one_keeps_its_folder(
    tmp_path: Path,
) -> None:
    target = BranchTarget(make_repository(tmp_path / "clone"), "gh-pages")
    with target.staging() as alive:
        left = alive.parent / "left"
        (left / "site").mkdir(parents=True)
        (left / "owner").touch()
        publish_fake(target, "2026-01", "one")
        assert alive.is_dir()
        assert not left.exists()
    assert list(alive.parent.iterdir()) == []
    assert _git(tmp_path / "clone", "status", "--porcelain") == ""


@pytest.mark.parametrize(("mode", "umask"), [(0o755, 0o077), (0o750, 0o022)])
def test_who_may_read_the_target_may_read_what_is_published(mode: int, umask: int, tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    root.chmod(mode)
    before = os.umask(umask)
    try:
        publish_fake(FolderTarget(root), "2026-01", "one")
        publish_fake(FolderTarget(root), "2026-02", "two")
    finally:
        os.umask(before)
    staging = root / ".erpsite/staging"
    assert list(staging.iterdir()) == []
    private = {root / ".erpsite/lock"}
    for path in root.rglob("*"):
        if not path.is_symlink() and path not in private:
            wanted = mode if path.is_dir() else mode & 0o444
            assert oct(path.stat().st_mode & 0o777) == oct(wanted), path
