"""Put the verdict on the plan into words: one sentence and four facts, the same wherever a summary opens."""

from __future__ import annotations

from erpsite.analysis.figures import Figure, Figures
from erpsite.analysis.standing import Cost, End, Owed, Verdict, Worth, verdict
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.states import budget_silence, coverage_words, covered
from erpsite.pages.kit.tones import tone_word
from erpsite.pages.kit.trimming import Trimmer

__all__ = [
    "Fact",
    "fact_status",
    "fact_tiles",
    "opening_blocks",
    "standing_facts",
    "verdict_lead",
    "verdict_of",
    "verdict_status",
    "verdict_words",
]

_MOST_NAMED = 3
"""People named as those who must act."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold the answer to one question, for a tile and for a line of a mail alike."""

    question: str
    answer: b.Inline
    note: str
    path: str
    rag: Rag | None
    topic: b.Topic | None = None
    judged: bool = True
    """Whether its status is that of the plan; else its tone speaks for itself."""

    @property
    def tone(self) -> b.Tone | None:
        """Return the tone of its tile; None where it is no matter of good or bad."""
        return self.rag.value if self.rag is not None else None


def verdict_of(book: Book) -> Verdict:
    """Return the verdict on the plan at the book's month, computed once."""
    return book.figures.of(_verdict)


def _verdict(figures: Figures) -> Verdict:
    return verdict(figures)


def verdict_lead(book: Book) -> b.Lead:
    """Return the verdict as a page's lead: the status as a word with its sign, and the sentence."""
    words, status = verdict_words(book), verdict_status(book)
    return b.Lead((status, " ", words) if status else words)


def verdict_status(book: Book) -> b.Chip | None:
    """Return the status of the whole plan; None before anything can be judged."""
    if not book.figures.funded:
        return None
    found = verdict_of(book)
    rag = found.rag_of_dates if book.handbook.hides("money") else found.rag
    return None if rag is Rag.GREY else book.rag(rag)


def verdict_words(book: Book) -> str:
    """Return one sentence that a reader can repeat: when the plan ends, what it costs, what it brings."""
    if not book.figures.funded:
        return _draft(book)
    found = verdict_of(book)
    clauses = [_end_clause(book, found.end)]
    if not book.handbook.hides("money"):
        clauses += [_cost_clause(book, found.cost), _worth_clause(book, found.worth)]
    said = book.tr("{sentence}.", sentence=book.locale.clauses(*clauses))
    return book.locale.sentence(said, *_unconfirmed(book, found.end), *_reported(book, found))


def _unconfirmed(book: Book, end: End) -> tuple[str, ...]:
    """Return how many milestones are past even their expected day without a word that they are reached."""
    if not end.unconfirmed:
        return ()
    return (
        book.tr.plural(
            "{n} milestone is past its expected day, and no review says that it is reached.",
            "{n} milestones are past their expected day, and no review says that they are reached.",
            book.count(book.figures.milestones_overdue),
        ),
    )


def _reported(book: Book, found: Verdict) -> tuple[str, ...]:
    """Return of how many running initiatives a review has said anything, where it should have of more."""
    if not found.silent or not found.reported:
        return ()
    return (
        book.tr(
            "Reviews have reported on {k} of the {n} initiatives that run.",
            k=book.count("initiatives.reported", found.reported),
            n=book.count(book.figures.initiatives_running),
        ),
    )


def _draft(book: Book) -> str:
    plan, tr = book.handbook.plan, book.tr
    year, day = book.locale.year(plan.plan_year), book.locale.day(plan.meeting_date)
    if plan.meeting_date > book.state.today:
        return tr(
            "Nothing is approved yet for {year}; the planning meeting decides on {day}.", year=year, day=day
        )
    return tr("The plan for {year} holds no approved initiative yet.", year=year)


