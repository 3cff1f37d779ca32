"""Run the command line: `python -m erpsite` and `erpsite` are the same."""

from __future__ import annotations

from erpsite.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
