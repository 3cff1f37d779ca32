"""Build a small site whose pages are full of charts, with what authors and themes may put around them."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from erpsite.model import Handbook
from tests.plan_folder import ROOT, write_plan_folder
from tests.warm import python

__all__ = ["KINDS", "PLACEHOLDER", "build_chart_site", "content_security_policy"]

PLACEHOLDER = "http://address.invalid/"
"""Stands for the address of a site that is built before it is known where it will be served."""

KINDS = (
    "availability",
    "causes",
    "health",
    "satisfaction",
    "last-year",
    "pain-points",
    "maturity-gap",
    "opportunities",
    "budget",
    "priorities",
)

_FOLDED = """# Folded charts

??? note "More"

    {{ chart("kpi", "cycle-time") }}

=== "One"

    Nothing here.

=== "Two"

    {{ chart("budget") }}
"""

_PARTS = """# Parts of the roadmap

{{ roadmap(initiative="erp-crm") }}

{{ roadmap(owner="wang-fang") }}

[On](further.md)
"""


def build_chart_site(
    folder: Path,
    *,
    address: str = "",
    instant: bool = False,
    handbook: Handbook | None = None,
    plugin: str = "  - erpsite-charts\n",
    language: str = "",
) -> Path:
    """Return the built site's folder; `instant` switches instant navigation on, which needs the address.

    `plugin` stands in `mkdocs.yml` for the line of the chart plugin; of a `language` the site is of it alone.
    """
    write_plan_folder(folder, handbook)
    parts = "\n\n".join(f'{{{{ chart("{kind}") }}}}' for kind in KINDS)
    spacer = "\n\n".join("Some text." for _ in range(80))
    text = f'# Charts\n\n{{{{ chart("kpi", "cycle-time") }}}}\n\n{spacer}\n\n{parts}\n'
    (folder / "content" / "charts.md").write_text(text, encoding="utf-8")
    (folder / "content" / "folded.md").write_text(_FOLDED, encoding="utf-8")
    (folder / "content" / "other.md").write_text(
        '# Other charts\n\n[To the charts](charts.md)\n\n{{ chart("causes") }}\n', encoding="utf-8"
    )
    (folder / "content" / "parts.md").write_text(_PARTS, encoding="utf-8")
    (folder / "content" / "further.md").write_text("# Further\n\n[Back](parts.md)\n", encoding="utf-8")
    _hand_in(folder / "content")
    config = folder / "mkdocs.yml"
    added = "markdown_extensions:\n  - pymdownx.details\n  - pymdownx.tabbed: {alternate_style: true}\n"
    lines = config.read_text(encoding="utf-8").replace("markdown_extensions:\n", added)
    if instant:
        lines = lines.replace("  features:\n", "  features:\n    - navigation.instant\n")
    assert "  - erpsite-charts\n" in lines
    lines = lines.replace("  - erpsite-charts\n", plugin)
    config.write_text(lines, encoding="utf-8")
    done = subprocess.run(
        [python(), "-m", *(["mkdocs", "build", "-q"] if language else ["erpsite", "build"])],
        cwd=folder,
        env={**os.environ, "ERPSITE_SITE_URL": address, "ERPSITE_LANGUAGE": language},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def _hand_in(content: Path) -> None:
    """Place the charts that Plotly Express wrote."""
    shutil.copytree(ROOT / "tests" / "golden" / "express", content / "charts")
    calls = "\n\n".join(
        f'{{{{ chart("{name}", title="Hours of {name}", unit="h", source="a test") }}}}'
        for name in ("line", "bars", "heat")
    )
    (content / "own.md").write_text(f"# Figures handed in\n\n{calls}\n", encoding="utf-8")


def content_security_policy(html: str) -> str:
    """Return the strictest policy a server can send with a page: hashes for its inline scripts only."""
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", html, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline}
    scripts = " ".join(f"'sha256-{digest}'" for digest in sorted(digests))
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'"
    )
