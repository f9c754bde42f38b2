# serve and test are all a newcomer needs; check changes nothing, fix does.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= $(shell $(PYTHON) -c "import os; print(os.cpu_count() or 1)")
VENV := .venv
BIN := $(VENV)/bin
CATALOGUE := pages/locale/zh_Hans/LC_MESSAGES/django
BENCH_VENV ?= bench/.venv
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help serve test browser check fix data coverage bench replicas clean

help:  ## Show what can be made.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@echo "Creating the environment in $(VENV)"
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; set PYTHON=python3.11')"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing what the server needs"
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.development: requirements.txt requirements-dev.txt requirements-mcp.txt | $(BIN)/python
	@echo "Installing what tests and checks need"
	@$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(CATALOGUE).mo: $(CATALOGUE).po $(dir $(CATALOGUE))data.po $(VENV)/.runtime
	@$(BIN)/python manage.py catalogue

serve: $(VENV)/.runtime $(CATALOGUE).mo  ## Environment, database, data and server on 127.0.0.1:8000.
	@echo "Preparing the database"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_data
	@echo "Serving on http://$(HOST):$(PORT)/ (Ctrl-C ends it)"
	@$(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers $(WORKERS) --blocking-threads 4 --no-ws policyapi.wsgi:application

test: $(VENV)/.development $(CATALOGUE).mo  ## Run all tests.
	@$(BIN)/python -m pytest

browser: $(VENV)/.development $(CATALOGUE).mo  ## Run the tests of pages in Chromium.
	@POLICYAPI_BROWSER=1 $(BIN)/python -m pytest tests/browser -n 0

check: $(VENV)/.development $(CATALOGUE).mo  ## Lint, types, migrations, schema, fixtures, deployment; changes nothing.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null
	POLICYAPI_HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py catalogue --check
	$(BIN)/python manage.py build_fixtures --check --if-documents

fix: $(VENV)/.development  ## Format and mend what can be mended.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

data: $(VENV)/.development  ## Rebuild the fixtures from fixtures/sources and the documents.
	$(BIN)/python manage.py build_fixtures

coverage: $(VENV)/.development  ## Print the account of numbers and quoted phrases.
	$(BIN)/python manage.py coverage

$(BENCH_VENV)/.installed: requirements.txt requirements-bench.txt
	@echo "Installing the API, and what it is measured beside, in $(BENCH_VENV)"
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; set PYTHON=python3.11')"
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --quiet -r requirements-bench.txt
	@touch $@

bench: $(BENCH_VENV)/.installed  ## Measure the API beside others; QUICK=1 for a short run.
	@$(BENCH_VENV)/bin/python -m bench.run $(if $(QUICK),--quick) $(if $(TARGETS),--targets $(TARGETS)) $(BENCH_ARGS)

replicas: $(VENV)/.development  ## Try reading from real replicas that lag, freeze and stop.
	@$(BIN)/python -m bench.replicas.trial $(REPLICAS_ARGS)

clean:  ## Remove the environment and the database.
	rm -rf $(VENV) db.sqlite3 db.sqlite3-wal db.sqlite3-shm var staticfiles bench/.venv bench/data bench/results
