"""Compare two built sites byte for byte: after work that no reader may see, the pages are the same.

    python -m tools.compare_sites BEFORE AFTER      two folders that `erpsite build` made
    python -m tools.compare_sites --since COMMIT    the sample as a commit builds it and as this tree does

Every file counts; of a page, a quotation mark may be written as either entity. Only what is listed in
`tools/intended_changes.txt` may differ, each line a pattern of paths and the reason. A line that begins with
`~` is a regular expression of a part that is left out of every page before it is compared, such as the frame
around all of them. Exit code 0: the same but for what is listed; 1: something else differs.
"""

from __future__ import annotations

import argparse
import difflib
import filecmp
import fnmatch
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INTENDED = ROOT / "tools" / "intended_changes.txt"
_MOST_LINES = 12
_PART = "~"


def main() -> int:
    """Compare, print what differs, and return the exit code."""
    options = _options()
    intended, parts = read_intended(options.intended), read_parts(options.intended)
    if options.since:
        with tempfile.TemporaryDirectory() as folder:
            return _report(*_build_both(options.since, Path(folder), options.edition), intended, parts)
    return _report(options.before, options.after, intended, parts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("before", nargs="?", type=Path)
    parser.add_argument("after", nargs="?", type=Path)
    parser.add_argument(
        "--since", metavar="COMMIT", default="", help="build this commit's sample and today's"
    )
    parser.add_argument("--edition", default="", help="edition to build with --since; left out, everything")
    parser.add_argument("--intended", type=Path, default=INTENDED, help="list of what may differ")
    options = parser.parse_args()
    if not options.since and not (options.before and options.after):
        parser.error("name two folders, or --since and a commit")
    return options


def read_intended(path: Path) -> Mapping[str, str]:
    """Return the reason for each pattern of paths that may differ; raise `ValueError` where none is given."""
    return {pattern: reason for pattern, reason in _lines(path).items() if not pattern.startswith(_PART)}


def read_parts(path: Path) -> tuple[re.Pattern[str], ...]:
    """Return what is left out of every page before it is compared."""
    found = [pattern for pattern in _lines(path) if pattern.startswith(_PART)]
    return tuple(re.compile(pattern.removeprefix(_PART), re.DOTALL) for pattern in found)


def _lines(path: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            pattern, _, reason = line.partition("  ")
            if not reason.strip():
                raise ValueError(f"{path.name}:{number}: '{pattern}' needs a reason after two spaces")
            found[pattern] = reason.strip()
    return found


def differing(before: Path, after: Path, parts: Sequence[re.Pattern[str]] = ()) -> Iterator[tuple[str, str]]:
    """Yield each path that is not the same in both folders, with `added`, `removed` or `changed`."""
    old, new = _files(before), _files(after)
    for path in sorted(old | new):
        if path not in old:
            yield path, "added"
        elif path not in new:
            yield path, "removed"
        elif not _same(before / path, after / path, parts):
            yield path, "changed"


def _same(old: Path, new: Path, parts: Sequence[re.Pattern[str]]) -> bool:
    """Say whether two files hold the same bytes; of a page, a quotation mark may be spelled either way."""
    if filecmp.cmp(old, new, shallow=False):
        return True
    return old.suffix == ".html" and _compared(old, parts) == _compared(new, parts)


def _compared(page: Path, parts: Sequence[re.Pattern[str]]) -> str:
    """Return what of a page is compared: without the parts that are left out, and in one spelling."""
    text = page.read_bytes().decode("utf-8", "surrogateescape")
    for part in parts:
        text = part.sub("", text)
    return text.replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _report(before: Path, after: Path, intended: Mapping[str, str], parts: Sequence[re.Pattern[str]]) -> int:
    wrong = 0
    for path, what in differing(before, after, parts):
        reasons = [reason for pattern, reason in intended.items() if fnmatch.fnmatchcase(path, pattern)]
        print(f"{what:8} {path}" + (f"  (intended: {reasons[0]})" if reasons else ""))
        if not reasons:
            wrong += 1
            if what == "changed" and wrong <= _MOST_LINES:
                _show(before / path, after / path, parts)
    print(
        f"{wrong} files differ that should not."
        if wrong
        else "The sites are the same but for what is listed."
    )
    return 1 if wrong else 0


def _show(old: Path, new: Path, parts: Sequence[re.Pattern[str]]) -> None:
    """Print the first lines that differ; a page's markup is cut at its tags to have lines at all."""
    first, second = (_compared(path, parts).replace("><", ">\n<").splitlines() for path in (old, new))
    lines = difflib.unified_diff(first, second, lineterm="", n=0)
    for _, line in zip(range(_MOST_LINES), lines, strict=False):
        print("    " + line[:200])


def _build_both(commit: str, folder: Path, edition: str) -> tuple[Path, Path]:
    """Build the sample as the commit does and as this tree does; return both sites."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder / "tree", filter="data")
    sites = folder / "before", folder / "after"
    for tree, site in zip((folder / "tree", ROOT), sites, strict=True):
        command = [sys.executable, "-m", "erpsite", "build", "--site-dir", str(site)]
        command += ["--edition", edition] if edition else []
        sources = os.pathsep.join((str(tree), str(tree / "plugins")))
        subprocess.run(command, cwd=tree, check=True, env=os.environ | {"PYTHONPATH": sources})
    return sites


if __name__ == "__main__":
    sys.exit(main())
