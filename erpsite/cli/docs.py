"""The command `erpsite docs`."""

from __future__ import annotations

import json
import webbrowser
from importlib import resources
from pathlib import Path

import click

from erpsite.cli.main import CLEAN
from erpsite.cli.options import environment_language, language_option
from erpsite.errors import ErpsiteError, UnknownNameError
from erpsite.i18n import SOURCE

__all__ = ["command", "docs_folder"]


@click.command("docs")
@click.argument("topic", default="")
@click.option("--path", "only_path", is_flag=True, help="Print the path of the page and open nothing.")
@language_option
def command(topic: str, only_path: bool, language: str | None) -> int:
    """Open the documentation in a browser, at TOPIC where one is given.

    TOPIC is the code of a finding, the id of a rule, a file of the plan, a command, or a page. The pages lie
    within the installed package and ask nothing of the network.

    \b
    Examples:
      erpsite docs
      erpsite docs unknown-key            what a finding of `erpsite check` means
      erpsite docs kpis.csv               every field of a file of the plan
      erpsite docs import --language zh   a command, in Chinese
      erpsite docs first-steps --path
    """
    page = _page(docs_folder(), topic, language or environment_language())
    click.echo(page)
    if not only_path:
        webbrowser.open(page.as_uri())
    return CLEAN


def docs_folder() -> Path:
    """Return the folder of the documentation's site; raise `ErpsiteError` where it was not built."""
    folder = Path(str(resources.files("erpsite").joinpath("_docs")))
    if not (folder / "topics.json").is_file():
        raise ErpsiteError(
            "this installation holds no documentation; `make docs` builds it in a checkout, and released "
            "packages have it"
        )
    return folder


def _page(folder: Path, topic: str, language: str) -> Path:
    known: dict[str, str] = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
    home = folder / (language if (folder / language).is_dir() else SOURCE)
    if not topic:
        return home / "index.html"
    if topic not in known:
        raise UnknownNameError("topic", topic, known)
    return home / f"{known[topic]}.html"
