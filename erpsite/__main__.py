"""Run the command line: `python -m erpsite` and `erpsite` are the same."""

from __future__ import annotations

import atexit
import os
import sys

from erpsite.collector import collect_seldom

__all__ = ["main"]

_NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Pydantic reads the names of all packages that are installed, to find who wants to watch it; a site is built
without them, and a command is shorter by a thirtieth."""


def main() -> None:
    """Run the command line and leave with its exit code.

    A plan is millions of small values. The system takes back all at once, so they are not freed one by
    one first, which took a seventh of the time of `erpsite check`.
    """
    os.environ.setdefault(*_NO_PLUGINS)
    collect_seldom()  # modules are read without it, too
    try:
        from erpsite.cli import main as run_command  # noqa: PLC0415 - what it needs may be missing

        run_command()
    except ModuleNotFoundError as error:
        from erpsite.extras import missing_package  # noqa: PLC0415 - `--help` need not pay for it

        missing = missing_package(error.name)
        if missing is None:
            raise
        sys.stderr.write(f"Error: {missing}\n")
        sys.exit(2)
    except SystemExit as leaving:
        if isinstance(leaving.code, int) and _flushed():
            atexit._run_exitfuncs()
            os._exit(leaving.code)
        raise


def _flushed() -> bool:
    """Write what is still to be written; False where nobody reads it any more."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
