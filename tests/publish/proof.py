"""Kill publishers and let them race; `tests/publish` runs a few rounds, `make soak` many."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from erpsite.publish import BranchTarget, FolderTarget
from erpsite.publish.manifest import hash_tree
from tests.publish.fake_site import open_target, publish_fake
from tests.warm import python

__all__ = ["Place", "assert_whole", "hash_public", "kill_rounds", "make_repository", "race", "same_bytes"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """Name a target as the publishing process takes it."""

    path: Path
    branch: str = ""
    remote: str = ""

    def target(self) -> FolderTarget | BranchTarget:
        """Open the target."""
        return open_target(str(self.path), self.branch, self.remote)


def make_repository(path: Path) -> Path:
    """Make a repository with one commit."""
    for words in (["init", "-q", str(path)], ["-C", str(path), "commit", "-q", "--allow-empty", "-m", "x"]):
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *identity, *words], check=True, capture_output=True)
    return path


def start(place: Place, months: Sequence[str], words: str) -> subprocess.Popen[str]:
    """Start a publisher in a process group of its own."""
    arguments = [str(place.path), place.branch, place.remote, ",".join(months), words]
    return subprocess.Popen(
        [python(), "-m", "tests.publish.fake_site", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def assert_whole(place: Place, said: Sequence[str] = ()) -> None:
    """Assert that list, releases and aliases agree, and that every release that was reported is there."""
    target = place.target()
    assert [str(finding) for finding in target.verify()] == []
    names = [release.name for release in target.read().releases]
    assert len(names) == len(set(names))
    assert set(said) <= set(names), f"lost: {set(said) - set(names)}"


def kill_rounds(place: Place, rounds: int, seed: int) -> int:
    """Kill a publisher at random moments, look, and publish once more; return how many were cut off."""
    draw = random.Random(seed)
    began = time.monotonic()
    said = [_whole_run(place, "2020-01", "first")]
    length = time.monotonic() - began
    cut = 0
    for number in range(rounds):
        began = time.monotonic()
        process = start(place, ["2026-01"], f"killed {number}")
        try:
            process.wait(draw.uniform(0.35, 1.05) * length)
            length = min(length, time.monotonic() - began)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        cut += process.returncode != 0
        said += out.split()
        assert_whole(place, said)
        if number % 4 == 3:
            said.append(publish_fake(place.target(), "2026-02", f"after {number}").name)
            assert_whole(place, said)
    said.append(_whole_run(place, "2026-03", "last"))
    assert_whole(place, said)
    return cut


def _whole_run(place: Place, month: str, words: str) -> str:
    out, err = start(place, [month], words).communicate()
    assert out.strip(), err
    return out.strip()


def race(places: Sequence[Place], rounds: int) -> int:
    """Let a publisher work on each place at once, and assert that none of what they report is lost.

    Half of the releases are of months of their own, half of one month that all of them issue again.
    """
    running = []
    for number, place in enumerate(places):
        months = [
            "2026-01" if turn % 2 else f"{2000 + number}-{turn // 2 % 12 + 1:02}" for turn in range(rounds)
        ]
        running.append(start(place, months, f"racer {number}"))
    ended = [(*process.communicate(), process.returncode) for process in running]
    assert [err for _, err, code in ended if code] == []
    said = [name for out, _, _ in ended for name in out.split()]
    assert len(said) == len(places) * rounds
    assert len(set(said)) == len(said)
    for place in places:
        assert_whole(place, said)
    return len(said)


def hash_public(root: Path, release: str) -> str:
    """Return one hash over the names and contents of a release in a folder, in every language."""
    whole = hashlib.sha256()
    for language in ("zh", "en"):
        folder = root / language / release
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


ZONES = ("UTC", "Asia/Shanghai", "America/Lima", "Pacific/Kiritimati", "Australia/Lord_Howe")
LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8")


def same_bytes(root: Path, rounds: int, seed: int) -> int:
    """Build the sample again and again in other circumstances; return how often the bytes were the same.

    Folder, time zone, locale, hash seed and the order in which the files were written differ each time.
    """
    draw, first = random.Random(seed), None
    for number in range(rounds):
        folder = root / f"{number}-{draw.randrange(10**6)}"
        _copy_shuffled(ROOT, folder, draw)
        environment = {
            **os.environ,
            "TZ": ZONES[number % len(ZONES)],
            "LC_ALL": draw.choice(LOCALES),
            "PYTHONHASHSEED": str(draw.randrange(2**32)),
        }
        command = [sys.executable, "-m", "erpsite", "build", "--as-of", "2026-10", "--site-dir", "site"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        found = hash_tree(folder / "site")
        first = first or found
        assert found.keys() == first.keys()
        assert [path for path in first if first[path] != found[path]] == []
        shutil.rmtree(folder)
    return rounds


def _copy_shuffled(source: Path, folder: Path, draw: random.Random) -> None:
    """Copy a handbook so that its folders list their files in another order."""
    files = [path for name in ("data", "content") for path in (source / name).rglob("*") if path.is_file()]
    files.append(source / "mkdocs.yml")
    draw.shuffle(files)
    for file in files:
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
