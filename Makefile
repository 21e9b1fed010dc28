# Everything a contributor needs; `make demo` and `make test` need only Python 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
# Tests of screens wait for the terminal half of their time: twice as many workers as two cores have.
WORKERS ?= 4
# They make thousands of small repositories: in memory, where 2 GB are free and scripts may be run.
MEMORY := $(shell test "$$(df --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 2000000 2>/dev/null \
  && ! grep -q '/dev/shm .*noexec' /proc/mounts && echo TMPDIR=/dev/shm)
DAY := 2022-09-28
DEMO_DAY := 2023-05-24
WORKBOOK := $(BIN)/workbook --today $(DAY)

AXE := .axe
AXE_VERSION := 4.14.1
# Root takes what is missing from Debian; others are told.
INSTALL := test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq

# Tests and measurements start many processes; each would compile all modules again where none are kept.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup fix check test test-system demo bench docs pictures clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.ready ## Make the virtual environment with pinned dependencies

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: run make PYTHON=python3.11"; exit 2; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

fix: setup ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: setup ## Check format, style, types and import floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup ## Run the tests
	$(MEMORY) $(BIN)/python -m pytest -n $(WORKERS) -m "not system"

test-system: setup $(AXE)/.ready ## Run the tests that need parts of the system, installed from Debian by root
	@for part in tmux:tmux chromium:chromium sshd:openssh-server lighttpd:lighttpd gitolite:gitolite3 pdftotext:poppler-utils; do \
	  PATH="$$PATH:/usr/sbin" command -v $${part%:*} >/dev/null || { $(INSTALL) $${part#*:}; } >/dev/null 2>&1 \
	  || echo "$${part#*:} is not installed and could not be: tests that need it are left out"; done
	$(BIN)/python -m pytest -m system tests/system

$(AXE)/.ready:
	@command -v npm >/dev/null || { $(INSTALL) npm >/dev/null 2>&1; } || true
	@mkdir -p $(AXE)
	@{ cd $(AXE) && npm pack --silent axe-core@$(AXE_VERSION) && tar -xzf axe-core-$(AXE_VERSION).tgz && touch .ready; } >/dev/null 2>&1 \
	  || echo "axe-core could not be fetched with npm: tests of what everybody can read are left out"

demo: setup ## Check the shipped plan and an invented coalition, and write their papers into out/
	@rm -rf $(OUT)/coalition
	$(WORKBOOK) check
	$(WORKBOOK) render --all --format md,html --out $(OUT)/brussels
	$(WORKBOOK) demo $(OUT)/coalition
	@$(BIN)/workbook --today $(DEMO_DAY) render --all --for NOR --for UKR --for members --for public --format html \
	  --dir $(OUT)/coalition --out $(OUT)/westmere
	@echo "Faults are planted in the invented coalition, so that there is something to find."
	@echo "The papers of Brussels are in $(OUT)/brussels/, those of the invented coalition in $(OUT)/westmere/:"
	@echo "open $(OUT)/brussels/NOR/brief-for-NOR.html or $(OUT)/westmere/NOR/brief-for-NOR.html in a browser."

bench: setup ## Measure speed and memory against their bounds
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m bench

pictures: setup ## Draw the pictures of the documents: rsvg-convert, pngquant, Chromium and pdftoppm at hand
	$(BIN)/python docs/pictures.py

docs: setup ## Draw docs/format.md and docs/rules.md from the declarations
	$(BIN)/python -m workbook.desk.manual docs

clean: ## Remove what was made
	rm -rf $(VENV) $(OUT) $(AXE) build dist
