"""Draw the dashboard that opens the handbook."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figures
from erpsite.analysis.standing import Standing, standing
from erpsite.model.plan import Rag
from erpsite.pages.home.paths import reading_paths
from erpsite.pages.home.tables import due_table, trouble_table
from erpsite.pages.home.tiles import home_tiles
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_item
from erpsite.pages.kit.changes.since import changes_since_review, previous_month
from erpsite.pages.kit.changes.work import work_items
from erpsite.pages.kit.charts.reviews import curve_at, draw_s_curve_chart
from erpsite.pages.kit.envelope import envelope_unknown, unknown_sentence, unspent_clause
from erpsite.pages.kit.levelling_tables import levelled_note
from erpsite.pages.kit.page import page
from erpsite.pages.kit.standing import fact_tiles, verdict_lead
from erpsite.pages.kit.states import covered
from erpsite.pages.kit.subscriptions import subscriptions

__all__ = ["book_standing", "draw_home"]

_MOST_CHANGES = 7
_MOST_TROUBLED = 6
_MOST_MILESTONES = 8


def book_standing(book: Book) -> Standing:
    """Return where the plan stands, computed once per build."""
    return book.figures.of(_standing)


def _standing(figures: Figures) -> Standing:
    return standing(figures.state)


@page(
    "index",
    section="home",
    place=10,
    title="Home",
    description="Where the annual plan stands, what changed, and what comes next.",
    file=lambda book: book.handbook.plan.where,
)
def draw_home(book: Book) -> tuple[b.Block, ...]:
    """Return the home page: verdict, four answers, a picture, what changed, needs help and comes next."""
    now, tr, month = book_standing(book), book.tr, book.locale.month(book.state.as_of)
    return (
        verdict_lead(book),
        *((fact_tiles(book),) if book.figures.funded else ()),
        *_warnings(book, now),
        *levelled_note(book),
        *_picture(book),
        *_changed(book),
        b.Heading(tr("Where help is needed"), "help"),
        trouble_table(book, now.troubled[:_MOST_TROUBLED], now.judged, len(now.running)),
        *_more(book, len(now.troubled) - _MOST_TROUBLED, "plan/initiatives"),
        b.Heading(tr("Next milestones"), "milestones"),
        due_table(book, now.milestones[:_MOST_MILESTONES]),
        *_more(book, len(now.milestones) - _MOST_MILESTONES, "plan/roadmap"),
        b.Heading(tr("The plan in figures"), "figures"),
        b.Paragraph(_in_figures(book, now)),
        home_tiles(book, now),
        b.Heading(tr("Where to read on"), "paths"),
        reading_paths(book),
        *_about(book),
        subscriptions(book),
        b.Paragraph(
            (
                tr("As of {month}: the approved plan plus every review up to it.", month=month),
                " ",
                b.Link(tr("Formula"), "data/formulas", "rag"),
                " · ",
                b.Place(book.handbook.plan.where),
            ),
            small=True,
        ),
    )


def _picture(book: Book) -> tuple[b.Block, ...]:
    """Return what was planned, earned and spent to the end; nothing before a review has reported."""
    curve = curve_at(book, book.state.as_of) if book.state.reviews else None
    return () if curve is None else (draw_s_curve_chart(book, curve),)


def _in_figures(book: Book, now: Standing) -> str:
    tr, plan, locale, figures = book.tr, book.handbook.plan, book.locale, book.figures
    if not now.running and not now.finished:
        return tr("The plan for {year} holds no approved initiative yet.", year=locale.year(plan.plan_year))
    words: dict[str, object] = {
        "month": locale.month(book.state.as_of),
        "n": book.count(figures.initiatives_running),
        "envelope": book.amount(figures.envelope),
        "year": locale.year(plan.plan_year),
    }
    unknown = envelope_unknown(book)
    if not figures.spend_known and not now.reported and unknown:
        said = tr("The plan for {year} runs {n} initiatives; no review has reported on them yet.", **words)
        return locale.sentence(said, unknown_sentence(book))
    if not figures.spend_known and not now.reported:
        return tr(
            "The plan for {year} runs {n} initiatives within an envelope of {envelope}; no review has "
            "reported on them yet.",
            **words,
        )
    money = figures.budget
    words |= {
        "finished": book.count(figures.initiatives_finished),
        "all": book.count(figures.initiatives_in_plan),
        "green": book.count(figures.declared(Rag.GREEN)),
        "spent": covered(book, book.amount(figures.spent), money.total.known.spent, money.count, "spend"),
        "kpis_green": book.count(figures.kpis_in(Rag.GREEN)),
        "kpis": book.count(figures.kpis_all),
    }
    if unknown:
        said = _without_envelope(book, words)
    elif not figures.spend_known:
        said = tr(
            "At the end of {month}, {finished} of {all} initiatives are finished and {green} of the {n} that "
            "run are declared on track; {unspent}, and {kpis_green} of {kpis} KPIs are on track.",
            unspent=unspent_clause(book, words),
            **words,
        )
    else:
        said = tr(
            "At the end of {month}, {finished} of {all} initiatives are finished and {green} of the {n} that "
            "run are declared on track; {spent} of the envelope of {envelope} is spent, and {kpis_green} of "
            "{kpis} KPIs are on track.",
            **words,
        )
    return book.locale.sentence(said, *([unknown_sentence(book)] if unknown else ()), *_reported(book, now))


def _without_envelope(book: Book, words: Mapping[str, object]) -> str:
    """Return where the plan stands where nobody says how much money there is to set its spending against."""
    if not book.figures.spend_known:
        return book.tr(
            "At the end of {month}, {finished} of {all} initiatives are finished and {green} of the {n} that "
            "run are declared on track; {unspent}, and {kpis_green} of {kpis} KPIs are on track.",
            unspent=unspent_clause(book, words),
            **words,
        )
    return book.tr(
        "At the end of {month}, {finished} of {all} initiatives are finished and {green} of the {n} that run "
        "are declared on track; {spent} is spent, and {kpis_green} of {kpis} KPIs are on track.",
        **words,
    )


def _reported(book: Book, now: Standing) -> tuple[str, ...]:
    """Return of how many running initiatives a review has said anything, where it should have of more."""
    if not now.silent:
        return ()
    words = {
        "k": book.count("initiatives.reported", now.reported),
        "n": book.count(book.figures.initiatives_running),
    }
    if all(one.declared is Rag.GREY for one in now.running):
        return (book.tr("Reviews have reported on {k} of these {n}, on none with a status.", **words),)
    return (book.tr("Reviews have reported on {k} of these {n}.", **words),)


def _warnings(book: Book, now: Standing) -> tuple[b.Block, ...]:
    if not now.watermelons:
        return ()
    title = book.locale.tr.plural(
        "{n} initiative is declared on track while its numbers are off track",
        "{n} initiatives are declared on track while their numbers are off track",
        book.count(book.figures.watermelons),
    )
    links = book.links("initiatives", [melon.initiative.id for melon in now.watermelons])
    return (b.Callout("red", title, (b.Paragraph(links),)),)


def _changed(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    if not book.state.reviews:
        return ()
    found, before = changes_since_review(book), previous_month(book)
    title = tr("What changed since the plan was approved")
    if before in book.handbook.reviews:
        title = tr("What changed since the review of {month}", month=book.locale.month(before))
    if not found:
        return (b.Heading(title, "changed"), b.Paragraph(tr("Nothing changed.")))
    items = (
        *(change_item(book, change) for change in found[:_MOST_CHANGES]),
        *work_items(book, found[_MOST_CHANGES:]),
    )
    link = b.Link(tr("All {n} changes", n=book.count("changes.last-review", len(found))), "data/changes")
    return (b.Heading(title, "changed"), b.Items(items), b.Paragraph(link))


def _more(book: Book, left: int, path: str) -> tuple[b.Block, ...]:
    if left <= 0:
        return ()
    return (b.Paragraph(b.Link(book.tr("{n} more", n=book.count("home.more", left, path)), path)),)


def _about(book: Book) -> tuple[b.Block, ...]:
    about = book.handbook.plan.about
    if not about:
        return ()
    return (b.Heading(book.tr("About the organisation"), "about"), b.Prose(book.text(about)))
