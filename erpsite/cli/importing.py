"""The command `erpsite import`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from erpsite.cli.git_commit import refuse_committed
from erpsite.cli.import_journal import Journal, Undone, base_bytes
from erpsite.cli.import_kept import kept_files
from erpsite.cli.import_report import Reporting, proposal_data
from erpsite.cli.importing_plans import HOLIDAYS, as_calendar, proposed_plan, taken_plan
from erpsite.cli.importing_workbook import WorkbookImport
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.plan_agreement import contradictions, disagreements, told_as_warnings
from erpsite.cli.plan_trial import plan_texts, say_refused, told_issues, try_files
from erpsite.i18n import Translator, translator
from erpsite.ingest.account import Taken
from erpsite.ingest.editing.returning import plan_workbook_in
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.folders import FOLDER_ENDINGS, read_notes
from erpsite.ingest.importers import Importer, importers, presets, reader_of
from erpsite.ingest.making import lay_made
from erpsite.ingest.mapping import ImportMap, read_map
from erpsite.ingest.plan_names import plan_names
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.plans.plan_map import PLAN_KIND, PlanMap, read_plan_map
from erpsite.ingest.proposing import Proposal, propose
from erpsite.ingest.suspecting import odd_rows, renamed_rows, shifted_rows
from erpsite.ingest.tables import ForeignTable
from erpsite.ingest.taking import take
from erpsite.ingest.targets import TARGETS
from erpsite.ingest.telling import Told
from erpsite.ingest.workbooks import chosen
from erpsite.ingest.writing import Base, Outcome, base_of, lay_over
from erpsite.issues import Issue
from erpsite.patch.cells import write_cell

__all__ = ["command"]

Foreign = tuple[ForeignTable, ...] | ForeignPlan
"""What a file holds: tables, or the plan of another program."""
_IDS = ("source", "id")
_PLAN = "handbook.yml"
_MOST_PATHS = 12
_MANY = 20_000
"""Records beyond which the whole plan is not read again before writing: each field was checked."""


@click.command("import")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@data_option
@click.option(
    "--as",
    "kind",
    type=click.Choice([*TARGETS, HOLIDAYS]),
    help="What the rows are, where no map says it yet.",
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help="Map to read or to propose. [default: imports/NAME.yml in the data folder]",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option(
    "--take-source", is_flag=True, help="Where plan and source differ in a conflict, take the source."
)
@click.option(
    "--delete", "deleting", is_flag=True, help="Delete what a workbook of the plan has no rows for."
)
@click.option("--make-ids", is_flag=True, help="Make ids for new rows of a workbook of the plan.")
@click.option("--undo", is_flag=True, help="Put back the state before the last import.")
@click.option("--list", "listing", is_flag=True, help="List what can be read, and what rows can become.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--report",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the whole report to this file as well: a page in every language that opens offline.",
)
@language_option
def command(  # noqa: PLR0917 - click gives each option by itself
    source: Path | None, data_dir: Path, kind: str | None, map_file: Path | None, dry_run: bool,
    take_source: bool, deleting: bool, make_ids: bool, undo: bool, listing: bool, form: str,
    page: Path | None, language: str | None,
) -> int:  # fmt: skip
    """Bring the rows of a workbook or CSV file into the plan, by a map that says which column is what.

    Without a map a first one is proposed, with a reason for each column, and nothing else is written. With
    it, the report comes first: every cell is taken, refused or unused. Then the plan's files are written,
    all or none. A second import changes what the source changed; what a person changed since is told as a
    conflict and stays.

    A workbook that `erpsite workbook` wrote needs no map: its cells are compared with what they were and with
    today's plan, and each that people changed is one changed line.

    \b
    Examples:
      erpsite import tickets.csv              propose a map, then import by it
      erpsite import plan.xlsx --as initiatives
      erpsite import tickets.csv --dry-run    only the report
      erpsite import plan.xlsx --delete       a workbook of the plan comes back, rows were deleted
      erpsite import --undo                   as it was before the last import
      erpsite import --list

    Exit code 0: done; 1: something was refused, is in conflict or is open; 2: it could not run.
    """  # fmt: skip
    tr = translator(language or environment_language())
    if listing:
        click.echo("\n".join(_listed(tr)))
        return CLEAN
    if source is None and not undo:
        raise click.UsageError(tr("name the file to import, or say --undo or --list"))
    if not data_dir.is_dir():
        raise SourceFault(
            "there is no data folder {path}; erpsite new begins a plan", path=data_dir.as_posix()
        )
    with (journal := Journal(data_dir)).lock():
        _tell_recovered(journal.recover(), tr)
        if undo:
            return _undo(journal, tr)
        assert source is not None  # noqa: S101 - told above
        own = source.is_file() and map_file is None and not kind
        if own and (back := plan_workbook_in(source.read_bytes(), source.name)):
            returned = WorkbookImport(source, data_dir, journal, tr, form)
            return returned.run(back, dry_run=dry_run, take_workbook=take_source, deleting=deleting,
                                make_ids=make_ids)  # fmt: skip
        place = map_file or _map_file(source, data_dir, kind or "")
        kind = PLAN_KIND if kind == HOLIDAYS else kind or ""  # a calendar has the map of a plan without tasks
        told = Reporting(form, page)
        return _Import(source, data_dir, place, journal, tr, told).run(kind, dry_run, take_source)


def _tell_recovered(recovered: Undone | None, tr: Translator) -> None:
    if recovered:
        message = "An import of {name} was cut off; the plan is as it was before."
        click.echo(tr(message, name=recovered.name), err=True)


def _undo(journal: Journal, tr: Translator) -> int:
    """Put the last import back that is neither taken back already nor committed."""
    journal.forget_taken_back()
    refuse_committed(journal.root, journal.last_files(), tr)
    undone = journal.undo()
    click.echo(tr("The import of {name} is undone: {files}", name=undone.name, files=", ".join(undone.files)))
    return CLEAN


def _listed(tr: Translator) -> list[str]:
    lines = [tr("Files that are read, and exports whose columns are known:")]
    for name, one in importers().items():
        thing = one.thing
        what = ", ".join(thing.endings) if isinstance(thing, Importer) else thing.kind
        lines.append(f"  {name}  {tr(thing.about)} ({what}){one.entry.mark}")
    lines.append(f"  {tr('a folder of YAML files, or of Markdown with YAML above it, a record each')}")
    lines += ["", tr("What rows can become (--as):")]
    lines += [f"  {name}  {target.file.path}" for name, target in TARGETS.items()]
    return [*lines, f"  {HOLIDAYS}  {_PLAN}"]


def _map_file(source: Path, data_dir: Path, kind: str) -> Path:
    """Return where the map stands, or will: one for each kind that is asked of the same file."""
    stem = re.sub(r"[^\w.-]+", "-", source.stem).strip("-.") or "import"
    first, own = (data_dir / "imports" / f"{name}.yml" for name in (stem, f"{stem}.{kind}"))
    if kind == HOLIDAYS:
        return own if first.is_file() and not _of_days(first) else first
    if not kind or (not own.is_file() and (not first.is_file() or _kind_of(first) == kind)):
        return first
    return own


def _of_days(path: Path) -> bool:
    """Say whether a map takes a calendar alone: one of tasks says their level."""
    level = re.search("^level:", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return _kind_of(path) == PLAN_KIND and level is None


def _kind_of(path: Path) -> str:
    found = re.search(r"^kind:\s*(\w+)", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return found[1] if found else ""


@dataclass(frozen=True)
class _Import:
    """Run one import from the bytes of the source to the files of the plan."""

    source: Path
    data_dir: Path
    map_path: Path
    journal: Journal
    tr: Translator
    reporting: Reporting

    def run(self, kind: str, dry_run: bool, take_source: bool) -> int:
        """Propose a map where there is none, else import by it; return the exit code."""
        path = self.map_path
        source = as_calendar(self._source(), kind, path)
        if not path.is_file():
            return self._propose(source, kind, dry_run)
        read = read_plan_map if isinstance(source, ForeignPlan) else read_map
        found, issues = read(path.read_bytes(), self._shown(path))
        if issues:
            click.echo(told_issues(issues, ".", self.tr), err=True, nl=False)
        if found is None:
            click.echo(self.tr("Nothing was changed."), err=True)
            return PROBLEMS
        if kind and kind != found.kind:
            message = "the map {path} says kind: {found}, the command --as {asked}; change the map"
            raise SourceFault(message, path=self._shown(path), found=found.kind, asked=kind)
        return self._take(source, found, dry_run, take_source)

    @property
    def name(self) -> str:
        """Return the name of the import: that of its map."""
        return self.map_path.stem

    def _shown(self, path: Path) -> str:
        try:
            return path.resolve().relative_to(Path.cwd()).as_posix()
        except ValueError:
            return path.as_posix()

    def _source(self) -> Foreign:
        if self.source.is_dir():
            found = (one for one in sorted(self.source.iterdir()) if one.suffix.lower() in FOLDER_ENDINGS)
            return (read_notes(((one.name, one.read_bytes()) for one in found), self.source.name),)
        if not self.source.is_file():
            raise SourceFault("there is no file {path}", path=self.source.as_posix())
        data = self.source.read_bytes()
        return reader_of(data, self.source.name)(data, self.source.name)

    def _propose(self, source: Foreign, kind: str, dry_run: bool) -> int:
        names = plan_names(self.data_dir)
        if isinstance(source, ForeignPlan):
            proposal = proposed_plan(source, names, self.tr)
        else:
            proposal = propose(source, kind, presets(), names, self.tr)
        if self.reporting.form == "json":
            click.echo(json.dumps(proposal_data(proposal), ensure_ascii=False, indent=1))
        elif dry_run:
            click.echo(proposal.text, nl=False)
        if dry_run:
            return CLEAN
        path = self.map_path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(proposal.text, encoding="utf-8")
        if self.reporting.form == "text":
            click.echo("\n".join(self._told_proposal(proposal, path)))
        return PROBLEMS if proposal.open else CLEAN

    def _told_proposal(self, proposal: Proposal, path: Path) -> list[str]:
        tr = self.tr
        used = sum(bool(to) for _, to, _ in proposal.columns)
        lines = [
            tr("A map is proposed in {path}: {kind} ({why}), {used} of {n} columns.", path=self._shown(path),
               kind=proposal.kind, why=proposal.why, used=used, n=len(proposal.columns))
        ]  # fmt: skip
        lines += [f"  {tr('OPEN:')} {one}" for one in proposal.open]
        return [
            *lines,
            tr("Nothing else was written. Read it, settle what is open, and give the command again."),
        ]

    def _take(self, source: Foreign, found: ImportMap | PlanMap, dry_run: bool, take_source: bool) -> int:
        names, ids, texts = plan_names(self.data_dir), self._ids(), plan_texts(self.data_dir)
        laid: dict[str, str] = {}
        if isinstance(source, ForeignPlan):
            assert isinstance(found, PlanMap)  # noqa: S101 - each kind of source has its kind of map
            taken, laid = taken_plan(source, found, names, ids, texts, self.data_dir)
        else:
            assert isinstance(found, ImportMap)  # noqa: S101 - as above
            table = chosen(source, found.sheet or "")
            taken = take(table, found, names, ids)
            if others := [one.sheet for one in source if one is not table]:
                message = "other sheets with cells, which this map does not read: {names}"
                taken.notices.append((message, {"names": ", ".join(others)}))
        if taken.faults:
            for fault in taken.faults:
                click.echo(fault.say(self.tr), err=True)
            click.echo(self.tr("Nothing was changed."), err=True)
            return PROBLEMS
        base = self.journal.base(self.name)
        texts |= {path: text.encode("utf-8") for path, text in laid.items()}
        laid |= lay_made(taken.made, texts, self.source.name)
        texts |= {path: text.encode("utf-8") for path, text in laid.items()}
        target = TARGETS[taken.kind]
        outcome = lay_over(target, taken.drafts, base, texts, self.source.name, take_source=take_source)
        outcome.files = {**laid, **outcome.files}
        bases = {self.name: partial(base_of, taken.drafts, base, outcome.conflicts)}
        for kind, drafts in taken.also.items():
            name = f"{self.name}.{kind}"
            texts |= {path: text.encode("utf-8") for path, text in outcome.files.items()}
            known = self.journal.base(name)
            more = lay_over(TARGETS[kind], drafts, known, texts, self.source.name, take_source=take_source)
            bases[name] = partial(base_of, drafts, known, more.conflicts)
            outcome.add(more)
        taken.invented |= outcome.invented
        taken.suspicions += odd_rows(taken.drafts)
        taken.suspicions += shifted_rows(taken.refused)
        taken.suspicions += renamed_rows(outcome, taken.drafts, base)
        wrong = self._new_faults(outcome, taken, texts)
        told = Told(self._shown(self.map_path), taken, outcome)
        self.reporting.tell(told, self.tr)
        if wrong:
            say_refused(wrong, self.data_dir, self.tr)
            return PROBLEMS
        if dry_run:
            click.echo(self.tr("Nothing was changed: this was a dry run."), err=True)
        else:
            self._write(told, bases, ids)
        return PROBLEMS if taken.refused or taken.lost_rows or outcome.conflicts else CLEAN

    def _new_faults(self, outcome: Outcome, taken: Taken, texts: Mapping[str, bytes]) -> tuple[Issue, ...]:
        """Return the errors that the plan would have afterwards and has not now."""
        if not outcome.files or len(taken.drafts) > _MANY:
            return ()
        trial = try_files(self.data_dir, outcome.files)
        if trial.handbook is not None and any(draft.children for draft in taken.drafts):
            taken.suspicions += disagreements(trial.handbook, taken.drafts)
            if n := contradictions(trial.handbook, taken.drafts):
                before_it = outcome.files.get(_PLAN) or texts[_PLAN].decode("utf-8")
                new = told_as_warnings(before_it)
                if new != before_it:
                    outcome.files[_PLAN] = new
                    message = (
                        "dates of the file that break its own links: {n}; the plan tells them as warnings"
                    )
                    taken.notices.append((message, {"n": n}))
        return trial.new_errors

    def _write(self, told: Told, bases: Mapping[str, Callable[[], Base]], ids: Mapping[str, str]) -> None:
        taken = told.taken
        held = dict(told.outcome.files)
        if held:
            shown = self.map_path.name if self.map_path.is_absolute() else self.map_path.as_posix()
            kept = replace(told, map_path=shown)
            held |= kept_files(kept, self.name, self.source.name, self.data_dir)
        folder = self.data_dir.resolve().relative_to(self.journal.root).as_posix()
        files = {f"{folder}/{path}": text.encode("utf-8") for path, text in held.items()}
        if taken.made_ids:
            path = self._ids_path.resolve().relative_to(self.journal.root).as_posix()
            files[path] = _ids_text({**ids, **taken.made_ids}).encode("utf-8")
        known = {name: base_bytes(base()) for name, base in bases.items()}
        if files:
            paths = {self.journal.base_path(name): data for name, data in known.items()}
            self.journal.write(self.name, {**files, **paths})
        else:
            for name, data in known.items():
                self.journal.remember(name, data)
        if files:
            message = "Written: {files}. erpsite import --undo puts it back."
            said = self.tr(message, files=_some(sorted(files)))
        else:
            said = self.tr("Nothing is to be changed.")
        click.echo(said, err=self.reporting.form == "json")

    @property
    def _ids_path(self) -> Path:
        """Return where ids are kept: beside the map, or in imports/ where that is outside of the plan."""
        beside = self.map_path.with_suffix(".ids.csv").resolve()
        if beside.is_relative_to(self.journal.root):
            return beside
        return self.data_dir.resolve() / "imports" / beside.name

    def _ids(self) -> dict[str, str]:
        """Return the ids that foreign names were given before."""
        if not self._ids_path.is_file():
            return {}
        rows = csv.DictReader(io.StringIO(self._ids_path.read_text(encoding="utf-8-sig")))
        if tuple(rows.fieldnames or ()) != _IDS:
            message = "{path} must have the columns source and id"
            raise SourceFault(message, path=self._shown(self._ids_path))
        return {row["source"].removeprefix("'"): row["id"] for row in rows if row["source"] and row["id"]}


def _some(paths: list[str]) -> str:
    """Return paths as one line that can be read, however many there are."""
    return ", ".join(paths if len(paths) <= _MOST_PATHS else [*paths[:_MOST_PATHS], f"… ({len(paths)})"])


def _ids_text(ids: Mapping[str, str]) -> str:
    lines = [",".join(_IDS), *(f"{write_cell(name, ',')},{found}" for name, found in ids.items())]
    return "\n".join(lines) + "\n"
