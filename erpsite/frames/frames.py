"""Offer one state of the plan as data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload
from zoneinfo import ZoneInfo

from erpsite.analysis import state
from erpsite.analysis.editions import edition_of
from erpsite.analysis.figures import Figures
from erpsite.errors import DataError
from erpsite.frames import computed
from erpsite.frames.column import MONEY, Column, Reading, frame_of
from erpsite.frames.recorded import owner_column, recorded
from erpsite.i18n import SOURCE, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.load.asked import read_edition, read_language, read_month
from erpsite.model.initiative import Initiative, Milestone, Phase
from erpsite.model.kpi import Kpi
from erpsite.model.review import Action
from erpsite.model.risk import Risk
from erpsite.model.ticket import Ticket
from erpsite.pages.data.export_tables import RECORD_TABLES, table_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FrameOf", "Frames", "load"]

_LOCATIONS = {table.name: table for table in RECORD_TABLES}


class FrameOf:
    """Be a data frame of `Frames`: its columns and rows, made when it is first asked for."""

    def __init__(
        self, about: str, columns: Sequence[Column], rows: Callable[[Figures], Iterable[Any]]
    ) -> None:
        self.about = self.__doc__ = about
        self.columns, self.rows = tuple(columns), rows
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, frames: None, owner: type) -> FrameOf: ...
    @overload
    def __get__(self, frames: Frames, owner: type) -> pd.DataFrame: ...
    def __get__(self, frames: Frames | None, owner: type) -> FrameOf | pd.DataFrame:
        if frames is None:
            return self
        made = frame_of(frames.columns(self.name), self.rows(frames.figures), frames.reading)
        frames.__dict__[self.name] = made  # found before this descriptor from now on
        return made


def _as_recorded(about: str, table: str) -> FrameOf:
    """Return the frame of a table of records as they stand in the data, without what came later."""
    location = _LOCATIONS[table]

    def rows(figures: Figures) -> Iterable[Any]:
        return table_rows(figures.handbook, location, figures.state.as_of)

    owner = (owner_column(location.owner),) if location.owner else ()
    return FrameOf(about, (*owner, *recorded(location.record, lambda pair: pair[1])), rows)


def _with(columns: tuple[Column, ...], record: type[Any], of: Callable[[Any], Any]) -> tuple[Column, ...]:
    """Return the columns of a record, and behind them those that are computed; these win where both are."""
    return (*recorded(record, of, without=[column.name for column in columns]), *columns)


class Frames:
    """Hold one state of the plan as data frames, each made when it is first asked for.

    Texts are in one language, amounts in the plan's currency, times in its time zone; what is not known is
    missing, never 0. `dictionary` says type, unit and meaning of every column.
    """

    def __init__(self, figures: Figures, language: str = "") -> None:
        self.figures = figures
        """The figures that the pages show, computed once."""
        plan = figures.handbook.plan
        self.reading = Reading(language or plan.languages[0], ZoneInfo(plan.timezone))

    @property
    def as_of(self) -> str:
        """Return the month at whose end this is the state, `YYYY-MM`."""
        return self.figures.state.as_of

    # With what is computed

    named = FrameOf(
        "Figures of the whole plan by id, as on the pages.", computed.FIGURE, computed.named_figures
    )
    kpis = FrameOf(
        "Every KPI with where it stands.",
        _with(computed.KPI, Kpi, lambda status: status.kpi),
        lambda figures: figures.kpis,
    )
    kpi_months = FrameOf("Every month of every KPI.", computed.MONTHLY_KPI, computed.kpi_months)
    initiatives = FrameOf(
        "Every initiative with where it stands.",
        _with(computed.INITIATIVE, Initiative, lambda pair: pair[0].initiative),
        lambda figures: ((now, figures.state.days) for now in figures.state.initiatives.values()),
    )
    phases = FrameOf(
        "Every phase with where it stands.",
        _with(computed.TASK, Phase, lambda task: task.record),
        lambda figures: computed.tasks(figures, "phases"),
    )
    milestones = FrameOf(
        "Every milestone with where it stands.",
        _with(computed.TASK, Milestone, lambda task: task.record),
        lambda figures: computed.tasks(figures, "milestones"),
    )
    commitments = FrameOf(
        "Who reaches what by when.", computed.COMMITMENT, lambda figures: figures.commitments
    )
    risks = FrameOf(
        "Every risk with where it stands.",
        _with(computed.RISK, Risk, lambda now: now.risk),
        lambda figures: figures.state.risks.values(),
    )
    actions = FrameOf(
        "Every action with where it stands.",
        _with(computed.ACTION, Action, lambda now: now.action),
        lambda figures: figures.state.actions.values(),
    )
    health = FrameOf(
        "Where each health metric stands, module by module.", computed.HEALTH, lambda figures: figures.health
    )
    health_months = FrameOf(
        "Every month of every health metric and module.", computed.MONTHLY_HEALTH, computed.health_months
    )

    # As recorded

    tickets = FrameOf(
        "Every ticket opened by the end of the month.",
        recorded(Ticket),
        lambda figures: (
            one for one in figures.handbook.tickets if f"{one.opened:%Y-%m}" <= figures.state.as_of
        ),
    )
    incidents = _as_recorded("Every outage begun by the end of the month.", "incidents")
    progress = _as_recorded("What each review reported of each initiative.", "progress")
    kpi_comments = _as_recorded("Why KPIs moved, review by review.", "kpi_comments")
    measures = _as_recorded("Corrective measures, review by review.", "measures")
    decisions = _as_recorded("What was resolved, in the meeting and in reviews.", "decisions")
    kpi_actuals = _as_recorded("The rows of kpis.csv.", "kpi_actuals")
    health_values = _as_recorded("The rows of health.csv.", "health_values")
    health_metrics = _as_recorded("The definitions of the health metrics.", "health_metrics")
    third_parties = _as_recorded("Other companies that work on initiatives.", "third_parties")
    kpi_effects = _as_recorded("How initiatives should move KPIs.", "kpi_effects")
    assumptions = _as_recorded("What initiatives take for true.", "assumptions")
    objectives = _as_recorded("Business goals and the ERP objectives under them.", "objectives")
    pain_points = _as_recorded("Problems in business processes.", "pain_points")
    evidence = _as_recorded("What proves the pain points.", "evidence")
    opportunities = _as_recorded("Technologies that could help.", "opportunities")
    maturity = _as_recorded("The criteria of the maturity assessment.", "maturity")
    completed = _as_recorded("What last year delivered against what it promised.", "completed")
    people = _as_recorded("Who has a part in the plan.", "people")
    modules = _as_recorded("The modules of the ERP system.", "modules")
    sources = _as_recorded("Where each series comes from.", "sources")

    # What they hold

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a frame without those that the edition hides."""
        hides = self.figures.handbook.hides
        return tuple(
            column
            for column in self.tables()[name].columns
            if not (column.unit == MONEY and hides("money"))
            and not (column.name == "email" and hides("people"))
        )

    @classmethod
    def tables(cls) -> dict[str, FrameOf]:
        """Return every frame by its name, in the order of this class."""
        return {name: one for name, one in vars(cls).items() if isinstance(one, FrameOf)}

    @property
    def dictionary(self) -> pd.DataFrame:
        """Return a row for each column of each frame: what it is, in which type and unit."""
        currency = self.figures.handbook.plan.currency
        found = [(name, column) for name in self.tables() for column in self.columns(name)]
        return frame_of(
            (
                Column("frame", "text", "", lambda pair: pair[0]),
                Column("column", "text", "", lambda pair: pair[1].name),
                Column("type", "text", "", lambda pair: pair[1].type),
                Column("unit", "text", "", lambda p: currency if p[1].unit == MONEY else p[1].unit),
                Column("refers_to", "text", "", lambda pair: pair[1].refers_to),
                Column("meaning", "text", "", lambda pair: pair[1].meaning),
            ),
            found,
            self.reading,
        )

    def __repr__(self) -> str:
        return f"Frames as of {self.as_of}: {', '.join(self.tables())}"


def load(folder: Path | str, *, as_of: str = "", language: str = "", edition: str = "") -> Frames:
    """Return the plan of a data folder as data frames, as it stood at the end of `as_of` (`YYYY-MM`).

    Left out, the month is the last whose review is finished, the language the plan's first, and nothing is
    hidden. Raises `DataError` with every error in the data, `UnreadableWordError` for a month, edition or
    language that is none; a frame raises `MissingExtraError` without pandas.
    """
    result = load_handbook(Path(folder))
    if result.handbook is None:
        errors = [issue for issue in result.issues if issue.severity is Severity.ERROR]
        tr, name = translator(read_language(language) if language else SOURCE), Path(folder).as_posix()
        lines = [f"{issue.source.under(name)}: {tr(issue.message, **issue.values)}" for issue in errors]
        raise DataError(errors, lines)
    handbook = result.handbook
    if edition:
        handbook = edition_of(handbook, read_edition(handbook, edition))
    month = read_month(as_of) if as_of else handbook.default_as_of
    return Frames(Figures(state(handbook, month)), language)
