"""Draw the plan check: a score for each pitfall, findings by who can mend them, and what is waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from erpsite.analysis.figures import Figure
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.pages.data.plan_findings import findings_by_owner, not_judged_table, rules_table, waived_table
from erpsite.pages.data.schedule_quality import schedule_quality
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.coded import coded
from erpsite.pages.kit.columns import Col, Rows, cols, spread
from erpsite.pages.kit.judgement import judgement_of, say, score_tone, scores_over_reviews, shows_judgement
from erpsite.pages.kit.page import EVERY_TOPIC, page
from erpsite.plancheck import PITFALLS, Judgement, Pitfall

__all__ = ["book_issues", "draw_plan_check", "issues_table"]

_MOST_ISSUES = 100
"""Findings in the files that are shown; the others are counted by code."""
_TONES: dict[Severity, b.Tone] = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.INFO: "blue"}


def book_issues(book: Book) -> tuple[Issue, ...]:
    """Return what the loader found while it read the plan, by place."""
    return sort_issues(book.issues)


@page(
    "data/plan-check",
    section="data",
    place=20,
    title="Plan check",
    description="A score for each of the four pitfalls, and each finding with its fix.",
    file="handbook.yml",
    topics=EVERY_TOPIC,
    opened_by={"it": 5},
)
def draw_plan_check(book: Book) -> tuple[b.Block, ...]:
    """Return the scores with their trend, the findings by owner, the waivers, the schedule and the files."""
    tr, issues = book.tr, book_issues(book)
    if not shows_judgement(book):
        words = tr("The plan check looks at what this edition leaves out, so it stands in the full one.")
        return (b.Lead(words),)
    judged = judgement_of(book)
    return (
        b.Lead(_lead(book, judged)),
        _tiles(book, judged),
        b.Paragraph(
            tr(
                "Score of a pitfall: 100 × the mean, over its rules, of the share of judged records that "
                "pass. What could not be judged does not count, and what is waived passes."
            ),
            small=True,
        ),
        b.Paragraph(
            (
                tr("Whether each thread holds, from evidence to benefit:"),
                bracket_gap(book),
                b.Link(tr("Traceability"), "plan/trace"),
            ),
            small=True,
        ),
        *_trend(book),
        b.Heading(tr("Findings by who can mend them"), "owners"),
        *findings_by_owner(book, judged),
        b.Heading(tr("Not judged"), "not-judged"),
        not_judged_table(book, judged),
        b.Heading(tr("Waived"), "waived"),
        waived_table(book, judged.waived),
        *schedule_quality(book),
        b.Heading(tr("Rules"), "rules"),
        b.Details(tr("All rules, with what each finds"), (rules_table(book, judged),)),
        b.Heading(tr("Findings in the files"), "findings"),
        issues_table(book, issues),
        *_further_issues(book, issues),
        b.Paragraph(
            tr(
                "An error stops the build, so a published handbook has none; a warning should be mended "
                "before the next review; a note is worth knowing. The same findings: erpsite check."
            ),
            small=True,
        ),
    )


def _lead(book: Book, judged: Judgement) -> str:
    tr = book.locale.tr
    found = [one for one in judged.findings if one.rule.pitfall in PITFALLS]
    if judged.whole is None:
        return tr("The data hold too little for the plan check to judge the plan.")
    score, worst = book.figure(Figure("plan-check.score", judged.whole)), judged.worst
    if worst is None:
        return tr("No rule of the four pitfalls is broken; the plan scores {score} of 100.", score=score)
    return tr.plural(
        "{n} finding on the four pitfalls waits to be mended, first: {worst}. (The plan scores {score} of "
        "100.)",
        "{n} findings on the four pitfalls wait to be mended, first: {worst}. (The plan scores {score} of "
        "100.)",
        book.count("plan-check.findings", len(found)), score=score, worst=say(book, worst),
    )  # fmt: skip


def _tiles(book: Book, judged: Judgement) -> b.Tiles:
    tr = book.tr
    names = (tr("Pitfall 1"), tr("Pitfall 2"), tr("Pitfall 3"), tr("Pitfall 4"))
    notes = (
        tr("technology without business"),
        tr("no data behind the claims"),
        tr("a plan that is too idealistic"),
        tr("nobody follows up"),
    )
    counts = Counter(one.rule.pitfall for one in judged.findings)
    tiles = [
        _tile(book, pitfall, name, note, counts[pitfall], judged.score(pitfall))
        for pitfall, name, note in zip(PITFALLS, names, notes, strict=True)
    ]
    others = sum(counts[one] for one in (Pitfall.S, Pitfall.R, Pitfall.W))
    note = tr("schedule quality, preparation, waivers")
    tiles.append(
        b.Tile(
            tr("Other findings"),
            book.count("plan-check.other-findings", others),
            note,
            tone="amber" if others else "green",
        )
    )
    return b.Tiles(tuple(tiles))


def _tile(book: Book, pitfall: Pitfall, name: str, note: str, count: int, score: float | None) -> b.Tile:
    tr = book.locale.tr
    if score is None:
        return b.Tile(name, b.Missing(tr("no data")), note, tone="grey")
    findings = book.count("plan-check.findings", count, pitfall.name)
    words = tr.plural("{note}; {n} finding", "{note}; {n} findings", findings, note=note)
    value = tr("{score} of 100", score=book.figure(Figure("plan-check.score", score, pitfall.name)))
    return b.Tile(name, value, words, tone=score_tone(score))


def _trend(book: Book) -> tuple[b.Block, ...]:
    tr, months = book.tr, scores_over_reviews(book)
    if not months:
        return ()
    titles = enumerate((tr("Pitfall 1"), tr("Pitfall 2"), tr("Pitfall 3"), tr("Pitfall 4")))
    table = Rows(reversed(months)).table(
        "plan-scores",
        spread("month", tr("Review"), lambda month, _scores: book.month(month), "date"),
        *cols(
            titles,
            lambda title: spread(
                f"p{title[0] + 1}",
                title[1],
                lambda _month, scores: book.number(scores[title[0]], "", 0, tr("not judged")),
                "number",
            ),
        ),
        caption=tr("Score of each pitfall at each review, of 100"),
    )
    return (b.Heading(tr("Over the reviews"), "trend"), table)


def _first_issues(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Return the most severe findings, by place, as many as are shown."""
    if len(issues) <= _MOST_ISSUES:
        return tuple(issues)
    return sort_issues(sorted(issues, key=lambda issue: issue.severity.rank)[:_MOST_ISSUES])


