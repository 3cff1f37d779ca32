"""The command `erpsite freshness`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from erpsite.analysis.state.freshness import SeriesFreshness, SourceFreshness, source_freshness
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.reading import need_folder, read_plan
from erpsite.cli.refusing import no_day
from erpsite.cli.report import FORMATS, report_in
from erpsite.i18n import translator
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.model import Handbook

__all__ = ["command", "stale_series"]


def _day(ctx: click.Context, param: click.Parameter, value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise no_day(value, ctx) from None


@click.command("freshness")
@data_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The form."
)
@click.option("--today", default="", callback=_day, metavar="YYYY-MM-DD", help="Left out, today's date.")
@click.option("--strict", is_flag=True, help="Fail where anything is older than it may be.")
@as_of_option
@language_option
def command(
    data_dir: Path, form: str, today: dt.date | None, strict: bool, as_of: str, language: str | None
) -> int:
    """Warn of data that are older today than sources.yml allows.

    \b
    Examples:
      erpsite freshness
      erpsite freshness --format github      annotations in a workflow
    """
    tr = translator(language or environment_language())
    need_folder(data_dir, tr)
    handbook = read_plan(data_dir, tr)
    day = today or dt.datetime.now(ZoneInfo(handbook.plan.timezone)).date()
    issues = stale_series(handbook, as_of or f"{day:%Y-%m}", day)
    click.echo(report_in(form, issues, data_dir.as_posix(), tr), nl=False)
    return PROBLEMS if strict and issues else CLEAN


def stale_series(handbook: Handbook, month: str, today: dt.date) -> tuple[Issue, ...]:
    """Return a warning for each series that is older at `today` than its source allows, or empty."""
    return sort_issues(
        _issue(handbook, source, series)
        for source in source_freshness(handbook, month, today)
        for series in source.stale
    )


def _issue(handbook: Handbook, source: SourceFreshness, series: SeriesFreshness) -> Issue:
    record = handbook.find(series.kind, series.id)
    values: dict[str, object] = {"id": series.id, "source": source.source.id}
    if series.last is None:
        message = "'{id}' has no value yet; ask the owner of the source '{source}'."
    else:
        message = (
            "The last value of '{id}' is of {month}, {age} days ago; the source '{source}' allows {limit}."
        )
        values |= {"month": series.last, "age": series.age, "limit": source.source.max_age}
    return Issue("stale-data", message, record.where, Severity.WARNING, values)
