"""Report an import: as lines, as JSON, and as a page to keep or to send."""

from __future__ import annotations

import json
from pathlib import Path

import click

from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.proposing import Proposal
from erpsite.ingest.report_page import report_page
from erpsite.ingest.telling import Told, json_report, text_report

__all__ = ["Reporting", "proposal_data"]


@dataclass(frozen=True, slots=True)
class Reporting:
    """Hold how an import is told."""

    form: str
    """`text` or `json`."""
    page: Path | None = None
    """File for the report as a page."""

    def tell(self, told: Told, tr: Translator) -> None:
        """Print the report, and write its page where one is asked for."""
        if self.form == "json":
            click.echo(json.dumps(json_report(told, tr), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(text_report(told, tr)))
        if self.page:
            try:
                self.page.write_text(report_page(told, tr.language), encoding="utf-8")
            except OSError as error:
                message = "the report is not written to {path}: {why}"
                raise SourceFault(message, path=self.page.as_posix(), why=error.strerror) from error


def proposal_data(proposal: Proposal) -> dict[str, object]:
    """Return a proposed map as data that a program reads."""
    columns = [{"column": name, "to": to, "why": why} for name, to, why in proposal.columns]
    return {
        "kind": proposal.kind,
        "why": proposal.why,
        "open": list(proposal.open),
        "columns": columns,
        "map": proposal.text,
    }
