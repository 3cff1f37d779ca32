"""Draw the findings of the plan check: by owner, not judged, waived, and by rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from erpsite.issues import Severity
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.coded import coded
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.judgement import say
from erpsite.plancheck import Finding, Judgement, Rule, Waived, by_owner

__all__ = [
    "counted_table",
    "findings_by_owner",
    "findings_table",
    "not_judged_table",
    "rule_findings",
    "rule_path",
    "rules_table",
    "waived_table",
]

_MOST = 20
"""Findings of one person that are shown; the others are counted."""
_FEW = 200
"""Findings up to which a person's are listed one by one; more are counted by rule."""
_SAME = 10
"""Findings of one rule that a person is told one by one; where there are more, they are counted by rule."""
_MOST_RULES = 10
"""Rules that are shown for one person where findings are counted by rule."""
_MOST_PEOPLE = 40
_MOST_OF_A_RULE = 50
"""Findings that are listed on the page of their rule."""
_ALL = "`erpsite check --format json`"
_TONES: dict[Severity, b.Tone] = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.INFO: "blue"}


def rule_path(rule: Rule) -> str:
    """Return the path of a rule's page."""
    return f"data/plan-check/{rule.id.lower()}"


def findings_by_owner(book: Book, judged: Judgement) -> tuple[b.Block, ...]:
    """Return a part for each person with what that person can mend, the most first.

    Many findings are counted by rule, with the first of each: nobody reads a thousand rows.
    """
    tr, groups = book.tr, list(by_owner(judged.findings).items())
    if not groups:
        return (b.Paragraph(tr("No rule finds anything to mend.")),)
    blocks: list[b.Block] = []
    for person, found in groups[:_MOST_PEOPLE]:
        name = book.name("people", person) if person in book.handbook.people else tr("Project office")
        title = book.locale.tr.plural("{name}: {n} finding", "{name}: {n} findings", len(found), name=name)
        most = max(Counter(one.rule.id for one in found).values())
        few = len(judged.findings) <= _FEW and most <= _SAME
        table = findings_table if few else counted_table
        blocks.append(b.Details(title, table(book, found, person or "office"), open=len(groups) <= 3))
    rest = sum(len(found) for _, found in groups[_MOST_PEOPLE:])
    if rest:
        blocks.append(
            b.Paragraph(
                coded(
                    tr(
                        "{n} more findings of other people: {command} lists them.",
                        n=book.count("plan-check.findings-of-others", rest),
                        command=_ALL,
                    )
                )
            )
        )
    return tuple(blocks)


def findings_table(book: Book, found: Sequence[Finding], name: str) -> tuple[b.Block, ...]:
    """Return findings with their fix and place, the severe first; beyond the first 20 they are counted."""
    tr = book.tr
    ordered = sorted(found, key=lambda one: (one.issue.severity.rank, one.rule.id))
    table = Rows(ordered[:_MOST], source=lambda one: one.issue.source).table(
        f"findings-{name}",
        Col("rule", tr("What it wants"), lambda one: b.Link(tr(one.rule.title), rule_path(one.rule))),
        Col(
            "severity",
            tr("Severity"),
            lambda one: b.Chip(
                _TONES[one.issue.severity],
                {Severity.ERROR: tr("error"), Severity.WARNING: tr("warning"), Severity.INFO: tr("note")}[
                    one.issue.severity
                ],
            ),
            "status",
        ),
        Col("finding", tr("Finding"), lambda one: _sentence(book, one), wide=True),
        Col("mend", tr("How to mend it"), lambda one: coded(tr(one.rule.mend)), wide=True),
        Col("place", tr("Line in the data"), lambda one: b.Place(one.issue.source)),
    )
    if len(found) <= _MOST:
        return (table,)
    return table, _more(book, len(found) - _MOST, name)


def _more(book: Book, n: int, of: str) -> b.Paragraph:
    words = book.locale.tr.plural(
        "{n} more is not shown; {command} lists it.",
        "{n} more are not shown; {command} lists them.",
        book.count("plan-check.not-shown", n, of),
        command=_ALL,
    )
    return b.Paragraph(coded(words), small=True)


