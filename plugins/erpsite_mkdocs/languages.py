"""Build a site in several languages, perhaps at several months: what they share is done once.

Run by `erpsite build` as `python -m erpsite_mkdocs.languages FILE`, where the system can part a process: one
for each language, which builds month after month.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from erpsite.job.orders import Order, Orders, parse_orders

__all__ = ["main"]

_FAILED = 1
_MOST_LEFT = 2_000_000
"""Pieces of memory that built sites leave in circles until they are looked for, which takes a tenth of a
build; some 130 MB."""


def main(file: str) -> int:
    """Build what a file of orders asks for; return the sum of failures.

    A process prints what an order says into the order's file, and leaves a file of that name and `.done` or
    `.failed`; an empty line on the output of this process tells that it did. No site is begun after one that
    failed.
    """
    orders = parse_orders(Path(file).read_text(encoding="utf-8"))
    began = dict(os.environ)
    _prepare(orders)
    os.environ.clear()
    os.environ.update(began)
    gc.collect()
    gc.freeze()
    if orders.in_turn:
        return sum(_failures([_start(orders, lane)], orders) for lane in orders.lanes)
    return _failures([_start(orders, lane) for lane in orders.lanes], orders)


def _failures(processes: Sequence[int], orders: Orders) -> int:
    """Wait for processes, and return how many failed; what one of them leaves behind stops the others."""
    failed = 0
    for _ in processes:
        if os.waitstatus_to_exitcode(os.wait()[1]):
            failed += 1
            Path(orders.stop).touch()
    return failed


def _prepare(orders: Orders) -> None:
    """Load engine, configuration and plan, and compute what all languages share of each month.

    Whatever is wrong here is wrong in each language too, and is told there.
    """
    importlib.import_module(f"{orders.engine}.__main__")
    with contextlib.suppress(ModuleNotFoundError):  # MkDocs loads it late
        importlib.import_module(f"{orders.engine}.commands.build")
    logging.disable(logging.CRITICAL)
    for order in orders.lanes[0]:
        os.environ.update(order.environment)
        with contextlib.suppress(Exception):
            importlib.import_module(orders.sharing).share(orders.config_file)
    logging.disable(logging.NOTSET)


def _start(orders: Orders, lane: Sequence[Order]) -> int:
    """Return the number of the process that builds the sites of one language."""
    process = os.fork()
    if process:
        return process
    told, began, code = os.dup(1), dict(os.environ), 0
    blocks = sys.getallocatedblocks()
    try:
        for number, order in enumerate(lane):
            if code or _is_stopped(orders, number):
                break
            if sys.getallocatedblocks() - blocks > _MOST_LEFT:
                gc.collect()
                blocks = sys.getallocatedblocks()
            os.environ.clear()
            os.environ.update({**began, **order.environment})
            code = _ended(orders, number, order)
            os.write(told, b"\n")
    finally:
        os._exit(code)


def _is_stopped(orders: Orders, number: int) -> bool:
    """Say whether a site comes after one that failed; that one is built in every language, to tell all."""
    try:
        failed = Path(orders.stop).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return not failed or int(failed) < number


def _ended(orders: Orders, number: int, order: Order) -> int:
    """Build one site, leave word of how that ended, and return its exit code."""
    code = _FAILED
    try:
        code = _build(orders.engine, order)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if code:
            word = Path(f"{order.output}.stop")
            word.write_text(str(number), encoding="ascii")
            word.replace(orders.stop)
        Path(f"{order.output}.{'failed' if code else 'done'}").touch()
    return code


def _build(engine: str, order: Order) -> int:
    """Run the engine as its own command would, and return its exit code."""
    output = os.open(order.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    with _own_handlers(engine):
        try:
            importlib.import_module(f"{engine}.__main__").cli(order.arguments, prog_name=engine)
        except SystemExit as left:
            if isinstance(left.code, str):
                sys.stderr.write(f"{left.code}\n")
                return _FAILED
            return left.code or 0
    return 0


@contextlib.contextmanager
def _own_handlers(engine: str) -> Iterator[None]:
    """Take away what the engine's command adds to its log; else the next site says everything twice."""
    logger = logging.getLogger(engine)
    before = [*logger.handlers]
    try:
        yield
    finally:
        logger.handlers[:] = before


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
