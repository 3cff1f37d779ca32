"""Say what a rule of the plan check is, and what it can find."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from erpsite.issues import Issue, Severity, Source
from erpsite.model.plan import Plan
from erpsite.plancheck.facts import Facts

__all__ = ["Hit", "Judge", "Limits", "NotJudged", "Pitfall", "Rule"]

Limits = Mapping[str, float]
"""Thresholds of a rule by name."""


class Pitfall(enum.StrEnum):
    """Name what a rule guards against: the four pitfalls, and three kinds of care."""

    P1 = "P1"
    """Technology without business."""
    P2 = "P2"
    """No data behind the claims."""
    P3 = "P3"
    """A plan that is too idealistic."""
    P4 = "P4"
    """Nobody follows up."""
    S = "S"
    """Schedule quality (DCMA-14)."""
    R = "R"
    """Preparation of the meeting."""
    W = "W"
    """Waivers."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold what a rule finds wrong with one record; `message` is a msgid whose fields are in `values`."""

    kind: str
    """Collection of the record in `Handbook`, such as `initiatives`."""
    record: str
    message: str
    source: Source
    values: Mapping[str, object] = field(default_factory=dict)
    owner: str | None = None
    """Who can mend it."""


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Hold a record of which the data say too little for the rule; `message` is a msgid."""

    kind: str
    record: str
    message: str
    source: Source
    values: Mapping[str, object] = field(default_factory=dict)


Judge = Callable[[Facts, Limits], Iterable[Hit | NotJudged | Issue]]


@dataclass(frozen=True)
class Rule:
    """Describe one rule; the texts are msgids."""

    id: str
    title: str
    why: str
    passes: str
    fails: str
    mend: str
    judge: Judge
    scope: str = "plan"
    """What it is put to: a property of `Facts.counts`; the share that fails is its part of the score."""
    severity: Severity = Severity.WARNING
    limits: Limits = field(default_factory=dict)
    thresholds: Mapping[str, str] = field(default_factory=dict)
    """Limits that are a threshold of the plan unless the rule's setting says otherwise: their names there."""

    def limits_in(self, plan: Plan) -> Limits:
        """Return the limits that hold in a plan: its settings, else its thresholds, else the rule's own."""
        shared = {name: float(getattr(plan.thresholds, known)) for name, known in self.thresholds.items()}
        setting = plan.rules.get(self.id)
        return {**self.limits, **shared, **(setting.limits if setting else {})}

    @property
    def pitfall(self) -> Pitfall:
        """Return what the rule guards against."""
        return Pitfall(self.id.partition("-")[0])
