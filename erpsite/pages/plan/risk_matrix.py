"""Draw the matrix of probability and impact: where the live risks stand, and where they came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from erpsite.analysis.diagnosis.risks import RiskBand, risk_band
from erpsite.analysis.state.registers import RiskState
from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.words import risk_chip
from erpsite.pages.plan.risk_tables import matrix_table, movement_words

__all__ = ["risk_matrix"]

_SCALE = range(1, 6)
_Url = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hold one risk in a cell: its number, and whether it is there now or was there before."""

    number: int
    known: RiskState
    gone: bool = False


def risk_matrix(book: Book, states: Sequence[RiskState]) -> b.Drawing:
    """Return the matrix of the risks; numbers count down the register, which is on the page of risks."""
    cells: dict[tuple[int, int], list[_Mark]] = {}
    for number, known in enumerate(states, 1):
        cells.setdefault((known.probability, known.impact), []).append(_Mark(number, known))
        if known.moved:
            left = (known.before_probability, known.before_impact)
            cells.setdefault(left, []).append(_Mark(number, known, gone=True))
    return b.Drawing("risk-matrix", lambda url: _html(book, cells, url), lambda: matrix_table(book, states))


def _html(book: Book, cells: Mapping[tuple[int, int], Sequence[_Mark]], url: _Url) -> str:
    tr = book.tr
    heads = "".join(f'<th scope="col">{impact}</th>' for impact in _SCALE)
    rows = "".join(
        f'<tr><th scope="row">{probability}</th>'
        + "".join(_cell(book, probability * i, cells.get((probability, i), ()), url) for i in _SCALE)
        + "</tr>"
        for probability in reversed(_SCALE)
    )
    caption = escape(tr("Open risks by probability and impact"))
    corner = escape(tr("Probability ↓ Impact →"))
    return (
        '<figure class="es-matrix-figure" data-search-exclude>'
        f'<table class="es-matrix" id="table-risk-matrix" data-search-exclude><caption>{caption}</caption>'
        f'<thead><tr><th scope="col" class="es-matrix-corner">{corner}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_legend(book)}</figure>"
    )


def _cell(book: Book, score: int, marks: Sequence[_Mark], url: _Url) -> str:
    tone = risk_chip(book, score).tone
    here = sorted(marks, key=lambda mark: (mark.gone, mark.number))
    inner = " ".join(_mark(book, mark, url) for mark in here)
    return (
        f'<td class="es-tone-{tone}"><span class="es-matrix-score"><span aria-hidden="true">'
        f"{b.SHAPES[tone]}</span> {score}</span> {inner}</td>"
    )


def _mark(book: Book, mark: _Mark, url: _Url) -> str:
    known = mark.known
    name = book.text(known.risk.name)
    if mark.gone:
        words = book.tr(
            "{name}: was here, now {probability} × {impact}",
            name=name,
            probability=known.probability,
            impact=known.impact,
        )
        return f'<span class="es-matrix-left" title="{escape(words)}">#{mark.number}{_arrow(known)}</span>'
    words = f"{name}: {movement_words(book, known)}"
    arrow = "+" if known.seen == book.state.as_of else _arrow(known)
    target = escape(url("plan/risks", known.risk.id))
    return f'<a href="{target}" title="{escape(words)}">#{mark.number}{arrow}</a>'


def _arrow(known: RiskState) -> str:
    if not known.moved:
        return ""
    if known.score == known.before:
        return "↔"
    return "↑" if known.score > known.before else "↓"


def _legend(book: Book) -> str:
    tr, limits = book.tr, book.handbook.plan.thresholds
    words = {
        RiskBand.VERY_HIGH: tr("{score} and more: very high", score=limits.risk_very_high),
        RiskBand.HIGH: tr("from {score}: high", score=limits.risk_high),
        RiskBand.MEDIUM: tr("from {score}: medium", score=limits.risk_medium),
        RiskBand.LOW: tr("below: low"),
    }
    tones: Mapping[RiskBand, b.Tone] = {
        RiskBand.VERY_HIGH: "red",
        RiskBand.HIGH: "amber",
        RiskBand.MEDIUM: "blue",
        RiskBand.LOW: "green",
    }
    # A band that the limits leave no score for is not in the legend.
    used = {risk_band(one * other, limits) for one in _SCALE for other in _SCALE}
    bands = "".join(
        f'<li><span class="es-chip es-{tone}"><span aria-hidden="true">{b.SHAPES[tone]}</span> '
        f"{escape(words[band])}</span></li>"
        for band, tone in tones.items()
        if band in used
    )
    moves = tr(
        "#n number in the register · ↑ up, ↓ down since the last review · + new · dashed: where it was"
    )
    notes = f'<ul class="es-matrix-legend">{bands}</ul><p class="es-note">{escape(moves)}</p>'
    return f"<figcaption>{notes}</figcaption>"
