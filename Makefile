# The two commands are `make run` and `make test`; everything else is what they are made of.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: run test check drill-production bench browser messages clean
run: .venv/run.done
	@exec .venv/bin/python -m shahrsazi run

# Two processes at least have work; each has a PostgreSQL of its own. The browser's tests run by themselves: their event
# loop and the ORM do not go together in one process.
WORKERS ?= 2
PYTEST = .venv/bin/python -m pytest

test: check browser
	$(PYTEST) tests/db -n $(WORKERS) --dist loadfile --no-loadscope-reorder
	$(PYTEST) tests/browser -p no:randomly
	PYTHONPATH=.:tests .venv/bin/python -m drill

# What takes seconds: style, the direction of imports, and everything that needs no database.
check: .venv/dev.done
	.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet . && .venv/bin/lint-imports
	$(PYTEST) tests/unit -n $(WORKERS) --dist loadfile

# A production for real, from an empty server to an owner signed in; then its database goes away. Under three minutes.
drill-production: .venv/dev.done browser
	PYTHONPATH=.:tests .venv/bin/python -m drill

bench: .venv/dev.done
	for part in bench bench.documents bench.drawings bench.site_plan; do .venv/bin/python -m $$part || exit 1; done

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

messages: .venv/dev.done
	.venv/bin/pybabel --quiet extract -F shahrsazi/locale/babel.cfg -k gettext_lazy -o var/messages.pot --no-location --omit-header . 
	.venv/bin/pybabel --quiet update -i var/messages.pot -d shahrsazi/locale -D django -l fa --no-fuzzy-matching

clean:
	rm -rf .venv build *.egg-info
