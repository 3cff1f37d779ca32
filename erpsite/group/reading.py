"""Read the plans of a group, each by itself: one that cannot be read is told and hides none of the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from erpsite.analysis.editions import edition_of
from erpsite.errors import ErpsiteError
from erpsite.group.company import Company
from erpsite.group.definition import Group, GroupPlan
from erpsite.group.extracting import company_of
from erpsite.group.summaries import dump_company, key_of, parse_company
from erpsite.group.whole import Failed
from erpsite.i18n import Translator, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.load.asked import read_edition
from erpsite.load.digest import data_digest

__all__ = ["Kept", "read_companies", "read_company"]

Kept = Callable[[str], bytes | None]
"""Return what was kept of a plan by its id, or None."""
_LARGEST = 200_000_000
"""Bytes of a summary or of the files of a revision; more is refused unread."""


def read_companies(
    group: Group, beside: Path, tr: Translator, *, kept: Kept, keep: Callable[[str, bytes], None],
    say: Callable[[GroupPlan, bool], None],
) -> tuple[list[Company], list[Failed]]:  # fmt: skip
    """Return the companies that could be read, and the plans that could not, with the reason.

    Folders are relative to `beside`. What `kept` returns is taken where the data are as they were; `keep`
    is given what was read anew; `say` is told of each plan before it is read, and whether it is as it was.
    """
    companies, failed = [], []
    for plan in group.plans:
        try:
            companies.append(read_company(group, plan, beside, kept=kept, keep=keep, say=say))
        except ErpsiteError as error:
            said = {language: error.say(translator(language)) for language in group.languages}
            failed.append(Failed(plan.id, said | {tr.language: error.say(tr)}))
    return companies, failed


def read_company(
    group: Group, plan: GroupPlan, beside: Path, *, kept: Kept,
    keep: Callable[[str, bytes], None], say: Callable[[GroupPlan, bool], None],
) -> Company:  # fmt: skip
    """Return one company. Raises `ErpsiteError` with the reason why it cannot be read."""
    if plan.summary:
        say(plan, False)
        return _told(group, plan, beside)
    with _data_of(plan, beside) as data_dir:
        if not data_dir.is_dir():
            raise ErpsiteError("there is no folder '{folder}'", folder=data_dir.as_posix())
        key = key_of(
            data_digest(data_dir), plan.edition, group.as_of, plan.name and plan.name.value, plan.handbook,
            plan.plants, languages=group.languages,
        )  # fmt: skip
        known = _known(kept(plan.id), key)
        say(plan, known is not None)
        if known is None:
            known = _read(group, plan, data_dir)
            keep(plan.id, dump_company(known, key))
        return known


def _known(data: bytes | None, key: str) -> Company | None:
    """Return what was kept, where it was made from the same; what cannot be read was not kept."""
    if data is None:
        return None
    try:
        company, made_from = parse_company(data)
    except ErpsiteError:
        return None
    return company if made_from == key else None


def _read(group: Group, plan: GroupPlan, data_dir: Path) -> Company:
    result = load_handbook(data_dir)
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
    return company_of(
        handbook, plan.id, group.languages, as_of=group.as_of or "", name=plan.name, address=plan.handbook,
        plants=plan.plants, findings=len(result.issues),
    )  # fmt: skip


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
    return replace(company, id=plan.id, name=names, handbook=plan.handbook or company.handbook, plants=plants)


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
