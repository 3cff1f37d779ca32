"""Keep the preview to the people it is for: unknown host names are refused, odd addresses not found."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

__all__ = ["guard_server", "host_is_known", "path_is_plain"]

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_ODD = re.compile(r"[\x00-\x1f\x7f\\:]")
_LONGEST = 2000
_WAIT = re.compile(r"/livereload/[0-9]{1,15}/[0-9]{1,15}")


def guard_server(server: LiveReloadServer, host: str) -> LiveReloadServer:
    """Put the guard before the server's own answers; `host` is the name or address it listens on."""
    inner: Any = server.get_app()
    names = frozenset({"localhost", host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()})

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not host_is_known(environ.get("HTTP_HOST", ""), names):
            return _plain(start_response, "403 Forbidden", "This preview does not answer to that name.\n")
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return _plain(start_response, "405 Method Not Allowed", "Only GET is answered here.\n")
        if not path_is_plain(environ.get("PATH_INFO", "")):
            return _plain(start_response, "404 Not Found", "There is no such page.\n")
        found: Iterable[bytes] = inner(environ, start_response)
        return found

    server.set_app(answer)
    return server


def host_is_known(header: str, names: frozenset[str]) -> bool:
    """Say whether a Host header names this machine.

    An address in figures is always this machine's; a name is only known where it is in `names`, so that a
    page on the internet cannot lead its own name here and read the plan.
    """
    text = header.strip().lower()
    name = text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0]
    if name.rstrip(".") in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def path_is_plain(path: str) -> bool:
    """Say whether a path, as WSGI hands it over, can be one of the site's; odd ones make the engine fail."""
    try:
        text = path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    if text.startswith("/livereload/"):
        return bool(_WAIT.fullmatch(text))
    return text.startswith("/") and len(text) <= _LONGEST and not _ODD.search(text)


def _plain(start_response: Callable[..., Any], status: str, words: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [words.encode()]
