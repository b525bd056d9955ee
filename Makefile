PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO := sqlite:///.openlab/demo.sqlite3

.DELETE_ON_ERROR:
.PHONY: help run test test-fast lint bench messages audit pictures lock clean

help:
	@echo "make run        open a demo lab (HOST=0.0.0.0 lets phones on your network in; PORT=8000)"
	@echo "make test       every test: rules, both databases, real browsers, a real Redmine"
	@echo "make test-fast  the same without browsers, PostgreSQL and Redmine"
	@echo "make lint       ruff and mypy"
	@echo "make bench      the figures of docs/performance.md, in small"
	@echo "make messages   bring the translations up to date with the sentences in the code"
	@echo "make audit      look at every page again for the accessibility statement"
	@echo "make pictures   take the README's pictures again"
	@echo "make lock       pin the dependencies again"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "openlab needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

run: $(VENV)/.run
	@mkdir -p .openlab
	@OPENLAB_HOST=$(HOST) OPENLAB_PORT=$(PORT) $(BIN)/openlab demo --database $(DEMO)
	@OPENLAB_HOST=$(HOST) OPENLAB_PORT=$(PORT) OPENLAB_LOG=errors exec $(BIN)/openlab serve --database $(DEMO)

test: $(VENV)/.test
	CHROMIUM_PATH="$$($(BIN)/python tests/browser/chromium.py)" && export CHROMIUM_PATH && \
	THOSE_THAT_CAN="$$($(BIN)/python tests/redmine/debian.py)" && $(BIN)/python -m pytest -n auto -m "$$THOSE_THAT_CAN"

test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n auto -m "not browser and not postgresql and not redmine"

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

messages: $(VENV)/.test
	$(BIN)/python -m tests.messages

audit: $(VENV)/.test
	CHROMIUM_PATH="$$($(BIN)/python tests/browser/chromium.py)" && export CHROMIUM_PATH && $(BIN)/python -m tests.audit

pictures: $(VENV)/.test
	CHROMIUM_PATH="$$($(BIN)/python tests/browser/chromium.py)" && export CHROMIUM_PATH && $(BIN)/python -m docs.take_pictures

lock: $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra test -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-test.lock

clean:
	rm -rf $(VENV) dist .cache .pytest_cache .mypy_cache .ruff_cache
