"""Say what Zensical leaves out of a site, which itself says nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from erpsite.i18n import Translator

__all__ = ["lacking_pages", "lacking_settings"]

_UNCALLED = ("env", "pre_template", "template_context", "post_template")
"""Events around templates: what a plugin or hook does in them has no effect."""
_OURS = "erpsite_mkdocs."
_THEMES = ("material", "materialx")


def lacking_settings(config: MkDocsConfig, tr: Translator) -> Iterator[str]:
    """Yield a sentence for each setting that has no effect."""
    for name, events in sorted(_uncalled(config).items()):
        yield tr(
            "the plugin {name} has no effect on templates: {events} is not called",
            name=name,
            events=", ".join(events),
        )
    if config.theme.name not in _THEMES:
        yield tr("the theme {name} is not there; pages wear Zensical's own", name=config.theme.name)
    for template in config.extra_templates:
        yield tr("the template {name} of extra_templates is not rendered", name=template)


def _uncalled(config: MkDocsConfig) -> dict[str, list[str]]:
    """Return the events that are not called, by the plugin or the file of hooks that waits for them."""
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    found: dict[str, list[str]] = {}
    for event in _UNCALLED:
        for method in config.plugins.events[event]:
            if not method.__module__.startswith(_OURS):
                name = names.get(id(getattr(method, "__self__", None)), method.__module__)
                found.setdefault(name, []).append(f"on_{event}")
    return found


def lacking_pages(missing: list[str], bare: list[str], tr: Translator) -> Iterator[str]:
    """Yield a sentence for pages that are not there, and one for those whose template shows no content."""
    if missing:
        yield tr("pages that are not there: {pages}", pages=", ".join(missing))
    if bare:
        yield tr("pages whose template shows no content: {pages}", pages=", ".join(bare))
