"""The file of a group (`group.yml`)."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["GROUPS"]

GROUPS = (
    means(
        "group-doubled",
        "Two entries of `group.yml` have the same id, or two rates the same currency; or one record of a "
        "plan is two roles, or two suppliers, of the group.",
        "Give one of them another id, or take it out.",
    ),
    means(
        "group-no-language",
        "`group.yml` names no language for the handbook.",
        "Write `languages: [en]`, the first one first.",
    ),
    means(
        "group-no-plan",
        "`group.yml` names no plan, so that there is nothing to bring together.",
        "List the plans under `plans`, each with its folder.",
    ),
    means(
        "group-own-rate",
        "`group.yml` states a rate of the group's own currency that is not 1.",
        "Take the rate out; or see whether `currency` of the group is another.",
    ),
    means(
        "group-unknown-plan",
        "Something in `group.yml` names a plan that is not under `plans`.",
        "Take the nearest one of the message, or add the plan.",
    ),
)
