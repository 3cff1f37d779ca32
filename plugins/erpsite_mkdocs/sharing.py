"""Read the plan of a configuration and compute what its languages share."""

from __future__ import annotations

import importlib

from jinja2 import TemplateError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from erpsite.pages.forms import form_kinds
from erpsite.pages.site.ahead import compute_ahead
from erpsite_mkdocs import forms
from erpsite_mkdocs.compiled_templates import COMPILED_TEMPLATES
from erpsite_mkdocs.handbook import HandbookPlugin
from erpsite_mkdocs.order import settle, told_job
from erpsite_mkdocs.site_files import committed_dates
from erpsite_mkdocs.volume import open_volume

__all__ = ["share"]


def share(config_file: str) -> None:
    """Do the work of a build that is the same in every language; builds of this process find it done.

    Raises what a build raises.
    """
    config = load_config(config_file)
    plugin = next(plugin for plugin in config.plugins.values() if isinstance(plugin, HandbookPlugin))
    volume = open_volume(settle(plugin.config, config, told_job()))
    compute_ahead(volume.book)
    committed_dates(volume)
    form_kinds(volume.book.tr)  # what it reads off the model is kept
    if forms.has_forms(plugin.config, volume):
        forms.keep_records(volume)
    importlib.import_module("icalendar")  # each language writes a calendar
    if not COMPILED_TEMPLATES.filled:
        _compile_templates(config)


def _compile_templates(config: MkDocsConfig) -> None:
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED_TEMPLATES
    for name in env.list_templates(filter_func=_is_of_every_page):
        try:
            env.get_template(name)
        except TemplateError:
            continue  # of a plugin that is not used here: it lacks its filters


def _is_of_every_page(name: str) -> bool:
    """Say whether a template is one of the theme's that no language has for itself."""
    return name.endswith(".html") and not name.startswith("partials/languages/")
