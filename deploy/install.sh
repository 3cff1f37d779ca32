#!/usr/bin/env bash
# Install erpsite into .venv for a job of continuous integration.
# A handbook of your own names its version in requirements.txt; erpsite's own repository has lock files.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -f requirements.txt ]; then
    "${PYTHON:-python3}" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
else
    tools/environment.sh site
fi
.venv/bin/erpsite --version
