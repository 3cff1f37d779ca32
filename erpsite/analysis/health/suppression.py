"""Decide which groups of survey answers stay hidden, so that nobody can be told from the totals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from erpsite.analysis.health.combined_sums import derivable_answers

__all__ = ["hidden_groups", "hidden_in_partitions"]


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


def hidden_in_partitions(
    partitions: Sequence[Mapping[str, frozenset[str]]],
    minimum: int,
    forced: Sequence[Collection[str]] = (),
) -> list[frozenset[str]]:
    """Return the groups to hide in each of several partitions of the same answers, given by their ids.

    Besides what each partition hides for itself, a group is hidden that lies within a shown group of another
    partition and leaves fewer than `minimum` answers of it: the difference of the two would tell them. So is
    the smallest shown group that holds answers which sums of several groups together would tell.
    """
    kept = [set(names) for names in (forced or [()] * len(partitions))]
    while True:
        hidden = [
            hidden_groups({name: len(ids) for name, ids in groups.items()}, minimum, names)
            for groups, names in zip(partitions, kept, strict=True)
        ]
        shown = [
            {name: ids for name, ids in groups.items() if ids and name not in names}
            for groups, names in zip(partitions, hidden, strict=True)
        ]
        told = set(_told_by_difference(shown, minimum)) or _told_by_sums(partitions, shown, minimum)
        if not told:
            return hidden
        for place, name in told:
            kept[place].add(name)


def _told_by_sums(
    partitions: Sequence[Mapping[str, frozenset[str]]],
    shown: Sequence[Mapping[str, frozenset[str]]],
    minimum: int,
) -> set[tuple[int, str]]:
    """Return the smallest shown group of those with answers that sums of several tell; empty without any."""
    told = derivable_answers(partitions, shown, minimum)
    if not told:
        return set()
    holding = [
        (len(ids), place, name)
        for place, groups in enumerate(shown)
        for name, ids in groups.items()
        if ids & told
    ]
    every = holding or [
        (len(ids), place, name) for place, groups in enumerate(shown) for name, ids in groups.items()
    ]
    return {(place, name) for _, place, name in sorted(every)[:1]}


def _told_by_difference(shown: list[dict[str, frozenset[str]]], minimum: int) -> Iterator[tuple[int, str]]:
    """Yield, by partition, the shown groups that another shown group exceeds by too few answers."""
    for place, groups in enumerate(shown):
        for name, inner in groups.items():
            for other in shown[:place] + shown[place + 1 :]:
                if any(inner < outer and len(outer) - len(inner) < minimum for outer in other.values()):
                    yield place, name
