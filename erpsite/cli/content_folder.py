"""Find the folder of written pages that belongs to the data a command was given."""

from __future__ import annotations

from pathlib import Path

from erpsite.job import docs_folder

__all__ = ["content_folder"]

_NAMES = ("mkdocs.yml", "mkdocs.yaml")


def content_folder(data_dir: Path, config_file: Path | None = None) -> Path:
    """Return the folder that the configuration names: the given one, one beside the data, or one here.

    Without any it is `content/` beside the data.
    """
    beside = data_dir.resolve().parent
    asked = (
        [config_file] if config_file else [folder / name for folder in (beside, Path()) for name in _NAMES]
    )
    found = next((file for file in asked if file.is_file()), None)
    return docs_folder(found) if found else beside / "content"
