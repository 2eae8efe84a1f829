# All of these are steps of .ci/dev.py, which needs nothing but Python: python3 .ci/dev.py run

PY ?= python3
dev = @command -v $(PY) >/dev/null || { echo "Python 3.11 or newer is needed: make $@ PY=/path/to/python3"; exit 1; }; exec $(PY) .ci/dev.py $@

.DEFAULT_GOAL := help
.PHONY: help run test setup lint bench translations clean

help: ## Say what there is
	@echo "make WHAT [NAME=value …], where WHAT is one of:"
	@sed -n 's/^\([a-z]*\):.*## /  \1	/p' $(MAKEFILE_LIST) | expand -t 18
	@echo "Other Python: PY=/path/to/python3. More words for the tool: ARGS='…'."

run: ## Set up and start the portal with a sample network (PORT=, PORTAL_DATA=, PORTAL_DATABASE_URL=)
	$(dev)

test: ## Set up and check everything: style, types, templates, all tests (ARGS='-k search')
	$(dev)

setup: ## Only set up: Python environment, front end, catalogues
	$(dev)

lint: ## Check style, types and templates
	$(dev)

bench: ## Measure (ARGS='pages')
	$(dev)

translations: ## Collect the sentences into all catalogues (LOCALE=de starts a new one)
	$(dev)

clean: ## Remove all that was built or installed; the data stays
	$(dev)
