"""Run a real nginx over a folder, with the configuration that a company would install."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def nginx_path() -> str:
    """Return nginx; a machine without it fails the test, never skips it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail("no nginx on this machine; `make test` installs it as root, or install the package nginx")
    return found


@contextmanager
def serve_with_nginx(config: Path, tree: Path, policy: Path, work: Path) -> Iterator[str]:
    """Serve `tree` under /handbook/ with the given configuration and policy; yield the address of the origin.

    Only the port and the two paths of the configuration are changed.
    """
    work.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    changed = config.read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("alias /srv/handbook/;", f"alias {tree}/;"),
        ("/etc/nginx/handbook/csp.conf", str(policy)),
    ):
        assert changed.count(f"\n    {old}") + changed.count(f" {old}") >= 1, old
        changed = changed.replace(old, new)
    (work / "handbook.conf").write_text(changed, encoding="utf-8")
    (work / "nginx.conf").write_text(_frame(work), encoding="utf-8")
    command = [nginx_path(), "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _frame(work: Path) -> str:
    # Root's nginx gives its workers to nobody, who may not read a test's folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    places = "".join(
        f"    {name}_temp_path {work}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user}daemon off;\npid {work}/nginx.pid;\nerror_log {work}/error.log;\n"
        f"events {{}}\nhttp {{\n    access_log {work}/access.log;\n{places}"
        f"    include {work}/handbook.conf;\n}}\n"
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        assert process.poll() is None, "nginx ended by itself"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")
