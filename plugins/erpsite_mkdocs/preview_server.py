"""Let the engine's server answer from a preview: what is asked for is drawn before it is handed out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

from erpsite_mkdocs.preview import Preview

__all__ = ["answer_from", "site_name"]


def answer_from(
    preview: Preview, server: LiveReloadServer, take_edit: Callable[[], bool]
) -> LiveReloadServer:
    """Let `take_edit` take an edit in, a whole build where that says no, and let pages be drawn late."""
    whole: Any = server.builder
    inner: Any = server.get_app()

    def rebuild() -> None:
        with preview.lock:
            preview.turn += 1  # what is read from here on may be half of this and half of what was before
            try:
                if not take_edit():
                    whole()
            finally:
                preview.turn += 1

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        name = site_name(environ.get("PATH_INFO", ""), server.mount_path)
        while True:
            said: list[Any] = []
            turn = preview.make(name) if name else preview.turn
            body: Iterable[bytes] = inner(environ, lambda *words, said=said: said.append(words))
            if not name or preview.turn == turn:
                break
            getattr(body, "close", lambda: None)()  # an edit came between, and this may be a stand-in
        start_response(*said[-1])
        return body

    server.builder = rebuild
    server.set_app(answer)
    return server


def site_name(path: str, mount: str) -> str:
    """Return the name of the file of the site that an address asks for; none where it asks for no file."""
    text = path.encode("latin-1", "ignore").decode("utf-8", "ignore")
    if text.startswith("/livereload/") or not f"{text}/".startswith(mount):
        return ""
    name = text[len(mount) :]
    return posixpath.normpath(f"/{name}index.html" if name.endswith("/") or not name else f"/{name}").lstrip(
        "/"
    )
