"""Write the bill of materials (CycloneDX) of a release: each package of requirements.lock with its hashes.

    python -m tools.sbom dist

The same lock gives the same bytes: it holds no time, no random id and nothing of this machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import erpsite

ROOT = Path(__file__).resolve().parent.parent


def with_root(bill: dict[str, Any], project: dict[str, Any]) -> dict[str, Any]:
    """Return the bill with the version of what is released and what it asks for directly."""
    root = {**bill["metadata"]["component"], "version": erpsite.__version__}
    root["purl"] = f"pkg:pypi/{root['name']}@{erpsite.__version__}"
    direct = {canonicalize_name(Requirement(line).name) for line in project["project"]["dependencies"]}
    asked = sorted(one["bom-ref"] for one in bill["components"] if canonicalize_name(one["name"]) in direct)
    rest = [one for one in bill["dependencies"] if one["ref"] != root["bom-ref"]]
    dependencies = [{"ref": root["bom-ref"], "dependsOn": asked}, *rest]
    return {**bill, "metadata": {**bill["metadata"], "component": root}, "dependencies": dependencies}


def write_bill(folder: Path) -> Path:
    """Write the bill into a folder and return its path."""
    program = Path(sys.executable).with_name("cyclonedx-py")
    command = [str(program), "requirements", "requirements.lock", "--pyproject", "pyproject.toml"]
    command += ["--mc-type", "application", "--output-reproducible"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bill = with_root(json.loads(done.stdout), project)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"erpsite-{erpsite.__version__}.cdx.json"
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def main() -> int:
    """Write the bill of materials and say where it is."""
    target = write_bill(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
