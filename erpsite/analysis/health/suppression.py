"""Decide which groups of survey answers stay hidden, so that nobody can be told from the totals."""

from __future__ import annotations

from collections.abc import Collection, Mapping

__all__ = ["hidden_groups"]


def hidden_groups(sizes: Mapping[str, int], minimum: int, forced: Collection[str] = ()) -> frozenset[str]:
    """Return the groups of a partition that must not be shown; `sizes` are answers by group.

    A group of fewer than `minimum` answers is hidden, and so are the groups in `forced`. Total − shown
    groups gives the hidden ones together, so the next smallest are hidden too until at least two groups
    are and they hold `minimum` answers between them (complementary suppression). Empty groups hide nothing.
    """
    filled = sorted((name for name, size in sizes.items() if size), key=lambda name: (sizes[name], name))
    hidden = [name for name in filled if sizes[name] < minimum or name in forced]
    if not hidden:
        return frozenset()
    for name in filled:
        if len(hidden) >= 2 and sum(sizes[known] for known in hidden) >= minimum:
            break
        if name not in hidden:
            hidden.append(name)
    return frozenset(hidden)
