# Needs Python 3.11 or newer with pip; everything else is installed into .venv when a target needs it.
PYTHON ?= python3
READY := .venv/.ready

# Wheels and sdists are the same bytes whenever and wherever they are built.
export SOURCE_DATE_EPOCH ?= 1767225600
# Pyright runs on the Node.js of its own wheel and asks no server for news.
export PYRIGHT_PYTHON_GLOBAL_NODE := 0
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

# What `make dist` builds, and where `make publish` sends it: both take PROVIDER=NAME.
DISTRIBUTIONS = $(if $(PROVIDER),generated/$(PROVIDER),. $(wildcard generated/*/))
TO = $(if $(findstring ://,$(REPOSITORY)),--repository-url,--repository) "$(REPOSITORY)"

each_package = set -e; for package in generated/*/; do (cd "$$package" && $(1)); done

lock_file = .venv/bin/uv pip compile --python-version 3.11 --universal --upgrade --quiet \
	--generate-hashes --no-config --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help setup generate test check bench mutants dist publish addressed lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Prepare .venv; every target below does so by itself

$(READY): pyproject.toml tests/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	.venv/bin/python -m pip install --quiet --quiet --require-hashes -r tests/requirements.txt
	.venv/bin/python -m pip install --quiet --quiet --no-deps --no-build-isolation -e .
	touch $@

generate: $(READY) ## Write generated/ from specs/
	.venv/bin/engross generate

test: $(READY) ## Run the project's tests, each package's conformance suite among them
	.venv/bin/python -m pytest --numprocesses auto --dist worksteal

check: $(READY) ## Lint, types, specs, stale output
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy generator
	@$(call each_package,../../.venv/bin/mypy src tests)
	@$(call each_package,../../.venv/bin/pyright --pythonpath ../../.venv/bin/python)
	.venv/bin/engross check

bench: $(READY) ## Measure speed, as ratios within one run
	.venv/bin/python tests/benchmarks
	.venv/bin/python tests/benchmarks/large.py

mutants: $(READY) ## Seed faults into packages, runtime and specs, and count which ones the suites notice
	.venv/bin/python tests/mutants $(PROVIDER)

dist: $(READY) ## Build engross and every package, or PROVIDER's alone, into dist/ and check them
	rm -rf dist
	@set -e; for package in $(DISTRIBUTIONS); do .venv/bin/python -m build --no-isolation --outdir dist "$$package"; done
	.venv/bin/twine check --strict dist/*

publish: addressed dist ## Upload what `make dist` builds: REPOSITORY=URL, or a name of ~/.pypirc; PROVIDER=NAME
	.venv/bin/engross generate --check $(PROVIDER)
	@.venv/bin/twine upload --non-interactive --disable-progress-bar $(TO) dist/* || { echo \
		"make publish: not everything in dist/ was uploaded. After a 400, 403 or 409 the index most likely has that version" \
		"already, and a version never changes: make a new one with 'engross release PROVIDER', or publish PROVIDER=NAME alone." \
		>&2; exit 1; }

addressed:
	@test -n "$(REPOSITORY)" || { echo "say where to: make publish REPOSITORY=URL, or a name of ~/.pypirc" >&2; exit 2; }

lock: $(READY) ## Move the pins of the tests to the newest releases that pyproject.toml allows
	$(lock_file) pyproject.toml --all-extras --group dev --output-file tests/requirements.txt
	echo schemathesis | $(lock_file) - --output-file tests/mock/schemathesis.txt

clean: ## Remove what the other targets leave behind, except generated/
	find . -name .venv -prune -o \( -name __pycache__ -o -name '.*_cache' -o -name .hypothesis \) -exec rm -rf {} +
	rm -rf .venv dist
