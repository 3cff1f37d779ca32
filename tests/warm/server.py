"""Import what commands need once, and part into a process of its own for each command that is passed on.

Run as `python -m tests.warm.server LISTENER LAUNCHER MODULE`, whose module imports the others; it ends when
its input does.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import marshal
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tests.warm.client import ENDED, SIZE, STARTED

_LEFT_WITH_WORDS = 1


@dataclass(frozen=True)
class _Told:
    """Hold what a command is, and where it was started."""

    what: str
    """A module, or the path of a script."""
    arguments: list[str]
    folder: str
    environment: dict[str, str]
    umask: int
    leads: bool
    """Whether it was started as the first of a session, whose processes end together."""
    streams: list[int]


@dataclass(frozen=True)
class _Running:
    """Hold a process, and who waits for it."""

    process: int
    asking: socket.socket
    leads: bool


class Server:
    """Hold what is running, and for whom."""

    def __init__(self, listener: socket.socket, launcher: str, imports: str) -> None:
        self._listener, self._launcher, self._imports = listener, launcher, imports
        self._imported = False
        self._waiting = selectors.DefaultSelector()
        self._running: dict[int, _Running] = {}
        """By the file that tells the end of a process."""

    def run(self) -> None:
        """Serve until standard input ends."""
        self._waiting.register(self._listener, selectors.EVENT_READ, self._accept)
        self._waiting.register(sys.stdin, selectors.EVENT_READ, None)
        while True:
            for key, _ in self._waiting.select():
                if key.data is None:
                    return
                key.data()

    def _accept(self) -> None:
        asking, _ = self._listener.accept()
        if not self._imported:
            importlib.import_module(self._imports)
            gc.collect()
            gc.freeze()
            self._imported = True
        told = _read_request(asking)
        process = os.fork()
        if process == 0:
            self._forget(asking)
            _become(told, self._launcher)
            _run(told)
        for stream in told.streams:
            os.close(stream)
        end = os.pidfd_open(process)
        self._running[end] = _Running(process, asking, told.leads)
        self._waiting.register(end, selectors.EVENT_READ, lambda: self._ended(end))
        self._waiting.register(asking, selectors.EVENT_READ, lambda: self._left(end))
        with contextlib.suppress(BrokenPipeError):
            asking.sendall(STARTED.pack(process))

    def _forget(self, asking: socket.socket) -> None:
        """Close, in the new process, what belongs to the server."""
        self._listener.close()
        self._waiting.close()
        for end, running in self._running.items():
            os.close(end)
            running.asking.close()
        asking.close()

    def _ended(self, end: int) -> None:
        """Tell who waits how the command ended."""
        running = self._running.pop(end)
        self._waiting.unregister(end)
        os.close(end)
        status = os.waitstatus_to_exitcode(os.waitpid(running.process, 0)[1])
        with contextlib.suppress(KeyError):
            self._waiting.unregister(running.asking)
        with contextlib.suppress(BrokenPipeError):
            running.asking.sendall(ENDED.pack(status))
        running.asking.close()

    def _left(self, end: int) -> None:
        """Kill a command whose stand-in was killed."""
        if end in self._running:
            running = self._running[end]
            self._waiting.unregister(running.asking)
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if running.leads else os.kill)(running.process, signal.SIGKILL)


def _read_request(asking: socket.socket) -> _Told:
    head, streams, _, _ = socket.recv_fds(asking, SIZE.size, 3)
    (size,) = SIZE.unpack(head)
    what, arguments, folder, environment, umask, leads = marshal.loads(  # noqa: S302 - our own client
        asking.recv(size, socket.MSG_WAITALL)
    )
    return _Told(what, arguments, folder, environment, umask, leads, list(streams))


def _become(told: _Told, launcher: str) -> None:
    """Take the place of a process that was started there, so."""
    if told.leads:
        os.setsid()
    for number, stream in enumerate(told.streams):
        os.dup2(stream, number)
        os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(told.umask)
    os.chdir(told.folder)
    os.environ.clear()
    os.environ.update(told.environment)
    time.tzset()
    sys.executable = launcher
    sys.stdin = _text(sys.stdin, "r")
    sys.stdout = _text(sys.stdout, "w")
    sys.stderr = _text(sys.stderr, "w", buffering=1)


def _text(stream: TextIO, mode: str, buffering: int = -1) -> io.TextIOWrapper:
    """Open anew what a standard stream leads to now, with the encoding of the one that was opened first."""
    text = io.open(  # noqa: SIM115, UP020 - it stays open as long as the process lives
        stream.fileno(), mode, buffering, stream.encoding, stream.errors, closefd=False
    )
    assert isinstance(text, io.TextIOWrapper)
    if mode == "w" and os.environ.get("PYTHONUNBUFFERED"):
        text.reconfigure(write_through=True)
    return text


def _run(told: _Told) -> None:
    """Run a module as `python -m` does, or a script by its path, and leave as it does."""
    what, is_script = told.what, os.sep in told.what
    sys.argv = [what, *told.arguments]
    sys.path[0] = str(Path(what).parent) if is_script else told.folder
    code: object = 0
    try:
        if is_script:
            runpy.run_path(what, run_name="__main__")
        else:
            runpy.run_module(what, run_name="__main__", alter_sys=True)
    except SystemExit as left:
        code = left.code
    except BaseException:  # whatever it is, it is the command's
        traceback.print_exc()
        code = _LEFT_WITH_WORDS
    if code is not None and not isinstance(code, int):
        sys.stderr.write(f"{code}\n")
        code = _LEFT_WITH_WORDS
    threading._shutdown()  # type: ignore[attr-defined]  # as the interpreter does when it ends
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit((code or 0) & 0xFF)


def main() -> None:
    """Serve the listener that the command line names."""
    listener, launcher, imports = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Server(socket.socket(fileno=int(listener)), launcher, imports).run()


if __name__ == "__main__":
    main()
