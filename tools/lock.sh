#!/usr/bin/env bash
# Write the lock files again from pyproject.toml: newest versions it allows, with hashes, without addresses.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/environment.sh bare
uv=.venv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'

lock() {
    local output=$1
    shift
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$uv" pip compile --quiet --no-config --upgrade \
        --universal --python-version 3.11 --generate-hashes --no-emit-package erpsite \
        --output-file "$output" "$@"
}

# The largest is solved first and holds the others to the same versions.
lock requirements-dev.lock pyproject.toml --group dev --extra pack --extra notebook --extra import --extra import-mpp --extra level --extra rollup --extra postgresql --extra engines
lock requirements.lock pyproject.toml --constraint requirements-dev.lock
lock requirements-build.lock --group pyproject.toml:build --constraint requirements-dev.lock
# The fork of the theme has the names of its modules: it lies in a folder of its own, on what is here already.
lock requirements-materialx.lock --no-deps --group pyproject.toml:materialx
lock requirements-spark.lock --group pyproject.toml:spark
