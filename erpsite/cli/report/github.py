"""Write findings as workflow commands, which show them on the lines of a pull request."""

from __future__ import annotations

from erpsite.cli.report.words import words_of
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

__all__ = ["github_report"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return one `::error file=…,line=…,col=…,title=…::message` a finding."""
    return "".join(_line(issue, folder, tr) + "\n" for issue in issues)


def _line(issue: Issue, folder: str, tr: Translator) -> str:
    at = issue.source.under(folder)
    place = [f"file={_property(at.path)}"]
    if at.line:
        place.append(f"line={at.line}")
    if at.column:
        place.append(f"col={at.column}")
    place.append(f"title={_property(issue.code)}")
    return f"::{_COMMANDS[issue.severity]} {','.join(place)}::{_data(words_of(issue, tr))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
