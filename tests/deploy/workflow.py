"""Run the steps of a workflow on this machine: their shell, with the environment that they declare."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.]+)\s*\}\}")


def read_workflow(file: Path) -> dict[str, Any]:
    """Return a parsed workflow."""
    workflow: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return workflow


@dataclass
class Runner:
    """Be what a hosted runner is to a job: a checkout, a folder, a summary, and values."""

    checkout: Path
    temp: Path
    values: Mapping[str, str]
    path: str = field(default_factory=lambda: os.environ["PATH"])

    @property
    def summary(self) -> str:
        """Return what the steps have written into the job's summary."""
        file = self.temp / "summary.md"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def run(self, workflow: Mapping[str, Any], job: str, *, without: str = "") -> str:
        """Run every `run:` step of a job as bash does there, and return what they print.

        `without` names the step that this machine has done already. Raises where a step fails.
        """
        output = ""
        for step in workflow["jobs"][job]["steps"]:
            if "run" in step and step.get("name") != without:
                output += self._step(step, {**workflow.get("env", {}), **step.get("env", {})})
        return output

    def _step(self, step: Mapping[str, Any], environment: Mapping[str, str]) -> str:
        assert not _EXPRESSION.search(step["run"]), "an expression in a script can be used to inject commands"
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        declared = {name: self._value(value) for name, value in environment.items()}
        done = subprocess.run(
            ["bash", "-e", str(script)],
            cwd=self.checkout, env={**self._machine(), **declared}, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{step.get('name')}: {done.stdout}{done.stderr}"
        return done.stdout

    def _machine(self) -> dict[str, str]:
        return {
            "PATH": self.path,
            "HOME": str(self.temp),
            "LANG": "C.UTF-8",
            "CI": "true",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
        }

    def _value(self, value: str) -> str:
        return _EXPRESSION.sub(lambda match: self.values[match[1]], str(value))
