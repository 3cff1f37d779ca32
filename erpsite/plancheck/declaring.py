"""Declare a rule above the function that judges, and find all that are declared here and elsewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from erpsite.issues import Severity
from erpsite.model.plan import Thresholds
from erpsite.plancheck.facts import SCOPES
from erpsite.plancheck.rule import Judge, Limits, Pitfall, Rule
from erpsite.plancheck.rule_text import read_rule_text
from erpsite.registry import LAST, Door

__all__ = ["all_rules", "build_rules", "rule", "rule_of"]

_DOOR = Door[Rule]("erpsite.rules")
_ID = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")


def rule(
    name: str,
    pitfall: Pitfall,
    severity: Severity = Severity.WARNING,
    limits: Limits | None = None,
    *,
    scope: str = "plan",
    thresholds: Mapping[str, str] | None = None,
    codes: tuple[str, ...] = (),
    place: int = LAST,
) -> Callable[[Judge], Judge]:
    """Declare the rule that the function below judges; its docstring is what people read of it.

    `name` is the rule's id, such as `P1-OWNER`, which plans and commands use. `scope` says what kind of
    record the rule is put to. A limit named in `thresholds` is that threshold of the plan. `place` orders the
    rules of one pitfall. Raises `ValueError` for what no rule can be.
    """
    if not _ID.fullmatch(name):
        raise ValueError(f"'{name}' is no id of a rule: write it as in P1-OWNER")
    if scope not in SCOPES:
        raise ValueError(f"{name}: there is no scope '{scope}'; there are: {', '.join(SCOPES)}")
    for known in (thresholds or {}).values():
        if known not in Thresholds.model_fields:
            raise ValueError(f"{name}: plans have no threshold '{known}'")

    def declare(judge: Judge) -> Judge:
        try:
            text = read_rule_text(judge.__doc__)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
        declared = Rule(
            name,
            Pitfall(pitfall),
            text,
            judge,
            scope,
            Severity(severity),
            limits or {},
            thresholds or {},
            codes,
        )
        return _DOOR.declare(name, declared, judge, place)

    return declare


def all_rules() -> Mapping[str, Rule]:
    """Return every rule by id, in the order in which they are told: by pitfall, erpsite's own first.

    Raises `ExtensionError` where a package that adds rules is broken.
    """
    return _all_rules(tuple(sys.path))


@cache
def _all_rules(_path: tuple[str, ...]) -> Mapping[str, Rule]:
    order, things = list(Pitfall), _DOOR.things().values()
    found = [replace(one.thing, entry=one.entry) for one in things]
    return {one.id: one for one in sorted(found, key=lambda one: order.index(one.pitfall))}


def build_rules() -> tuple[Rule, ...]:
    """Return the rules that the build runs, too: dates that contradict each other."""
    return tuple(one for one in all_rules().values() if one.codes)


def rule_of(code: str) -> Rule | None:
    """Return the rule that a finding of some code breaks; None for what the loader finds."""
    return _by_code(tuple(sys.path)).get(code)


@cache
def _by_code(path: tuple[str, ...]) -> Mapping[str, Rule]:
    return {code: one for one in _all_rules(path).values() for code in (one.id, *one.codes)}
