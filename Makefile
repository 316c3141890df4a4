# Everything there is to do here. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWSERS := tests/browser

.DEFAULT_GOAL := help
.PHONY: help demo test browser check coverage bench docs-images translations clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## serve invented carriers: three published rounds and one open
	$(BIN)/survey demo

test: $(VENV)/developing ## run every test
	$(BIN)/python -m pytest

browser: $(VENV)/developing ## run the tests in Chromium alone
	$(BIN)/python -m pytest $(BROWSERS)

check: $(VENV)/developing ## style, types, import layers, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/survey check

coverage: $(VENV)/developing ## run every test and say which lines and branches none of them reaches
	$(BIN)/python -m pytest --cov --cov-report=term

bench: $(VENV)/developing ## measure how fast it is
	$(BIN)/python -m bench

docs-images: $(VENV)/developing ## make the pictures of README and handbook anew
	$(BIN)/python docs/pictures.py

translations: $(VENV)/developing ## bring the German texts' file up to date with the code
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _ --no-location --omit-header -o $(VENV)/messages.pot .
	$(BIN)/pybabel update --no-fuzzy-matching --omit-header -w 110 -l de -i $(VENV)/messages.pot -d survey/translations

clean: ## remove what was installed or made here, but not instance/ and reports/
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/developing: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/installed $@
