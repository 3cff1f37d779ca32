"""Build a site in several languages: what no language changes is done once, then a process each draws one.

Run by `erpsite build` as `python -m erpsite_mkdocs.languages FILE`, where the system can part a process.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import sys
import traceback
from pathlib import Path

from erpsite.job.orders import Order, Orders, parse_orders

__all__ = ["main"]

_FAILED = 1


def main(file: str) -> int:
    """Build what a file of orders asks for; return the sum of failures.

    A process that an order was given to prints into the order's file, and leaves a file of that name and
    `.done` where it succeeded.
    """
    orders = parse_orders(Path(file).read_text(encoding="utf-8"))
    _prepare(orders)
    gc.collect()
    gc.freeze()
    running = [_start(orders.engine, order) for order in orders.orders]
    return sum(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0 for process in running)


def _prepare(orders: Orders) -> None:
    """Load engine, configuration and plan, and compute what all languages share.

    Whatever is wrong here is wrong in each language too, and is told there.
    """
    importlib.import_module(f"{orders.engine}.__main__")
    with contextlib.suppress(ModuleNotFoundError):  # MkDocs loads it late
        importlib.import_module(f"{orders.engine}.commands.build")
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(Exception):
        importlib.import_module(orders.sharing).share(orders.config_file)
    logging.disable(logging.NOTSET)


def _start(engine: str, order: Order) -> int:
    """Return the number of the process that builds one language."""
    process = os.fork()
    if process:
        return process
    code = _FAILED
    try:
        code = _build(engine, order)
        if code == 0:
            Path(f"{order.output}.done").touch()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _build(engine: str, order: Order) -> int:
    """Run the engine as its own command would, and return its exit code."""
    output = os.open(order.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.environ.update(order.environment)
    try:
        importlib.import_module(f"{engine}.__main__").cli(order.arguments, prog_name=engine)
    except SystemExit as left:
        if isinstance(left.code, str):
            sys.stderr.write(f"{left.code}\n")
            return _FAILED
        return left.code or 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
