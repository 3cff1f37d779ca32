"""Say what changed about an initiative."""

from __future__ import annotations

from typing import Any

from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.milestones import milestone_sentence
from erpsite.pages.kit.states import held_words

__all__ = ["initiative_sentence", "owner_sentence"]


def initiative_sentence(book: Book, change: Change) -> str:
    """Return one sentence on a change of an initiative."""
    if "milestone" in change.values:
        return milestone_sentence(book, change, change.values)
    if change.kind in (ChangeKind.DECLARED_FLIPPED, ChangeKind.COMPUTED_FLIPPED):
        return _status(book, change)
    if change.kind in (ChangeKind.PROGRESS_MOVED, ChangeKind.SPEND_MOVED):
        return _work(book, change)
    if change.kind is ChangeKind.INITIATIVE_RENAMED:
        return book.tr(
            "The initiative was called “{name}” ({id}) before.",
            name=book.text(change.values["name"]),  # type: ignore[arg-type]
            id=str(change.values["formerly"]),
        )
    if "stage" in change.values or change.kind is ChangeKind.INITIATIVE_ADDED:
        return _stage(book, change)
    return _commitment(book, change, change.values)


def _status(book: Book, change: Change) -> str:
    before: Any = change.values["before"]
    after: Any = change.values["after"]
    words = {"before": book.rag(before).text, "after": book.rag(after).text}
    declared = change.kind is ChangeKind.DECLARED_FLIPPED
    if before is Rag.GREY and declared:
        return book.tr("The declared status is “{after}”; there was none before.", after=words["after"])
    if before is Rag.GREY:
        return book.tr(
            "The status computed from cost and slip is “{after}”; there was none before.",
            after=words["after"],
        )
    if after is Rag.GREY:
        return _unsaid(book, change, words["before"])
    if declared:
        return book.tr("The declared status goes from “{before}” to “{after}”.", **words)
    return book.tr("The status computed from cost and slip goes from “{before}” to “{after}”.", **words)


def _unsaid(book: Book, change: Change, before: str) -> str:
    """Return that a status is no longer known, with the reason where it is withheld."""
    if change.kind is ChangeKind.COMPUTED_FLIPPED:
        return book.tr(
            "No status can be computed from cost and slip any more; it was “{before}”.", before=before
        )
    if reason := held_words(book, change.values.get("withheld")):
        return book.tr(
            "The declared status was “{before}”; now it is {reason}.", before=before, reason=reason
        )
    return book.tr("No status is declared any more; it was “{before}”.", before=before)


def _work(book: Book, change: Change) -> str:
    """Return the sentence on progress or spending, with the sign of its move."""
    before: Any = change.values["before"]
    after: Any = change.values["after"]
    tr, locale = book.tr, book.locale
    if change.kind is ChangeKind.PROGRESS_MOVED:
        words = {"after": locale.percent(after / 100)}
        if before is None:
            return tr("The work is first reported as {after} done.", **words)
        words["before"] = locale.percent(before / 100)
        if after < before:
            return tr("The work done falls from {before} to {after}.", **words)
        return tr("The work done rises from {before} to {after}.", **words)
    words = {"after": locale.money(after)}
    if before is None:
        return tr("Spending is first reported: {after}.", **words)
    words |= {"before": locale.money(before), "change": locale.money(abs(after - before))}
    if after < before:
        return tr("Spending falls from {before} to {after}, {change} less.", **words)
    return tr("Spending rises from {before} to {after}, {change} more.", **words)


def _stage(book: Book, change: Change) -> str:
    tr, stage = book.tr, change.values.get("stage")
    if change.kind is ChangeKind.INITIATIVE_RESUMED:
        return tr("The initiative was finished and is worked on again.")
    words = {
        "proposed": lambda: tr("The initiative is only a proposal again."),
        "deferred": lambda: tr("The initiative is deferred."),
        "rejected": lambda: tr("The initiative is dropped."),
        "removed": lambda: tr("The initiative is no longer in the plan."),
        "finished": lambda: tr("The initiative is finished."),
    }
    added = lambda: tr("The initiative joins the plan.")  # noqa: E731 - one more of the words above
    return words.get(str(stage), added)()


def _commitment(book: Book, change: Change, values: Any) -> str:
    tr, locale, kind = book.tr, book.locale, change.kind
    if kind is ChangeKind.REBASELINED:
        return tr("A new baseline holds by the decision “{decision}”.", decision=_decision(book, values))
    before, after = values["before"], values["after"]
    if kind is ChangeKind.OWNER_CHANGED:
        return owner_sentence(book, before, after)
    if kind is ChangeKind.FINISH_MOVED:
        return _finish(book, values)
    money = {"before": locale.money(before), "after": locale.money(after)}
    if kind is ChangeKind.BUDGET_CHANGED:
        return tr("The approved budget changes from {before} to {after}.", **money)
    return tr(
        "The forecast cost moves from {before} to {after}, {share} of the budget.",
        share=locale.percent(values["share"], sign=True),
        **money,
    )


def _finish(book: Book, values: Any) -> str:
    tr, locale = book.locale.tr, book.locale
    words = {"before": locale.day(values["before"]), "after": locale.day(values["after"])}
    if not values["days"]:
        return _finish_over_days_off(book, values, words)
    if values["days"] > 0:
        return tr.plural(
            "The finish slips from {before} to {after}, {n} working day.",
            "The finish slips from {before} to {after}, {n} working days.",
            values["days"], **words,
        )  # fmt: skip
    return tr.plural(
        "The finish comes forward from {before} to {after}, {n} working day.",
        "The finish comes forward from {before} to {after}, {n} working days.",
        -values["days"], **words,
    )  # fmt: skip


def _finish_over_days_off(book: Book, values: Any, words: dict[str, str]) -> str:
    """Return a move of the finish with nothing but days off between: no working day, so many days."""
    tr, days = book.locale.tr, (values["after"] - values["before"]).days
    if days > 0:
        return tr.plural(
            "The finish slips from {before} to {after}, 0 working days ({n} calendar day).",
            "The finish slips from {before} to {after}, 0 working days ({n} calendar days).",
            days, **words,
        )  # fmt: skip
    return tr.plural(
        "The finish comes forward from {before} to {after}, 0 working days ({n} calendar day).",
        "The finish comes forward from {before} to {after}, 0 working days ({n} calendar days).",
        -days, **words,
    )  # fmt: skip


def owner_sentence(book: Book, before: Any, after: Any) -> str:
    """Return the sentence on a record that goes from one person to another."""
    names = {"before": _person(book, before), "after": _person(book, after)}
    return book.tr("The owner changes from {before} to {after}.", **names)


def _decision(book: Book, values: Any) -> str:
    name = values["decision"]
    return book.name("decisions", name) if name in book.handbook.decisions else name


def _person(book: Book, name: str) -> str:
    return book.name("people", name) if name in book.handbook.people else name
