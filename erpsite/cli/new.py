"""The command `erpsite new`."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import click

import erpsite
from erpsite.cli.beginning import Beginning, smallest_plan
from erpsite.cli.options import environment_language, language_option
from erpsite.cli.refusing import not_empty
from erpsite.i18n import SOURCE, Translator, facts_of, known_languages, translator
from erpsite.issues import Severity

__all__ = ["command", "starter"]

_ID = re.compile(rb"^id:.*$", re.MULTILINE)
"""The sample's own id in its `handbook.yml`."""

_PARTS = (
    "mkdocs.yml",
    "schemas",
    "deploy",
    ".github/workflows/audit.yml",
    ".github/workflows/change-files.yml",
    ".github/workflows/check.yml",
    ".github/workflows/release.yml",
    ".gitlab-ci.yml",
)
_SAMPLE = ("content", "data", "logs")
_GUIDE = "content/data"
"""The guide to written pages."""


def starter() -> Traversable:
    """Return the folder of the starter: the packaged one, or the repository in a checkout."""
    packaged = resources.files("erpsite").joinpath("_starter")
    return packaged if packaged.is_dir() else resources.files("erpsite").joinpath("..")


def _copy(source: Traversable, target: Path) -> int:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reading, target.open("wb") as writing:
            shutil.copyfileobj(reading, writing)
        if target.suffix == ".sh":
            target.chmod(0o755)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    return sum(_copy(item, target / item.name) for item in source.iterdir() if not item.name.startswith("."))


def _made_id() -> str:
    """Return an id that no other plan has: calendars and feeds of two plans never mix."""
    return f"plan-{secrets.token_hex(6)}"


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="Begin with the complete sample plan instead.")
@click.option("--name", help="Name of the organisation.")
@click.option("--year", type=click.IntRange(2000, 2100), help="The plan year.")
@click.option(
    "--fiscal-start", type=click.IntRange(1, 12), help="First month of the fiscal year. [default: 1]"
)
@click.option(
    "--year-named",
    type=click.Choice(["start", "end"]),
    help="Whether a fiscal year is named after the year it starts or ends in. [default: start]",
)
@click.option("--currency", help="ISO 4217 code of all money, such as CNY or EUR.")
@click.option("--languages", help="Languages of the site, the first of them first, such as zh,en.")
@click.option(
    "--country", help="Whose holidays count: china, weekdays, or a country's code, such as DE or DE-BY."
)
@language_option
def command(folder: Path, sample: bool, language: str | None, **said: Any) -> None:
    """Start a handbook of your own in FOLDER: the smallest plan that builds, to which you add.

    What no option says is asked, or, where nobody is there to answer, has its default. Beside what must be
    there, each file holds an example as comments; take their “# ” away to use it. --sample begins with the
    complete sample plan, to look at and replace file by file.

    \b
    Examples:
      erpsite new my-plan
      erpsite new my-plan --name "Acme" --year 2027 --currency EUR --languages en --country DE
      erpsite new my-plan --fiscal-start 4 --year-named end
      erpsite new look --sample
    """
    tr = translator(language or environment_language())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise not_empty(folder, tr)
    given = {name: value for name, value in said.items() if value is not None}
    if sample and given:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise click.UsageError(tr("--sample has its own {names}; leave one of them out", names=names))
    files = {} if sample else _files(_asked(folder, given, tr), tr)
    folder.mkdir(parents=True, exist_ok=True)
    source = starter()
    count = sum(
        _copy(source.joinpath(part), folder / part) for part in (*_PARTS, *(_SAMPLE if sample else ()))
    )
    if sample:
        handbook = folder / "data" / "handbook.yml"
        handbook.write_bytes(_ID.sub(f"id: {_made_id()}".encode("ascii"), handbook.read_bytes(), count=1))
    else:
        count += _copy(source.joinpath(_GUIDE), folder / _GUIDE) + _write(files, folder / "data")
    (folder / ".gitignore").write_text("site/\npack/\n.build/\n.venv/\n.erpsite/\n", encoding="utf-8")
    (folder / "requirements.txt").write_text(f"erpsite=={erpsite.__version__}\n", encoding="utf-8")
    click.echo(tr("{n} files in {folder}/. Next: cd {folder} && erpsite serve", n=count, folder=folder))
    if not sample:
        click.echo(tr("Then add what you have: erpsite import FILE, or the examples in data/."))


def _asked(folder: Path, said: Mapping[str, Any], tr: Translator) -> Beginning:
    """Return what is said of the plan: by options, else by answers, else by default."""
    ask = _ask if _somebody_answers() else _default
    today = dt.datetime.now(tz=dt.UTC).date()
    name = said.get("name") or ask(tr("Name of the organisation"), folder.resolve().name)
    year = said.get("year") or ask(tr("Plan year"), today.year + (today.month >= 9))
    start = said.get("fiscal_start") or ask(tr("First month of the fiscal year, 1 to 12"), 1)
    named = said.get("year_named") or "start"
    if start != 1 and "year_named" not in said:
        named = ask(tr("Is a fiscal year named after the year it starts or ends in (start, end)"), "start")
    first = environment_language()
    spoken = said.get("languages") or ask(
        tr("Languages of the site"), ",".join(dict.fromkeys((first, SOURCE)))
    )
    languages = tuple(part.strip() for part in str(spoken).replace("，", ",").split(",") if part.strip())
    strange = [one for one in languages if one not in known_languages()]
    if strange or not languages:
        named, known = ", ".join(strange) or spoken, ", ".join(known_languages())
        raise click.UsageError(
            tr("there is no language '{named}'; there are {known}", named=named, known=known)
        )
    calendar = facts_of(languages[0]).calendar
    currency = said.get("currency") or ask(tr("Currency, ISO 4217"), "CNY" if calendar == "china" else "EUR")
    country = said.get("country") or ask(
        tr("Whose holidays count (china, weekdays, or a country such as DE)"),
        calendar,
    )
    return Beginning(
        _made_id(),
        str(name),
        int(year),
        int(start),
        str(named),
        languages,
        str(currency).upper(),
        _base(country),
    )


def _somebody_answers() -> bool:
    return sys.stdin.isatty()


def _base(country: str) -> str:
    """Return a base calendar as the plan writes it: codes of countries in capitals."""
    plain = country.strip()
    return plain.lower() if plain.lower() in ("china", "weekdays") else plain.upper()


def _ask(question: str, default: Any) -> Any:
    return click.prompt(question, default=default)


def _default(question: str, default: Any) -> Any:
    return default


def _files(begun: Beginning, tr: Translator) -> Mapping[str, str]:
    """Return the files of the plan; raise `UsageError` with what is wrong where it would not be clean."""
    from erpsite.cli.report.text import text_report  # noqa: PLC0415 - the help needs no plan
    from erpsite.load import load_handbook  # noqa: PLC0415 - nor what reads one

    files = smallest_plan(begun)
    with tempfile.TemporaryDirectory(prefix="erpsite-new-") as scratch:
        _write(files, Path(scratch))
        issues = load_handbook(Path(scratch)).issues
    wrong = tuple(one for one in issues if one.severity is Severity.ERROR)
    if wrong:
        raise click.UsageError(text_report(wrong, "data", tr).strip())
    return files


def _write(files: Mapping[str, str], folder: Path) -> int:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return len(files)