def counted_table(book: Book, found: Sequence[Finding], name: str) -> tuple[b.Block, ...]:
    """Return a row a rule with how often it is broken, the first finding and the fix; the frequent first."""
    tr, by_rule = book.tr, defaultdict[str, list[Finding]](list)
    for one in found:
        by_rule[one.rule.id].append(one)
    groups = sorted(by_rule.values(), key=lambda group: (group[0].issue.severity.rank, -len(group)))
    table = Rows(groups[:_MOST_RULES], source=lambda group: group[0].issue.source).table(
        f"findings-{name}",
        Col(
            "rule",
            tr("What it wants"),
            lambda group: b.Link(tr(group[0].rule.title), rule_path(group[0].rule)),
        ),
        Col("found", tr("Findings"), lambda group: book.number(len(group), "", 0), "number"),
        Col("finding", tr("The first finding"), lambda group: _sentence(book, group[0]), wide=True),
        Col("mend", tr("How to mend it"), lambda group: coded(tr(group[0].rule.mend)), wide=True),
        Col("place", tr("Line in the data"), lambda group: b.Place(group[0].issue.source)),
    )
    rest = sum(len(group) for group in groups[_MOST_RULES:])
    return (table, _more(book, rest, name)) if rest else (table,)


def not_judged_table(book: Book, judged: Judgement) -> b.Table:
    """Return what could not be judged, one row a rule, with the first record and how many more."""
    tr = book.tr
    found = [(rule, judged.not_judged_by_rule[rule.id]) for rule in judged.rules]
    return Rows([(rule, records) for rule, records in found if records]).table(
        "not-judged",
        spread("rule", tr("What it wants"), lambda rule, _: b.Link(tr(rule.title), rule_path(rule))),
        spread(
            "why", tr("Why it could not be judged"), lambda _, records: _sentence(book, records[0]), wide=True
        ),
        spread("more", tr("Records"), lambda _, records: count_cell(book, len(records)), "number"),
        spread("place", tr("Line in the data"), lambda _, records: b.Place(records[0].issue.source)),
        empty=tr("Every rule could judge every record."),
    )


def rule_findings(book: Book, found: Sequence[Finding]) -> tuple[b.Block, ...]:
    """Return what one rule finds, with who can mend it and where; beyond the first 50 they are counted."""
    tr = book.tr
    table = Rows(found[:_MOST_OF_A_RULE], source=lambda one: one.issue.source).table(
        "findings",
        Col("who", tr("Who can mend it"), lambda one: _mender(book, one)),
        Col("finding", tr("Finding"), lambda one: _sentence(book, one), wide=True),
        Col("place", tr("Line in the data"), lambda one: b.Place(one.issue.source)),
    )
    return (
        (table,)
        if len(found) <= _MOST_OF_A_RULE
        else (table, _more(book, len(found) - _MOST_OF_A_RULE, found[0].issue.code))
    )


def _sentence(book: Book, one: Finding) -> str:
    """Return a finding with a capital letter, where the language has some."""
    words = say(book, one)
    return words[:1].upper() + words[1:]


def _mender(book: Book, one: Finding) -> b.Content:
    known = one.owner is not None and one.owner in book.handbook.people
    return book.person(one.owner) if known and one.owner else book.tr("Project office")


def waived_table(book: Book, waived: Sequence[Waived]) -> b.Table:
    """Return what is waived, by whom, why, and until when."""
    tr = book.tr
    return Rows(waived).table(
        "waived",
        Col(
            "rule",
            tr("What it wants"),
            lambda one: b.Link(tr(one.finding.rule.title), rule_path(one.finding.rule)),
        ),
        Col("finding", tr("Finding"), lambda one: _sentence(book, one.finding), wide=True),
        Col("by", tr("Waived by"), lambda one: book.person(one.waiver.by)),
        Col("why", tr("Reason"), lambda one: book.text(one.waiver.reason), wide=True),
        Col("until", tr("Until"), lambda one: book.day(one.waiver.until), "date"),
        Col("place", tr("Line in the data"), lambda one: b.Place(one.waiver.where)),
        empty=tr("Nothing is waived."),
    )


def rules_table(book: Book, judged: Judgement) -> b.Table:
    """Return every rule that was put to the plan, with what it found."""
    tr = book.tr
    return Rows(judged.rules, group=lambda rule: _group(book, rule)).table(
        "rules",
        Col("rule", tr("Rule"), lambda rule: b.Code(rule.id, rule_path(rule))),
        Col("title", tr("What it wants"), lambda rule: tr(rule.title), wide=True),
        Col("found", tr("Findings"), lambda rule: count_cell(book, len(judged.by_rule[rule.id])), "number"),
        Col(
            "unknown",
            tr("Not judged"),
            lambda rule: count_cell(book, len(judged.not_judged_by_rule[rule.id])),
            "number",
        ),
        Col("share", tr("Passing"), lambda rule: _passing(book, judged.share(rule)), "number"),
    )


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


def _passing(book: Book, share: float | None) -> b.Cell:
    return b.Missing(book.tr("not judged")) if share is None else book.locale.percent(share)
