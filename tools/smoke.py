"""Install the wheel without the lock, oldest or newest packages, and build the sample.

    python -m tools.smoke lowest                the floors of pyproject.toml, the rest as new as it goes
    python -m tools.smoke newest                what `pip install erpsite` brings today
    python -m tools.smoke newest --python 3.13  on another interpreter of this machine, or the path of one
    python -m tools.smoke resolve               that a set exists for each Python that we name, no more

It ends with 1 and what was said at the first step that fails. Nothing outside a temporary folder is written.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}


class StepFailedError(Exception):
    """Carry what a step has said before it failed."""


def uv() -> str:
    """Return the installed uv: beside this interpreter, or on the path."""
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.is_file() else shutil.which("uv")
    if found is None:
        raise StepFailedError("uv is not installed: pip install uv")
    return found


def run(*words: str | Path, folder: Path = ROOT, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a program without a terminal. Raises `StepFailedError` for an exit code that is not expected."""
    clean = {name: text for name, text in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    command = [str(word) for word in words]
    done = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode != code:
        said = f"ended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
        raise StepFailedError(f"{' '.join(command)}\n{said}")
    return done


def resolve(which: str, python: str, extras: tuple[str, ...], out: Path) -> None:
    """Write the versions of one resolution for one Python."""
    options = [word for extra in extras for word in ("--extra", extra)]
    run(uv(), "pip", "compile", "--quiet", "--no-config", "--no-header", "--no-annotate",
        "--resolution", RESOLUTIONS[which], "--python-version", python, *options, "--output-file", out,
        "pyproject.toml")  # fmt: skip


def install(which: str, python: str, work: Path) -> Path:
    """Make an environment, install the wheel and its packages of one resolution, and return its `bin`."""
    venv, pins, wheels = work / "venv", work / "pins.txt", work / "wheels"
    run(uv(), "venv", "--quiet", "--no-config", "--no-python-downloads", "--python", python, venv)
    interpreter = venv / "bin" / "python"
    ask = "import sys; print('{}.{}'.format(*sys.version_info))"
    resolve(which, run(interpreter, "-c", ask).stdout.strip(), (), pins)
    run(uv(), "pip", "install", "--quiet", "--no-config", "--python", interpreter, "--requirement", pins)
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", wheels)
    (wheel,) = wheels.glob("*.whl")
    run(uv(), "pip", "install", "--quiet", "--no-config", "--no-deps", "--python", interpreter, wheel)
    return venv / "bin"


def try_out(bin_folder: Path, work: Path) -> None:
    """Start a handbook as a company does, check and build it, and look at what came of it."""
    erpsite, plan = bin_folder / "erpsite", work / "plan"
    run(erpsite, "new", plan, "--sample", folder=work)
    found = run(erpsite, "check", "--format", "json", folder=plan).stdout
    json.loads(found)  # nothing but the report stands on standard output
    run(erpsite, "build", "--edition", "staff", "--site-dir", "site", folder=plan)
    for language in ("zh", "en"):
        stamp = json.loads((plan / "site" / language / "erpsite-build.json").read_text(encoding="utf-8"))
        if not stamp["job"] or (stamp["edition"], stamp["language"]) != ("staff", language):
            raise StepFailedError(f"the site of {language} is stamped {stamp}")
        pages = sum(1 for _ in (plan / "site" / language).rglob("*.html"))
        if pages < 100:
            raise StepFailedError(f"the site of {language} has {pages} pages only")
    run(erpsite, "pack", "--only", "calendar", "--only", "data", folder=plan)
    missing = run(erpsite, "pack", "--only", "workbook", folder=plan, code=2).stderr
    if "pip install 'erpsite[pack]'" not in missing or "Traceback" in missing:
        raise StepFailedError(f"pack without its extra says:\n{missing}")


def smoke(which: str, python: str) -> None:
    """Install and try out one resolution on one Python."""
    with tempfile.TemporaryDirectory(prefix="erpsite-smoke-") as name:
        work = Path(name)
        try_out(install(which, python, work), work)


def resolve_all() -> None:
    """Resolve both ends for each Python and for all extras."""
    with tempfile.TemporaryDirectory(prefix="erpsite-smoke-") as name:
        for which in RESOLUTIONS:
            for python in PYTHONS:
                resolve(which, python, ("pack", "notebook"), Path(name, "pins.txt"))


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked for and return the exit code."""
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tools.smoke", description=about)
    parser.add_argument("what", choices=(*RESOLUTIONS, "resolve"))
    parser.add_argument("--python", default=sys.executable)
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        if asked.what == "resolve":
            resolve_all()
        else:
            smoke(asked.what, asked.python)
    except StepFailedError as error:
        print(error, file=sys.stderr)
        return 1
    on = "" if asked.what == "resolve" else f" on Python {asked.python}"
    print(f"{asked.what}{on}: fine, after {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
