"""Write findings as text for people, and as JSON, annotations, SARIF or a GitLab report for machines."""

from collections.abc import Callable

from erpsite.cli.report.github import github_report
from erpsite.cli.report.gitlab import gitlab_report
from erpsite.cli.report.json_report import json_report
from erpsite.cli.report.sarif import sarif_report
from erpsite.cli.report.text import text_report
from erpsite.i18n import Translator
from erpsite.issues import Issue

__all__ = ["FORMATS", "github_report", "gitlab_report", "json_report", "sarif_report", "text_report"]

FORMATS: dict[str, Callable[[tuple[Issue, ...], str, Translator], str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
    "gitlab": gitlab_report,
}
"""Each takes the findings, the data folder as it is to be shown, and the translator."""
