"""The command `erpsite level`."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from erpsite.analysis.levelling import SHARES, Limits, PlanProblem, plan_problem, propose
from erpsite.analysis.levelling.demand import Homeless
from erpsite.analysis.state.plan_state import state
from erpsite.cli.levelled_dates import apply_moves
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.reading import need_folder, read_plan
from erpsite.cli.refusing import unwritable
from erpsite.cli.shared_roles import shared_of
from erpsite.errors import ErpsiteError
from erpsite.extras import MissingExtraError
from erpsite.i18n import Translator, locale_of, translator
from erpsite.issues import Source
from erpsite.load import load_handbook
from erpsite.load.write import write_record
from erpsite.model import Handbook
from erpsite.model.levelling import Levelling, SharedRole
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.levelling_words import (
    clash_source,
    clash_words,
    levelled_words,
    quality_words,
    reason_words,
    relief_words,
    role_name,
    shared_words,
    task_words,
)

__all__ = ["command"]

_MOST_LINES = 20
"""Initiatives with effort outside their phases that are named one by one."""
_HEAD = "# yaml-language-server: $schema=../../schemas/levelling.schema.json\n# Written by `erpsite level`.\n"


@click.command("level")
@data_option
@as_of_option
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=None,
              help="How long all of it may take. Left out, levelling.seconds of handbook.yml.")  # fmt: skip
@click.option("--group", "group_file", type=click.Path(path_type=Path), default=None,
              help="A group.yml: of shared roles, what the other companies leave counts.")  # fmt: skip
@click.option("--company", default="",
              help="This plan's id in it. Left out, the one whose folder it is.")  # fmt: skip
@click.option("--apply", "applied", is_flag=True,
              help="Write the new dates into the plan, one line a date, comments kept.")  # fmt: skip
@click.option("--stdout", "to_screen", is_flag=True, help="Print the proposal and write nothing.")
@language_option
def command(
    data_dir: Path, as_of: str, seconds: float | None, group_file: Path | None, company: str, applied: bool,
    to_screen: bool, language: str | None,
) -> int:  # fmt: skip
    """Find the dates that the people there are allow, and write them down as a proposal.

    The plan's phases are laid out so that no role is asked for more than its capacity, and each move is
    told with its reason. Promises count first, then the end, then the moves (levelling.order in
    handbook.yml). The proposal is levelling/YYYY-MM.yml; pages show it once it is there, builds compute
    nothing. Dates of the plan change only with --apply: before the first review in initiatives/, then as
    forecasts in the review of the month. With --group, a role that companies share has what all of them
    have less what the others ask for, and the proposal keeps these numbers. The seconds hold for the plan,
    for what would help and for the chances together. They count work: the same data and seconds give the
    same proposal. On a slow machine three times as many by the clock end it, with what was found until then.

    \b
    Examples:
      erpsite level
      erpsite level --as-of 2026-01 --seconds 60
      erpsite level --apply
      erpsite level --group ../holding/group.yml

    Exit code 1 where no plan is possible: what contradicts itself is told with its place.
    """
    tr = translator(language or environment_language())
    if applied and to_screen:
        raise click.UsageError(tr("--apply writes, --stdout does not; choose one"))
    if company and group_file is None:
        raise click.UsageError(tr("--company names a plan of a group; say which: --group FILE"))
    need_folder(data_dir, tr)
    handbook = read_plan(data_dir, tr)
    shared = shared_of(group_file, company, data_dir, handbook, tr) if group_file else ()
    book, made = _begin(handbook, as_of, language, shared)
    limits = Limits(seconds or handbook.plan.levelling.seconds)
    progress = _Progress(tr, limits)
    try:
        record = propose(made, limits, progress)
    except MissingExtraError as missing:
        click.echo(missing.say(tr), err=True)
        return CANNOT_RUN
    progress.end()
    if to_screen:
        click.echo(_HEAD + write_record(record), nl=False)
        return PROBLEMS if record.end is None and made.network.tasks else CLEAN
    return _tell(book, made, record, data_dir, limits if applied else None)


class _Progress:
    """Say on the error stream which step begins, and in the end how long each took."""

    def __init__(self, tr: Translator, limits: Limits) -> None:
        self.tr, self.limits, self.step, self.measures = tr, limits, "", "0/0"
        self.began = time.monotonic()
        self.took = dict.fromkeys(SHARES, 0.0)

    def __call__(self, step: str, number: int, of: int) -> None:
        tr = self.tr
        self._stop(step if step in SHARES else "")
        if step == "plan":
            parts = {name: f"{share * self.limits.seconds:.3g}" for name, share in SHARES.items()}
            said = tr(
                "Laying out {n} open tasks: of {seconds} s, {plan} are for the plan, {measure} for what "
                "would help and {chances} for the chances; what one leaves, the next has …",
                n=of, seconds=f"{self.limits.seconds:g}", **parts,
            )  # fmt: skip
        elif step == "measure":
            self.measures = f"{number}/{of}"
            said = tr("Trying measure {n} of {of} …", n=number, of=of)
        elif step == "chances":
            said = tr("Drawing {n} runs for the chances …", n=of)
        else:
            said = tr(
                "This machine was too busy: the clock ended it, and another run may give another proposal."
            )
        click.echo(said, err=True)

    def _stop(self, step: str) -> None:
        now = time.monotonic()
        if self.step:
            self.took[self.step] += now - self.began
        self.step, self.began = step, now

    def end(self) -> None:
        """Say how long each step took."""
        self._stop("")
        told = {name: f"{seconds:.1f}" for name, seconds in self.took.items()}
        words = self.tr(
            "Took {plan} s for the plan, {measure} s for what would help ({tried} measures), {chances} s for "
            "the chances.", tried=self.measures, **told,
        )  # fmt: skip
        click.echo(words, err=True)


def _begin(
    handbook: Handbook, as_of: str, language: str | None, shared: tuple[SharedRole, ...]
) -> tuple[Book, PlanProblem]:
    now = state(handbook, as_of or handbook.default_as_of)
    book = Book(now, locale_of(language or environment_language(), handbook.plan.currency))
    return book, plan_problem(now, shared)


def _tell(book: Book, made: PlanProblem, record: Levelling, data_dir: Path, applied: Limits | None) -> int:
    """Print the proposal, write it, and apply it where that is asked."""
    for line in _report(book, made, record, data_dir):
        click.echo(line)
    tr, file = book.tr, data_dir / "levelling" / f"{record.month}.yml"
    if applied and record.end is not None and record.moves:
        try:
            changed = apply_moves(data_dir, book.state, record)
        except ErpsiteError as error:
            click.echo(str(error), err=True)
            return CANNOT_RUN
        for path, count in changed.items():
            words = tr.plural("{file}: {n} date written", "{file}: {n} dates written", count, file=path)
            click.echo(words)
        if not book.state.reviews:
            click.echo(tr("Effort in these files is stated by quarter for the old dates: move it along."))
        record = _anew(book, made, data_dir, applied) or record
    _write(file, _HEAD + write_record(record))
    click.echo(tr("{file} is written; commit it, and the pages show it.", file=file.as_posix()))
    return PROBLEMS if record.end is None and made.network.tasks else CLEAN


def _anew(book: Book, made: PlanProblem, data_dir: Path, limits: Limits) -> Levelling | None:
    """Return the proposal of the plan with the new dates, which it fits as it is."""
    handbook = load_handbook(data_dir).handbook
    if handbook is None:
        return None
    return propose(plan_problem(state(handbook, book.state.as_of), made.shared), limits)


def _report(book: Book, made: PlanProblem, record: Levelling, data_dir: Path) -> Iterator[str]:
    tr, locale = book.tr, book.locale
    yield levelled_words(book, record)
    yield tr(
        "As of {month}: {quality}.", month=locale.month(record.month), quality=quality_words(book, record)
    )
    if record.clash:
        yield tr(
            "These cannot all be kept:" if record.smallest else "Among these is what cannot all be kept:"
        )
        for one in record.clash:
            yield f"  {_at(clash_source(book, one), data_dir)}{clash_words(book, one)}"
    elif record.outcome == "impossible":
        yield tr("The time ended before it was found out what contradicts what.")
    if record.moves:
        yield tr("Moves:")
    for move in record.moves:
        yield "  " + tr(
            "{task}: {was} → {now}, {reason}",
            task=task_words(book, move.task),
            was=_span(book, move.was_start, move.was_finish),
            now=_span(book, move.start, move.finish),
            reason=reason_words(book, move.because),
        )
    if record.reliefs:
        yield tr("What would help, the most effective first:")
    for relief in record.reliefs:
        measure = relief_words(book, relief)
        yield "  " + (
            locale.tr.plural(
                "{measure}: end {day}, {n} promise missed", "{measure}: end {day}, {n} promises missed",
                relief.missed, measure=measure, day=locale.day(relief.end),
            )
            if relief.end
            else tr("{measure}: no plan found", measure=measure)
        )  # fmt: skip
    yield from _notes(book, made, data_dir)


def _span(book: Book, start: object, finish: object) -> str:
    return f"{start}" if start == finish else f"{start} – {finish}"


def _notes(book: Book, made: PlanProblem, data_dir: Path) -> Iterator[str]:
    """Say what could not be counted in, with its place."""
    tr, roles = book.tr, book.handbook.roles
    if words := shared_words(book, made.shared):
        yield words
    for role in dict.fromkeys(role for role, _ in made.unlimited):
        where = roles[role].where if role in roles else None
        quarters = sorted(quarter for one, quarter in made.unlimited if one == role)
        yield _at(where, data_dir) + tr(
            "{role} is asked for in {quarter}, and nobody said how much there is: nothing limits it.",
            role=role_name(book, role),
            quarter=book.locale.join([book.locale.quarter(quarter) for quarter in quarters]),
        )  # fmt: skip
    yield from _outside(book, made, data_dir)
    for lost in made.network.unscheduled:
        yield _at(lost.task.source, data_dir) + tr(
            "“{task}” has no date that it could be laid out from, and is left out.",
            task=task_words(book, lost.task.id),
        )


def _outside(book: Book, made: PlanProblem, data_dir: Path) -> Iterator[str]:
    """Tell effort outside the phases, one line for each initiative and role, and how many lines are left."""
    tr, known = book.tr, dict[tuple[str, str], list[Homeless]]()
    for one in made.homeless:
        known.setdefault((one.initiative, one.role), []).append(one)
    for (initiative, role), lost in [*known.items()][:_MOST_LINES]:
        yield _at(lost[0].source, data_dir) + tr(
            "{initiative} asks {role} for {days} person-days in {period}, when none of its phases is worked "
            "on: they stay there.",
            initiative=task_words(book, initiative), role=role_name(book, role),
            days=book.locale.number(sum(one.days for one in lost), 1),
            period=book.locale.join([one.period for one in lost]),
        )  # fmt: skip
    left = len(known) - _MOST_LINES
    if left > 0:
        yield tr.plural(
            "And {n} more initiative asks for effort outside its phases.",
            "And {n} more initiatives ask for effort outside their phases.", left,
        )  # fmt: skip


def _at(source: Source | None, data_dir: Path) -> str:
    return f"{source.under(data_dir.as_posix())}: " if source is not None and source.path else ""


def _write(file: Path, text: str) -> None:
    """Write a file in one step; raise `click.ClickException` where the folder cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError as error:
        raise unwritable(file, error) from None
