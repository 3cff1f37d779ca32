"""Hold the options of the `erpsite` plugin, as they are written in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

__all__ = ["HandbookConfig"]


class HandbookConfig(Config):
    """Configure the handbook; every option may be left out."""

    data_dir = c.Type(str, default="")
    """Folder of the plan's YAML and CSV, relative to the configuration file; empty means `data`."""
    language = c.Type(str, default="")
    """Language to build, one that has a catalogue; empty means the first of the plan's languages."""
    as_of = c.Type(str, default="")
    """Month whose state is shown, `YYYY-MM`; empty means the last month that has a review."""
    edition = c.Type(str, default="")
    """Edition of `handbook.yml` to build; what it hides never enters the site. Empty means everything."""
    switcher = c.Type(bool, default=False)
    """Whether the other languages are built beside this one, so that the header can link to them."""
    offline = c.Type(bool, default=False)
    """Whether the site is opened from a file share; then search works without a server, too."""
    pack_dir = c.Type(str, default="")
    """Folder with the files of the pack (`erpsite pack --out`), which the page of downloads offers."""
    release = c.Type(str, default="")
    """Name of the release that this build becomes, such as `2026-10`; empty for a site without releases."""
    source_url = c.Type(str, default="")
    """Address of a line of data, with `{path}` and `{line}`; empty means the copy that the site carries."""
    publish_data = c.Type(bool, default=True)
    """Whether the site carries a readable copy of each data file, for the links to its lines."""
