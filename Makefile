# The commands of landfall. `make preview` and `make test` are all that a new user needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
STACKS ?= --all

.DEFAULT_GOAL := help
.PHONY: help setup preview validate test check lint types unit e2e bench urns docs pack clean

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## create .venv from the pinned requirements

$(INSTALLED): requirements.txt requirements-dev.txt policies/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "landfall needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the pinned requirements into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

preview: $(INSTALLED) ## preview and judge all six stacks (STACKS="dev prod" for some)
	@$(BIN)/python -m preview run $(STACKS)

validate: $(INSTALLED) ## check every stack file, without running the program
	@$(BIN)/python -m preview validate

test: check ## the whole test suite: linters, types and tests

check: lint types unit

lint: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

# policies/ is a source root of its own, so its entry point is checked in a second run.
types: $(INSTALLED)
	@$(BIN)/mypy .
	@cd policies && ../$(BIN)/mypy --config-file ../pyproject.toml --cache-dir ../.mypy_cache/policies __main__.py

unit: $(INSTALLED)
	@$(BIN)/python -m pytest -q

# Status 77 says that no CLI is installed, which is no failure.
e2e: $(INSTALLED) ## deploy all six stacks by a real Pulumi CLI on synthesized providers, if one is installed
	@$(BIN)/python -m tests.e2e || test $$? -eq 77

bench: $(INSTALLED) ## time the preview, the validation and the engine beside baselines of the same run
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.guardrails
	@$(BIN)/python -m benchmarks.requests

urns: $(INSTALLED) ## record the URNs of every stack again (tests/urns/)
	@$(BIN)/python -m tests.urns

docs: $(INSTALLED) ## write docs/policies/ and docs/network-proof.md again, from the rules and the shipped estate
	@$(BIN)/python -m tests.policies.docs
	@$(BIN)/python -m tests.estate.proof.docs

pack: $(INSTALLED) ## stage the policy pack with an environment of its own, for publishing (build/pack)
	@mkdir -p build
	@$(BIN)/python .ci/stage_pack.py build/pack
	@echo "The pack is in build/pack: cd build/pack && pulumi policy publish <organization>"

clean: ## remove what the other commands made
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist reports *.egg-info policies/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
