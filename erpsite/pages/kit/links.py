"""Decide the address of every page and record, and the relative URL from one page to another."""

from __future__ import annotations

from functools import lru_cache

from erpsite.frozen import dataclass
from erpsite.model.kinds import kind_named

__all__ = ["Addresses", "record_path"]


def record_path(kind: str, name: str) -> tuple[str, str]:
    """Return the page path and the anchor of a record; raise `KeyError` for a kind that no page shows."""
    return kind_named(kind).address(name)


@lru_cache(maxsize=8192)
def relpath(target: str, start: str) -> str:
    """Return the way from folder `start` to `target`, both within the site; `.` is its root.

    `posixpath.relpath` gives the same and asks the system where it stands for each.
    """
    here, there = (path.split("/") if path != "." else [] for path in (start, target))
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


@lru_cache(maxsize=8192)
def _file_of(path: str, directory_urls: bool) -> str:
    if path in {"index", ""}:
        return "index.html"
    if path.endswith("/index"):
        return f"{path}.html"
    return f"{path}/index.html" if directory_urls else f"{path}.html"


@lru_cache(maxsize=8192)
def _way(path: str, here: str, directory_urls: bool) -> str:
    """Return the URL of a page as seen from another."""
    start = _file_of(here, directory_urls).rpartition("/")[0] or "."
    target = _file_of(path, directory_urls)
    if directory_urls:
        return relpath(target.removesuffix("index.html").rstrip("/") or ".", start) + "/"
    return relpath(target, start)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turn page paths into URLs relative to one page."""

    directory_urls: bool = True
    """Whether `plan/kpis` is served as `plan/kpis/`; else as `plan/kpis.html`, for a file share."""

    def file_of(self, path: str) -> str:
        """Return the file that a page is written to, relative to the site's root."""
        return _file_of(path, self.directory_urls)

    def url(self, here: str, path: str, anchor: str = "") -> str:
        """Return the URL of a page, or of a file such as `downloads/kpis.csv`, as seen from `here`."""
        mark = f"#{anchor}" if anchor else ""
        if "." in path.rpartition("/")[2]:
            return self.asset(here, path) + mark
        if not path or path == here:
            return mark or "#"
        return _way(path, here, self.directory_urls) + mark

    def asset(self, here: str, file: str) -> str:
        """Return the URL of a file of the site as seen from page `here`."""
        return relpath(file, self.file_of(here).rpartition("/")[0] or ".")