def _end_clause(book: Book, end: End) -> str:
    tr, day = book.tr, book.locale.day
    if end.expected is None:
        return tr("When the plan ends is withheld") if end.withheld else tr("When the plan ends is not known")
    words: dict[str, object] = {"end": _covered_end(book, end)}
    if end.promised is None or end.late is None:
        if end.finished:
            return tr("All work is finished since {end}", **words)
        return tr("The plan ends on {end}", **words)
    words["promised"] = day(end.promised)
    if end.finished:
        same = tr("All work is finished since {end}, as promised", **words)
        other = tr("All work is finished since {end}; {promised} was promised", **words)
        return other if end.late else same
    if end.expected == end.promised or not end.late:
        return tr("The plan ends on {end}, as promised", **words)
    if end.late < 0:
        return tr("The plan ends on {end}, before the promised {promised}", **words)
    return tr("The plan ends on {end} instead of {promised}", **words)


def _covered_end(book: Book, end: End) -> str:
    """Return the expected end, and of how many initiatives it is where some ends are withheld."""
    day = book.locale.day(end.expected) if end.expected else ""
    cover = coverage_words(book, end.every - end.withheld, end.every, "end") if end.withheld else ""
    return book.tr("{total} ({cover})", total=day, cover=cover) if cover else day


def _cost_clause(book: Book, cost: Cost) -> str:
    tr, figures = book.tr, book.figures
    if not cost.approved:
        return ""
    words: dict[str, object] = {
        "approved": covered(book, book.amount(figures.approved), cost.known, cost.every, "budget"),
        "cost": book.amount(figures.at_completion),
    }
    if cost.share is None:
        if any("forecast_cost" in now.withheld for now in figures.funded):
            return tr("what the approved {approved} will become is withheld", **words)
        return tr("no review has said what the approved {approved} will become", **words)
    if cost.known < cost.every:
        return _cost_of_known(book, cost, cost.share)
    words["share"] = _size(book, cost.share)
    if abs(cost.share) < 0.005:
        return tr("it is expected to cost {cost}, as approved", **words)
    if cost.share < 0:
        return tr("it is expected to cost {cost}, {share} less than the approved {approved}", **words)
    return tr("it is expected to cost {cost}, {share} more than the approved {approved}", **words)


def _cost_of_known(book: Book, cost: Cost, share: float) -> str:
    """Return how cost and budget compare where the budget of some is not known."""
    tr = book.tr
    words: dict[str, object] = {
        "n": book.count("initiatives.with-budget", cost.known),
        "all": book.count(book.figures.initiatives_in_plan),
        "share": _size(book, share),
    }
    if abs(share) < 0.005:
        return tr("{n} of {all} state a budget and are expected to keep it", **words)
    if share < 0:
        return tr("{n} of {all} state a budget, and {share} less than these is expected", **words)
    return tr("{n} of {all} state a budget, and {share} more than these is expected", **words)


def _worth_clause(book: Book, worth: Worth) -> str:
    tr = book.locale.tr
    if not worth.promising:
        if book.figures.benefits.withheld:
            return tr("what benefits are promised is withheld")
        if any(one.benefit and one.benefit.whole_life for one in book.figures.benefits.initiatives):
            return tr("no benefit is promised by the year, some over the whole life")
        return tr("nobody has promised a benefit in money")
    if not worth.measured:
        return tr("no benefit has been measured yet")
    measured, kept = book.count("benefits.measured", worth.measured), book.count("benefits.kept", worth.kept)
    if not worth.kept:
        return tr.plural(
            "the {n} benefit measured does not keep its promise",
            "none of the {n} benefits measured keeps its promise",
            measured,
        )
    if worth.kept == worth.measured:
        return tr.plural(
            "the {n} benefit measured keeps its promise",
            "all {n} benefits measured keep their promise",
            measured,
        )
    return tr.plural(
        "{kept} of {n} benefit measured keeps its promise",
        "{kept} of {n} benefits measured keep their promise",
        measured,
        kept=kept,
    )


