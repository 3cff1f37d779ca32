"""Say to one process of the engine which sites it builds."""

from __future__ import annotations

import json
from dataclasses import asdict

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
    """File for what the engine prints, absolute."""


@dataclass(frozen=True)
class Orders:
    """Hold the sites of one plan at one month, in several languages."""

    engine: str
    """Module that is run, such as `mkdocs`."""
    config_file: str
    orders: tuple[Order, ...]
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
    made = [Order(tuple(one["arguments"]), one["environment"], one["output"]) for one in held["orders"]]
    return Orders(held["engine"], held["config_file"], tuple(made), held["sharing"], held["in_turn"])
