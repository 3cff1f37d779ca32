"""Draw the page of one rule of the plan check."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.issues import Source
from erpsite.pages.data.plan_findings import rule_findings, rule_path, waived_table
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.coded import coded
from erpsite.pages.kit.judgement import judgement_of, say, shows_judgement
from erpsite.pages.kit.page import EVERY_TOPIC, Leaf, records
from erpsite.plancheck import Rule, all_rules

__all__ = ["draw_rule"]


def _rules(book: Book) -> Iterable[Leaf]:
    for rule in all_rules().values():
        name = rule_path(rule).rpartition("/")[2]
        yield Leaf(name, book.tr(rule.title), Source("handbook.yml"), book.tr(rule.why), rule)


@records("data/plan-check", section="data", place=80, of=_rules, topics=EVERY_TOPIC)
def draw_rule(book: Book, rule: Rule) -> tuple[b.Block, ...]:
    """Return why a rule matters, what passes, what fails, how to mend it, and what it finds here."""
    tr = book.tr
    setting = book.handbook.plan.rules.get(rule.id)
    limits = rule.limits_in(book.handbook.plan)
    severity = (setting.severity if setting else None) or rule.severity.value
    facts: list[tuple[str, b.Content]] = [
        (tr("Why it matters"), coded(tr(rule.why))),
        (tr("Passes"), coded(tr(rule.passes))),
        (tr("Fails"), coded(tr(rule.fails))),
        (tr("How to mend it"), coded(tr(rule.mend))),
        (tr("Severity"), _level(book, severity)),
        (tr("Rule"), b.Code(rule.id)),
    ]
    if not rule.shipped:
        facts.append((tr("Package"), rule.owner))
    facts += [(tr("Limit"), (b.Code(name), f" {value:g}")) for name, value in limits.items()]
    return (
        b.Lead(_lead(book, rule)),
        b.Facts(tuple(facts)),
        *_found(book, rule),
        b.Paragraph((*_settings(book, rule), " ", b.Link(tr("Plan check"), "data/plan-check")), small=True),
    )


def _lead(book: Book, rule: Rule) -> str:
    """Return what the rule says of this plan in a sentence; where it says nothing, what it is for."""
    tr = book.locale.tr
    if not shows_judgement(book):
        return tr(rule.why)
    judged = judgement_of(book)
    if rule.id not in judged.by_rule:
        return tr("This rule is switched off.")
    found, unknown = len(judged.by_rule[rule.id]), len(judged.not_judged_by_rule[rule.id])
    waived = sum(one.finding.rule.id == rule.id for one in judged.waived)
    if found:
        return tr.plural(
            "This rule finds {n} thing to mend in this plan.",
            "This rule finds {n} things to mend in this plan.",
            book.count("rule.findings", found, rule.id),
        )
    if unknown:
        return tr("This rule finds nothing to mend, but the data say too little to judge all of the plan.")
    if waived:
        return tr("This rule finds nothing to mend but what is waived.")
    return tr("This plan keeps this rule.")


def _settings(book: Book, rule: Rule) -> tuple[b.Inline, ...]:
    return coded(
        book.tr(
            "Severity and limits are set in `handbook.yml` under `rules`; one record is excused under "
            "`waivers`. On the command line: {command}.",
            command=f"`erpsite check --rule {rule.id}`",
        )
    )


def _level(book: Book, severity: str) -> str:
    tr = book.tr
    return {"error": tr("error"), "warning": tr("warning"), "info": tr("note"), "off": tr("switched off")}[
        severity
    ]


def _found(book: Book, rule: Rule) -> tuple[b.Block, ...]:
    tr = book.tr
    if not shows_judgement(book):
        return ()
    judged = judgement_of(book)
    found, unknown = judged.by_rule.get(rule.id, ()), judged.not_judged_by_rule.get(rule.id, ())
    blocks: list[b.Block] = []
    if found:
        blocks += [b.Heading(tr("What it finds here"), "findings"), *rule_findings(book, found)]
    elif rule.id not in judged.by_rule:
        blocks.append(b.Paragraph(coded(tr("The rule is switched off in `handbook.yml`."))))
    waived = tuple(one for one in judged.waived if one.finding.rule.id == rule.id)
    if waived:
        blocks += [b.Heading(tr("Waived"), "waived"), waived_table(book, waived)]
    if unknown:
        words: tuple[b.Content, ...] = tuple(
            (say(book, one), " ", b.Place(one.issue.source)) for one in unknown[:10]
        )
        blocks += [b.Heading(tr("Not judged"), "not-judged"), b.Items(words)]
        if len(unknown) > len(words):
            note = tr(
                "{n} more could not be judged.",
                n=book.count("plan-check.not-judged.more", len(unknown) - len(words), unknown[0].issue.code),
            )
            blocks.append(b.Paragraph(note, small=True))
    return tuple(blocks)
