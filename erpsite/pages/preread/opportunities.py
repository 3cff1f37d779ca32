"""Draw the technology opportunities: value, feasibility, readiness, pilots."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.diagnosis.opportunities import RankedOpportunity, by_ring
from erpsite.model.opportunity import Opportunity, Readiness
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_opportunity_chart
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.naming import field_name, ring_name, technology_name
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.preread.reading_path import timed

__all__ = ["draw_opportunities", "opportunities_finding", "opportunities_table"]

PATH = "preread/opportunities"


@page(
    "preread/opportunities",
    section="preread",
    needs=("opportunities",),
    place=60,
    title="Opportunities",
    description="What new technology could do, and what a pilot must show.",
    file="opportunities.yml",
    readers={"business": 4, "it": 5},
    frame=timed,
)
def draw_opportunities(book: Book) -> tuple[b.Block, ...]:
    """Return the opportunities page: finding, ranking by ring, pilots with their stop criteria."""
    tr, ranked, finding = book.tr, book.figures.opportunities, opportunities_finding(book)
    if not ranked:
        return missing_page(book, finding.sentence, "opportunities.yml")
    untied = tuple(book.text(one.opportunity.name) for one in ranked if one.untied)
    blocks: list[b.Block] = [
        b.Lead(finding.sentence),
        draw_opportunity_chart(book, ranked),
        b.Heading(tr("By readiness, the best first"), "rings"),
        opportunities_table(book, tuple(one.opportunity for one in ranked)),
    ]
    if untied:
        title = tr("No pain point asks for these")
        blocks.append(b.Callout("amber", title, (b.Items(untied),)))
    return (
        *blocks,
        b.Heading(tr("What a pilot must show, and what would stop it"), "pilots"),
        _pilots_table(book, ranked),
        *method_notes(
            book,
            tr(
                "Score = value × feasibility, each 1 to 5; 4 and 5 count as high. "
                "The ring says how close a technology is to use here."
            ),
            ((tr("Score of an opportunity"), "opportunity"),),
            ("opportunities.yml",),
        ),
    )


def opportunities_finding(book: Book) -> Finding:
    """Return what new technology offers, in one sentence."""
    tr, ranked = book.tr, book.figures.opportunities
    if not ranked:
        return Finding(PATH, "grey", tr("No technology opportunity is recorded yet."))
    rings = by_ring(ranked)
    first = ranked[0]
    values = {
        "n": book.count("opportunities.all", len(ranked)),
        "ready": book.count("opportunities.ready", len(rings[Readiness.ADOPT]) + len(rings[Readiness.TRIAL])),
        "best": book.text(first.opportunity.name),
        "score": book.count("opportunity.score", first.score, first.opportunity.id),
    }
    untied = sum(one.untied for one in ranked)
    if untied:
        sentence = tr(
            "Of {n} technology opportunities, {ready} are ready to adopt or try; {best} scores highest "
            "({score} of 25), and {untied} answer no pain point.",
            **values,
            untied=book.count("opportunities.untied", untied),
        )
        return Finding(PATH, "amber", sentence)
    sentence = tr(
        "Of {n} technology opportunities, {ready} are ready to adopt or try; {best} scores highest "
        "({score} of 25), and each answers a pain point.",
        **values,
    )
    return Finding(PATH, "green", sentence)


@placeable("opportunities")
def opportunities_table(book: Book, opportunities: Sequence[Opportunity]) -> b.Table:
    """Return some opportunities ring by ring, the best first, with pain points and initiatives."""
    tr, wanted = book.tr, {one.id for one in opportunities}
    return Rows(
        [
            (ring, one)
            for (ring, members) in by_ring(book.figures.opportunities).items()
            for one in members
            if one.opportunity.id in wanted
        ],
        anchor=lambda row: row[1].opportunity.id,
        source=lambda row: row[1].opportunity.where,
        group=lambda row: ring_name(book, row[0]),
    ).table(
        "opportunities",
        spread(
            "opportunity", tr("Opportunity"), lambda _ring, one: b.Strong(book.text(one.opportunity.name))
        ),
        spread(
            "technology",
            tr("Technology"),
            lambda _ring, one: technology_name(book, one.opportunity.technology),
        ),
        spread(
            "score",
            tr("Value × feasibility"),
            lambda _ring, one: _score_cell(book, one),
            "bar",
        ),
        spread("advice", tr("Advice"), lambda _ring, one: field_name(book, one.field)),
        spread(
            "pains",
            tr("Pain points"),
            lambda _ring, one: (
                book.links("pain_points", one.pain_points)
                if one.pain_points
                else b.Missing(tr("no pain point"))
            ),
            wide=True,
        ),
        spread(
            "initiatives",
            tr("Initiative"),
            lambda _ring, one: book.links("initiatives", one.initiatives),
            wide=True,
        ),
        spread("owner", tr("Owner"), lambda _ring, one: book.person(one.opportunity.owner)),
        empty=tr("No technology opportunity is recorded yet."),
    )


def _score_cell(book: Book, one: RankedOpportunity) -> b.Progress:
    value, feasibility = one.opportunity.value, one.opportunity.feasibility
    said = book.tr("{value} × {feasibility} = {score}", value=value, feasibility=feasibility, score=one.score)
    return b.Progress(one.score / 25, said)


def _pilots_table(book: Book, ranked: Sequence[RankedOpportunity]) -> b.Table:
    tr = book.tr
    return Rows(ranked, source=lambda one: one.opportunity.where).table(
        "pilots",
        Col("opportunity", tr("Opportunity"), lambda one: book.link("opportunities", one.opportunity.id)),
        Col(
            "hypothesis",
            tr("The pilot must show"),
            lambda one: book.text(one.opportunity.hypothesis),
            wide=True,
        ),
        Col("stop", tr("It stops if"), lambda one: book.text(one.opportunity.stop_criterion), wide=True),
    )
