# The two commands are `make run` and `make test`; `make dev` is for whoever writes here. The rest is what they are made of.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: run dev test check style drill-production attack attack-short papers-true papers-mutated bench bench-more bench-feed bench-growth soak browser messages audit sbom clean
run: .venv/run.done
	@exec .venv/bin/python -m shahrsazi run

# The same, and anew after every save of a file.
dev: .venv/dev.done
	@exec .venv/bin/python -m shahrsazi run --reload

# Two processes at least have work; each has a PostgreSQL of its own. The browser's tests run by themselves: their event
# loop and the ORM do not go together in one process.
WORKERS ?= 2
PYTEST = .venv/bin/python -m pytest

# Counts which lines the tests of a folder reach.
COVERAGE = .venv/bin/python -m slipcover --source shahrsazi --omit '*/migrations/*' --json
IN_PARALLEL = -n $(WORKERS) --dist loadfile

test: style browser
	mkdir -p var/coverage
	$(COVERAGE) --out var/coverage/unit.json -m pytest tests/unit $(IN_PARALLEL)
	$(COVERAGE) --out var/coverage/db.json -m pytest tests/db $(IN_PARALLEL) --no-loadscope-reorder
	$(PYTEST) tests/browser -p no:randomly
	PYTHONPATH=.:tests .venv/bin/python -m drill
	$(ATTACK)
	.venv/bin/python -m slipcover --merge var/coverage/unit.json var/coverage/db.json --out var/coverage/all.json \
		--skip-covered --missing-width 60

# What takes a minute or two: style, types, the direction of imports, and everything that needs no database.
check: style
	$(PYTEST) tests/unit $(IN_PARALLEL)

style: .venv/dev.done
	.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet . && .venv/bin/lint-imports
	SHAHRSAZI_MODE=demo DATABASE_URL=postgresql://nobody@127.0.0.1:1/none .venv/bin/mypy

# A production for real, from an empty server to an owner signed in; then its database goes away. Under three minutes.
drill-production: .venv/dev.done browser
	PYTHONPATH=.:tests .venv/bin/python -m drill

# Hostile requests to a demonstration of its own, beside an honest reader (docs/security/shown.md). The long form takes an hour.
ATTACK = PYTHONPATH=.:tests .venv/bin/python -m attack
attack: .venv/dev.done browser
	$(ATTACK) --requests 200000

attack-short: .venv/dev.done browser
	$(ATTACK)

# Where a page is shown otherwise than other programs show the file as it came (docs/security/files.md); DIR has more files.
papers-true: .venv/dev.done browser
	PYTHONPATH=.:tests .venv/bin/python -m papers_true $(if $(DIR),--dir $(DIR))

# Real files with something in them changed go through the sandbox, 600 in half an hour. SEED makes others.
papers-mutated: .venv/dev.done
	PYTHONPATH=.:tests .venv/bin/python -m mutated $(if $(SEED),--seed $(SEED))

bench-feed: .venv/dev.done
	.venv/bin/python -m bench.feed
	.venv/bin/python -m bench.feed_beside

# One table: figure, goal and ratio of each line, within twenty minutes.
bench: .venv/dev.done browser
	for part in bench bench.over_http bench.sign_in bench.paper bench.wire; do .venv/bin/python -m $$part || exit 1; done

bench-more: .venv/dev.done
	for part in bench.documents bench.drawings bench.site_plan bench.captcha bench.same_answer; do \
		.venv/bin/python -m $$part || exit 1; done

# Does a page cost more in a larger city? Each size is made once and kept; a million files take some 20 GB.
SIZES ?= 1000 10000
bench-growth: .venv/dev.done
	.venv/bin/python -m bench.growth $(SIZES)

# Three hundred citizens and ten clerks, while the feed runs.
MINUTES ?= 30
CITIZENS ?= 300
soak: .venv/dev.done
	.venv/bin/python -m bench.soak $(MINUTES) $(CITIZENS)

.venv/run.done: requirements-demo.lock pyproject.toml
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-demo.lock
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv/dev.done: requirements-dev.lock .venv/run.done
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

# What the tests need from Debian: a browser, and an installed PostgreSQL beside the one that comes with us.
browser:
	@sh tests/packages.sh

# Is anything that we stand on known to be unsafe? Asks a database of weaknesses; says so when none answers.
audit: .venv/dev.done
	.venv/bin/python -m dependencies.audit requirements.lock requirements-demo.lock requirements-s3.lock

# What a production consists of, with the sum of every package: CycloneDX, into var/sbom.json.
sbom: .venv/dev.done
	mkdir -p var && .venv/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file var/sbom.json

messages: .venv/dev.done
	.venv/bin/pybabel --quiet extract -F shahrsazi/locale/babel.cfg -k gettext_lazy -o var/messages.pot --no-location --omit-header . 
	.venv/bin/pybabel --quiet update -i var/messages.pot -d shahrsazi/locale -D django -l fa --no-fuzzy-matching

clean:
	rm -rf .venv build *.egg-info
