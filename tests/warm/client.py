"""Stand for the interpreter or for `erpsite`: have a server that has imported what it needs run a command.

What a server cannot do as an interpreter of its own would is given to one.
"""

from __future__ import annotations

import array
import contextlib
import marshal
import os
import signal
import socket
import struct
import sys
from collections.abc import Mapping, Sequence

SEED = "PYTHONHASHSEED"
SIZE, STARTED, ENDED = struct.Struct("!I"), struct.Struct("!I"), struct.Struct("!i")
_READ = ("PYTHON", "MALLOC", "LD_")
_PLAIN = frozenset({"", "C", "POSIX", "C.UTF-8"})
"""Locales in which an interpreter reads and writes UTF-8, and knows no language."""


def read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what of an environment an interpreter reads when it starts, and a server cannot read again."""
    apart = {SEED, "PYTHONUNBUFFERED"}
    found = {
        name: value for name, value in environment.items() if name.startswith(_READ) and name not in apart
    }
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return found if locale in _PLAIN else found | {"LC_ALL": locale}


def main(
    servers: Mapping[str, tuple[str, Sequence[str]]], read: Mapping[str, str], words: Sequence[str]
) -> None:
    """Run `-m MODULE …`, a script or any other words of an interpreter; leave as it leaves.

    `servers` are the address of each, and what it runs, by the seed of hashes that it was started with;
    `read` is what they read of their environment.
    """
    environment = dict(os.environ)
    what, arguments = (
        (words[1], words[2:]) if words[:1] == ["-m"] and len(words) > 1 else (words[0], words[1:])
    )
    address, runs = servers.get(environment.get(SEED, ""), ("", ()))
    if what not in runs or read_at_start(environment) != read:
        os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own interpreter
    status = _pass_on(address, what, arguments, environment)
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _pass_on(address: str, what: str, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Have a server run the command with our streams, folder and environment; return its status."""
    umask = os.umask(0)
    os.umask(umask)
    leads = os.getsid(0) == os.getpid()
    request = marshal.dumps(
        (what, list(arguments), os.getcwd(), dict(environment), umask, leads)  # noqa: PTH109 - pathlib is dear
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.connect(address)
        streams = array.array("i", [0, 1, 2])
        server.sendmsg([SIZE.pack(len(request))], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        server.sendall(request)
        (process,) = STARTED.unpack(server.recv(STARTED.size, socket.MSG_WAITALL))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda told, _: _tell(process, told))
        (status,) = ENDED.unpack(server.recv(ENDED.size, socket.MSG_WAITALL))
    return int(status)


def _tell(process: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)
