"""Tell what a process is, end as it is asked to; for the test that compares two ways to start one."""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def main(ending: str) -> None:
    """Print what differs between processes, then leave with a code, with words, by a signal or not at all."""
    umask = os.umask(0)
    os.umask(umask)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    told = {
        "argv": sys.argv,
        "folder": os.getcwd(),  # noqa: PTH109 - as the process has it
        "umask": umask,
        "environment": dict(os.environ),
        "path": sys.path[0],
        "input": sys.stdin.read() if ending != "wait" else "",
        "streams": [
            (stream.encoding, stream.errors, stream.line_buffering, getattr(stream, "write_through", None))
            for stream in streams
        ],
        "leads": os.getsid(0) == os.getpid(),
        "zone": time.tzname,
        "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    }
    imported = "erpsite.cli.check" in sys.modules
    sys.stdout.write(json.dumps({"told": told, "imported": imported, "process": os.getpid()}) + "\n")
    sys.stdout.flush()
    if ending == "code":
        sys.exit(7)
    if ending == "words":
        sys.exit("these words")
    if ending == "error":
        raise ValueError(ending)
    if ending == "signal":
        os.kill(os.getpid(), signal.SIGTERM)
    while ending == "wait":
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1])
