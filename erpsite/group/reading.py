"""Read the plans of a group, each by itself: one that cannot be read is told and hides none of the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from erpsite.analysis.editions import edition_of
from erpsite.errors import ErpsiteError
from erpsite.frozen import dataclass
from erpsite.group.company import Company
from erpsite.group.definition import Group, GroupPlan
from erpsite.group.extracting import company_of
from erpsite.group.summaries import dump_company, is_of, key_of, parse_company
from erpsite.group.whole import Failed
from erpsite.i18n import Translator, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.load.asked import read_edition
from erpsite.load.compiled.keeping import Shelf
from erpsite.load.digest import data_digest
from erpsite.model import Handbook

__all__ = ["Kept", "read_companies"]

Kept = Callable[[str], bytes | None]
"""Return what was kept of a plan by its id, or None."""
_LARGEST = 200_000_000
"""Bytes of a summary or of the files of a revision; more is refused unread."""


def read_companies(
    group: Group, beside: Path, tr: Translator, *, kept: Kept, keep: Callable[[str, bytes], None],
    say: Callable[[GroupPlan, bool], None], workers: int = 1, shelf: Shelf | None = None,
) -> tuple[list[Company], list[Failed]]:  # fmt: skip
    """Return the companies that could be read, and the plans that could not, with the reason.

    Folders are relative to `beside`. What `kept` returns is taken where the data are as they were; `keep`
    is given what was read anew; `say` is told of each plan once it is read, and whether it is as it was.
    More than one of `workers` reads in processes of their own, to which `kept` and the `shelf` are sent; on
    that lies what was made of the files of plans.
    """
    reader = _Reader(group, beside, kept, shelf, (*group.languages, tr.language))
    companies, failed = [], []
    if workers > 1:
        for language in group.languages:
            translator(language)  # its catalogues are read once, not by each process
    with _mapping(min(workers, len(group.plans))) as mapped:
        for plan, found in zip(group.plans, mapped(reader.read, group.plans), strict=True):
            told = reader.settle(plan, found)
            if isinstance(told, Failed):
                failed.append(told)
                continue
            if not told.known and not plan.summary:
                keep(plan.id, told.data)
            say(plan, told.known)
            companies += [told.company] if told.company else []
    return companies, failed


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[..., Iterable[_Read | Failed]]]:
    """Give a `map` that works in so many processes; in this one where the system lets no other be."""
    if workers < 2:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - of no use to a single plan
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        pool = ProcessPoolExecutor(workers)
    except (OSError, ImportError, NotImplementedError):
        yield map
        return
    try:
        with pool:
            yield pool.map
    except BrokenProcessPool as error:
        why = "a process that read plans was ended from outside; perhaps memory ran out"
        raise ErpsiteError(why) from error


@dataclass(frozen=True)
class _Read:
    """Hold a company as a file, as it travels between processes."""

    data: bytes
    known: bool
    """Whether it is as it was kept."""
    company: Company | None = None


def _nothing(_: str) -> None:
    """Be a shelf without anything."""


@dataclass(frozen=True)
class _Reader:
    """Read the plans of a group."""

    group: Group
    beside: Path
    kept: Kept
    shelf: Shelf | None
    languages: tuple[str, ...]

    def read(self, plan: GroupPlan) -> _Read | Failed:
        """Return one company, or the reason why it cannot be read."""
        try:
            return self._read(plan)
        except ErpsiteError as error:
            return Failed(plan.id, {one: error.say(translator(one)) for one in self.languages})

    def settle(self, plan: GroupPlan, found: _Read | Failed) -> _Read | Failed:
        """Return what was read with its company; what was kept and is damaged is read anew."""
        if isinstance(found, Failed):
            return found
        try:
            return replace(found, company=parse_company(found.data)[0])
        except ErpsiteError:
            if not found.known:
                raise
            return self.settle(plan, replace(self, kept=_nothing).read(plan))

    def _read(self, plan: GroupPlan) -> _Read:
        group = self.group
        if plan.summary:
            return _Read(dump_company(_told(group, plan, self.beside)), known=False)
        with _data_of(plan, self.beside) as data_dir:
            if not data_dir.is_dir():
                raise ErpsiteError("there is no folder '{folder}'", folder=data_dir.as_posix())
            key = key_of(
                data_digest(data_dir), plan.edition, group.as_of, plan.name and plan.name.value,
                plan.handbook, plan.plants, plan.release, languages=group.languages,
            )  # fmt: skip
            known = self.kept(plan.id)
            if known is not None and is_of(known, key):
                return _Read(known, known=True)
            shelf = self.shelf if plan.folder else None  # a revision lies elsewhere each time
            return _Read(dump_company(_company(group, plan, data_dir, shelf), key), known=False)


def _company(group: Group, plan: GroupPlan, data_dir: Path, shelf: Shelf | None) -> Company:
    """Return what the group reads of a plan. Raises `ErpsiteError` with the reason why it cannot be read."""
    result = load_handbook(data_dir, shelf)
    errors = [issue for issue in result.issues if issue.severity is Severity.ERROR]
    if result.handbook is None or errors:
        first = errors[0]
        raise ErpsiteError(
            "the data has {n} errors; the first: {place}: {words}",
            n=len(errors),
            place=first.source.under(data_dir.name),
            words=ErpsiteError(first.message, **first.values),
        )
    handbook = result.handbook
    if plan.edition:
        handbook = edition_of(handbook, read_edition(handbook, plan.edition))
    found = company_of(
        handbook, plan.id, group.languages, as_of=group.as_of or "", name=plan.name, address=plan.handbook,
        plants=plan.plants, findings=len(result.issues),
    )  # fmt: skip
    for one in (handbook, result.handbook):
        _let_go(one)
    return replace(found, release=_release(plan, found))


def _let_go(handbook: Handbook) -> None:
    """Let a plan that was read go without the garbage collector, which would come for all of them at once."""
    for one in (handbook.plan, *handbook.initiatives.values(), *handbook.reviews.values()):
        one.let_go()


def _release(plan: GroupPlan, company: Company) -> str:
    """Return the release that links lead to; empty where the month names it."""
    return plan.release if plan.release.partition(".")[0] == company.as_of else ""


def _told(group: Group, plan: GroupPlan, beside: Path) -> Company:
    """Return what a company wrote for the group."""
    file = beside / plan.summary
    try:
        if file.stat().st_size > _LARGEST:
            raise ErpsiteError("it has more than {limit} MB", limit=_LARGEST // 1_000_000)
        company, _ = parse_company(file.read_bytes())
    except OSError as error:
        why = error.strerror or ""
        raise ErpsiteError("'{file}' cannot be read: {why}", file=plan.summary, why=why) from error
    if plan.edition and plan.edition != company.edition:
        raise ErpsiteError(
            "the summary is of the edition '{found}', not of '{edition}'",
            found=company.edition or "–",
            edition=plan.edition,
        )
    names = {one: plan.name.in_(one) for one in group.languages} if plan.name else company.name
    plants = tuple(one for one in company.plants if not plan.plants or one.id in plan.plants)
    return replace(
        company, id=plan.id, name=names, handbook=plan.handbook or company.handbook, plants=plants,
        release=_release(plan, company),
    )  # fmt: skip


@contextmanager
def _data_of(plan: GroupPlan, beside: Path) -> Iterator[Path]:
    """Give the folder with a plan's data; that of a revision is there only meanwhile."""
    if plan.folder:
        yield beside / plan.folder
        return
    with tempfile.TemporaryDirectory(prefix="erpsite-group-") as name:
        yield _checked_out(plan, beside, Path(name))


