"""Bring a workbook of the plan back that people edited: `erpsite import plan.xlsx`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from erpsite.cli.import_journal import Journal
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.plan_trial import plan_texts, say_refused, try_files
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.editing.cells import Known
from erpsite.ingest.editing.comparing import Compared, compare
from erpsite.ingest.editing.laying import Laid, lay_workbook
from erpsite.ingest.editing.lists import joined_lists, plan_lists
from erpsite.ingest.editing.returning import CameBack, new_ids
from erpsite.ingest.editing.telling import Story, story_data, story_lines
from erpsite.ingest.editing.trees import read_trees

__all__ = ["WorkbookImport"]


@dataclass(frozen=True)
class WorkbookImport:
    """Run one import from a workbook of the plan to its files."""

    source: Path
    data_dir: Path
    journal: Journal
    tr: Translator
    form: str

    def run(
        self, back: CameBack, *, dry_run: bool, take_workbook: bool, deleting: bool, make_ids: bool
    ) -> int:
        """Compare, report, and write what the workbook changes; return the exit code."""
        texts = plan_texts(self.data_dir)
        base, today = read_trees(back.base.files), read_trees(texts)
        known = Known(joined_lists(plan_lists(base), plan_lists(today), new_ids(back)))
        compared = compare(back, base, today, known, take_workbook=take_workbook, make_ids=make_ids)
        laid = lay_workbook(compared, texts, deleting=deleting)
        compared.refused += laid.refused
        self._report(Story(self.source.name, back.base.commit, compared, laid, deleting))
        if laid.files and (wrong := try_files(self.data_dir, laid.files).new_errors):
            say_refused(wrong, self.data_dir, self.tr)
            return PROBLEMS
        if dry_run:
            click.echo(self.tr("Nothing was changed: this was a dry run."), err=True)
        else:
            self._write(laid)
        return PROBLEMS if _open(compared, deleting) else CLEAN

    def _report(self, story: Story) -> None:
        if self.form == "json":
            click.echo(json.dumps(story_data(story, self.tr), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(story_lines(story, self.tr)))

    def _write(self, laid: Laid) -> None:
        if not laid.files:
            click.echo(self.tr("Nothing is to be changed."), err=self.form == "json")
            return
        folder = self.data_dir.resolve().relative_to(self.journal.root).as_posix()
        files = {
            f"{folder}/{path}": None if text is None else text.encode("utf-8")
            for path, text in laid.files.items()
        }
        self.journal.write(self.source.stem, files)
        told = self.tr(
            "Written: {files}. erpsite import --undo puts it back.", files=", ".join(sorted(files))
        )
        click.echo(told, err=self.form == "json")


def _open(compared: Compared, deleting: bool) -> bool:
    """Say whether something in the workbook was not taken."""
    return bool(compared.conflicts or compared.refused or (compared.deleted and not deleting))
