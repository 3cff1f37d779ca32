"""The commands: what they list, when they install, and what they say when the system lacks something."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

MADE_FROM = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-materialx.lock",
)


def make(folder: Path, *arguments: str) -> str:
    """Run make in a folder and return what it printed."""
    done = subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def checkout(repo_root: Path, tmp_path: Path) -> Path:
    """Return a folder with the files that `make` decides by, and an environment installed from them."""
    (tmp_path / "tools").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in (*MADE_FROM, "tools/environment.sh"):
        shutil.copy(repo_root / name, tmp_path / name)
        os.utime(tmp_path / name, (1_000_000, 1_000_000))
    for stamp in (".site-stamp", ".dev-stamp"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def test_make_alone_lists_every_public_target(repo_root: Path) -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (repo_root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    listed = re.findall(r"^make (\S+) +\w", make(repo_root), re.MULTILINE)
    assert listed == phony[1].split()
    assert {"site", "serve", "test", "check", "format", "bench", "lock", "clean", "screenshots"} < set(listed)


@pytest.mark.parametrize("target", ["site", "serve", "test", "check", "bench"])
def test_second_run_does_not_install(checkout: Path, target: str) -> None:
    assert "environment.sh" not in make(checkout, "-n", target)


@pytest.mark.parametrize(
    ("changed", "target", "installs"),
    [
        ("requirements.lock", "site", "tools/environment.sh site"),
        ("requirements-dev.lock", "test", "tools/environment.sh dev"),
        ("requirements-build.lock", "site", "tools/environment.sh site"),
        ("pyproject.toml", "check", "tools/environment.sh dev"),
    ],
)
def test_changed_lock_installs_again(checkout: Path, changed: str, target: str, installs: str) -> None:
    (checkout / changed).touch()
    for stamp in (checkout / ".venv").iterdir():
        os.utime(stamp, (2_000_000, 2_000_000))
    assert installs in make(checkout, "-n", target)


def test_new_development_lock_does_not_concern_the_site(checkout: Path) -> None:
    (checkout / "requirements-dev.lock").touch()
    for stamp in (checkout / ".venv").iterdir():
        os.utime(stamp, (2_000_000, 2_000_000))
    assert "environment.sh" not in make(checkout, "-n", "site")


class BareSystem:
    """A path with nothing on it but what a test puts there."""

    def __init__(self, repo_root: Path, folder: Path) -> None:
        self.script = repo_root / "tools" / "system_needs.sh"
        self.bin = folder / "bin"
        self.venv = folder / "venv"
        self.log = folder / "log"
        (self.venv / "bin").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("bash", "cp", "dirname", "touch"):
            found = shutil.which(name)
            assert found is not None
            (self.bin / name).symlink_to(found)

    def provide(self, path: Path, script: str) -> None:
        """Put a program in place that runs a line of shell."""
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the script on this system."""
        environment = {"PATH": str(self.bin), "ERPSITE_VENV": str(self.venv), "LOG": str(self.log), **more}
        environment["ERPSITE_SBIN"] = str(self.bin)
        bash = str(self.bin / "bash")
        return subprocess.run(
            [bash, str(self.script)], env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def system(repo_root: Path, tmp_path: Path) -> BareSystem:
    return BareSystem(repo_root, tmp_path)


def test_system_that_has_everything_is_left_alone(system: BareSystem) -> None:
    system.provide(system.venv / "bin" / "python", "exit 0")
    system.provide(system.bin / "fc-list", "echo Noto Sans CJK")
    system.provide(system.bin / "nginx", "exit 0")
    system.provide(system.bin / "java", "exit 0")
    system.provide(system.bin / "apt-get", 'echo "$@" >> "$LOG"')
    system.provide(system.bin / "id", "echo 0")
    done = system.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert not system.log.exists()


SHELL, CHROMIUM = "chromium-headless-shell", "chromium"


@pytest.mark.parametrize(("there", "asked"), [(SHELL, [SHELL]), (CHROMIUM, [SHELL, CHROMIUM])])
def test_root_installs_what_is_missing(system: BareSystem, there: str, asked: list[str]) -> None:
    installs = f"""[ "$1" = -version ] || echo "$@" >> "$LOG"; cp "$0" "${{0%/*}}/nginx"
        [ "${{@: -1}}" != default-jre-headless ] || cp "$0" "${{0%/*}}/java"
        [ "${{@: -1}}" != {there} ] || touch "$LOG.browser" """
    has = '[ -e "$LOG" ] && { [ "$2" != tools.browser ] || [ -e "$LOG.browser" ]; }'
    system.provide(system.venv / "bin" / "python", has)
    system.provide(system.bin / "fc-list", '[ -e "$LOG" ] && echo Noto Sans CJK')
    system.provide(system.bin / "apt-get", installs)
    system.provide(system.bin / "id", "echo 0")
    assert system.run().returncode == 0
    calls = system.log.read_text(encoding="utf-8").splitlines()
    packages = [call.split()[-1] for call in calls[1:]]
    pango = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    assert calls[0].split()[0] == "update"
    assert packages == [*asked, "fonts-noto-cjk", "fontconfig", "nginx-light", *pango, "default-jre-headless"]


def test_continuous_integration_takes_the_browser_without_windows(system: BareSystem) -> None:
    system.provide(system.venv / "bin" / "python", "exit 0")
    system.provide(system.bin / "fc-list", "echo Noto Sans CJK")
    system.provide(system.bin / "nginx", "exit 0")
    system.provide(system.bin / "java", "exit 0")
    system.provide(system.bin / "apt-get", 'echo "$@" >> "$LOG"')
    system.provide(system.bin / "id", "echo 0")
    assert system.run(CI="true").returncode == 0
    assert system.log.read_text(encoding="utf-8").split()[-1] == SHELL


def test_user_without_root_gets_the_browser_from_playwright(system: BareSystem) -> None:
    system.provide(
        system.venv / "bin" / "python",
        '[ "$2" = playwright ] && touch "$LOG"; [ -e "$LOG" ]',
    )
    system.provide(system.bin / "fc-list", "echo Noto Sans CJK")
    system.provide(system.bin / "nginx", "exit 0")
    system.provide(system.bin / "java", "exit 0")
    system.provide(system.bin / "id", "echo 1000")
    assert system.run().returncode == 0
    assert system.log.exists()


def test_what_cannot_be_had_is_named_in_one_line(system: BareSystem) -> None:
    system.provide(system.venv / "bin" / "python", "exit 1")
    system.provide(system.bin / "id", "echo 1000")
    done = system.run()
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "chromium" in done.stderr
    assert "fonts-noto-cjk" in done.stderr
    assert "nginx-light" in done.stderr
    assert "default-jre-headless" in done.stderr