def _checked_out(plan: GroupPlan, beside: Path, scratch: Path) -> Path:
    """Write the data of a revision into a folder, and return that."""
    if shutil.which("git") is None:
        raise ErpsiteError("git is not installed")
    near = beside / plan.git
    repository = near if near.exists() else scratch / "repository"
    if not near.exists():
        _git("clone", "--quiet", "--bare", "--", plan.git, str(repository))
    if plan.revision.startswith("-") or plan.within.startswith("-"):
        raise ErpsiteError("'{name}' is no name of a revision or folder", name=plan.revision)
    packed = _git(
        "-C", str(repository), "archive", "--format=tar", f"{plan.revision}^{{commit}}", "--", plan.within
    )
    if len(packed) > _LARGEST:
        raise ErpsiteError("it has more than {limit} MB", limit=_LARGEST // 1_000_000)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(scratch / "files", filter="data")
    return scratch / "files" / plan.within


def _git(*words: str) -> bytes:
    done = subprocess.run(  # noqa: S603 - git, with arguments that cannot be taken for options
        ["git", "-c", "protocol.ext.allow=never", *words],  # noqa: S607 - found on the path, as everywhere
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1].removeprefix("fatal: ") if said else "git"
        raise ErpsiteError("git refused: {why}", why=why)
    return done.stdout