def standing_facts(book: Book) -> tuple[Fact, ...]:
    """Return the answers to the four questions that a reader of the first page has."""
    found = verdict_of(book)
    return (_end(book, found.end), _cost(book, found.cost), _worth(book, found.worth), _owed(book, found))


def fact_tiles(book: Book) -> b.Tiles:
    """Return the four answers as tiles."""
    return b.Tiles(
        tuple(
            b.Tile(one.question, one.answer, one.note, one.path, one.tone, one.topic, fact_status(book, one))
            for one in standing_facts(book)
        )
    )


def opening_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return where the plan stands as its cover and first slide have it: what the edition hides is gone."""
    shown: tuple[b.Block, ...] = (verdict_lead(book),)
    if book.figures.funded:
        shown = (*shown, fact_tiles(book))
    edition = book.handbook.edition
    if edition is None or not edition.hides:
        return shown
    return Trimmer(book.not_here, frozenset(edition.hides)).trimmed(shown)


def fact_status(book: Book, one: Fact) -> b.Chip | None:
    """Return the status of an answer as a word with its sign; None where it is no matter of good or bad."""
    if one.rag is None:
        return None
    return book.rag(one.rag) if one.judged else b.Chip(one.rag.value, tone_word(book.tr, one.rag.value))


def _end(book: Book, end: End) -> Fact:
    tr, day, figures = book.tr, book.locale.day, book.figures
    title = tr("When will it end?")
    if end.expected is None:
        gap = tr("withheld") if end.withheld else tr("no dates")
        return Fact(title, b.Missing(gap), "", "plan/roadmap", Rag.GREY)
    parts = [coverage_words(book, end.every - end.withheld, end.every, "end")] if end.withheld else []
    if end.promised is not None:
        parts.append(tr("promised for {day}", day=day(end.promised)))
    if end.p50 is not None and end.p80 is not None:
        half, most = (book.share(Figure(f"end.p{p}.share", p / 100)) for p in (50, 80))
        parts.append(
            tr("{half} likely by {p50}, {most} by {p80}",
               half=half, most=most, p50=day(end.p50), p80=day(end.p80))
        )  # fmt: skip
    elif not end.finished:
        parts.append(tr("how likely that is, nothing says yet"))
    if end.unconfirmed:
        parts.append(
            tr.plural(
                "{n} milestone past its expected day",
                "{n} milestones past their expected day",
                book.count(figures.milestones_overdue),
            )
        )
    rag = None if end.rag is Rag.GREY else end.rag
    return Fact(title, book.day(end.expected), book.locale.clauses(*parts), "plan/roadmap", rag)


def _cost(book: Book, cost: Cost) -> Fact:
    tr, figures, title = book.tr, book.figures, book.tr("What will it cost?")
    if not cost.approved:
        gap = budget_silence(book) if cost.every and not cost.known else tr("nothing approved")
        return Fact(title, b.Missing(gap), "", "plan/resources", Rag.GREY, "money")
    approved = covered(book, book.amount(figures.approved), cost.known, cost.every, "budget")
    if cost.share is None:
        held = any("forecast_cost" in now.withheld for now in figures.funded)
        note = (
            tr("approved; the forecast is withheld")
            if held
            else tr("approved; no review has forecast the cost")
        )
        note = book.locale.clauses(note, *_beyond(book))
        return Fact(title, book.amount(figures.approved), note, "plan/resources", cost.rag, "money")
    share = book.share(Figure(figures.overrun_share.id, cost.share), _digits(cost.share), sign=True)
    note = tr("expected; {share} against the approved {approved}", share=share, approved=approved)
    if cost.known < cost.every:
        known = figures.budget.total.known.forecast
        note = tr(
            "{expected}; where a budget is stated {share} against it, {approved}",
            expected=covered(book, tr("expected"), known, cost.every, "forecast"),
            share=share,
            approved=approved,
        )
    note = book.locale.clauses(note, *_beyond(book))
    return Fact(title, book.amount(figures.at_completion), note, "plan/resources", cost.rag, "money")


def _beyond(book: Book) -> tuple[str, ...]:
    """Return how far the money reaches beyond what may be spent, in the words of the page of the money."""
    tr, money = book.tr, book.figures.budget
    if money.overgiven and money.free is not None:
        beyond = book.amount(Figure("money.over-approved", -money.free))
        return (tr("{beyond} more than may be spent", beyond=beyond),)
    if money.envelope_broken and money.left_at_end is not None:
        beyond = book.amount(Figure("money.beyond-envelope", -money.left_at_end))
        return (tr("{beyond} beyond the envelope", beyond=beyond),)
    if money.contingency_used:
        return (tr("{used} of the contingency", used=book.amount(book.figures.contingency_used)),)
    return ()


def _worth(book: Book, worth: Worth) -> Fact:
    tr, title = book.tr, book.tr("Is it worth it?")
    if not worth.promising:
        found = book.figures.benefits
        whole = any(one.benefit and one.benefit.whole_life for one in found.initiatives)
        gap = tr("promised over the whole life") if whole else tr("no amount promised")
        gap = tr("withheld") if found.withheld else gap
        return Fact(title, b.Missing(gap), "", "plan/value", Rag.GREY, "money")
    promising = book.count("benefits.promising", worth.promising)
    if not worth.measured or worth.share is None:
        note = tr("benefits promised by {n}", n=promising)
        return Fact(title, b.Missing(tr("not measured yet")), note, "plan/value", Rag.GREY, "money")
    measured = book.count("benefits.measured", worth.measured)
    answer = tr("{k} of {n} kept", k=book.count("benefits.kept", worth.kept), n=measured)
    share = book.share(Figure("benefit.kept-share", worth.share))
    note = tr(
        "benefits measured; they bring {share} of what they promised; {n} promise one in all",
        share=share, n=promising,
    )  # fmt: skip
    return Fact(title, answer, note, "plan/value", worth.rag, "money")


def _owed(book: Book, found: Verdict) -> Fact:
    tr, title, overdue = book.tr, book.tr("Who must act?"), book.figures.actions_overdue
    if not found.owed:
        day = book.handbook.plan.meeting_date
        if day > book.state.today:
            note = tr("the planning meeting decides on {day}", day=book.locale.day(day))
            return Fact(title, tr("The meeting"), note, "meeting/agenda", None, judged=False)
        rag = found.rag_of_dates if book.handbook.hides("money") else found.rag
        if rag in (Rag.AMBER, Rag.RED):
            note = tr("no action is open, though the plan is not on track")
            return Fact(title, tr("Nobody is asked"), note, "reviews/actions", Rag.AMBER, judged=False)
        return Fact(title, tr("Nobody"), tr("no action is open"), "reviews/actions", Rag.GREEN, judged=False)
    named = [_who(book, one) for one in found.owed[:_MOST_NAMED]]
    left = len(found.owed) - len(named)
    note = book.locale.join(named)
    if left > 0:
        note = tr("{names} and {n} more people", names=note, n=book.count("people.owing.more", left))
    answer = tr("{n} overdue", n=book.count(overdue)) if overdue.value else tr("Nothing overdue")
    rag = Rag.RED if overdue.value else Rag.GREEN
    return Fact(title, answer, note, "reviews/actions", rag, judged=False)


def _who(book: Book, one: Owed) -> str:
    words = {"name": book.name("people", one.person), "day": book.locale.day(one.by)}
    return book.tr("{name} since {day}", **words) if one.overdue else book.tr("{name} by {day}", **words)


def _size(book: Book, share: float) -> b.Number:
    """Return how large an overrun is, for words that say whether it is more or less."""
    return book.share(Figure("money.overrun.of-approved.size", abs(share)), _digits(share))


def _digits(share: float) -> int:
    """Return the decimals of a share in percent: small ones are told apart from the limits that they miss."""
    return 1 if abs(share) < 0.1 else 0
