"""Publishers die and race; nothing that was published is lost. `make soak` does the same for longer."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.publish.fake_site import publish_fake
from tests.publish.proof import Place, hash_public, kill_rounds, make_repository, race


def test_a_killed_publisher_leaves_a_folder_whole(tmp_path: Path) -> None:
    assert kill_rounds(Place(tmp_path / "site"), 12, 7) > 0


def test_a_killed_publisher_leaves_a_branch_whole(tmp_path: Path) -> None:
    assert kill_rounds(Place(make_repository(tmp_path / "clone"), "gh-pages"), 8, 11) > 0


def test_a_publisher_killed_while_it_pushes_leaves_clone_and_remote_whole(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    clone = make_repository(tmp_path / "clone")
    assert kill_rounds(Place(clone, "gh-pages", str(remote)), 4, 5) > 0
    assert list((clone / ".git/erpsite/staging").iterdir()) == []


def test_four_publishers_at_once_on_one_folder(tmp_path: Path) -> None:
    assert race([Place(tmp_path / "site")] * 4, 2) == 8


def test_four_publishers_at_once_on_one_clone(tmp_path: Path) -> None:
    assert race([Place(make_repository(tmp_path / "clone"), "gh-pages")] * 4, 2) == 8


def test_four_clones_at_once_on_one_remote(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    clones = [make_repository(tmp_path / f"clone-{number}") for number in range(4)]
    assert race([Place(clone, "gh-pages", str(remote)) for clone in clones], 2) == 8


def test_earlier_releases_stay_as_they_are_and_later_ones_cost_no_more(tmp_path: Path) -> None:
    place = Place(tmp_path / "site")
    target = place.target()
    publish_fake(target, "2026-01", "words of 2026-01")
    first, cost = hash_public(tmp_path / "site", "2026-01"), _bytes(tmp_path / "site")
    for month in range(2, 13):
        publish_fake(target, f"2026-{month:02}", f"words of 2026-{month:02}")
    before_last = _bytes(tmp_path / "site")
    publish_fake(target, "2027-01", "words of 2027-01")
    assert hash_public(tmp_path / "site", "2026-01") == first
    assert _bytes(tmp_path / "site") - before_last < cost * 0.5


def _bytes(root: Path) -> int:
    """Return the bytes on disk; a file with several names counts once."""
    sizes = {}
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[path.stat().st_ino] = path.stat().st_size
    return sum(sizes.values())
