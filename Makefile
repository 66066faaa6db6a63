# Two commands for a newcomer: `make demo` and `make test`. Each does all its own set-up.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test unit lint bench setup system lock picture clean

demo: setup        ## a simulated network breaks, netsop finds out why
	$(BIN)/netsop demo

test: setup system ## everything: linters, unit tests, real SSH servers, real routers
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 -m "not lab and not server and not slow"
	$(BIN)/pytest -n 2 -m "slow and not lab and not server"
	$(BIN)/pytest -m "lab or server"

unit: setup        ## the unit tests alone
	$(BIN)/pytest -n 2 -m "not lab and not server and not slow"

lint: setup
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup       ## netsop beside a plain Nornir script and ssh
	$(BIN)/python bench/parse.py
	$(BIN)/python bench/sweep.py

setup:             ## .venv from the hashed lock; quick when nothing changed
	@sh .ci/setup $(PYTHON)

system:            ## what the laboratories and tests need from the system
	@sh .ci/system

lock:              ## renew requirements.lock from pyproject.toml
	uv pip compile --universal --generate-hashes --no-emit-index-url --extra lab --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .netsop .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
