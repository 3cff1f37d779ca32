"""The command `erpsite schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from erpsite.group.definition import GROUP_SCHEMA_NAME, group_schema
from erpsite.ingest.changes.change_file import CHANGE_SCHEMA, change_schema
from erpsite.ingest.map_schema import PLAN_SCHEMA_NAME, SCHEMA_NAME, map_schema, plan_map_schema
from erpsite.load import json_schemas
from erpsite.load.rolled.definition import SCHEMA_NAME as ROLLUP_SCHEMA_NAME
from erpsite.load.rolled.definition import Rollup
from erpsite.load.schema import schema_of

__all__ = ["command"]


@click.command("schema")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("schemas"))
def command(folder: Path) -> None:
    """Write one JSON Schema for each kind of data file into FOLDER.

    A YAML file that begins with `# yaml-language-server: $schema=../schemas/kpis.schema.json`
    is completed and checked by the editor while you type.

    \b
    Example:
      erpsite schema schemas
    """
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {
        **json_schemas(),
        SCHEMA_NAME: map_schema(),
        PLAN_SCHEMA_NAME: plan_map_schema(),
        CHANGE_SCHEMA: change_schema(),
        ROLLUP_SCHEMA_NAME: schema_of(Rollup, ROLLUP_SCHEMA_NAME),
        GROUP_SCHEMA_NAME: group_schema(),
    }
    for name, schema in schemas.items():
        (folder / name).write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{len(schemas)} schemas in {folder}/")
