"""Compute the status of an initiative from its cost and slip (FORMULAS.md, RAG)."""

from __future__ import annotations

from decimal import Decimal

from erpsite.model.plan import Rag, Thresholds

__all__ = ["band", "computed_rag", "worse"]

_ORDER = (Rag.GREY, Rag.GREEN, Rag.AMBER, Rag.RED)


def worse(*states: Rag) -> Rag:
    """Return the worst of the states; grey gives way to any that is known."""
    return max(states, key=_ORDER.index, default=Rag.GREY)


def band(share: float | Decimal, amber: float, red: float) -> Rag:
    """Return green below `amber`, amber below `red`, else red."""
    value = float(share)
    if value < amber:
        return Rag.GREEN
    return Rag.AMBER if value < red else Rag.RED


def computed_rag(overrun: float | None, slip_share: float | None, thresholds: Thresholds) -> Rag:
    """Return the worst of cost and slip; grey where neither is known.

    `overrun` is (forecast cost − budget) / budget; `slip_share` is slip / baseline duration, both in
    working days.
    """
    states = []
    if overrun is not None:
        states.append(band(overrun, thresholds.cost_amber, thresholds.cost_red))
    if slip_share is not None:
        states.append(band(slip_share, thresholds.slip_amber, thresholds.slip_red))
    return worse(*states)
