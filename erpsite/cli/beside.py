"""Say what is wrong with the files of written pages, which lie beside the data."""

from __future__ import annotations

import os
from pathlib import Path

from erpsite.cli.content_folder import content_folder
from erpsite.issues import Issue
from erpsite.load.plan_files import copies_of_conflicts, survey_content

__all__ = ["beside_pages"]


def beside_pages(data_dir: Path) -> tuple[Issue, ...]:
    """Return what is wrong with the files of written pages."""
    folder = content_folder(data_dir)
    survey = survey_content(folder, data_dir)
    prefix = os.path.relpath(os.path.realpath(folder), os.path.realpath(data_dir)).replace(os.sep, "/")
    return (*survey.refused.values(), *copies_of_conflicts(survey, f"{prefix}/"))
