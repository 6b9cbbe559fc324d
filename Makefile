# Everything runs in .venv, which the targets make themselves. Another Python: make PYTHON=python3.13 test

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m

# An activated environment or the caller's pip settings must not lead an installation elsewhere.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help verify test holes lint types format docs bench clean

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

verify: $(VENV)/.verify ## lint every system in schema/, load it into a throwaway Postgres and attack it
	$(RUN) pgcordon lint schema
	$(RUN) pgcordon verify schema

test: $(VENV)/.dev ## run the whole test suite
	$(RUN) pytest -n auto

holes: $(VENV)/.dev ## plant the holes that `make test` leaves out
	$(RUN) pytest -n auto -m thorough

lint: $(VENV)/.dev ## check the Python code's style and format
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(VENV)/.dev ## check the types
	$(RUN) mypy

format: $(VENV)/.dev ## format the Python code and mend what can be mended
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

docs: $(VENV)/.dev ## write the generated pages of docs/
	cd tests && ../$(RUN) documents

bench: $(VENV)/.dev $(VENV)/.peers ## measure, each time as a ratio to a named floor
	$(VENV)/bin/python tests/bench

clean: ## remove the environment and everything else that the targets made
	rm -rf $(VENV) build dist .pgcordon .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find checks tests schema -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says that its step went through, so that a step cut short is done again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "pgcordon needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing)." \
	    "Name another: make PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.verify: $(VENV)/.made pyproject.toml
	$(RUN) pip install --quiet --editable '.[verify]'
	@touch $@

# The pip that comes with Python may be older than 25.1, the first that installs dependency groups.
$(VENV)/.dev: $(VENV)/.verify
	$(RUN) pip install --quiet --upgrade 'pip>=25.1'
	$(RUN) pip install --quiet --group dev
	@touch $@

# The linters that ours is measured beside have dependencies of their own, older ones among them.
$(VENV)/.peers: $(VENV)/.dev
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet 'pgrls>=0.57' 'squawk-cli>=2.70' 'sqlfluff>=4.5'
	@touch $@
