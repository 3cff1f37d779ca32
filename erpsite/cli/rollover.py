"""The command `erpsite rollover`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import click

from erpsite.analysis.rollover import Note, rollover
from erpsite.analysis.state.plan_state import state
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.new import starter
from erpsite.cli.options import LANGUAGE, as_of_option, data_option, environment_language
from erpsite.cli.reading import read_plan
from erpsite.cli.refusing import not_empty
from erpsite.cli.report.text import text_report
from erpsite.i18n import Translator, translator
from erpsite.issues import Severity, Source
from erpsite.load import json_schemas, load_handbook, schema_name, write_handbook
from erpsite.load.annotate import annotate
from erpsite.model import FILES
from erpsite.plancheck import check_plan

__all__ = ["command"]

_LIST = "TO-DECIDE.md"


@click.command("rollover")
@click.argument("year", type=click.IntRange(2001, 2100))
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
@as_of_option
@click.option("--language", type=LANGUAGE, help="Language of the notes. Left out, the plan's first.")
def command(year: int, folder: Path, data_dir: Path, as_of: str, language: str | None) -> int:
    """Begin the plan of YEAR in FOLDER from this year's end state.

    What is not finished goes on as a proposal with its id; what is finished stands among the completed
    items, promised against delivered; actuals become baselines. What a person must decide is marked in the
    files, listed in TO-DECIDE.md and at the end. The folder must be empty or new.

    \b
    Example:
      erpsite rollover 2027 ../plan-2027
      cd ../plan-2027 && erpsite check && erpsite build
    """
    told = translator(language or environment_language())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise not_empty(folder, told)
    handbook = read_plan(data_dir, told)
    tr = translator(language or handbook.plan.languages[0])
    if year <= handbook.plan.plan_year:
        tr = told
        words = tr(
            "{year} is not after the year of this plan, {present}",
            year=year,
            present=handbook.plan.plan_year,
        )
        raise click.UsageError(words)
    begun = rollover(state(handbook, as_of or handbook.default_as_of), year, tr)
    files, places = _marked(write_handbook(begun.handbook), begun.notes, tr)
    _write(folder, files, data_dir)
    placed = sorted(zip(places, begun.notes, strict=True), key=lambda pair: pair[0])
    lines = [f"{place}  {note.text}" for place, note in placed]
    _write_list(folder / _LIST, year, lines, tr)
    click.echo("\n".join(_gathered(placed, tr)))
    return _report(folder, len(lines), tr)


def _marked(
    files: Mapping[str, str], notes: tuple[Note, ...], tr: Translator
) -> tuple[dict[str, str], tuple[Source, ...]]:
    """Return the files with a comment at each note's place, and the lines of the comments."""
    by_path: dict[str, list[int]] = defaultdict(list)
    for number, note in enumerate(notes):
        by_path[note.path].append(number)
    marked: dict[str, str] = {}
    places = {number: Source(f"data/{note.path}") for number, note in enumerate(notes)}
    for path, text in files.items():
        schema = _schema_line(path)
        if not path.endswith(".yml"):
            marked[path] = text
            continue
        numbers = by_path[path]
        comments = [(notes[n].place, tr("DECIDE: {what}", what=notes[n].text)) for n in numbers]
        found = annotate(text, comments)
        marked[path] = f"{schema}\n{found.text}"
        for number, line in zip(numbers, found.lines, strict=True):
            places[number] = Source(f"data/{path}", line + 1)
    return marked, tuple(places[number] for number in range(len(notes)))


def _schema_line(path: str) -> str:
    """Return the comment by which an editor finds the schema."""
    kind = next(kind for kind in FILES if path == kind.path or path.startswith(f"{kind.path}/"))
    up = "../" * (path.count("/") + 1)
    return f"# yaml-language-server: $schema={up}schemas/{schema_name(kind.path)}"


def _write(folder: Path, files: Mapping[str, str], data_dir: Path) -> None:
    for path, text in files.items():
        _write_text(folder / "data" / path, text)
    for name, schema in json_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        _write_text(folder / "schemas" / name, text)
    own = data_dir.resolve().parent / "mkdocs.yml"
    source = own if own.is_file() else starter().joinpath("mkdocs.yml")
    _write_text(folder / "mkdocs.yml", source.read_text(encoding="utf-8"))
    _write_text(folder / "content" / ".gitkeep", "")
    _write_text(folder / ".gitignore", "site/\n.venv/\n")


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_list(path: Path, year: int, lines: list[str], tr: Translator) -> None:
    title = tr("What to decide for {year}", year=year)
    _write_text(path, "\n".join([f"# {title}", "", *(f"- [ ] {line}" for line in lines)]) + "\n")


def _gathered(placed: list[tuple[Source, Note]], tr: Translator) -> list[str]:
    """Return a line for each thing to decide, with its first place and how many more there are."""
    by_text: dict[str, list[Source]] = {}
    for place, note in placed:
        by_text.setdefault(note.text, []).append(place)
    return [
        f"{places[0]}  {text}"
        if len(places) == 1
        else tr("{place} and {n} more places  {text}", place=places[0], n=len(places) - 1, text=text)
        for text, places in by_text.items()
    ]


def _report(folder: Path, count: int, tr: Translator) -> int:
    """Say what was begun and what is to decide; check the result as `erpsite check` does."""
    result = load_handbook(folder / "data")
    issues = list(result.issues)
    if result.handbook:
        issues += check_plan(state(result.handbook, result.handbook.default_as_of))
    errors = tuple(issue for issue in issues if issue.severity is Severity.ERROR)
    words = {"folder": folder.as_posix(), "file": _LIST}
    click.echo(
        tr.plural(
            "The plan is begun in {folder}; {n} point is to be decided, see {file}.",
            "The plan is begun in {folder}; {n} points are to be decided, see {file}.",
            count, **words,
        )
    )  # fmt: skip
    if errors:
        click.echo(text_report(errors, f"{folder.as_posix()}/data", tr), err=True, nl=False)
    return PROBLEMS if errors else CLEAN
