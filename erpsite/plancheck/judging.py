"""Put every rule to the plan: findings, what could not be judged, what is waived, and the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from erpsite.analysis.figures import Figures
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.issues import Issue, Severity, Source
from erpsite.model.plan import Waiver
from erpsite.plancheck.facts import EMPTY, Facts
from erpsite.plancheck.rule import Hit, NotJudged, Pitfall, Rule
from erpsite.plancheck.unused import EVERY, told_once
from erpsite.plancheck.waivers.in_force import unused

__all__ = ["PITFALLS", "Finding", "Judgement", "Waived", "by_owner", "judge", "judge_alone"]

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
        if rule.id not in self._shares:
            self._shares[rule.id] = self._share(rule)
        return self._shares[rule.id]

    @cached_property
    def _shares(self) -> dict[str, float | None]:
        return {}

    def _share(self, rule: Rule) -> float | None:
        failing = {_judged_thing(rule, one) for one in self.by_rule[rule.id]}
        if any(one.record == EVERY for one in self.by_rule[rule.id]):
            return 0.0
        not_judged = self.not_judged_by_rule[rule.id]
        unknown = {_judged_thing(rule, one) for one in not_judged} - failing
        judged = self.scopes[rule.scope] - len(unknown)
        # What is not known of the plan as a whole is not known of any of its records.
        if judged <= 0 or (not failing and any(one.kind == "plan" for one in not_judged)):
            return 0.0 if failing else None
        return 1 - min(len(failing) / judged, 1.0)

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


def _judged_thing(rule: Rule, one: Finding) -> str:
    """Return what a rule judged: a task where it is put to tasks, else the record."""
    return str(one.issue.values.get("task", one.record)) if rule.scope == "tasks" else one.record


class _Run:
    """Put rules to a plan one by one, with its severities, limits and waivers."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.settings = facts, facts.handbook.plan.rules
        self.waivers = facts.handbook.plan.waivers
        self.excused = {
            (one.rule, one.record): number
            for number, one in enumerate(self.waivers)
            if one.until >= facts.state.today
        }
        self.active, self.off, self.used = list[Rule](), set[str](), set[int]()
        self.kept, self.unknown, self.waived = list[Finding](), list[Finding](), list[Waived]()

    def put(self, rule: Rule) -> None:
        """Sort what one rule finds into what counts, what is waived and what could not be judged."""
        setting = self.settings.get(rule.id)
        if setting and setting.severity == "off":
            self.off.add(rule.id)
            return
        self.active.append(rule)
        severity = Severity(setting.severity) if setting and setting.severity else None
        for finding in _findings(rule, self._told(rule), severity, self.facts):
            number = self.excused.get((rule.id, finding.record))
            if not finding.issue.judged:
                self.unknown.append(finding)
            elif number is None:
                self.kept.append(finding)
            else:
                self.used.add(number)
                self.waived.append(Waived(finding, self.waivers[number]))

    def _told(self, rule: Rule) -> Iterable[Hit | NotJudged | Issue]:
        """Return what a rule finds, once where it is true of all; what a waiver names is told one by one."""
        found = rule.found(self.facts)
        if any(one.rule == rule.id for one in self.waivers):
            return found
        return told_once(found, self.facts.counts[rule.scope], self.facts.exempt(rule.scope))

    def put_last(self, rule: Rule) -> None:
        """Put the rule on unused waivers, which asks what all other rules found."""
        unknown = {(one.rule.id, one.record) for one in self.unknown}
        judge = partial(unused, used=self.used, off=self.off, unknown=unknown)
        self.put(replace(rule, judge=judge))

    def tell_empty(self) -> None:
        """Say of each rule that found no record to judge that it judged nothing."""
        told = {one.rule.id for one in (*self.kept, *self.unknown)}
        told |= {one.finding.rule.id for one in self.waived}
        for rule in self.active:
            empty = EMPTY.get(rule.scope)
            if empty and rule.id not in told and not self.facts.counts[rule.scope]:
                message, path = empty
                source = Source(path) if path else self.facts.handbook.plan.where
                self.unknown += _findings(
                    rule, [NotJudged("plan", "plan", message, source)], None, self.facts
                )


def judge(plan: PlanState | Figures, rules: Iterable[Rule], only: Sequence[str] = ()) -> Judgement:
    """Return what the rules (or only those named) find, with the plan's severities, limits and waivers."""
    run, unused_waivers = _Run(Facts(plan)), None
    for rule in rules:
        if rule.id == "W-UNUSED":
            unused_waivers = rule
        elif not only or rule.id in only or "W-UNUSED" in only:
            run.put(rule)
    if unused_waivers and (not only or "W-UNUSED" in only):
        run.put_last(unused_waivers)
    run.tell_empty()
    names = set(only) or {rule.id for rule in run.active}
    return Judgement(
        tuple(rule for rule in run.active if rule.id in names),
        tuple(sorted(_of(run.kept, names), key=lambda one: one.issue.sort_key)),
        tuple(_of(run.unknown, names)),
        tuple(one for one in run.waived if one.finding.rule.id in names),
        run.facts.counts,
    )


def judge_alone(plan: PlanState | Figures, rules: Iterable[Rule]) -> Iterator[Issue]:
    """Return what some rules find that is not waived, without the score; quicker than `judge`."""
    run = _Run(Facts(plan))
    for rule in rules:
        run.put(rule)
    return (one.issue for one in run.kept)


def _of(found: Iterable[Finding], names: Collection[str]) -> Iterator[Finding]:
    return (one for one in found if one.rule.id in names)


def _findings(
    rule: Rule, found: Iterable[Hit | NotJudged | Issue], severity: Severity | None, facts: Facts
) -> Iterator[Finding]:
    for one in found:
        if isinstance(one, Issue):
            record = str(one.values.get("initiative", ""))
            now = facts.state.initiatives.get(record)
            settled = one if severity in (None, one.severity) else replace(one, severity=severity)
            yield Finding(rule, settled, "initiatives", record, now.owner if now else None)
        elif isinstance(one, Hit):
            issue = Issue(rule.id, one.message, one.source, severity or rule.severity, one.values)
            yield Finding(rule, issue, one.kind, one.record, one.owner)
        else:
            issue = Issue(rule.id, one.message, one.source, Severity.INFO, one.values, judged=False)
            yield Finding(rule, issue, one.kind, one.record, None)


def by_owner(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by who can mend them, the most first; those of nobody in particular under ''."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        groups[one.owner or ""].append(one)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0])))
