"""Tell the rules of the plan check to people: one in full, or all in a list."""

from __future__ import annotations

from erpsite.i18n import Translator
from erpsite.issues import Severity
from erpsite.plancheck import Rule, all_rules

__all__ = ["explain_rule", "list_rules"]


def explain_rule(rule: Rule, tr: Translator) -> str:
    """Return what a rule wants, why, and how to mend what breaks it."""
    limits = ", ".join(f"{name} {value:g}" for name, value in rule.limits.items()) or tr("none")
    lines = [
        f"{rule.id}  {tr(rule.title)}",
        "",
        tr(rule.why),
        tr("Passes: {text}", text=tr(rule.passes)),
        tr("Fails: {text}", text=tr(rule.fails)),
        tr("Mend it: {text}", text=tr(rule.mend)),
        tr("Severity: {severity}; limits: {limits}", severity=_level(rule, tr), limits=limits),
        tr("Package: {owner}", owner=rule.owner),
    ]
    return "\n".join(lines) + "\n"


def list_rules(tr: Translator) -> str:
    """Return a line a rule: id, severity, title, and the package where erpsite itself has no such rule."""
    rules = all_rules()
    width = max(len(name) for name in rules)
    levels = max(len(_level(rule, tr)) for rule in rules.values())
    lines = (
        f"{name:{width}}  {_level(rule, tr):{levels}}  {tr(rule.title)}{_from(rule)}"
        for name, rule in rules.items()
    )
    return "\n".join(lines) + "\n"


def _from(rule: Rule) -> str:
    return "" if rule.shipped else f"  [{rule.owner}]"


def _level(rule: Rule, tr: Translator) -> str:
    return {
        Severity.ERROR: tr("error"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("note"),
    }[rule.severity]
