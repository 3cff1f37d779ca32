"""Put every rule to the plan: findings, what could not be judged, what is waived, and the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from erpsite.analysis.state import PlanState
from erpsite.issues import Issue, Severity
from erpsite.model.plan import Waiver
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall, Rule
from erpsite.plancheck.waivers import unused

__all__ = ["PITFALLS", "Finding", "Judgement", "Waived", "by_owner", "judge"]

PITFALLS = (Pitfall.P1, Pitfall.P2, Pitfall.P3, Pitfall.P4)
"""The four that have a score."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one finding with its rule; `issue` is what is reported."""

    rule: Rule
    issue: Issue
    kind: str
    record: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Waived:
    """Hold a finding that is excused."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Judgement:
    """Hold what the rules say of the plan at one month."""

    rules: tuple[Rule, ...]
    """Those that were put to it; one that is switched off is not there."""
    findings: tuple[Finding, ...]
    not_judged: tuple[Finding, ...]
    """What the data say too little of; none of it counts as passed."""
    waived: tuple[Waived, ...]
    scopes: Mapping[str, int]
    """How many records each kind of rule is put to."""

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return the findings by rule id; every rule is there."""
        return _grouped(self.rules, self.findings)

    @cached_property
    def not_judged_by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return what could not be judged, by rule id; every rule is there."""
        return _grouped(self.rules, self.not_judged)

    def share(self, rule: Rule) -> float | None:
        """Return the share (0 to 1) of judged records that pass a rule; None where none could be judged."""
        failing = len({one.record for one in self.by_rule[rule.id]})
        unknown = len({one.record for one in self.not_judged_by_rule[rule.id]})
        judged = self.scopes[rule.scope] - unknown
        if judged <= 0:
            return 0.0 if failing else None
        return 1 - min(failing / judged, 1.0)

    def score(self, pitfall: Pitfall) -> float | None:
        """Return 100 × the mean, over the pitfall's rules, of the share of judged records that pass.

        Waived records pass; a rule that could judge nothing is left out. None where no rule could judge.
        """
        shares = [self.share(rule) for rule in self.rules if rule.pitfall is pitfall]
        known = [share for share in shares if share is not None]
        return 100 * sum(known) / len(known) if known else None

    @property
    def whole(self) -> float | None:
        """Return the mean of the scores of the four pitfalls, 0 to 100."""
        known = [score for one in PITFALLS if (score := self.score(one)) is not None]
        return sum(known) / len(known) if known else None

    @property
    def worst(self) -> Finding | None:
        """Return the finding to look at first: by severity, then of the rule that most records break."""
        counted = [one for one in self.findings if one.rule.pitfall in PITFALLS]
        return min(
            counted, key=lambda one: (one.issue.severity.rank, self.share(one.rule) or 0.0), default=None
        )


def _grouped(rules: Sequence[Rule], findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {rule.id: [] for rule in rules}
    for one in findings:
        found[one.rule.id].append(one)
    return {name: tuple(sorted(group, key=lambda one: one.issue.sort_key)) for name, group in found.items()}


def judge(state: PlanState, rules: Iterable[Rule], only: Sequence[str] = ()) -> Judgement:
    """Return what the rules (or only those named) find, with the plan's severities, limits and waivers."""
    facts, settings = Facts(state), state.handbook.plan.rules
    waivers = state.handbook.plan.waivers
    excused = _excuses(facts)
    kept, unknown, waived, used = list[Finding](), list[Finding](), list[Waived](), set[int]()
    active: list[Rule] = []
    for rule in rules:
        setting = settings.get(rule.id)
        if (only and rule.id not in only) or (setting and setting.severity == "off"):
            continue
        active.append(rule)
        severity = Severity(setting.severity) if setting and setting.severity else None
        limits: Limits = {**rule.limits, **(setting.limits if setting else {})}
        source = rule.judge(facts, limits) if rule.id != "W-UNUSED" else unused(waivers, used, facts)
        for finding, judged in _findings(rule, source, severity):
            number = excused.get((rule.id, finding.record))
            if not judged:
                unknown.append(finding)
            elif number is None:
                kept.append(finding)
            else:
                used.add(number)
                waived.append(Waived(finding, waivers[number]))
    if only:
        kept = [one for one in kept if one.rule.id != "W-UNUSED"]
    kept.sort(key=lambda one: one.issue.sort_key)
    return Judgement(tuple(active), tuple(kept), tuple(unknown), tuple(waived), facts.counts)


def _excuses(facts: Facts) -> dict[tuple[str, str], int]:
    """Return the waivers in force, by rule and record."""
    return {
        (one.rule, one.record): number
        for number, one in enumerate(facts.handbook.plan.waivers)
        if one.until >= facts.state.today
    }


def _findings(
    rule: Rule, found: Iterable[Hit | NotJudged | Issue], severity: Severity | None
) -> Iterator[tuple[Finding, bool]]:
    for one in found:
        if isinstance(one, Issue):
            record = str(one.values.get("task") or one.values.get("found") or one.values.get("phase") or "")
            changed = Issue(one.code, one.message, one.source, severity or one.severity, one.values)
            yield Finding(rule, changed, "initiatives", record.partition("/")[0], None), True
        elif isinstance(one, Hit):
            issue = Issue(rule.id, one.message, one.source, severity or rule.severity, one.values)
            yield Finding(rule, issue, one.kind, one.record, one.owner), True
        else:
            issue = Issue(rule.id, one.message, one.source, Severity.INFO, one.values)
            yield Finding(rule, issue, one.kind, one.record, None), False


def by_owner(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by who can mend them, the most first; those of nobody in particular under ''."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        groups[one.owner or ""].append(one)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0])))
