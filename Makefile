# Every target sets up what it needs; a fresh clone with Python >= 3.11 (with venv) and make is enough.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check bench soak lock clean

demo: .venv/run.stamp
	@$(BIN)/python -m bot demo

test: .venv/dev.stamp
	$(BIN)/pytest -m "not soak" -n 2 --cov=bot --cov=handlers --cov=storage --cov=locales --cov=sandbox

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -m "not wheel" tests/house tests/dialogues

bench: .venv/dev.stamp
	$(BIN)/python -m bench

soak: .venv/dev.stamp
	$(BIN)/pytest -m soak -s tests/delivery/test_kills.py

# `lock` alone needs uv; the locked files are what everything else installs.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet pyproject.toml --group dev -o requirements/dev.txt

clean:
	rm -rf .venv .venv-bench data artefacts

.venv/run.stamp: requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what Mehvar needs (once) …"
	@$(PIP) install --require-hashes --no-deps --only-binary :all: -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml .venv/run.stamp
	@$(PIP) install --require-hashes --no-deps --only-binary :all: -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
