"""A plain web server for a built site, on this machine only."""

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class StaticServer:
    """Serve a folder from a thread until stopped.

    With a prefix such as `group/handbook` the folder stands under that path and everything outside it is 404,
    as on a server that hosts several sites.
    """

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.missing: list[str] = []
        """Paths that were asked for and not found, in order."""

        handler = partial(_Handler, directory=str(folder), prefix=prefix.strip("/"), missing=self.missing)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        """Scheme, host and port, without a slash at the end."""
        self.url = f"{self.origin}/{prefix.strip('/')}/" if prefix.strip("/") else f"{self.origin}/"
        """Where the folder's index stands, with a slash at the end."""
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


Serve = Callable[..., StaticServer]
"""The `static_server` fixture: `serve(folder, prefix="")`."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, prefix: str, missing: list[str], **keywords: Any) -> None:
        # Set first: the base class answers the request while it is constructed.
        self._prefix = f"/{prefix}/" if prefix else "/"
        self._missing = missing
        super().__init__(*args, **keywords)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self._prefix):
            return str(Path(self.directory) / "outside-the-prefix" / "does-not-exist")
        return super().translate_path("/" + path.removeprefix(self._prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code == 404:
            self._missing.append(self.path)
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Keep the test output quiet."""
