# Every target sets up what it needs; a fresh clone with Python >= 3.11 (with venv) and make is enough.
# `make test PYTHON=python3.13` runs with another one.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := --require-hashes --no-deps --only-binary :all:
# Stamps lie where this Python keeps its packages: an environment of another one has none of them, and is made anew.
STAMPS := .venv/lib/python$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

.PHONY: demo test coverage short check bench mutants soak wheel lock clean

demo: $(STAMPS)/run.stamp
	@$(BIN)/python -m bot demo

# Twice as many workers as there are cores: there are always tests that wait for a process, or for SQLite's thread.
test: $(STAMPS)/dev.stamp
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) * 2)) --dist=worksteal -m "not soak"

# The same with every line counted, which takes half as long again; the floor stands in pyproject.toml.
coverage: $(STAMPS)/dev.stamp
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) * 2)) --dist=worksteal -m "not soak" --cov=bot --cov=handlers --cov=storage --cov=locales --cov=sandbox

# What would tell first of a Python that is another: a minute where `test` takes many.
short: $(STAMPS)/dev.stamp
	$(BIN)/pytest -q -m "not soak and not wheel and not browser and not kill" -n 2 tests/house tests/language tests/commands tests/storage \
		"tests/dialogues/test_dialogues.py::test_dialogue[report-telegram]"

check: $(STAMPS)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist=worksteal -q -m "not wheel" --changed tests/house tests/dialogues

bench: $(STAMPS)/dev.stamp
	$(BIN)/python -m bench

mutants: $(STAMPS)/dev.stamp
	$(BIN)/python -m bench.mutants

soak: $(STAMPS)/dev.stamp
	$(BIN)/pytest -m soak -s tests/delivery/test_kills.py

wheel: $(STAMPS)/build.stamp
	@$(BIN)/python -m hatchling build --target wheel

# `lock` alone needs uv; the locked files are what everything else installs.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet
lock:
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) tests/operations/pips/oldest.in -o tests/operations/pips/oldest.txt
	echo pip | $(LOCK) - -o tests/operations/pips/newest.txt

# `bundle` is a release with the locked wheels of others in it, for a host without a way to the package index.
.PHONY: release bundle
release bundle: $(STAMPS)/dev.stamp
	$(BIN)/python -m deploy.release $(if $(filter bundle,$@),--wheels)

clean:
	rm -rf .venv .venv-bench data artefacts dist

# Nothing is resolved and nothing is built: what is locked is what there is. A lock that is another makes all anew.
$(STAMPS)/made.stamp: requirements/run.txt requirements/build.txt requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Mehvar needs Python 3.11 or later: make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(STAMPS)/run.stamp: $(STAMPS)/made.stamp
	@echo "Installing what Mehvar needs (once) …"
	@$(PIP) install $(LOCKED) -r requirements/run.txt
	@$(PIP) check
	@touch $@

$(STAMPS)/build.stamp: $(STAMPS)/made.stamp
	@$(PIP) install $(LOCKED) -r requirements/build.txt
	@$(PIP) check
	@touch $@

$(STAMPS)/dev.stamp: $(STAMPS)/made.stamp pyproject.toml
	@echo "Installing what Mehvar and its tests need (once) …"
	@$(PIP) install $(LOCKED) -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@