def _further_issues(book: Book, issues: Sequence[Issue]) -> tuple[b.Block, ...]:
    """Count by code what the table leaves out."""
    if len(issues) <= _MOST_ISSUES:
        return ()
    shown = set(map(id, _first_issues(issues)))
    left = Counter(issue.code for issue in issues if id(issue) not in shown)
    words = book.locale.tr.plural(
        "{n} more is not shown; {command} lists it.",
        "{n} more are not shown; {command} lists them.",
        book.count("files.findings-not-shown", left.total()),
        command="`erpsite check --format json`",
    )
    items = tuple((b.Code(code), f" × {count}") for code, count in left.most_common())
    return (b.Paragraph(coded(words), small=True), b.Items(items))


def issues_table(book: Book, issues: Sequence[Issue]) -> b.Table:
    """Return what the loader and the date rules found, with place, severity and words, grouped by file."""
    tr = book.tr
    levels = {Severity.ERROR: tr("error"), Severity.WARNING: tr("warning"), Severity.INFO: tr("note")}
    return Rows(
        _first_issues(issues),
        source=lambda issue: issue.source,
        group=lambda issue: f"data/{issue.source.path}",
    ).table(
        "findings",
        Col("place", tr("Line in the data"), lambda issue: b.Place(issue.source)),
        Col(
            "severity",
            tr("Severity"),
            lambda issue: b.Chip(_TONES[issue.severity], levels[issue.severity]),
            "status",
        ),
        Col("finding", tr("Finding"), lambda issue: tr(issue.message, **issue.values), wide=True),
        Col("code", tr("Code"), lambda issue: issue.code),
        empty=tr("The data check found nothing to mend."),
    )
