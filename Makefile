# Every command of the project. `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

BIN := .venv/bin
LOCKS := requirements-build.lock pyproject.toml tools/environment.sh
# pytest's workers. Tests of one file stay on one worker, so that a file's fixtures are built once.
WORKERS ?= 2
# Where `make test-fast` looks: what neither starts commands nor builds sites.
CORE := $(addprefix tests/,analysis charts i18n ingest load model pages patch plancheck)
# Passed on, for example: make test ARGS="tests/load -k csv"
ARGS ?=
# The sets of packages that `make smoke` installs, all at once.
SETS ?= lowest newest

# Material and MkDocs print advice about their successors; nothing in it is for a reader of our output.
export NO_MKDOCS_2_WARNING := 1
# Where the environment forbids it to keep what it compiled, each command that a test starts compiles anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve docs test test-fast test-costs test-spark check format smoke audit sbom package bench attack soak screenshots lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/.site-stamp ## build the handbook in both languages into site/
	$(BIN)/erpsite build --site-dir site $(ARGS)

serve: .venv/.site-stamp ## show the handbook in a browser and rebuild on every change
	$(BIN)/erpsite serve $(ARGS)

docs: .venv/.dev-stamp ## build the documentation in both languages, from where `erpsite docs` opens it
	$(BIN)/python -m tools.docs_site

test: .venv/.dev-stamp ## run every test, browser tests included (ARGS="tests/load" for some)
	tools/system_needs.sh
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

test-fast: .venv/.dev-stamp ## run the tests that cost little, without a browser, in less than a minute
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder --fast $(or $(ARGS),$(CORE))

test-costs: .venv/.dev-stamp ## measure what each file of tests costs; `make test` begins with the dearest
	tools/system_needs.sh
	rm -f .costs
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder --costs .costs $(ARGS)
	sort -k1,1nr -k2 .costs >tests/costs.tsv
	rm .costs

test-spark: .spark/.stamp ## compare Spark with DuckDB in three time zones; brings PySpark, half a gigabyte, and needs Java 17
	java -version 2>&1 | head -1
	for zone in UTC Asia/Shanghai Europe/Berlin; do \
		TZ=$$zone PYTHONPATH=.spark ERPSITE_SPARK=1 $(BIN)/python -m pytest -q tests/ingest/rollup/test_spark.py $(ARGS); \
	done
	TZ=Asia/Shanghai PYTHONPATH=.spark ERPSITE_SPARK=1 $(BIN)/python -m pytest -q tests/ingest/rollup/test_spark_table.py $(ARGS)

check: .venv/.dev-stamp ## check format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/.dev-stamp ## format the code and repair what lint can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

smoke: .venv/.dev-stamp ## install the wheel without the lock, oldest and newest packages, and build the sample
	jobs=(); for set in $(SETS); do $(BIN)/python -m tools.smoke $$set & jobs+=($$!); done; \
	code=0; for job in "$${jobs[@]}"; do wait $$job || code=1; done; exit $$code

audit: .venv/.dev-stamp ## hold locks and floors against the snapshot of advisories, then against today's
	$(BIN)/python -m tools.advisories
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements-dev.lock --progress-spinner off

sbom: .venv/.dev-stamp ## write the bill of materials (CycloneDX) of a release into dist/
	$(BIN)/python -m tools.sbom dist

package: sbom docs ## build wheel with documentation, source archive and bill of materials into dist/
	$(BIN)/python -m hatchling build --directory dist

bench: .venv/.dev-stamp ## measure our build beside plain MkDocs + Material and Zensical
	$(BIN)/python -m benchmarks $(ARGS)

attack: .venv/.dev-stamp ## try to break what must hold, on this machine alone, in at most five minutes; print what was tried
	$(BIN)/python -m tests.attack

soak: .venv/.dev-stamp ## kill and race publishers for some minutes, and lose nothing; read workbook and calendar in other programs
	$(BIN)/python -m tests.publish.soak $(ARGS)
	$(BIN)/python -m tests.pack.office
	$(BIN)/python -m tests.pack.readers

screenshots: .venv/.dev-stamp site ## take the pictures in the README again
	tools/system_needs.sh
	$(BIN)/python -m tools.screenshots $(ARGS)

lock: ## take the newest dependencies that pyproject.toml allows into the lock files
	tools/lock.sh

clean: ## remove what was built and every cache; .venv stays
	rm -rf site .build dist erpsite/_docs .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

.venv/.site-stamp: requirements.lock $(LOCKS)
	tools/environment.sh site

.venv/.dev-stamp: requirements-dev.lock requirements-materialx.lock $(LOCKS)
	tools/environment.sh dev

.spark/.stamp: requirements-spark.lock | .venv/.dev-stamp
	tools/environment.sh spark
