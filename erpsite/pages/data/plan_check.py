"""Draw the plan check: what the data check found, and what the data show of the four pitfalls."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.issues import Issue, Severity, sort_issues
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.data.pitfalls import PitfallSigns, pitfall_signs
from erpsite.pages.data.schedule_quality import schedule_quality

__all__ = ["book_issues", "draw_plan_check", "issues_table"]

_TONES: dict[Severity, b.Tone] = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.INFO: "blue"}


def book_issues(book: Book) -> tuple[Issue, ...]:
    """Return what the loader found while it read the plan, by place."""
    return sort_issues(book.memo.get("issues", ()))


def draw_plan_check(book: Book) -> tuple[b.Block, ...]:
    """Return the four pitfalls with what the data show of each, the schedule's quality, and the findings."""
    issues, tr = book_issues(book), book.tr
    signs: PitfallSigns = book.once("pitfall-signs", lambda: pitfall_signs(book.state))
    return (
        b.Lead(_lead(book, issues, signs)),
        _tiles(book, issues, signs),
        b.Heading(tr("The four pitfalls"), "pitfalls"),
        *_pitfalls(book, signs),
        *schedule_quality(book),
        b.Heading(tr("Findings by file"), "findings"),
        issues_table(book, issues),
        b.Paragraph(
            tr(
                "An error stops the build, so a published handbook has none; a warning should be mended "
                "before the next review; a note is worth knowing. The same findings: erpsite check."
            ),
            small=True,
        ),
    )


def _lead(book: Book, issues: Sequence[Issue], signs: PitfallSigns) -> str:
    tr = book.locale.tr
    shown = sum(records > 0 for records in signs.by_pitfall)
    if not shown and not issues:
        return tr("The data show no sign of the four pitfalls, and the data check found nothing to mend.")
    warnings = sum(issue.severity is not Severity.INFO for issue in issues)
    return tr(
        "The data show signs of {pitfalls} of the four pitfalls in {records}, and the data check found "
        "{warnings} and {notes}.",
        pitfalls=shown,
        records=_records(book, sum(signs.by_pitfall)),
        warnings=tr.plural("{n} warning", "{n} warnings", warnings),
        notes=tr.plural("{n} note", "{n} notes", len(issues) - warnings),
    )


def _tiles(book: Book, issues: Sequence[Issue], signs: PitfallSigns) -> b.Tiles:
    tr = book.tr
    names = (tr("Pitfall 1"), tr("Pitfall 2"), tr("Pitfall 3"), tr("Pitfall 4"))
    notes = (
        tr("technology without business"),
        tr("no data behind the claims"),
        tr("a plan that is too idealistic"),
        tr("nobody follows up"),
    )
    tiles = [
        b.Tile(name, _records(book, count), note, tone="amber" if count else "green")
        for name, count, note in zip(names, signs.by_pitfall, notes, strict=True)
    ]
    warnings = sum(issue.severity is not Severity.INFO for issue in issues)
    hints = tr("and {n} notes, in the data files", n=len(issues) - warnings)
    tiles.append(b.Tile(tr("Warnings"), str(warnings), hints, tone="amber" if warnings else "green"))
    return b.Tiles(tuple(tiles))


def _records(book: Book, count: int) -> str:
    if not count:
        return book.tr("no sign")
    return book.locale.tr.plural("{n} record", "{n} records", count)


def issues_table(book: Book, issues: Sequence[Issue]) -> b.Table:
    """Return the findings with place, severity and words, grouped by file."""
    tr = book.tr
    levels = {Severity.ERROR: tr("error"), Severity.WARNING: tr("warning"), Severity.INFO: tr("note")}
    columns = (
        b.Column("place", tr("Place")),
        b.Column("severity", tr("Severity"), "status"),
        b.Column("finding", tr("Finding"), wide=True),
        b.Column("code", tr("Code")),
    )
    rows = tuple(
        b.Row(
            (
                b.Place(issue.source),
                b.Chip(_TONES[issue.severity], levels[issue.severity]),
                tr(issue.message, **issue.values),
                issue.code,
            ),
            source=issue.source,
            group=f"data/{issue.source.path}",
        )
        for issue in issues
    )
    return b.Table("findings", columns, rows, empty=tr("The data check found nothing to mend."))


def _pitfalls(book: Book, signs: PitfallSigns) -> tuple[b.Block, ...]:
    tr = book.tr
    parts = (
        ("p1", tr("Pitfall 1: technology without business"),
         tr("Remedy: let the business lead the discussion, and let real cases drive the decisions."),
         _business_signs(book, signs)),
        ("p2", tr("Pitfall 2: no data behind the claims"),
         tr("Remedy: ask for figures, and leave guesses out."), _data_signs(book, signs)),
        ("p3", tr("Pitfall 3: a plan that is too idealistic"),
         tr("Remedy: take the smallest viable step first, in phases, and prove its value soon."),
         _realism_signs(book, signs)),
        ("p4", tr("Pitfall 4: nobody follows up"),
         tr("Remedy: one person, the head of the project office, watches the whole plan."),
         _follow_up_signs(book, signs)),
    )  # fmt: skip
    blocks: list[b.Block] = []
    for anchor, title, remedy, items in parts:
        blocks += [b.Heading(title, anchor, 3), b.Paragraph(remedy), b.Items(items)]
    return tuple(blocks)


def _sign(book: Book, text: str, kind: str, names: Sequence[str]) -> b.Content:
    if not names:
        return (b.Chip("green", book.tr("None")), " ", text)
    links = book.links(kind, names)
    chip = b.Chip("amber", str(len(names)))
    return (chip, " ", text, " ", *(links if isinstance(links, tuple) else (links,)))


def _business_signs(book: Book, signs: PitfallSigns) -> tuple[b.Content, ...]:
    tr = book.tr
    return (
        _sign(
            book, tr("Running initiatives that serve no objective"), "initiatives", signs.without_objective
        ),
        _sign(
            book,
            tr("Running initiatives that nobody of the business or of finance answers for"),
            "initiatives",
            signs.without_business_owner,
        ),
    )


def _data_signs(book: Book, signs: PitfallSigns) -> tuple[b.Content, ...]:
    tr = book.tr
    stale = [name for kind, name in signs.stale_series if kind == "kpis"]
    metrics = [name for kind, name in signs.stale_series if kind == "health_metrics"]
    return (
        _sign(book, tr("Pain points without evidence"), "pain_points", signs.without_evidence),
        _sign(book, tr("KPIs whose data are stale or missing"), "kpis", stale),
        _sign(book, tr("Health metrics whose data are stale or missing"), "health_metrics", metrics),
    )


def _realism_signs(book: Book, signs: PitfallSigns) -> tuple[b.Content, ...]:
    tr = book.tr
    return (
        _sign(
            book,
            tr("Running initiatives without a smallest viable phase"),
            "initiatives",
            signs.without_first_step,
        ),
        _sign(
            book,
            tr("Running initiatives of the highest priority, where they are more than half"),
            "initiatives",
            signs.priority_one,
        ),
    )


def _follow_up_signs(book: Book, signs: PitfallSigns) -> tuple[b.Content, ...]:
    tr = book.tr
    return (
        _sign(book, tr("Actions that are overdue"), "actions", signs.overdue),
        _sign(
            book,
            tr("Running initiatives declared on track while their numbers are off track"),
            "initiatives",
            signs.watermelons,
        ),
        _sign(
            book,
            tr("Running initiatives at risk or off track without a path to green"),
            "initiatives",
            signs.without_path,
        ),
        _sign(book, tr("Running initiatives whose owner has left"), "initiatives", signs.abandoned),
    )
