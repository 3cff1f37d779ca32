"""Run `erpsite rollup` where there is something to count: definitions, counting, telling, writing."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from filelock import FileLock

import erpsite
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.plan_trial import told_issues
from erpsite.cli.refusing import unwritable
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.rollup.faults import MisfitError, RollupFault
from erpsite.ingest.rollup.frame import Frame, frame_of
from erpsite.ingest.rollup.presets import preset_text, presets
from erpsite.ingest.rollup.stamps import LOOKED, Stamps, input_stamps, log_stamps, memory_file, result_stamps
from erpsite.issues import Issue, Severity
from erpsite.load.references import dangling_references
from erpsite.load.rolled.definition import ROLLED, ROLLUPS, Rollup
from erpsite.load.rolled.reading import definition_files, fitting, read_definition
from erpsite.nearest import find_nearest

if TYPE_CHECKING:
    from erpsite.ingest.rollup.counting import Engine
    from erpsite.ingest.rollup.runs import Run

__all__ = ["Wishes", "begin", "count_logs", "listed"]

_PROGRESS_EVERY = 1.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True)
class Wishes:
    """Hold the options that say how logs are counted."""

    logs: Path | None
    dry_run: bool
    verify: bool
    forget: bool
    memory: str
    threads: int
    form: str
    dialect: str
    gathered: tuple[Path, ...] = ()
    """What the printed query wrote elsewhere."""
    spark: str = ""
    """Address of the Spark that counts."""


def count_logs(names: tuple[str, ...], data_dir: Path, wishes: Wishes, tr: Translator) -> int:
    """Count the roll-ups that are named, or all; or print their queries. Return the exit code."""
    known = {path.stem: input_stamps(data_dir, path.stem) for path in (data_dir / ROLLUPS).glob("*.yml")}
    found, issues = _definitions(names, data_dir)
    if issues:
        click.echo(told_issues(issues, data_dir.as_posix(), tr), err=True, nl=False)
    if any(issue.severity is Severity.ERROR for issue in issues):
        return PROBLEMS
    frame = frame_of(data_dir)
    if wishes.dialect:
        return _print_sql(found, frame, wishes.dialect)
    with _lock(data_dir, needed=not wishes.dry_run):
        codes = [
            _Rolling(name, one, data_dir, frame, wishes, tr, {} if issues else known[name]).run()
            for name, one in found.items()
        ]
    if wishes.dry_run:
        click.echo(tr("Nothing was changed: this was a dry run."), err=True)
    return max(codes, default=CLEAN)


def begin(names: tuple[str, ...], preset: str, data_dir: Path, tr: Translator) -> int:
    """Write a definition from a preset; what is there already stays."""
    if len(names) != 1:
        raise click.UsageError(
            tr("say one name for the definition, such as: erpsite rollup web --preset web-combined")
        )
    path = data_dir / ROLLUPS / f"{names[0]}.yml"
    text = preset_text(preset)
    if path.exists():
        raise RollupFault("{path} is there already", path=path.as_posix())
    waiting = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_text(text, encoding="utf-8")
        waiting.replace(path)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise unwritable(path, error) from error
    click.echo(tr("{path} is written; read it, settle the lines marked TODO, then: erpsite rollup {name}",
                  path=path.as_posix(), name=names[0]))  # fmt: skip
    return CLEAN


def listed(data_dir: Path, tr: Translator) -> list[str]:
    own = [Path(file.path).stem for file in definition_files(data_dir)]
    lines = [tr("Roll-ups of the plan:"), *(f"  {name}" for name in own)]
    lines += [] if own else [f"  {tr('none yet')}"]
    lines += ["", tr("Presets for usual logs (--preset):")]
    return lines + [f"  {name:<14}  {tr(about)}" for name, about in presets().items()]


def _definitions(names: tuple[str, ...], data_dir: Path) -> tuple[dict[str, Rollup], list[Issue]]:
    """Return the definitions that are asked for, and what is wrong in them."""
    files = {Path(file.path).stem: file for file in definition_files(data_dir)}
    if not files:
        message = "the plan has no roll-ups yet; erpsite rollup --list shows what to begin one from"
        raise RollupFault(message)
    for name in names:
        if name not in files:
            nearest = find_nearest(name, files) or ", ".join(files)
            raise RollupFault("there is no roll-up {name}; there is {known}", name=name, known=nearest)
    ids = frame_of(data_dir).ids
    found: dict[str, Rollup] = {}
    issues: list[Issue] = []
    for name in names or files:
        one, wrong = read_definition(files[name])
        issues += [*wrong, *dangling_references(files[name], ids), *(fitting(one, ids) if one else ())]
        if one is not None:
            found[name] = one
    return found, issues


@contextmanager
def _lock(data_dir: Path, *, needed: bool) -> Iterator[None]:
    """Let one run at a time write; where nothing can be written, only one that writes nothing goes on."""
    lock: AbstractContextManager[object] = nullcontext()
    try:
        lock = FileLock(_private(data_dir) / "lock").acquire()
    except OSError as error:
        if needed:
            raise unwritable(memory_file(data_dir, "").parent, error) from error
    with lock:
        yield


def _private(data_dir: Path) -> Path:
    """Return the folder beside the plan that holds what this machine remembers; git does not see it."""
    folder = memory_file(data_dir, "").parent
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


def _print_sql(found: dict[str, Rollup], frame: Frame, dialect: str) -> int:
    from erpsite.ingest.rollup.dialects import sql_for  # noqa: PLC0415 - it needs SQLGlot

    for name, one in found.items():
        click.echo(sql_for(name, one, frame.zone(one), frame.span(one), dialect))
    return CLEAN


@dataclass(frozen=True)
class _Rolling:
    """Run one roll-up from its logs to the files of the plan."""

    name: str
    found: Rollup
    data_dir: Path
    frame: Frame
    wishes: Wishes
    tr: Translator
    inputs: Stamps
    """Of what is read of the plan, before it was read; empty where there was something to tell."""

    def run(self) -> int:
        """Count, tell and write; return the exit code."""
        from erpsite.ingest.rollup.handing import take_over  # noqa: PLC0415 - `--list` needs none of it
        from erpsite.ingest.rollup.running import roll_up  # noqa: PLC0415 - as above
        from erpsite.ingest.rollup.runs import Asked  # noqa: PLC0415 - as above

        logs: Stamps = {}
        with suppress(OSError):  # whoever lists the files says which of them cannot be looked at
            logs = log_stamps(self.found.files, self._base)
        with (
            tempfile.TemporaryDirectory(prefix="erpsite-rollup-") as folder,
            _told_progress(self.tr) as watch,
        ):
            asked = Asked(
                name=self.name, found=self.found, data_dir=self.data_dir,
                base=self._base, zone=self.frame.zone(self.found),
                span=self.frame.span(self.found), plants=self.frame.known("plants"),
                modules=self.frame.known("modules"),
                year_begins=self.frame.plan.fiscal_offset, known_stamps=self._stamps(),
                verify=self.wishes.verify, forget=self.wishes.forget, memory=self.wishes.memory,
                threads=self.wishes.threads,
                temporary=folder, spark=self.wishes.spark, watch=watch,
            )  # fmt: skip
            try:
                taken = self.wishes.gathered
                run = take_over(asked, taken) if taken else roll_up(asked)
            except MisfitError as error:
                told = told_issues([error.issue], self.data_dir.as_posix(), self.tr)
                click.echo(told, err=True, nl=False)
                return PROBLEMS
        return self._tell_and_write(run, logs)

    def _tell_and_write(self, run: Run, logs: Stamps) -> int:
        from erpsite.ingest.rollup.telling import json_report, text_report  # noqa: PLC0415 - as above

        refused = run.refused_share > self.found.refuse_at_most
        texts = {} if run.fresh or refused else self._texts(run)
        if self.wishes.form == "json":
            report = json_report(self.name, run, sorted(texts), self.tr)
            click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(text_report(self.name, run, self.tr, refused=refused)))
        if refused:
            message = (
                "{share} of the rows are refused, more than refuse_at_most: {limit} of {path}; "
                "nothing is written"
            )
            limit, path = f"{self.found.refuse_at_most:.2%}", f"{ROLLUPS}/{self.name}.yml"
            click.echo(self.tr(message, share=f"{run.refused_share:.2%}", limit=limit, path=path), err=True)
            return PROBLEMS
        if not self.wishes.dry_run:
            self._write(texts, run)
            self._remember(run, logs)
        return CLEAN

    def _texts(self, run: Run) -> dict[str, str]:
        """Return every file of the results by its path in the data folder."""
        from erpsite.ingest.rollup.people import TABLE, table_of  # noqa: PLC0415 - as above
        from erpsite.load.rolled.results import ACCOUNT, text_of_account, text_of_month  # noqa: PLC0415

        texts = {one.month.path: text_of_month(one.month, one.transactions) for one in run.months}
        held = {path: month for path, month in run.before.items() if path not in run.removed}
        held |= {one.month.path: one.month for one in run.months}
        texts[f"{ROLLED}/{self.name}/{TABLE}"] = table_of(held.values())
        texts[f"{ROLLED}/{self.name}/{ACCOUNT}"] = text_of_account(
            run.accounts, run.made, run.years, run.repeated, run.ahead, run.doubts
        )
        return texts

    def _write(self, texts: dict[str, str], run: Run) -> None:
        """Write all beside its place first, then put each into it: a full disk leaves no half file."""
        beside: list[tuple[Path, Path]] = []
        try:
            for at, text in texts.items():
                path = self.data_dir / at
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.is_file() and path.read_bytes() == text.encode("utf-8"):
                    continue
                waiting = path.with_name(f".{path.name}.tmp")
                beside.append((waiting, path))
                waiting.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            for waiting, _ in beside:
                waiting.unlink(missing_ok=True)
            message = "the results cannot be written, so nothing is: {reason}"
            raise RollupFault(message, reason=error.strerror or str(error)) from error
        for waiting, path in beside:
            waiting.replace(path)
        for at in run.removed:
            (self.data_dir / at).unlink(missing_ok=True)
        for left in (self.data_dir / ROLLED / self.name).glob(".*.tmp"):  # of a run that was ended outright
            left.unlink(missing_ok=True)
        if beside and self.wishes.form == "text":
            folder = f"{(self.data_dir / ROLLED / self.name).as_posix()}/"
            click.echo("  " + self.tr("written: {n} files in {folder}", n=len(beside), folder=folder))

    @property
    def _base(self) -> Path:
        return self.wishes.logs or self.data_dir.resolve().parent

    def _stamps(self) -> dict[str, list[int]]:
        try:
            held = json.loads(memory_file(self.data_dir, self.name).read_bytes())["files"]
            return {str(name): list(stamp) for name, stamp in held.items()}
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return {}

    def _table(self, run: Run) -> dict[str, Any] | None:
        """Return what a table is asked by, of which nobody sees from outside whether it holds more."""
        source = self.found.table
        if source is None:
            return None
        return {
            "engine": source.engine, "name": source.name, "by": source.by or "", "types": dict(run.types),
            "address_in": source.address_in or "", "address_file": source.address_file or "",
        }  # fmt: skip

    def _remember(self, run: Run, logs: Stamps) -> None:
        """Remember what was seen, as it was before it was read; what there is to tell is told again."""
        held: dict[str, Any] = {"files": {one.name: one.stamp for one in run.files}}
        if self.inputs and not run.gone:
            held["seen"] = {
                "erpsite": erpsite.__version__, "looked": LOOKED, "base": str(self._base),
                "files": len(run.files), "patterns": self.found.files, "inputs": self.inputs, "logs": logs,
                "results": result_stamps(self.data_dir, self.name), "table": self._table(run),
            }  # fmt: skip
        with suppress(OSError):  # it costs time the next time, and nothing else
            memory_file(self.data_dir, self.name).write_text(
                json.dumps(held, ensure_ascii=False), encoding="utf-8"
            )


@contextmanager
def _told_progress(tr: Translator) -> Iterator[Any]:
    """Give what is told of the engine; while it works, a person at a screen sees how far it is."""
    engines: list[Engine] = []
    done = threading.Event()
    shown = sys.stderr.isatty()

    def look() -> None:
        while not done.wait(_PROGRESS_EVERY):
            percent = engines[-1].progress() if engines else -1.0
            if percent >= 0:
                click.echo(f"\r{tr('counting … {percent} %', percent=f'{percent:3.0f}')}", err=True, nl=False)

    looking = threading.Thread(target=look, daemon=True)
    if shown:
        looking.start()
    try:
        yield engines.append
    finally:
        done.set()
        if shown:
            looking.join()
            click.echo("\r", err=True, nl=False)
