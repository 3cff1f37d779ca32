"""The command `erpsite rollup`; what counts is imported only where something may be new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from erpsite.cli.main import CLEAN
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.i18n import Translator, translator
from erpsite.ingest.rollup.stamps import unchanged

__all__ = ["command"]


@click.command("rollup")
@click.argument("names", nargs=-1)
@data_option
@click.option(
    "--logs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that the paths of the definitions begin in. [default: that which holds the data folder]",
)
@click.option("--list", "listing", is_flag=True, help="List the roll-ups of the plan, and the presets.")
@click.option("--preset", metavar="PRESET", help="Begin the definition NAME from one for a usual log.")
@click.option("--dry-run", is_flag=True, help="Count and say what would change; write nothing.")
@click.option(
    "--verify",
    is_flag=True,
    help="See by hashes which files, or months of a table, changed, not by size and time.",
)
@click.option("--forget", is_flag=True, help="Count without files that are gone.")
@click.option(
    "--memory-limit", "memory", default="", metavar="SIZE", help="Memory that DuckDB may take, such as 2GB."
)
@click.option(
    "--threads", type=click.IntRange(min=1), default=None, help="Cores that DuckDB may take. [default: all]"
)
@click.option(
    "--print-sql", "dialect", metavar="DIALECT", help="Print the query for another engine, such as spark."
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What reads the logs, or the table of a definition; Spark needs Java and the extra spark.",
)
@click.option(
    "--master",
    default="local[*]",
    show_default=True,
    metavar="ADDRESS",
    help="The Spark that counts: local[*], spark://…, yarn, k8s://…, or sc://… of Spark Connect.",
)
@click.option(
    "--gathered",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Read what the printed query wrote elsewhere, CSV with a header or Parquet, instead of logs.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@language_option
def command(  # noqa: PLR0917 - click gives each option by itself
    names: tuple[str, ...], data_dir: Path, logs: Path | None, listing: bool, preset: str | None,
    dry_run: bool, verify: bool, forget: bool, memory: str, threads: int | None, dialect: str | None,
    engine: str, master: str, gathered: tuple[Path, ...], form: str, language: str | None,
) -> int:  # fmt: skip
    """Count raw logs into the months of health metrics and KPIs, by the definitions in `rollups/`.

    `rollups/NAME.yml` says where the logs lie, which column is what, and which metrics take the figures. Each
    row counts, is left out or is refused for a reason that is told; what is written to `rollup/NAME/` adds up
    over modules, plants and months, and the pages are drawn from it. Running again reads what is new.

    \b
    Examples:
      erpsite rollup --list                     what there is, and what to begin from
      erpsite rollup web --preset web-combined  write rollups/web.yml to fill in
      erpsite rollup web --dry-run              only the report
      erpsite rollup                            count what is new of every roll-up
      erpsite rollup --engine spark             count with Spark: --master says which
      erpsite rollup lake --engine spark --master sc://lake   count a table of a catalogue of Spark
      erpsite rollup web --print-sql spark      the same query for the data team
      erpsite rollup web --gathered out.csv     read what it wrote

    Exit code 0: done; 1: more was refused than the definition allows, or it has errors; 2: it could not run.
    """  # fmt: skip
    tr = translator(language or environment_language())
    ordinary = not (preset or listing or dialect or gathered or verify or forget or form == "json")
    if ordinary and _nothing_new(names, data_dir, logs, tr):
        if dry_run:
            click.echo(tr("Nothing was changed: this was a dry run."), err=True)
        return CLEAN
    from erpsite.cli.rollup_run import Wishes, begin, count_logs, listed  # noqa: PLC0415 - as said above
    from erpsite.ingest.rollup.faults import RollupFault  # noqa: PLC0415

    if not data_dir.is_dir():
        raise RollupFault(
            "there is no data folder {path}; erpsite new begins a plan", path=data_dir.as_posix()
        )
    if preset:
        return begin(names, preset, data_dir, tr)
    if listing:
        click.echo("\n".join(listed(data_dir, tr)))
        return CLEAN
    if gathered and len(names) != 1:
        raise click.UsageError(tr("say the one roll-up that was counted elsewhere: NAME --gathered FILE"))
    wishes = Wishes(logs, dry_run, verify, forget, memory, threads or 0, form, dialect or "", gathered)
    wishes = replace(wishes, spark=master if engine == "spark" else "")
    return count_logs(names, data_dir, wishes, tr)


def _nothing_new(names: tuple[str, ...], data_dir: Path, logs: Path | None, tr: Translator) -> bool:
    """Say so where sizes and times show that nothing is new of any roll-up that is asked for."""
    every = sorted(path.stem for path in (data_dir / "rollups").glob("*.yml"))
    base = logs or data_dir.resolve().parent
    if not every or not set(names) <= set(every):
        return False
    found = {name: unchanged(data_dir, name, base) for name in names or every}
    if None in found.values():
        return False
    for name, n in found.items():
        one, many = "{name}: nothing new in {n} file", "{name}: nothing new in {n} files"
        click.echo(tr.plural(one, many, n or 0, name=name))
    return True
