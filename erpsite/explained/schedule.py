"""Phases, milestones and links. What the rules of the plan check find in them has pages of its own."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["SCHEDULE"]

SCHEDULE = (
    means(
        "circle",
        "Things wait for each other in a circle, or parts contain each other, so that none can be first.",
        "Take away one of the links that the message names.",
    ),
    means(
        "estimate-order",
        "The three values of an estimate do not rise from optimistic over likely to pessimistic.",
        "Put them in order.",
    ),
    means(
        "negative-lag",
        "A negative lag lets work begin before what it waits for is done.",
        "Look whether it is meant; often the work is two phases.",
    ),
    means(
        "too-many-days",
        "A duration or lag is longer than ten years.",
        "Correct it; working days are counted, not hours.",
    ),
)
