# Two commands for a newcomer: `make demo` and `make test`. `make help` names the others.

PYTHON ?= python3
PORT ?= 8000
ONLY ?=
COUNT ?= 10000
SEED ?=

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
TEST_STATE := PORTAL_VAR=$(CURDIR)/var/test
# The locks are complete, so pip need not look for dependencies: older ones reach for a newer release of what is asked for
# with an extra, and refuse it for its missing hash. `pip check` says if a lock is not complete.
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --progress-bar off --no-deps --require-hashes
# The second is what the public site sends of Tabler: made again when a template of the site has changed.
FRONT_END := static/vendor/versions.json static/vendor/tabler/site.min.css
SITE_TEMPLATES := $(shell find templates/cms templates/layouts templates/cotton templates/django -name '*.html')
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help demo test check lint setup assets messages bench soak lighthouse gallery lock packages-demo packages-test
.DELETE_ON_ERROR:

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: packages-demo ## set up and run the portal with demo data on http://localhost:8000 (PORT=…); Ctrl-C stops it
	@test -e $(VENV)/.installed || $(PYTHON) -m b2b_portal.runtime.port $(PORT)  # before the long wait, not after it
	@$(MAKE) --silent --no-print-directory $(VENV)/.installed $(FRONT_END)
	@exec $(MANAGE) up --demo --port $(PORT)

test: packages-test $(VENV)/.installed-dev $(FRONT_END) ## set up, then run every check and every test
	@$(MAKE) --no-print-directory lint
	@mkdir -p var
	@$(PYTEST) -m browser > var/browser-tests.log 2>&1 & browser=$$!; status=0; \
	$(PYTEST) -n 2 -m "not browser" || status=$$?; \
	echo "In the browser, beside these:"; \
	wait $$browser || status=$$?; \
	cat var/browser-tests.log; \
	$(TEST_STATE) $(MANAGE) down >/dev/null; \
	exit $$status

check: test ## what CI runs: the same as `make test`

setup: packages-demo $(VENV)/.installed $(FRONT_END) ## install everything and prepare the database, without starting
	@$(MANAGE) prepare

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet
	$(TEST_STATE) $(MANAGE) makemigrations --check --dry-run
	PORTAL_DOMAIN=portal.example.org PORTAL_SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))") \
	$(TEST_STATE) $(MANAGE) check --deploy --fail-level WARNING

assets: $(FRONT_END) ## fetch the front-end files again when their lock has changed

messages: $(VENV)/.installed-dev ## collect the strings to translate into locale/fr
	$(MANAGE) makemessages --locale fr --no-obsolete --add-location file \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'assets/*' --ignore 'static/vendor/*' --ignore 'tests/*' --ignore 'bench/*'
	$(BIN)/python -m b2b_portal.runtime.messages

bench: packages-demo $(VENV)/.installed-dev ## measure (ONLY=<case>); results in var/bench
	@$(BIN)/python -m bench $(ONLY); status=$$?; PORTAL_VAR=$(CURDIR)/var/bench $(MANAGE) down >/dev/null; exit $$status

soak: packages-demo $(VENV)/.installed-dev ## read COUNT=10000 spoilt device lists (SEED=…); each must end as a sheet or a refusal
	@nice -n 10 $(BIN)/python -m tests.soak --count $(COUNT) $(if $(SEED),--seed $(SEED))

lighthouse: packages-test $(VENV)/.installed-dev static/vendor/versions.json ## judge the public pages of a demonstration with Lighthouse
	@$(BIN)/python -m bench.lighthouse

gallery: packages-test $(VENV)/.installed-dev static/vendor/versions.json ## a picture of every page in every view, checked (ONLY=<folders>); in var/gallery
	@$(BIN)/python -m tests.journeys.gallery $(ONLY)

lock: $(VENV)/.installed-dev ## compile the pinned, hashed requirements from pyproject.toml
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group node --output-file requirements-node.txt

packages-demo packages-test: packages-%:
	@$(PYTHON) -m b2b_portal.runtime.python_version
	@$(PYTHON) -m b2b_portal.runtime.system_packages $*

$(BIN)/python:
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "Installing the locked packages …"
	@$(INSTALL) --requirement requirements.txt
	@$(PIP) check --quiet
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(BIN)/python
	@echo "Installing the locked packages, tools for tests included …"
	@$(INSTALL) --requirement requirements-dev.txt
	@$(PIP) check --quiet
	@touch $@

static/vendor/versions.json: assets/package-lock.json assets/icons.txt assets/collect.py | $(BIN)/python
	@echo "Fetching the front-end files …"
	@$(BIN)/python -m b2b_portal.runtime.front_end
	@touch $@

static/vendor/tabler/site.min.css: static/vendor/versions.json assets/trimming.py $(wildcard static/portal/*.css) $(SITE_TEMPLATES)
	@$(BIN)/python assets/trimming.py
