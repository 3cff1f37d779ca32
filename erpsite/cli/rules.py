"""Tell the rules of the plan check and the kinds of findings to people: one in full, or all in a list."""

from __future__ import annotations

from erpsite.explained import EXPLAINED, Meaning
from erpsite.i18n import Translator
from erpsite.issues import Severity
from erpsite.plancheck import Rule, all_rules, rule_of

__all__ = ["explain", "known_codes", "list_rules"]


def known_codes() -> tuple[str, ...]:
    """Return every code that a finding can carry: rules' ids and their further codes, then the loader's."""
    return (*all_rules(), *(code for one in all_rules().values() for code in one.codes), *EXPLAINED)


def explain(code: str, tr: Translator) -> str:
    """Return what a finding of that code means and how to mend it; raise `KeyError` where there is none."""
    rule = rule_of(code)
    return _explain_rule(rule, tr) if rule else _explain_kind(EXPLAINED[code], tr)


def _explain_kind(meaning: Meaning, tr: Translator) -> str:
    cure = tr("Mend it: {text}", text=tr(meaning.cure))
    return f"{meaning.code}\n\n{tr(meaning.cause)}\n{cure}\n"


def _explain_rule(rule: Rule, tr: Translator) -> str:
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
