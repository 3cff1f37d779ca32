"""A PostgreSQL server of the tests' own, in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from erpsite.extras import need

__all__ = ["PASSWORD", "USER", "Server", "served"]

USER, PASSWORD = "keeper_of_logs", "hunter2-of-logs"


@dataclass(frozen=True)
class Server:
    """Hold a server that runs."""

    port: int

    def address(self, password: str = PASSWORD, database: str = "postgres", user: str = USER) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str) -> None:
        driver = need("adbc_driver_postgresql.dbapi")
        with driver.connect(self.address(), autocommit=True) as connection, connection.cursor() as cursor:
            for one in statements:
                cursor.execute(one)


def _programs() -> Path:
    beside = shutil.which("initdb")
    folders = [Path(beside).parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.fail("no PostgreSQL on this machine; `make test` installs one, or tools/system_needs.sh does")
    return folders[-1]


@contextmanager
def served() -> Iterator[Server]:
    """Give a server on a free port; it refuses to run as root, and runs as its own user then."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="erpsite-pg-", dir="/tmp"))
    before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if before:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    data = folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def run(program: str, *words: str) -> None:
        command = [*before, str(programs / program), "-D", str(data), *words]
        with (folder / "said").open("ab") as said:  # a pipe would stay open as long as the server runs
            if subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False).returncode:
                pytest.fail(f"{program}: {(folder / 'said').read_text(errors='replace')}")

    try:
        run("initdb", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}", "-U", USER, "-E", "UTF8",
            "--locale=C")  # fmt: skip
        run("pg_ctl", "-w", "-o", options, "start")
        try:
            yield Server(port)
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
