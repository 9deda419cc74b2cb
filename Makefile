# The list of things one can do here; `make` alone prints it. Only Python >= 3.11, pip and make must be there.
.DEFAULT_GOAL := help
.PHONY: help demo test lint format check-slow fit bench lock clean
SHELL := /bin/sh

BIN := .venv/bin
READY := .venv/ready
STORE ?= ./kg-store
PORT ?= 8000
LANG_CODE ?= ar
ARTICLES ?= tests/corpus
UV ?= uv
export KG_PYTHON

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(READY): constraints.txt pyproject.toml .ci/venv .ci/python .ci/browser.txt web/package-lock.json
	@sh .ci/venv

demo: $(READY) ## Ingest the sample articles, ask by SPARQL and GraphQL, serve until Ctrl-C
	@sh .ci/demo $(STORE) $(PORT)

test: lint ## Run all checks: what .ci/run runs
	$(BIN)/pytest

lint: $(READY) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Mend style and layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check-slow: $(READY) ## Run the tests that take minutes
	$(BIN)/pytest -m slow

fit: $(READY) ## Fit the scorer: make fit GOLD=FOLDER LANG_CODE=ar [FIT="--out FILE --precision 0.6 --only FILE"]
	@test -n "$(GOLD)" || { echo "name a folder of annotated articles: make fit GOLD=FOLDER LANG_CODE=ar" >&2; exit 2; }
	$(BIN)/python bench/fit.py $(GOLD) --lang $(LANG_CODE) $(FIT)

bench: $(READY) ## Measure extraction, store and SPARQL: make bench [ARTICLES=FOLDER_OR_FILE]
	$(BIN)/python bench/extract.py $(ARTICLES)
	$(BIN)/python bench/store.py $(ARTICLES)
	$(BIN)/python bench/sparql.py

lock: ## Pin all dependencies anew in constraints.txt (needs uv)
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-header --no-annotate --output-file constraints.txt >/dev/null
	$(UV) pip compile --group browser --universal --python-version 3.11 --upgrade --constraints constraints.txt \
	  --generate-hashes --no-header --no-annotate --output-file .ci/browser.txt >/dev/null

clean: ## Remove what the targets above made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
