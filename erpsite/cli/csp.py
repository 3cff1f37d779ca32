"""The command `erpsite csp`."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

import click

from erpsite.cli.main import CLEAN

__all__ = ["command", "connections", "content_policy", "script_hashes"]

_SCRIPT = re.compile(rb"<script((?:\s[^>]*)?)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(rb"""\btype\s*=\s*["']?(?!text/javascript|module)[\w/+-]+""", re.IGNORECASE)


def script_hashes(pages: Iterable[bytes]) -> tuple[str, ...]:
    """Return the SHA-256 of every inline script of some pages in base64, sorted; JSON is no script."""
    found = {
        base64.b64encode(hashlib.sha256(text).digest()).decode()
        for page in pages
        for attributes, text in _SCRIPT.findall(page)
        if b"src=" not in attributes and not _RUNS.search(attributes) and text
    }
    return tuple(sorted(found))


def connections(folder: Path) -> tuple[str, ...]:
    """Return the addresses that the sites in a folder name in `handbook.yml`, to send requests to."""
    from erpsite.model.forge import ADDRESS, CONNECT  # noqa: PLC0415 - `--help` need not pay for it

    told = {file.read_text(encoding="utf-8").strip() for file in folder.rglob(CONNECT)}
    return tuple(sorted(one for one in told if ADDRESS.fullmatch(one)))


def content_policy(hashes: Iterable[str], connect: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy under which every page works and nothing else runs.

    Pages talk to their own site alone, and to the addresses `connect` where the plan names a forge.
    """
    others = "".join(f" {one}" for one in connect)
    asked = f"connect-src 'self'{others}; " if others else ""
    scripts = " ".join(["script-src 'self'", *(f"'sha256-{one}'" for one in hashes)])
    return (
        f"default-src 'self'; {asked}{scripts}; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    )


def _nginx(policy: str) -> str:
    return f'add_header Content-Security-Policy "{policy}" always;\n'


def _iis(policy: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n  <system.webServer>\n'
        "    <staticContent>\n"
        '      <remove fileExtension=".ics" />\n'
        '      <mimeMap fileExtension=".ics" mimeType="text/calendar; charset=utf-8" />\n'
        "    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n"
        f'        <add name="Content-Security-Policy" value={quoteattr(policy)} />\n'
        '        <add name="X-Content-Type-Options" value="nosniff" />\n'
        '        <add name="Referrer-Policy" value="same-origin" />\n'
        '        <add name="Cache-Control" value="no-cache" />\n'
        "      </customHeaders>\n    </httpProtocol>\n  </system.webServer>\n</configuration>\n"
    )


_FORMATS: dict[str, Callable[[str], str]] = {
    "nginx": _nginx,
    "iis": _iis,
    "header": lambda policy: f"Content-Security-Policy: {policy}\n",
}


@click.command("csp")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="nginx",
    show_default=True,
    help="An include of nginx, a web.config of IIS, or the bare header.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write. Left out, the screen.",
)
def command(folder: Path, form: str, out: Path | None) -> int:
    """Write the Content-Security-Policy for a site or a folder of releases.

    It allows the site's own files and, by their hashes, the few scripts that the theme writes into its
    pages. These change with each release: run it again after every build or publish. Where handbook.yml names
    a forge, its address alone may be asked besides the site, for requests that readers send.

    \b
    Examples:
      erpsite csp /srv/handbook --out /etc/nginx/handbook/csp.conf
      erpsite csp site --format iis --out site/web.config
    """
    pages = [file for file in sorted(folder.rglob("*.html")) if file.is_file()]
    if not pages:
        from erpsite.cli.options import speaker  # noqa: PLC0415 - `--help` need not pay for it

        tr = speaker()
        raise click.UsageError(
            tr("there is no page in '{folder}'; name a built site or a folder of releases", folder=folder)
        )
    hashes = script_hashes(page.read_bytes() for page in pages)
    text = _FORMATS[form](content_policy(hashes, connections(folder)))
    if out is None:
        click.echo(text, nl=False)
        return CLEAN
    unfinished = out.with_name(f".{out.name}.new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(out)
    click.echo(f"{len(hashes)} inline scripts of {len(pages)} pages are allowed by {out}")
    return CLEAN
