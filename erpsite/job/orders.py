"""Say to one process of the engine which sites it builds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from erpsite.frozen import dataclass

__all__ = ["Order", "Orders", "dump_orders", "parse_orders"]


@dataclass(frozen=True)
class Order:
    """Hold one site: what the engine is called with, and where it leaves what it said."""

    arguments: tuple[str, ...]
    """After the engine's name."""
    environment: dict[str, str]
    """Names that are set for this site only."""
    output: str
    """File for what the engine prints, absolute; beside it stands `.done` or `.failed` when it has ended."""


@dataclass(frozen=True)
class Orders:
    """Hold sites of one plan: of several languages, each of them perhaps at several months."""

    engine: str
    """Module that is run, such as `mkdocs`."""
    config_file: str
    lanes: tuple[tuple[Order, ...], ...]
    """For each process the sites that it builds, one after the other."""
    stop: str
    """File, absolute, that keeps every process from beginning another site once it is there; the number in it
    is that of a site that failed, counted from 0 in each lane, which is still to be built."""
    sharing: str = "erpsite_mkdocs.sharing"
    """Module whose `share` does what all sites have in common, given the configuration."""
    in_turn: bool = False
    """Whether one site is built after the other, because together they would take too much memory."""


def dump_orders(orders: Orders) -> str:
    """Return the text of a file that `parse_orders` reads."""
    return json.dumps(asdict(orders), ensure_ascii=False)


def parse_orders(text: str) -> Orders:
    """Return what a file of `dump_orders` says."""
    held = json.loads(text)
    lanes = tuple(tuple(map(_order, lane)) for lane in held["lanes"])
    return Orders(
        held["engine"], held["config_file"], lanes, held["stop"], held["sharing"], held["in_turn"]
    )  # fmt: skip


def _order(held: dict[str, Any]) -> Order:
    return Order(tuple(held["arguments"]), held["environment"], held["output"])
