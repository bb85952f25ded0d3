# feedwatch: `make help` lists what there is.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
UNITDIR ?= $(PREFIX)/lib/systemd/system
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
DATADIR = $(DESTDIR)$(PREFIX)/share/feedwatch
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib --disable-sandbox
BIN = .build/release

# What the programs are built and tested with, as Debian packages.
PACKAGES := libcurl4-openssl-dev libxml2-dev libsqlite3-dev libyaml-dev libutf8proc-dev \
    libsimdjson-dev libssl-dev zlib1g-dev libidn2-dev libdeflate-dev libbrotli-dev \
    libzstd-dev openssl python3 python3-jsonschema jq man-db

.DEFAULT_GOAL := help
.PHONY: help deps build demo run test check check-package format lint bench install deb clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

deps: ## install what is missing (apt-get; with sudo where needed)
	@missing=$$(for p in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	    echo "installing:" $$missing; \
	    $(SUDO) apt-get update -qq && \
	    $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	fi
	@command -v $(SWIFT) >/dev/null || { \
	    echo "Swift 6.3 or newer is needed: https://www.swift.org/install/linux/" >&2; exit 1; }

build: deps ## the release programs, in .build/release
	$(SWIFT) build $(RELEASE) --explicit-target-dependency-import-check error

demo: build ## run the daemon on the sample feeds and show the stories it finds
	demo/run $(BIN)

run: build ## the daemon in the foreground with Config/, store under ./var
	mkdir -p var && $(BIN)/feedwatchd --config Config/feedwatchd.yaml --store var/store

test: deps ## all tests
	$(SWIFT) test --disable-xctest --parallel

check: deps lint test ## format, lint, build, test: what CI runs

format: ## format the sources
	$(SWIFT) format -i -r -p Sources Tests Package.swift

lint: ## formatting and the rules that a compiler does not check
	$(SWIFT) format lint --strict -r -p Sources Tests Package.swift
	@! grep -rnE '^\s*(@\w+ )*((public|internal|private|package) )?import Foundation' Sources \
	    || { echo "no Foundation in Sources (ARCHITECTURE.md)" >&2; exit 1; }

bench: build ## the measurements of this machine
	$(BIN)/feedwatch-bench

install: ## install under DESTDIR and PREFIX what `make build` left
	install -d $(DESTDIR)$(PREFIX)/bin $(DATADIR)/seeds/ignore $(DATADIR)/schema
	install -s -m 755 $(BIN)/feedwatchd $(BIN)/feedwatch $(DESTDIR)$(PREFIX)/bin
	install -m 644 seeds/*.md $(DATADIR)/seeds
	install -m 644 seeds/ignore/*.md $(DATADIR)/seeds/ignore
	install -m 644 docs/schema/*.json $(DATADIR)/schema
	install -m 644 Config/grafana-dashboard.json $(DATADIR)
	@# What somebody has edited is left alone.
	install -d $(DESTDIR)/etc/feedwatch/topics
	for file in feedwatchd.yaml feeds.opml topics/japan-dprk-abductions.yaml \
	    topics/japan-dprk-diplomacy.yaml; do \
	    to=$(DESTDIR)/etc/feedwatch/$$file; \
	    if [ -e $$to ]; then echo "kept: $$to"; else \
	        sed -e 's|\.\./\.\./seeds|$(PREFIX)/share/feedwatch/seeds|' \
	            -e 's|^# metrics: {textfile|metrics: {textfile|' Config/$$file >$$to; fi; done
	install -d $(DESTDIR)$(UNITDIR) $(DESTDIR)$(PREFIX)/lib/systemd/user \
	    $(DESTDIR)$(PREFIX)/lib/systemd/catalog $(DESTDIR)$(PREFIX)/lib/sysusers.d
	for unit in feedwatchd.service:$(UNITDIR) \
	    user/feedwatchd.service:$(PREFIX)/lib/systemd/user; do \
	    sed 's|/usr/bin/feedwatchd|$(PREFIX)/bin/feedwatchd|' systemd/$${unit%%:*} \
	        >$(DESTDIR)$${unit#*:}/feedwatchd.service; done
	install -m 644 systemd/feedwatch.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/feedwatch.conf
	install -m 644 systemd/feedwatch.catalog $(DESTDIR)$(PREFIX)/lib/systemd/catalog
	for page in man/*.[158]; do \
	    install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man$${page##*.} $$page; done
	@# bash's are sourced, not run; fish has no `commandline -C` for `complete -C` in a script.
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(ZSHDIR) \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	for program in feedwatch feedwatchd; do \
	    $(BIN)/$$program --generate-completion-script bash | sed '1{/^#!/d}' \
	        >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$program && \
	    $(BIN)/$$program --generate-completion-script zsh >$(DESTDIR)$(ZSHDIR)/_$$program && \
	    $(BIN)/$$program --generate-completion-script fish | \
	        sed 's/(__[a-z]*_tokens -tC)/(string length -- "$$(commandline -ct)")/' \
	        >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$program.fish || exit 1; done

deb: build ## a Debian package in this directory
	@missing=$$(for p in debhelper lintian; do command -v $${p/debhelper/dh} >/dev/null || echo $$p; done); \
	[ -z "$$missing" ] || $(SUDO) apt-get install -y -qq $$missing >/dev/null
	debian/rules clean && debian/rules binary
	lintian --tag-display-limit 0 feedwatch_*.deb

check-package: ## the package on a Debian 12 that boots in a container (root; not part of `check`)
	$(SUDO) Tests/Packaging/run feedwatch_*_$$(dpkg --print-architecture).deb

clean: ## remove what was built
	rm -rf .build var/demo debian/feedwatch debian/.debhelper debian/files debian/debhelper-build-stamp debian/*.debhelper debian/*.debhelper.log debian/*.substvars feedwatch_*.deb
