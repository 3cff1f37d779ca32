"""Run the site engine in a process of its own; the core never imports it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from erpsite.extras import require
from erpsite.frozen import dataclass
from erpsite.job import JOB_VARIABLE, JobFile
from erpsite.job.orders import Order, Orders, dump_orders

__all__ = [
    "ENGINES",
    "Built",
    "LanguageBuild",
    "can_part",
    "engine_option",
    "job_environment",
    "let_content_be_missing",
    "run_builds",
    "run_orders",
    "serving_option",
]

ENGINES = {"mkdocs": "mkdocs", "properdocs": "properdocs", "zensical": "erpsite_mkdocs.zensical"}
"""What builds a site, and the module that is run for it."""
_SERVING = ("mkdocs", "properdocs")
"""What shows a site while it is edited."""
_Command = TypeVar("_Command", bound=Callable[..., object])


def engine_option(command: _Command) -> _Command:
    """Add `--engine` to a command that builds a site."""
    return _option(tuple(ENGINES))(command)


def serving_option(command: _Command) -> _Command:
    """Add `--engine` to a command that shows a site while it is edited."""
    return _option(_SERVING)(command)


def _option(engines: Sequence[str]) -> Callable[[_Command], _Command]:
    return click.option(
        "--engine",
        type=click.Choice(engines),
        callback=_installed,
        default="mkdocs",
        show_default=True,
        help="What builds it.",
    )


def _installed(_ctx: click.Context, _option: click.Parameter, engine: str) -> str:
    """Raise `MissingExtraError` for an engine that is not there, before anything is read."""
    require(engine)
    return engine


def let_content_be_missing(config_file: Path) -> None:
    """Make the folder of written pages where a plan has none: the engine stops without it."""
    folder = config_file.resolve().parent / "content"
    told = re.search(
        r"^docs_dir:\s*(\S+)", config_file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
    )
    if told and told[1].strip("\"'") == folder.name and not folder.exists():
        folder.mkdir()


def job_environment(told: JobFile, file: Path) -> dict[str, str]:
    """Return the environment of a build or a preview: the plugin reads the job's file, and nothing else.

    The other names are those that lines of `mkdocs.yml` may ask for; they say the same as the job.
    """
    job = told.job
    environment = _engine_environment(
        told.language,
        job.month,
        Path(job.plan),
        switcher=len(job.languages) > 1,
        pack_dir=Path(job.pack) if job.pack else None,
        edition=job.edition,
    )
    environment |= {JOB_VARIABLE: str(file), "ERPSITE_RELEASE": job.release}
    if job.offline:
        environment |= {"ERPSITE_OFFLINE": "true", "ERPSITE_DIRECTORY_URLS": "false"}
    return environment


def _engine_environment(
    language: str,
    as_of: str,
    data_dir: Path,
    *,
    switcher: bool,
    pack_dir: Path | None = None,
    edition: str = "",
) -> dict[str, str]:
    """Return the environment without the job; lines of `mkdocs.yml` read these names."""
    environment = {
        **os.environ,
        "ERPSITE_LANGUAGE": language,
        "ERPSITE_AS_OF": as_of,
        "ERPSITE_DATA": str(data_dir.resolve()),
        "ERPSITE_EDITION": edition,
        "ERPSITE_SWITCHER": "true" if switcher else "false",
        "ERPSITE_PACK": str(pack_dir.resolve()) if pack_dir else "",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "946684800"),
    }
    environment.pop(JOB_VARIABLE, None)
    return environment


@dataclass(frozen=True)
class LanguageBuild:
    """Hold what one language's build is told, and where its site goes."""

    told: JobFile
    file: Path
    """Where the job's file is."""
    site_dir: Path


@dataclass(frozen=True)
class Built:
    """Hold how one language's build ended."""

    failed: bool
    output: str


def run_builds(
    sites: Sequence[Sequence[LanguageBuild]], config_file: Path, folder: Path, *, strict: bool
) -> Generator[list[Built], None, None]:
    """Build sites one after the other, each in all its languages at once; yield how each site ended.

    Nothing of a site is begun after one that failed. All sites have the same languages. `folder` is for what
    the processes say.
    """
    first = sites[0][0]
    began = job_environment(first.told, first.file)

    def order(number: int, build: LanguageBuild) -> Order:
        output = folder / f"{number}-{build.told.language}.output"
        told = _differing(job_environment(build.told, build.file), began)
        return Order(tuple(_arguments(build, config_file, strict)), told, str(output))

    rows = [[order(number, build) for build in site] for number, site in enumerate(sites)]
    orders = Orders(
        ENGINES[first.told.job.engine],
        str(config_file),
        tuple(zip(*rows, strict=True)),
        str(folder / "stop"),
    )
    return run_orders(orders, began, folder)


def can_part() -> bool:
    """Say whether a process may safely part into several here: elsewhere system libraries object."""
    return sys.platform == "linux"


def run_orders(
    orders: Orders, environment: Mapping[str, str], folder: Path
) -> Generator[list[Built], None, None]:
    """Build sites, and yield how the first of each lane ended, then how the second ones did, and so on.

    Where the system can part a process, one does what all share and parts into one for each lane; elsewhere,
    and for a single site, each is a process from its start. `folder` is for what they say.
    """
    rows = tuple(zip(*orders.lanes, strict=True))
    if can_part() and sum(map(len, rows)) > 1:
        yield from _run_parting(orders, rows, environment, folder)
        return
    for row in rows:
        running = [
            _start(
                [sys.executable, "-m", orders.engine, *order.arguments], {**environment, **order.environment}
            )
            for order in row
        ]
        yield [_ended(process) for process in running]


def _run_parting(
    orders: Orders, rows: Sequence[Sequence[Order]], environment: Mapping[str, str], folder: Path
) -> Generator[list[Built], None, None]:
    file = folder / "orders.json"
    file.write_text(dump_orders(orders), encoding="utf-8")
    process = _start([sys.executable, "-m", "erpsite_mkdocs.languages", str(file)], environment)
    assert process.stdout is not None  # noqa: S101 - it is piped; tells the type checker
    said = ""
    try:
        for row in rows:
            while not all(map(_has_ended, row)) and (line := process.stdout.readline()):
                said += line.lstrip("\n")  # an empty line says that a site has ended
            yield [_built(order, said) for order in row]
    finally:
        Path(orders.stop).touch()
        process.communicate()


def _has_ended(order: Order) -> bool:
    return any(Path(f"{order.output}.{word}").exists() for word in ("done", "failed"))


def _built(order: Order, said: str) -> Built:
    """Return how a site ended; where it never began, with what the process `said` that was to part."""
    output = Path(order.output)
    text = output.read_text(encoding="utf-8", errors="replace") if output.exists() else said
    return Built(not Path(f"{order.output}.done").exists(), text)


def _arguments(build: LanguageBuild, config_file: Path, strict: bool) -> list[str]:
    # Not --quiet: it silences warnings before --strict counts them, so that none would stop the build.
    words = ["build", "--clean", "--config-file", str(config_file)]
    words += ["--site-dir", str(build.site_dir.resolve())]
    return [*words, "--strict"] if strict else words


def _differing(environment: Mapping[str, str], began: Mapping[str, str]) -> dict[str, str]:
    """Return the names whose values are not those that the process begins with, which parts into all."""
    return {name: value for name, value in environment.items() if began.get(name) != value}


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _ended(process: subprocess.Popen[str]) -> Built:
    output, _ = process.communicate()
    return Built(process.returncode != 0, output)
