"""Publish an edition as a company does; read what it left: files, packed files, objects of a branch."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf

from erpsite.publish import BranchTarget, Draft, FolderTarget
from tests.publish.proof import make_repository
from tests.warm import python

__all__ = ["LANGUAGES", "lay_on_branch", "objects_of", "publish_edition", "unpacked"]

LANGUAGES = ("zh", "en")


def publish_edition(plan: Path, edition: str, *options: str) -> Path:
    """Publish an edition of the plan in a folder into `public` beside it; return that."""
    command = [python(), "-m", "erpsite", "publish", "--edition", edition, "--to", "public", *options]
    done = subprocess.run(command, cwd=plan, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return plan / "public"


def lay_on_branch(public: Path, edition: str, repository: Path) -> dict[str, bytes]:
    """Publish the release of a folder to a branch as well; return every object that this makes."""
    (release,) = FolderTarget(public).read().of(edition)
    target = BranchTarget(make_repository(repository), "pages")
    before = set(objects_of(repository))
    with target.staging() as staged:
        for language in LANGUAGES:
            built = public / ".erpsite/store" / f"{release.name}@{edition}" / language
            shutil.copytree(built, staged / "site" / language, ignore=shutil.ignore_patterns("manifest.json"))
        titles = {"zh": "厂", "en": "Plant"}
        draft = Draft(
            release.month,
            release.plan_year,
            LANGUAGES,
            titles,
            edition,
            reason=release.reason,
            name=release.name,
        )
        target.publish(staged, draft)
    assert target.verify() == []
    return {name: content for name, content in objects_of(repository).items() if name not in before}


def objects_of(repository: Path) -> dict[str, bytes]:
    """Return the content of every object of a repository by its id: files, trees with names, commits."""
    stream = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "--batch-all-objects", "--batch"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    found, at = {}, 0
    while at < len(stream):
        end = stream.index(b"\n", at)
        name, _, size = stream[at:end].split()
        found[name.decode()] = stream[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, what is packed in it, and the text of a PDF, each with its name."""
    yield name, content
    if name.endswith((".zip", ".xlsx", ".pptx")):
        packed = zipfile.ZipFile(io.BytesIO(content))
        for one in packed.namelist():
            yield from unpacked(f"{name}/{one}", packed.read(one))
    elif name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        text = "\n".join(page.extract_text() for page in reader.pages)
        yield f"{name}/text", f"{text}\n{reader.metadata}\n{reader.outline}".encode()
