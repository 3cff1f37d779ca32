"""Find in `mkdocs.yml` the line that says otherwise than a build was asked for; the text alone is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from erpsite.frozen import dataclass

__all__ = ["Line", "docs_folder", "find_option", "find_plugins", "options_left_out"]

_PLUGIN = "erpsite"
_DEEPEST = 10
"""Files that inherit from one another; a longer chain is not followed."""


@dataclass(frozen=True)
class Line:
    """Hold one line of a configuration."""

    file: str
    number: int
    """From 1."""
    text: str
    """The line as it is written, without the space around it."""

    def __str__(self) -> str:
        return f"{self.file}:{self.number}: {self.text}"


@dataclass(frozen=True)
class _File:
    path: Path
    shown: str
    lines: tuple[str, ...]
    top: yaml.MappingNode

    def line(self, node: yaml.Node) -> Line:
        number = node.start_mark.line + 1
        return Line(self.shown, number, self.lines[number - 1].strip())


def find_plugins(config_file: Path) -> tuple[Line, ...]:
    """Return the line of every entry of the plugin `erpsite` that counts: none, one, or more than one."""
    return tuple(file.line(entry) for file, entry, _ in _entries(config_file))


def find_option(config_file: Path, option: str) -> Line | None:
    """Return the line on which an option of the plugin is set, or None where no file sets it."""
    for file, _, options in _entries(config_file):
        for key, value in _pairs(options):
            if key.value == option and isinstance(value, yaml.Node):
                return file.line(key)
    return None


def options_left_out(config_file: Path) -> Line | None:
    """Return the line `enabled:` of the plugin, which keeps it from running, or None."""
    return find_option(config_file, "enabled")


def docs_folder(config_file: Path) -> Path:
    """Return the folder of written pages that a configuration names; the engine's `docs` where it names none.

    A name is read from the folder of this file, whichever file of the chain has it, as the engine does.
    """
    for file in _chain(config_file):
        node = _value(file.top, "docs_dir")
        name = _told(node) if node is not None else ""
        if name:
            return config_file.parent / name
    return config_file.parent / "docs"


def _told(node: yaml.Node) -> str:
    """Return the text of a value; `!ENV` asks the environment, in a list one name after another."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value, "") if node.tag == "!ENV" else str(node.value)
    if not isinstance(node, yaml.SequenceNode) or node.tag != "!ENV":
        return ""
    names = [str(one.value) for one in node.value if isinstance(one, yaml.ScalarNode)]
    told = (os.environ[name] for name in names[:-1] or names if name in os.environ)
    return next(told, names[-1] if len(names) > 1 else "")


def _entries(config_file: Path) -> Iterator[tuple[_File, yaml.Node, yaml.Node | None]]:
    """Yield the plugin's entries with their file and their options, the file that overrides first.

    A list of plugins replaces the list of the file that it inherits from; a mapping is merged with it.
    """
    for file in _chain(config_file):
        plugins = _value(file.top, "plugins")
        if isinstance(plugins, yaml.SequenceNode):
            for entry in plugins.value:
                if isinstance(entry, yaml.ScalarNode) and entry.value == _PLUGIN:
                    yield file, entry, None
                for key, options in _pairs(entry):
                    if key.value == _PLUGIN:
                        yield file, key, options
            return
        for key, options in _pairs(plugins):
            if key.value == _PLUGIN:
                yield file, key, options


def _chain(config_file: Path) -> Iterator[_File]:
    """Yield a configuration and those that it inherits from; what cannot be read ends the chain."""
    path = config_file
    for _ in range(_DEEPEST):
        try:
            text = path.read_text(encoding="utf-8-sig")
            top = yaml.compose(text, Loader=yaml.SafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return
        if not isinstance(top, yaml.MappingNode):
            return
        yield _File(path, path.as_posix(), tuple(text.splitlines()), top)
        above = _value(top, "INHERIT")
        if not isinstance(above, yaml.ScalarNode):
            return
        path = path.parent / above.value


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def _value(node: yaml.Node, name: str) -> yaml.Node | None:
    return next((value for key, value in _pairs(node) if key.value == name), None)
