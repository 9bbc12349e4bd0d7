# The commands of this project. Each does its own set-up: a fresh machine needs python3 (3.11 or newer), pip and make.
# With uv on the path the set-up is faster. Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
CLIENTS := .venv-clients
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
PIP = "$(UV)" pip install --quiet --python $(1)/bin/python
else
PIP = $(1)/bin/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: help run test check format docs screenshots bench clean

help:
	@echo "make run     the service with the sample table: report, first matches, API at port 8750 (ARGS='--port N')"
	@echo "make test    all tests"
	@echo "make check   formatting, lint and strict types"
	@echo "make format  let ruff format and mend what it can"
	@echo "make docs    rewrite the generated parts of docs/reference"
	@echo "make screenshots  take the pictures of the review pages in docs/images"
	@echo "make bench   the benchmarks behind the README's numbers (sets up .venv-bench with the peers)"
	@echo "make clean   remove .venv, .venv-bench, .venv-clients, out and caches"

run: $(VENV)/dev.stamp
	@mkdir -p out
	$(BIN)/onefold match examples/customers.csv --output out/customers_matched.csv --pairs out/pairs.csv --report out/report.html --quiet
	@echo "The report is out/report.html."
	$(BIN)/onefold demo examples/customers.csv --data onefold-data $(ARGS)

test: $(VENV)/dev.stamp $(CLIENTS)/clients.stamp
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/generate.py

screenshots: $(VENV)/dev.stamp
	$(BIN)/python docs/screenshots.py

bench: $(VENV)/bench.stamp $(PEERS)/peers.stamp
	$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf $(VENV) $(PEERS) $(CLIENTS) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp file says that the environment has everything; it is out of date when a requirement or a pin changes.
# The build back end goes in first and builds without isolation, because pip applies constraints to nothing it isolates.
$(VENV)/dev.stamp $(VENV)/bench.stamp: $(VENV)/%.stamp: pyproject.toml constraints.txt $(VENV)/python.stamp
	@echo "Setting up $(VENV) ($*): once, and again when pyproject.toml or constraints.txt change ..."
	$(call PIP,$(VENV)) -c constraints.txt hatchling editables
	$(call PIP,$(VENV)) -c constraints.txt --no-build-isolation -e '.[$*]'
	@touch $@

# The peers that the benchmarks are set beside want other versions of our own dependencies.
$(PEERS)/peers.stamp: benchmarks/peers/requirements.txt $(PEERS)/python.stamp
	@echo "Setting up $(PEERS), the peers to compare with ..."
	$(call PIP,$(PEERS)) -r benchmarks/peers/requirements.txt
	@touch $@

# Without a network or npm the tests of these clients are skipped, and the next make test tries again.
$(CLIENTS)/clients.stamp: $(wildcard tests/clients/environments/*.* tests/clients/environments/*/package.json) $(VENV)/python.stamp
	@echo "Setting up $(CLIENTS), the AWS clients that the tests run ..."
	@mkdir -p $(CLIENTS)
	@if $(BIN)/python tests/clients/environments/set_up.py $(CLIENTS); then touch $@; fi

# An environment without packages. A half-made one has no stamp, so it is made again.
$(VENV)/python.stamp $(PEERS)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Onefold needs Python 3.11 or newer, but $(PYTHON) is `command -v $(PYTHON) >/dev/null && $(PYTHON) --version 2>&1 || echo missing`."; \
	  echo "Install a newer one, or name it: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; } >&2
ifdef UV
	@rm -rf $(@D)
	"$(UV)" venv --quiet --python "`$(PYTHON) -c 'import sys; print(sys.executable)'`" $(@D)
else
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make a virtual environment: its venv and ensurepip modules are missing."; \
	  echo "On Debian and Ubuntu: apt install python3-venv (or install uv); then make $(MAKECMDGOALS) again."; exit 1; } >&2
	@$(PYTHON) -m venv --clear $(@D)
endif
	@touch $@
