# The verbs. `make site` and `make test` set up what they need.
PYTHON ?= python3
SOURCE_TEXTS ?=
VENV := .venv
RUN := $(VENV)/bin/python -m scripts

.PHONY: site test quick check check-text check-texts tidy serve new bench links pages passages detect refresh pins vendor clean
.DEFAULT_GOAL := site

$(VENV)/ready: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

site: $(VENV)/ready        ## build site/ and bundle/; SOURCE_TEXTS=folder verifies the ledger too
	SOURCE_TEXTS='$(SOURCE_TEXTS)' $(RUN) site

test: $(VENV)/ready-dev    ## set up and run every test, a real browser included
	$(VENV)/bin/python tests/browser.py
	$(VENV)/bin/ruff check scripts tests bench
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest

quick: $(VENV)/ready-dev   ## what holds without a browser, a built site and all real pages; a minute
	$(VENV)/bin/python -m pytest --quick

check: $(VENV)/ready       ## fast: records, rules, freshness of generated files; FILE=evidence/trials/x.yml: every rule for that file
	$(RUN) check $(FILE)

check-text: $(VENV)/ready  ## make check-text FILE=text.txt: a text judged sentence by sentence against the records
	$(RUN) check-text '$(FILE)'

check-texts: $(VENV)/ready ## make check-texts FOLDER=texts [DASK=address]: every text of a folder, one line of JSON a text
	@$(RUN) check-texts '$(FOLDER)' $(if $(DASK),--dask '$(DASK)')

tidy: $(VENV)/ready        ## keys, quotes and blocks of every record, or of FILE=…, in one order and style
	$(RUN) tidy $(FILE)

pages: $(VENV)/ready       ## write docs/ and schemas/ from the records
	$(RUN) pages

serve: $(VENV)/ready       ## preview that follows every change
	$(RUN) serve

new: $(VENV)/ready         ## make new KIND=trial ID=keynote-999, or KIND=source FILE=text.txt
	$(RUN) new '$(KIND)' --id '$(ID)' --file '$(FILE)'

passages: $(VENV)/ready    ## make passages ID=source SOURCE_TEXTS=folder
	SOURCE_TEXTS='$(SOURCE_TEXTS)' $(RUN) passages '$(ID)'

detect: $(VENV)/ready      ## make detect SOURCE_TEXTS=folder: sentences of the texts at odds with the records
	SOURCE_TEXTS='$(SOURCE_TEXTS)' $(RUN) detect

refresh: $(VENV)/ready     ## lists claims and fingerprints on the cards; make refresh SOURCE_TEXTS=folder
	SOURCE_TEXTS='$(SOURCE_TEXTS)' $(RUN) refresh

links: $(VENV)/ready-dev   ## check the outside world's links; needs internet
	$(RUN) links

bench: $(VENV)/ready-dev   ## CPU and memory of every stage; ALL=1: every way, beside others; LARGE=1: for 5,000 pages a language too
	$(VENV)/bin/python -m pip install --quiet --require-hashes -r bench/requirements.txt
	$(VENV)/bin/python -m bench $(if $(ALL),--all) $(if $(LARGE),--large)

vendor: $(VENV)/ready      ## fetch theme/vendor/ afresh
	$(RUN) vendor

pins: $(VENV)/ready-dev    ## resolve requirements*.in again
	$(VENV)/bin/python -m pip install --quiet uv
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header bench/requirements.in -o bench/requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dask.in -o requirements-dask.txt

clean:
	rm -rf site bundle .build .cache $(VENV)
