"""Draw the findings of the plan check: by owner, not judged, waived, and by rule."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.issues import Severity
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.coded import coded
from erpsite.pages.judgement import say
from erpsite.plancheck import Finding, Judgement, Rule, by_owner

__all__ = [
    "findings_by_owner",
    "findings_table",
    "not_judged_table",
    "rule_path",
    "rules_table",
    "waived_table",
]

_MOST = 20
"""Findings of one person that are shown; the others are counted."""
_MOST_PEOPLE = 40
_TONES: dict[Severity, b.Tone] = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.INFO: "blue"}


def rule_path(rule: Rule) -> str:
    """Return the path of a rule's page."""
    return f"data/plan-check/{rule.id.lower()}"


def findings_by_owner(book: Book, judged: Judgement) -> tuple[b.Block, ...]:
    """Return a part for each person with what that person can mend, the most first."""
    tr, groups = book.tr, list(by_owner(judged.findings).items())
    if not groups:
        return (b.Paragraph(tr("No rule finds anything to mend.")),)
    blocks: list[b.Block] = []
    for person, found in groups[:_MOST_PEOPLE]:
        name = book.name("people", person) if person in book.handbook.people else tr("Project office")
        title = book.locale.tr.plural("{name}: {n} finding", "{name}: {n} findings", len(found), name=name)
        blocks.append(
            b.Details(title, findings_table(book, found, person or "office"), open=len(groups) <= 3)
        )
    rest = sum(len(found) for _, found in groups[_MOST_PEOPLE:])
    if rest:
        blocks.append(
            b.Paragraph(coded(tr("{n} more findings of other people: `erpsite check` lists them.", n=rest)))
        )
    return tuple(blocks)


def findings_table(book: Book, found: Sequence[Finding], name: str) -> tuple[b.Block, ...]:
    """Return findings with their fix and place, the severe first; beyond the first 20 they are counted."""
    tr = book.tr
    columns = (
        b.Column("rule", tr("What it wants")),
        b.Column("severity", tr("Severity"), "status"),
        b.Column("finding", tr("Finding"), wide=True),
        b.Column("mend", tr("How to mend it"), wide=True),
        b.Column("place", tr("Line in the data")),
    )
    ordered = sorted(found, key=lambda one: (one.issue.severity.rank, one.rule.id))
    rows = tuple(_row(book, one) for one in ordered[:_MOST])
    table = b.Table(f"findings-{name}", columns, rows)
    if len(found) <= _MOST:
        return (table,)
    note = coded(tr("{n} more are not shown; `erpsite check` lists them.", n=len(found) - _MOST))
    return table, b.Paragraph(note, small=True)


def _row(book: Book, one: Finding) -> b.Row:
    tr, level = book.tr, one.issue.severity
    words = {Severity.ERROR: tr("error"), Severity.WARNING: tr("warning"), Severity.INFO: tr("note")}
    return b.Row(
        (
            b.Link(tr(one.rule.title), rule_path(one.rule)),
            b.Chip(_TONES[level], words[level]),
            say(book, one),
            coded(tr(one.rule.mend)),
            b.Place(one.issue.source),
        ),
        source=one.issue.source,
    )


def not_judged_table(book: Book, judged: Judgement) -> b.Table:
    """Return what could not be judged, one row a rule, with the first record and how many more."""
    tr = book.tr
    columns = (
        b.Column("rule", tr("What it wants")),
        b.Column("why", tr("Why it could not be judged"), wide=True),
        b.Column("more", tr("Records"), "number"),
        b.Column("place", tr("Line in the data")),
    )
    rows = tuple(
        b.Row(
            (
                b.Link(tr(rule.title), rule_path(rule)),
                say(book, found[0]),
                book.number(len(found), "", 0),
                b.Place(found[0].issue.source),
            )
        )
        for rule in judged.rules
        if (found := judged.not_judged_by_rule[rule.id])
    )
    return b.Table("not-judged", columns, rows, empty=tr("Every rule could judge every record."))


def waived_table(book: Book, judged: Judgement) -> b.Table:
    """Return what is waived, by whom, why, and until when."""
    tr = book.tr
    columns = (
        b.Column("rule", tr("What it wants")),
        b.Column("finding", tr("Finding"), wide=True),
        b.Column("by", tr("Waived by")),
        b.Column("why", tr("Reason"), wide=True),
        b.Column("until", tr("Until"), "date"),
        b.Column("place", tr("Line in the data")),
    )
    rows = tuple(
        b.Row(
            (
                b.Link(tr(one.finding.rule.title), rule_path(one.finding.rule)),
                say(book, one.finding),
                book.person(one.waiver.by),
                book.text(one.waiver.reason),
                book.day(one.waiver.until),
                b.Place(one.waiver.where),
            )
        )
        for one in judged.waived
    )
    return b.Table("waived", columns, rows, empty=tr("Nothing is waived."))


def rules_table(book: Book, judged: Judgement) -> b.Table:
    """Return every rule that was put to the plan, with what it found."""
    tr = book.tr
    columns = (
        b.Column("rule", tr("Rule")),
        b.Column("title", tr("What it wants"), wide=True),
        b.Column("found", tr("Findings"), "number"),
        b.Column("unknown", tr("Not judged"), "number"),
        b.Column("share", tr("Passing"), "number"),
    )
    rows = []
    for rule in judged.rules:
        share = judged.share(rule)
        passing: b.Cell = b.Missing(tr("not judged")) if share is None else book.locale.percent(share)
        found, unknown = len(judged.by_rule[rule.id]), len(judged.not_judged_by_rule[rule.id])
        rows.append(
            b.Row(
                (
                    b.Code(rule.id, rule_path(rule)), tr(rule.title), book.number(found, "", 0),
                    book.number(unknown, "", 0), passing,
                ), group=_group(book, rule),
            )
        )  # fmt: skip
    return b.Table("rules", columns, tuple(rows))


def _group(book: Book, rule: Rule) -> str:
    tr = book.tr
    return {
        "P1": tr("Pitfall 1: technology without business"),
        "P2": tr("Pitfall 2: no data behind the claims"),
        "P3": tr("Pitfall 3: a plan that is too idealistic"),
        "P4": tr("Pitfall 4: nobody follows up"),
        "S": tr("Schedule quality"),
        "R": tr("Preparation"),
        "W": tr("Waivers"),
    }[rule.pitfall]
