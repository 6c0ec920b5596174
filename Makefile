# The two commands of the README: `make` builds the book, `make test` runs the tests.
# Both set up what they need first and are quick when that is done.

BOOK ?= ml-inference-apis
PYTEST_ARGS ?=

ifndef PYTHON
PYTHON := $(shell for each in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
endif
export PYTHON

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := book
.DELETE_ON_ERROR:
.NOTPARALLEL: # system packages come before the environment
.PHONY: book test gallery lint format types wheel lock clean book-packages test-packages

book: book-packages .venv/.installed
	$(BIN)/publish build $(BOOK)

test: test-packages .venv/.installed
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=8 $(PYTEST_ARGS)

# The pictures in docs/gallery/; LibreOffice and Chromium with playwright have to be there.
gallery: test-packages .venv/.installed
	$(BIN)/python tests/gallery.py

lint: .venv/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: .venv/.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# mypy and import-linter see packages where the wheel puts them, not where setuptools maps them from.
types: wheel
	MYPYPATH=build/tree $(BIN)/mypy -p chapbook
	PYTHONPATH=build/tree $(BIN)/lint-imports

wheel: .venv/.installed
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	$(BIN)/python -m zipfile -e dist/*.whl build/tree

lock:
	.ci/lock

# Everything made here, the environment too; books and the user's cache stay.
clean:
	rm -rf .venv build dist _build *.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

book-packages:
	@.ci/system-packages venv book

test-packages:
	@.ci/system-packages venv book test

.venv/.made:
	@.ci/system-packages venv
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Making the environment .venv with $(PYTHON)"
	@test -x $(BIN)/pip || rm -rf .venv # one that was begun and not finished
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.lock pyproject.toml | .venv/.made
	@echo "Installing chapbook and what it depends on into .venv"
	@$(PIP) install --no-deps --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
