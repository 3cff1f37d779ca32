"""Say what a rule of the plan check is, and what it can find."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Severity, Source
from erpsite.model.plan import Plan
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule_text import RuleText
from erpsite.registry import Entry, answering

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
    pitfall: Pitfall
    text: RuleText
    judge: Judge
    scope: str = "plan"
    """What it is put to: a property of `Facts.counts`; the share that fails is its part of the score."""
    severity: Severity = Severity.WARNING
    limits: Limits = field(default_factory=dict)
    thresholds: Mapping[str, str] = field(default_factory=dict)
    """Limits that are a threshold of the plan unless the rule's setting says otherwise: their names there."""
    codes: tuple[str, ...] = ()
    """Codes of its findings where they are not its id; the build runs such a rule, too."""
    entry: Entry | None = None
    """Who offers it; None until it has come through the door."""

    @property
    def owner(self) -> str:
        """Return package and version of who offers it."""
        return self.entry.owner if self.entry else ""

    @property
    def shipped(self) -> bool:
        """Return whether it is one of erpsite's own."""
        return self.entry is None or self.entry.shipped

    @property
    def title(self) -> str:
        """Return what the rule wants, as a heading."""
        return self.text.title

    @property
    def why(self) -> str:
        """Return why the rule matters."""
        return self.text.why

    @property
    def passes(self) -> str:
        """Return what keeps the rule."""
        return self.text.passes

    @property
    def fails(self) -> str:
        """Return what breaks it."""
        return self.text.fails

    @property
    def mend(self) -> str:
        """Return how what breaks it is mended."""
        return self.text.mend

    def limits_in(self, plan: Plan) -> Limits:
        """Return the limits that hold in a plan: its settings, else its thresholds, else the rule's own."""
        shared = {name: float(getattr(plan.thresholds, known)) for name, known in self.thresholds.items()}
        setting = plan.rules.get(self.id)
        return {**self.limits, **shared, **(setting.limits if setting else {})}

    def found(self, facts: Facts) -> list[Hit | NotJudged | Issue]:
        """Return what the rule says of a plan, with the plan's limits.

        Raises `ExtensionError` where code of another package fails, or says what cannot be printed.
        """
        if self.entry is None or self.entry.shipped:
            return list(self.judge(facts, self.limits_in(facts.handbook.plan)))
        with answering(self.entry):
            found = list(self.judge(facts, self.limits_in(facts.handbook.plan)))
            for one in found:
                one.message.format(**one.values)
            return found
