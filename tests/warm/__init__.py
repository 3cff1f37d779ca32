"""Commands in processes of their own that need not import erpsite each: `[python(), "-m", "erpsite", …]`.

A command that a test starts is mostly the imports of the command and those of the engine, half a second and
three quarters. A server that has imported them parts for each command: another process, with its own folder,
environment, streams and end. Two servers, because the engine runs with a seed of hashes that is set and the
commands run with one that is drawn. What a fork cannot show is given to a true interpreter: other variables
that an interpreter reads when it starts, other modules, another system than Linux. A test that asks about
imports, about two drawn seeds or about the moment at which a killed process ends starts `sys.executable`
itself.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.warm import client

__all__ = ["PROBE", "programs", "python", "stop"]

_ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("probe.py")
_SCRIPT = str(Path(sys.executable).with_name("erpsite"))
_LAUNCHER = """#!{python} -IS
import sys
sys.path.insert(0, {here!r})
import client
client.main({servers!r}, {read!r}, [{before}*sys.argv[1:]])
"""

_started: list[tuple[Path, list[subprocess.Popen[bytes]]]] = []


def python() -> str:
    """Return what to start in the place of `sys.executable`; the servers end with the tests."""
    return str(programs() / Path(sys.executable).name) if sys.platform == "linux" else sys.executable


def programs() -> Path:
    """Return a folder for `PATH` that holds the interpreter and `erpsite`."""
    if sys.platform != "linux":
        return Path(sys.executable).parent
    if not _started:
        _started.append(_start())
    return _started[0][0]


def stop() -> None:
    """End the servers, and wait for them."""
    while _started:
        folder, servers = _started.pop()
        for server in servers:
            server.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def _start() -> tuple[Path, list[subprocess.Popen[bytes]]]:
    folder = Path(tempfile.mkdtemp(prefix="erpsite-warm-", dir="/tmp"))  # the address of a socket is short
    commands, engine = str(folder / "commands.socket"), str(folder / "engine.socket")
    told = {
        "python": sys.executable,
        "here": str(Path(__file__).parent),
        "servers": {
            "": (commands, ("erpsite", _SCRIPT, "mkdocs", "tests.publish.fake_site", str(PROBE))),
            "0": (engine, ("erpsite_mkdocs.languages", "mkdocs")),
        },
        "read": client.read_at_start(os.environ),
    }
    launcher = folder / Path(sys.executable).name
    for path, before in ((launcher, ""), (folder / "erpsite", f"{_SCRIPT!r}, ")):
        path.write_text(_LAUNCHER.format(**told, before=before), encoding="utf-8")
        path.chmod(0o700)
    return folder, [_serve(commands, launcher, "for_commands"), _serve(engine, launcher, "for_engine", "0")]


def _serve(address: str, launcher: Path, imports: str, seed: str = "") -> subprocess.Popen[bytes]:
    """Start a server, which imports nothing before it is asked for something."""
    environment = {name: value for name, value in os.environ.items() if name != client.SEED}
    if seed:
        environment[client.SEED] = seed
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(16)
        shared = listener.fileno()
        return subprocess.Popen(
            [sys.executable, "-m", "tests.warm.server", str(shared), str(launcher), f"tests.warm.{imports}"],
            cwd=_ROOT, env=environment, stdin=subprocess.PIPE, pass_fds=[shared],
        )  # fmt: skip
