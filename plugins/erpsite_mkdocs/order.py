"""Settle what is built: what the command's job says, or the plugin's options where no command asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from erpsite.errors import ErpsiteError
from erpsite.frozen import dataclass
from erpsite.i18n import SOURCE, Translator, translator
from erpsite.job import JOB_VARIABLE, JobFile, find_option, find_plugins, parse_job
from erpsite_mkdocs.options import HandbookConfig

__all__ = ["Order", "settle", "told_job"]

_DATA = "data"
"""Folder of the data where nothing names one."""


@dataclass(frozen=True)
class Order:
    """Hold what is built; the names are those of the options."""

    data_dir: Path
    """Absolute."""
    language: str
    as_of: str
    edition: str
    release: str
    switcher: bool
    offline: bool
    pack_dir: str
    told: JobFile | None
    """The job that asked for it, or None in a plain build of the engine."""

    @property
    def messages(self) -> Translator:
        """Return the translator of what is said to whoever builds."""
        return translator(self.told.messages if self.told else SOURCE)


def told_job(environment: Mapping[str, str] = os.environ) -> JobFile | None:
    """Return the job that the environment leads to, or None where no command asked for this build."""
    name = environment.get(JOB_VARIABLE, "")
    if not name:
        return None
    try:
        return parse_job(Path(name).read_text(encoding="utf-8"))
    except (OSError, ErpsiteError) as error:
        raise PluginError(f"erpsite: {JOB_VARIABLE} leads to no build job: {error}") from error


def settle(
    options: HandbookConfig, config: MkDocsConfig, told: JobFile | None, *, serving: bool = False
) -> Order:
    """Return what is built. A job wins; raise `PluginError` for each line that says otherwise than it.

    Whoever serves sees on the page that the folder of the plan is away, and the plan again when it is back;
    what they did not ask for is left to the configuration.
    """
    _refuse_a_second_entry(config, translator(told.messages if told else SOURCE))
    data_dir = _data_dir(options, config)
    if told is None:
        if not serving:
            _require_folder(data_dir, options, translator(SOURCE))
        return Order(
            data_dir,
            options.language,
            options.as_of,
            options.edition,
            options.release,
            options.switcher,
            options.offline,
            options.pack_dir,
            None,
        )
    job, tr = told.job, translator(told.messages)
    wrong = [
        _says_otherwise(config, option, written, asked, tr)
        for option, written, asked in _written(options, data_dir, told, serving=serving)
        if written != asked
    ]
    if wrong:
        raise PluginError("\n".join(f"erpsite: {sentence}" for sentence in wrong))
    return Order(
        Path(job.plan),
        told.language or options.language,
        job.month or options.as_of,
        job.edition or options.edition,
        job.release,
        len(job.languages) > 1,
        job.offline or options.offline,
        job.pack,
        told,
    )


def _written(
    options: HandbookConfig, data_dir: Path, told: JobFile, *, serving: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield each option that the configuration sets, what it sets, and what the job asks for.

    An option that is left out or empty sets nothing: then the job alone decides. A job to serve that leaves
    something empty asks for nothing there; one to build asks for a whole handbook without a release.
    """
    job = told.job
    asked = {
        "language": told.language,
        "as_of": job.month,
        "edition": job.edition,
        "release": job.release,
        "pack_dir": job.pack,
    }
    if options.data_dir:
        yield "data_dir", str(data_dir), job.plan
    for option, value in asked.items():
        if options[option] and (value or not serving):
            yield option, options[option], value


def _says_otherwise(config: MkDocsConfig, option: str, written: str, asked: str, tr: Translator) -> str:
    line = find_option(Path(config.config_file_path), option)
    return tr(
        '{line} sets {option} to "{written}", but "{asked}" is to be built; '
        "delete the line, or ask for the same.",
        line=line or config.config_file_path,
        option=option,
        written=written,
        asked=asked or "–",
    )


def _refuse_a_second_entry(config: MkDocsConfig, tr: Translator) -> None:
    """Raise `PluginError` where the plugin stands twice: each would draw other pages into one site."""
    count = sum(type(plugin).__name__ == "HandbookPlugin" for plugin in config.plugins.values())
    if count < 2:
        return
    lines = "\n".join(str(line) for line in find_plugins(Path(config.config_file_path)))
    words = tr("the plugin erpsite is entered {n} times; keep one entry:", n=count)
    raise PluginError(f"erpsite: {words}\n{lines}")


def _data_dir(options: HandbookConfig, config: MkDocsConfig) -> Path:
    base = Path(config.config_file_path).parent if config.config_file_path else Path()
    return (base / (options.data_dir or _DATA)).resolve()


def _require_folder(data_dir: Path, options: HandbookConfig, tr: Translator) -> None:
    if not data_dir.is_dir():
        folder = options.data_dir or _DATA
        words = tr("data_dir '{folder}' is not a folder beside the configuration", folder=folder)
        raise PluginError(f"erpsite: {words}")
