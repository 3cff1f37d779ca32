#!/usr/bin/env bash
# See to what the tests need of the system: a Chromium, a Chinese font, pango, nginx, Java and PostgreSQL.
# Where they are missing: root with apt-get installs them; anybody else gets Playwright's own Chromium;
# what still cannot be had is named in one line, and the script fails.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${ERPSITE_VENV:-.venv}

has_browser() { "$venv/bin/python" -m tools.browser >/dev/null 2>&1; }
has_fonts() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }
# Ordinary users of Debian do not have /usr/sbin on their path.
has_nginx() { command -v nginx >/dev/null || [ -x "${ERPSITE_SBIN:-/usr/sbin}/nginx" ]; }

has_pango() { "$venv/bin/python" -c 'import weasyprint' >/dev/null 2>&1; }

# MPXJ, which reads files of MS Project, runs on it.
has_java() { java -version >/dev/null 2>&1 || "${JAVA_HOME:-/nowhere}/bin/java" -version >/dev/null 2>&1; }

# A log may be a table of it; Debian keeps its programs off the path.
has_postgres() { command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; }

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    echo "installing $*" >&2
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends "$@" \
        </dev/null >/dev/null
}

packages=()
# The Chromium without windows opens pages at three quarters of the cost; a system without it has the other.
if [ -n "${CI:-}" ] || ! has_browser; then
    command -v chromium-headless-shell >/dev/null || packages+=(chromium-headless-shell)
fi
has_browser || packages+=(chromium)
has_fonts || packages+=(fonts-noto-cjk fontconfig)
has_nginx || packages+=(nginx-light)
has_pango || packages+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
has_java || packages+=(default-jre-headless)
has_postgres || packages+=(postgresql)
[ "${#packages[@]}" = 0 ] && exit 0

if can_apt; then
    apt-get update --quiet --quiet </dev/null >/dev/null || echo "apt-get update failed; trying with what is known" >&2
    # A system whose chromium package is missing or a stub still has Playwright's below.
    for package in "${packages[@]}"; do
        [ "$package" = chromium ] && has_browser && continue
        apt_install "$package" || true
    done
fi
has_browser || "$venv/bin/python" -m playwright install chromium >&2 || true

missing=()
has_browser || missing+=("Chromium (the package chromium)")
has_fonts || missing+=("a Chinese font (the packages fontconfig and fonts-noto-cjk)")
has_nginx || missing+=("nginx (the package nginx-light or nginx)")
has_pango || missing+=("pango (the packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0)")
has_java || missing+=("Java (the package default-jre-headless)")
has_postgres || missing+=("PostgreSQL (the package postgresql)")
[ "${#missing[@]}" = 0 ] && exit 0

printf 'The tests cannot run: install %s' "${missing[0]}" >&2
[ "${#missing[@]}" = 1 ] || printf ' and %s' "${missing[@]:1}" >&2
printf '\n' >&2
exit 1
