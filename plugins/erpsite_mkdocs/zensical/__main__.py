"""Build a site with Zensical, called as MkDocs is: `python -m erpsite_mkdocs.zensical build …`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite_mkdocs.zensical.building import build

__all__ = ["cli"]


@click.group()
def cli() -> None:
    """Build the handbook with Zensical."""


@cli.command("build")
@click.option("--config-file", required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--site-dir", required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True)
@click.option("--quiet", is_flag=True, help="Ignored: nothing but warnings is said.")
@click.option("--clean", is_flag=True, help="Ignored: every build starts from nothing.")
def build_command(config_file: str, site_dir: Path, *, strict: bool, quiet: bool, clean: bool) -> None:  # noqa: ARG001
    """Build one language."""
    build(config_file, site_dir, strict=strict)


if __name__ == "__main__":
    cli(prog_name="zensical")
