"""Take out of the theme's files what makes a browser style a whole page anew while it opens.

A browser keeps for each class, attribute and neighbour which elements a change of it can concern. Some rules
of the theme name none, and so concern everything below or after: with them each class set on the root, each
role and each new element of a script had it go through the whole page.
"""

from __future__ import annotations

import re

__all__ = ["calmed"]

_DROPPED = re.compile(
    rb"(?<![^{}])[^{}]*(?:\[data-md-color-switching\]|table:not\(\[class\]\)\+\*)[^{}]*\{[^{}]*\}"
)
"""What stills a page while its scheme changes, which the theme does to every page it opens; and the space
above whatever follows a plain table, which the theme's script puts into a box of its own anyhow."""
_NAMED = (
    (rb"table:not([class])", rb"table:not(.es-grid,.es-matrix,.es-g-table,.highlighttable)"),
    (rb".tabbed-labels>:", rb".tabbed-labels>label:"),
    (rb".tabbed-content>:", rb".tabbed-content>.tabbed-block:"),
)
"""Selectors of the theme's, and the same with names for what they mean on this site."""
_SCHEME = rb'{name:"color-scheme"}'
"""What the theme adds and fills on every page; `erpsite.js` says the same of the root, where it is dark."""


def calmed(name: str, content: bytes) -> bytes:
    """Return a theme's style sheet or script without what restyles pages; what it does not know it leaves."""
    if name.endswith(".js"):
        return content.replace(_SCHEME, rb'{name:"es-color-scheme"}')
    content = _DROPPED.sub(b"", content)
    for broad, named in _NAMED:
        content = content.replace(broad, named)
    return content
