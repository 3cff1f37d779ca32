#!/usr/bin/env bash
# Make .venv and install what the lock files pin.
#   tools/environment.sh site   what the site needs
#   tools/environment.sh dev    that, and what tests, checks, benchmarks and locking need
#   tools/environment.sh spark  PySpark, into .spark beside it; needs dev
#   tools/environment.sh bare   an environment with nothing in it
# ERPSITE_VENV names another folder than .venv; PYTHON names the interpreter to start from.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${ERPSITE_VENV:-.venv}

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "erpsite needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.12 …" >&2
    return 1
}

make_venv() {
    [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
    local python
    python=$(find_python)
    # Debian keeps ensurepip in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        else
            echo "erpsite needs Python's venv module: install python3-venv" >&2
            return 1
        fi
    fi
    "$python" -m venv "$venv"
}

install_locked() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes "$@"
}

install_package() {
    # Nothing is fetched here: the build tools are the locked ones and the dependencies are in place.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --editable .
}

case "${1:-}" in
    bare)
        make_venv
        ;;
    site | dev)
        lock=requirements.lock
        [ "$1" = dev ] && lock=requirements-dev.lock
        make_venv
        install_locked --requirement requirements-build.lock
        # What is published as source only is built with the locked build tools, not with fetched ones.
        install_locked --no-build-isolation --use-pep517 --requirement "$lock"
        install_package
        if [ "$1" = dev ]; then
            rm -rf "$venv/materialx"
            install_locked --no-deps --target "$venv/materialx" --requirement requirements-materialx.lock
        fi
        touch "$venv/.site-stamp"
        [ "$1" = dev ] && touch "$venv/.dev-stamp"
        true
        ;;
    spark)
        # In a folder of its own, so that nothing else sees it; published as source, built by the locked tools.
        rm -rf .spark
        install_locked --no-build-isolation --use-pep517 --no-deps --target .spark \
            --requirement requirements-spark.lock
        touch .spark/.stamp
        ;;
    *)
        echo "usage: tools/environment.sh site|dev|spark|bare" >&2
        exit 2
        ;;
esac
