"""Keep what a solver prints in spite of being told not to out of a command's output."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quiet"]

_STDOUT = 1


@contextmanager
def quiet() -> Iterator[None]:
    """Send to nowhere what native code writes to standard output; Python's own output is not touched.

    HiGHS 1.16 prints a banner of two lines although `output_flag` is false. It goes through the buffer of the
    C library, which is emptied on both sides: a pipe would else get it at the end of the process.
    """
    _empty_buffers()
    try:
        kept = os.dup(_STDOUT)
    except OSError:  # a process without standard output
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDOUT)
        os.close(nowhere)
        yield
    finally:
        _empty_buffers()
        os.dup2(kept, _STDOUT)
        os.close(kept)


def _empty_buffers() -> None:
    library = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
    library.fflush(None)
