"""Say what Zensical leaves out of a site, which itself says nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from erpsite.i18n import Translator

__all__ = ["lacking_pages", "lacking_settings"]

_UNCALLED = ("on_env", "on_pre_template", "on_template_context", "on_post_template", "on_serve")
"""Events around templates: what a plugin does in them has no effect."""
_OURS = "erpsite"
_THEMES = ("material", "materialx")


def lacking_settings(config: MkDocsConfig, tr: Translator) -> Iterator[str]:
    """Yield a sentence for each setting that has no effect."""
    for name, plugin in config.plugins.items():
        events = [event for event in _UNCALLED if _defines(plugin, event)]
        if events and not name.startswith(_OURS):
            yield tr(
                "the plugin {name} has no effect on templates: {events} is not called",
                name=name,
                events=", ".join(events),
            )
    if config.theme.name not in _THEMES:
        yield tr("the theme {name} is not there; pages wear Zensical's own", name=config.theme.name)
    for template in config.extra_templates:
        yield tr("the template {name} of extra_templates is not rendered", name=template)


def _defines(plugin: BasePlugin[Any], event: str) -> bool:
    return getattr(type(plugin), event, None) is not getattr(BasePlugin, event, None)


def lacking_pages(missing: list[str], bare: list[str], tr: Translator) -> Iterator[str]:
    """Yield a sentence for pages that are not there, and one for those whose template shows no content."""
    if missing:
        yield tr("pages that are not there: {pages}", pages=", ".join(missing))
    if bare:
        yield tr("pages whose template shows no content: {pages}", pages=", ".join(bare))
