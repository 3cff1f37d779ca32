"""Let Python's garbage collector run where it serves: it looks for circles, of which a build makes few."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collect_seldom", "paused_collector"]

_NEW_OBJECTS = 200_000
"""New objects until it looks at the young ones; with the usual 700 it takes a tenth of a build."""
_OLD_ROUNDS = 100
"""Rounds until it goes through all of them, of which a large plan has millions."""


def collect_seldom() -> None:
    """Make the collector look less often for the rest of the process; what is in no circle goes at once.

    Nor does it go through the plan and its pages when the process ends, to free them one by one: the system
    takes all of them back at once, and that was a thirteenth of a build.
    """
    gc.set_threshold(_NEW_OBJECTS, 20, _OLD_ROUNDS)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector off while many small objects are made; it only slows that down.

    What was made counts as old at the end: else the collector would go through all of it at once.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
