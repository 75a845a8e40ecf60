# Every target sets up what it needs: a virtual environment in .venv, pinned by constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: discover test test-long check bench evaluate torture test-servers test-spark sbom audit lock clean

discover: $(READY)
	@mkdir -p out && rm -f out/discover.db*
	@$(BIN)/nanoscout --database out/discover.db discover '#discoverunder10k' \
		--replay fixtures/discoverunder10k/session.har --brief fixtures/discoverunder10k/brief.toml
	@$(BIN)/nanoscout --database out/discover.db export out/shortlist.csv --brief fixtures/discoverunder10k/brief.toml
	@echo
	@echo "The command is $(BIN)/nanoscout (try: $(BIN)/nanoscout --help)"

# Three processes keep two cores busy: some tests wait for a server. Those that look at the clock run by themselves, and no other file is read for them.
# In the order of tests/conftest.py: by itself xdist begins with the files that have most tests, not the longest.
test: $(READY)
	@$(BIN)/python -m pytest -m "not timed and not long" -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m pytest -m "timed and not long" -n 3 --dist loadfile --no-loadscope-reorder \
		$$(grep -rl --include='test_*.py' 'mark\.timed' tests)

test-long: $(READY) ## what .ci/run runs besides: commands of every page, twenty kills, several workers, both databases, planted secrets, whole replays
	@$(BIN)/python -m pytest -m long -n 3 $$(grep -rl --include='test_*.py' 'mark\.long' tests)

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)
	@$(BIN)/python -m tests.benchmarks

test-servers: $(READY) ## real servers (the AT network, WordPress, mastodon-mock) over loopback; installs what it needs
	@$(BIN)/python -m tests.servers

test-spark: $(READY) ## ranking on a real Spark against Polars; installs PySpark into out/spark, needs Java 17
	@$(BIN)/python -m tests.spark

torture: $(READY) ## kills, full disks, kills in migrations; KILLS=60 for fewer
	@$(BIN)/python -m tests.torture

evaluate: $(READY) ## DATA=FOLDER: the user's own copy of labelled accounts or comments
	@$(BIN)/python -m tests.benchmarks.evaluate "$(DATA)"

sbom: $(READY) ## the bill of materials of everything pinned, as CycloneDX
	@$(BIN)/python -m tests.supply out/sbom.json

# In an environment of its own, so that what audits is not audited. Asks an advisory service over the network.
audit: ## known vulnerabilities of everything pinned
	@"$(PYTHON)" -m venv out/audit && out/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit \
		&& out/audit/bin/pip-audit --strict --require-hashes --disable-pip -r constraints.txt \
		|| { echo "audit: NOT MEASURED or vulnerable; see above (pip-audit and its advisory service must be reachable)"; exit 1; }

$(READY): constraints.txt pyproject.toml
	@rm -rf .venv
	@if command -v uv >/dev/null 2>&1; then \
		echo "Setting up .venv (uv) …" && \
		uv venv --quiet --no-python-downloads --python "$(PYTHON)" .venv && \
		uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r constraints.txt && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
		echo "Setting up .venv (pip, a minute or two) …" && \
		"$(PYTHON)" -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . ; \
	fi
	@$(BIN)/python -m compileall -q crawler storage scoring
	@touch $(READY)

lock: ## pins every dependency anew; needs uv
	uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes \
		--no-emit-index-url --no-header -o constraints.txt

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
