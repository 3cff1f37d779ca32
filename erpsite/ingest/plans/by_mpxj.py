"""Have files that only MS Project reads turned into its XML by MPXJ, which needs Java.

It runs apart from this process: what a broken file does to it ends with it. https://www.mpxj.org/
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from erpsite.extras import require
from erpsite.ingest.faults import SourceFault

__all__ = ["as_mspdi", "find_java"]

_SECONDS = 300
_MEMORY = "-Xmx1g"
_LOCKED = ("password protected", "PASSWORD_PROTECTED", "passwordProtected")


def find_java() -> str | None:
    """Return the Java that `JAVA_HOME` names, or else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    return (shutil.which("java", path=str(Path(home, "bin"))) if home else None) or shutil.which("java")


def as_mspdi(data: bytes, path: str) -> bytes:
    """Return a plan as MS Project XML; raise `SourceFault` where it cannot be read or Java is missing."""
    require("mpxj")
    java = find_java()
    if java is None:
        message = (
            "{path} needs Java, which is not installed: install a Java runtime (in Debian and Ubuntu: "
            "apt install default-jre-headless), or save the plan in MS Project as XML and import that"
        )
        raise SourceFault(message, path=path)
    with tempfile.TemporaryDirectory(prefix="erpsite-mpxj-") as folder:
        source = Path(folder, "plan").with_suffix(Path(path).suffix.lower())
        source.write_bytes(data)
        target = Path(folder, "plan.xml")
        told = _convert(java, source, target, path)
        if not target.is_file():
            raise _fault(told, path)
        return target.read_bytes()


def _jars() -> str:
    spec = importlib.util.find_spec("mpxj")
    folders = (spec.submodule_search_locations if spec else None) or []
    return os.pathsep.join(str(Path(folder, "lib", "*")) for folder in folders)


def _convert(java: str, source: Path, target: Path, path: str) -> str:
    """Run the program that MPXJ brings for this; return what it said."""
    command = [
        java, _MEMORY, "-Djava.awt.headless=true", "-Dlog4j2.level=OFF",
        "-cp", _jars(), "org.mpxj.sample.MpxjConvert", str(source), str(target),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, with files of our own
            command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = "{path} took MPXJ longer than {n} seconds and was given up"
        raise SourceFault(message, path=path, n=_SECONDS) from error
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _fault(told: str, path: str) -> SourceFault:
    if any(word in told for word in _LOCKED):
        return SourceFault(
            "{path} has a password; take it off in MS Project and save the plan again", path=path
        )
    if "UnsupportedClassVersionError" in told:
        return SourceFault(
            "the Java that is installed is too old to read {path}; install Java 8 or newer", path=path
        )
    reason = next((line.split(": ", 1)[-1] for line in told.splitlines() if "Exception" in line), told[-200:])
    message = (
        "{path} cannot be read as a plan of MS Project ({reason}); "
        "open it there and choose File, Save As, XML Format (*.xml)"
    )
    return SourceFault(message, path=path, reason=" ".join(reason.split())[:200])
