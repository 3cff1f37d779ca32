"""Hold the words of the what-if in the reader's language; `{…}` is filled in on the page."""

from __future__ import annotations

from erpsite.pages.kit.book import Book

__all__ = ["whatif_words"]


def whatif_words(book: Book) -> dict[str, str]:
    """Return every word that the script says."""
    return {**_controls(book), **_figures(book), **_rules(book), **_export(book)}


def _controls(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "budget": tr("May be spent ({currency} million)", currency=_currency(book)),
        "slider": tr("May be spent, as a slider"),
        "plan": tr("The plan’s budget"),
        "cut": tr("Cut 10%"),
        "add": tr("Add 10%"),
        "best": tr("Best choice"),
        "people": tr("What was chosen"),
        "copy_link": tr("Copy link"),
        "export": tr("Export as YAML"),
        "copied": tr("Copied"),
        "pin": tr("Keep this as it is: {name}"),
        "pinned": tr("Kept"),
        "free": tr("Not kept"),
        "take": tr("In the portfolio: {name}"),
    }


def _currency(book: Book) -> str:
    """Return the currency as the language writes it beside a field; amounts are in its unit of charts."""
    return book.locale.currency_word


def _figures(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "value": tr("Value of the portfolio"),
        "value_column": tr("Value (points)"),
        "points": tr("{number} points"),
        "cost": tr("Cost"),
        "left": tr("Left over"),
        "over": tr("Over budget"),
        "count": tr("Initiatives in"),
        "of": tr("{n} of {all}"),
        "against": tr("{difference} against what was chosen"),
        "line": tr(
            "Best value (0 to {value} points) at each cost; dashed: what may be spent; dot: this choice."
        ),
        "same": tr("the same as what was chosen"),
        "proved": tr("Proved: no choice within these settings is worth more."),
        "unproved": tr("The best found; a better choice within these settings cannot be ruled out."),
        "initiative": tr("Initiative"),
        "status": tr("Status"),
        "in": tr("In"),
        "out": tr("Out"),
        "joins": tr("Joins"),
        "drops": tr("Drops out"),
        "mandatory": tr("mandatory"),
        "finished": tr("finished, stays in"),
        "load": tr("Load in person-days against capacity"),
        "role": tr("Role"),
        "unlimited": tr("no capacity given"),
        "said": tr("{n} initiatives in, value {value}, cost {cost}, {broken} rules broken."),
        "joining": tr("Joins: {names}"),
        "dropping": tr("Drops out: {names}"),
        "unchanged": tr("The same initiatives as chosen."),
        "none": tr("No choice keeps every rule within this budget."),
    }


def _rules(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "kept": tr("Every rule is kept."),
        "broken": tr("Broken rules"),
        "broken_budget": tr("The choice costs {cost}, {over} more than may be spent."),
        "broken_capacity": tr("{role}, {quarter}: {asked} of {limit} person-days."),
        "broken_needs": tr("“{name}” needs “{other}”, which is not in."),
        "broken_group": tr("Only one of these can be chosen: {names}."),
        "broken_mandatory": tr("“{name}” is mandatory but not in."),
        "or": tr(" or "),
        "list": book.locale.join(["", ""]),
    }


def _export(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "export_note": tr("Merge each part into the file that it names, and open a pull request."),
        "export_same": tr("This scenario changes nothing in the data."),
        "export_title": tr("Scenario: value {value}, cost {cost}"),
        "export_review": tr(
            "{name}: its stage comes from the review of {month}; resolve it in the next review."
        ),
        "download": tr("Download"),
        "copy": tr("Copy"),
    }
