"""Draw what the users' survey says, without telling on anyone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.health.survey import Satisfaction, SurveyGroup, SurveyResult
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_survey_chart
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.reasons import figure, reason_text, share_cell
from erpsite.pages.kit.worst import worst_plants

__all__ = ["satisfaction_blocks"]


def satisfaction_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return the survey by department, module and theme."""
    tr, result = book.tr, book.figures.survey
    heading = b.Heading(tr("What users say"), "satisfaction")
    if isinstance(result, NotAvailable):
        words = tr("No survey answers yet; they belong in data/survey.csv.")
        if result.reason is Reason.ROUND_OPEN:
            words = tr("The survey's first round is still open; its figures are published when it is closed.")
        return (heading, b.Callout("grey", words))
    modules = _table(book, "survey-modules", tr("Module"), result.modules, _linked(book))
    departments = _table(
        book, "survey-departments", tr("Department"), result.departments, _named(book, "departments")
    )
    themes = _table(book, "survey-themes", tr("What the comment is about"), result.themes, _theme(book))
    return (
        heading,
        b.Paragraph(_sentence(book, result)),
        draw_survey_chart(book, "survey-modules", "modules", result.modules, result.target),
        modules,
        *_by_plant(book, result),
        b.Details(tr("By department and by what comments are about"), (departments, themes)),
        b.Paragraph(_privacy(book, result), small=True),
    )


def _by_plant(book: Book, result: SurveyResult) -> tuple[b.Block, ...]:
    """Return the plants that answered, the least satisfied first; nothing where no answer names one."""

    def label(name: str) -> b.Content:
        return book.name("plants", name) if name else book.tr("no plant named")

    def table(groups: Sequence[SurveyGroup], end: str) -> b.Table:
        return _table(book, f"survey-plants{end}", book.tr("Plant"), groups, label)

    return worst_plants(book, _by_mean(result.plants), table)


def _linked(book: Book) -> Callable[[str], b.Content]:
    return lambda name: book.link("modules", name)


def _named(book: Book, kind: str) -> Callable[[str], b.Content]:
    return lambda name: book.name(kind, name)


def _theme(book: Book) -> Callable[[str], b.Content]:
    return lambda name: book.name("themes", name) if name else book.tr("no theme named")


def _sentence(book: Book, result: SurveyResult) -> b.Content:
    tr, total = book.tr, result.latest.total
    if isinstance(total, NotAvailable):
        return tr(
            "Too few people have answered to show a figure; {n} are needed.",
            n=book.count("limit.survey-group", result.minimum),
        )
    sentence = tr(
        "{n} people answered from {first} to {last}: {mean} of 5 on average, and {share} gave a 4 or 5.",
        n=book.count("survey.answers", total.n),
        first=book.locale.day(result.latest.first),
        last=book.locale.day(result.latest.last),
        mean=book.figure(Figure("survey.mean", total.mean), decimals=2),
        share=book.share(Figure("survey.top-two", total.top_two)),
    )
    return book.locale.sentence(sentence, _against_target(book, result), _before(book, result))


def _against_target(book: Book, result: SurveyResult) -> str:
    if result.target is None:
        return ""
    target = book.figure(Figure("survey.target", result.target), decimals=1)
    if isinstance(result.response, NotAvailable):
        return book.tr("The target is {target}.", target=target)
    return book.tr(
        "The target is {target}; {share} of those asked have answered.",
        target=target,
        share=book.share(Figure("survey.response", result.response)),
    )


def _before(book: Book, result: SurveyResult) -> str:
    if not result.earlier or isinstance(result.earlier[-1].total, NotAvailable):
        return ""
    before = result.earlier[-1]
    mean = before.total.mean if isinstance(before.total, Satisfaction) else 0.0
    return book.tr(
        "The round before, in {month}, gave {mean}.",
        month=book.locale.month(f"{before.last:%Y-%m}"),
        mean=book.figure(Figure("survey.mean.before", mean), decimals=2),
    )


def _table(
    book: Book, name: str, title: str, groups: Sequence[SurveyGroup], label: Callable[[str], b.Content]
) -> b.Table:
    tr = book.tr
    return Rows([(group.id, group.figures) for group in _by_mean(groups)]).table(
        name,
        spread("group", title, lambda of, _: label(of)),
        spread(
            "n",
            tr("Answers"),
            lambda _, found: _of(found, lambda it: figure(book, it.n, decimals=0)),
            "number",
        ),
        spread("mean", tr("Mean of 1 to 5"), lambda _, found: _mean(book, found), "bar"),
        spread(
            "top-two",
            tr("4 or 5"),
            lambda _, found: _of(found, lambda it: share_cell(book, it.top_two)),
            "number",
        ),
        spread(
            "nps",
            tr("NPS"),
            lambda _, found: _of(found, lambda it: figure(book, it.nps, decimals=0, sign=True)),
            "number",
        ),
    )


def _by_mean(groups: Sequence[SurveyGroup]) -> list[SurveyGroup]:
    """Order groups from least to most satisfied; hidden ones stand last, by file order."""
    return sorted(groups, key=lambda group: getattr(group.figures, "mean", 6.0))


def _privacy(book: Book, result: SurveyResult) -> str:
    return book.tr(
        "Groups of fewer than {n} answers are not shown; where a total would give one away, "
        "the next smallest is not shown either. A round is published once, when it is closed, so that no "
        "later answer can be told from the difference of two months.",
        n=book.count("limit.survey-group", result.minimum),
    )


def _of(found: Satisfaction | NotAvailable, cell: Callable[[Satisfaction], b.Inline]) -> b.Inline:
    """Return a figure of a group; nothing where the group is too small to be shown."""
    return b.Missing() if isinstance(found, NotAvailable) else cell(found)


def _mean(book: Book, found: Satisfaction | NotAvailable) -> b.Inline:
    if isinstance(found, NotAvailable):
        return b.Missing(reason_text(book, found.reason))
    target = book.handbook.plan.survey.target
    tone: b.Tone = "blue" if target is None else ("green" if found.mean >= target else "amber")
    expected = None if target is None else target / 5
    return b.Progress(found.mean / 5, book.locale.number(found.mean, 2), tone, expected)
