"""Prove in full what `tests/publish` proves in short: `make soak`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.publish.fake_site import publish_fake
from tests.publish.proof import Place, hash_public, kill_rounds, make_repository, race, same_bytes


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _later_releases(root: Path) -> int:
    """Publish fifty more and look at the first again."""
    target = Place(root).target()
    publish_fake(target, "2020-01", "first")
    first = hash_public(root, "2020-01")
    for turn in range(50):
        publish_fake(target, f"{2021 + turn // 12}-{turn % 12 + 1:02}", f"later {turn}")
    if hash_public(root, "2020-01") != first or target.verify():
        raise AssertionError("the first release has changed")
    return 50


def main() -> None:
    """Run every proof and print one line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.publish.soak")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--publishers", type=int, default=8)
    parser.add_argument("--builds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    _say(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory(prefix="erpsite-soak-") as name:
        root = Path(name)
        remote = root / "remote.git"
        subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
        one = [Place(make_repository(root / "clone"), "gh-pages")] * chosen.publishers
        many = [
            Place(make_repository(root / f"clone-{number}"), "gh-pages", str(remote))
            for number in range(chosen.publishers)
        ]
        killed = Place(make_repository(root / "killed"), "gh-pages")
        pushing = Place(make_repository(root / "pushing"), "gh-pages", str(root / "pushed.git"))
        subprocess.run(["git", "init", "-q", "--bare", pushing.remote], check=True)
        proofs: dict[str, Callable[[], int]] = {
            "kills, folder: publishers cut off": lambda: kill_rounds(
                Place(root / "a"), chosen.kills, chosen.seed
            ),
            "kills, branch: publishers cut off": lambda: kill_rounds(killed, chosen.kills, chosen.seed),
            "kills, push to a remote: cut off": lambda: kill_rounds(pushing, chosen.kills // 4, chosen.seed),
            "race, one folder: releases": lambda: race(
                [Place(root / "b")] * chosen.publishers, chosen.rounds
            ),
            "race, one clone: releases": lambda: race(one, chosen.rounds),
            "race, clones to one remote: releases": lambda: race(many, chosen.rounds),
            "first release unchanged after": lambda: _later_releases(root / "c"),
            "the same bytes: builds": lambda: same_bytes(root / "builds", chosen.builds, chosen.seed),
        }
        for title, proof in proofs.items():
            began = time.monotonic()
            _say(f"{title:38} {proof():4}   none lost, all verified   {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
