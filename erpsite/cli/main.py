"""Name the commands; each is imported only when it is used, so that `--help` is quick."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

import erpsite
from erpsite.cli.helping import SpokenContext

__all__ = ["CANNOT_RUN", "CLEAN", "COMMANDS", "PROBLEMS", "main"]

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2
"""Exit codes of every command."""

COMMANDS = {
    "announce": ("erpsite.cli.announce", "Sum a month up for mail and chat, and send it."),
    "apply": ("erpsite.cli.apply", "Apply change files that people made in the pages."),
    "build": ("erpsite.cli.build", "Build the handbook in every language of the plan."),
    "check": ("erpsite.cli.check", "Check the data and say what is wrong, and where."),
    "csp": ("erpsite.cli.csp", "Write the Content-Security-Policy that fits the built pages."),
    "diff": ("erpsite.cli.diff", "Say what changed between two months or two git revisions."),
    "docs": ("erpsite.cli.docs", "Open the documentation, at a topic where one is given."),
    "editions": ("erpsite.cli.editions", "List the editions, and what to look at before one is published."),
    "freeze": ("erpsite.cli.freeze", "Stamp the pre-read, so that later changes to it show."),
    "freshness": ("erpsite.cli.freshness", "Warn of data that are older than their sources allow."),
    "group": ("erpsite.cli.group", "Bring the handbooks of several companies together."),
    "import": (
        "erpsite.cli.importing",
        "Bring a workbook or CSV file into the plan, every cell accounted for.",
    ),
    "level": ("erpsite.cli.level", "Find the dates that the people there are allow."),
    "new": ("erpsite.cli.new", "Start a handbook of your own."),
    "pack": (
        "erpsite.cli.pack",
        "Make the files that people take away: PDF, slides, workbook, calendar, archive.",
    ),
    "pages": ("erpsite.cli.pages", "Write the pages as plain Markdown for any other engine."),
    "publish": ("erpsite.cli.publish", "Build the handbook and add it as a release that never changes."),
    "releases": ("erpsite.cli.releases", "List what is published."),
    "retract": ("erpsite.cli.retract", "Withdraw a release and leave a page that says why."),
    "review": ("erpsite.cli.review", "Begin the review of a month from the values of last time."),
    "rollback": ("erpsite.cli.rollback", "Lead `latest` to an earlier release."),
    "rollup": ("erpsite.cli.rolling_up", "Count raw logs into the figures of health and KPIs."),
    "rollover": ("erpsite.cli.rollover", "Begin next year's plan from this year's end state."),
    "schema": ("erpsite.cli.schema", "Write the JSON Schemas that editors complete from."),
    "serve": ("erpsite.cli.serve", "Show the handbook in a browser and rebuild it at every edit."),
    "upgrade": ("erpsite.cli.upgrade", "Rewrite the plan to the present format, comments kept."),
    "verify": (
        "erpsite.cli.verify",
        "Say what differs in published files, or in slides, from what was made.",
    ),
    "workbook": ("erpsite.cli.workbook", "Write the plan as a workbook to edit and send back."),
}


class _Lazy(click.Group):
    """Load a command's module when the command is asked for."""

    context_class = SpokenContext
    summaries: Mapping[str, str] = {name: text for name, (_, text) in COMMANDS.items()}
    """What each command does, in a line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        for one in (command, *getattr(command, "commands", {}).values()):
            one.context_class = SpokenContext
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what goes wrong is told here, where the call still knows its language."""
        try:
            return super().invoke(ctx)
        except click.exceptions.Exit:  # nothing is wrong; `--help` ends so, and imports nothing
            raise
        except Exception as error:
            if not _told(error):
                raise
            raise click.exceptions.Exit(CANNOT_RUN) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(erpsite.__version__, message="erpsite %(version)s")
def group() -> None:
    """Turn a folder of YAML and CSV files into the annual ERP planning handbook.

    \b
    Examples:
      erpsite new my-plan          start with the smallest plan
      erpsite check                is the data all right?
      erpsite build                build every language into site/
      erpsite COMMAND --help       one command in detail

    Exit code 0: clean; 1: problems in the data; 2: the command could not run.
    """


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = group.main(standalone_mode=False)
    except Exception as error:
        from erpsite.extras import missing_package  # noqa: PLC0415 - `--help` need not pay for it

        missing = missing_package(error.name) if isinstance(error, ModuleNotFoundError) else None
        if not _told(missing or error):
            raise
        sys.exit(CANNOT_RUN)
    sys.exit(code if isinstance(code, int) else CLEAN)


def _told(error: Exception) -> bool:
    """Say an error that a user can mend, in the language of messages; leave a bug to its traceback."""
    from erpsite.cli.options import speaker  # noqa: PLC0415 - `--help` need not pay for it
    from erpsite.cli.refusing import of_system, show  # noqa: PLC0415
    from erpsite.errors import ErpsiteError, ExtensionError  # noqa: PLC0415

    error = of_system(error) or error
    if not isinstance(error, click.ClickException | click.Abort | ErpsiteError):
        return False
    try:
        tr = speaker()
        if isinstance(error, click.ClickException):
            show(error)
        elif isinstance(error, click.Abort):
            click.echo(tr("Stopped."), err=True)
        else:
            click.echo(tr("Error: {message}", message=error.say(tr)), err=True)
    except ExtensionError:  # the catalogue of a package that adds something is what is broken
        click.echo(f"Error: {error}", err=True)
    return True
