# feedwatch: `make help` lists what there is.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib --disable-sandbox
BIN = .build/release

# What the programs are built and tested with, as Debian packages.
PACKAGES := libcurl4-openssl-dev libxml2-dev libsqlite3-dev libyaml-dev libutf8proc-dev \
    libsimdjson-dev libssl-dev zlib1g-dev libidn2-dev libdeflate-dev libbrotli-dev \
    libzstd-dev openssl python3 jq

.DEFAULT_GOAL := help
.PHONY: help deps build demo run test check format lint bench install clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

deps: ## install what is missing (apt-get; with sudo where needed)
	@missing=$$(for p in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    echo "installing:" $$missing; \
	    $$sudo apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null; \
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
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/feedwatch/seeds/ignore
	install -m 755 $(BIN)/feedwatchd $(BIN)/feedwatch $(DESTDIR)$(PREFIX)/bin
	strip $(DESTDIR)$(PREFIX)/bin/feedwatchd $(DESTDIR)$(PREFIX)/bin/feedwatch
	install -m 644 seeds/*.md $(DESTDIR)$(PREFIX)/share/feedwatch/seeds
	install -m 644 seeds/ignore/*.md $(DESTDIR)$(PREFIX)/share/feedwatch/seeds/ignore
	install -d $(DESTDIR)/etc/feedwatch/topics
	@# What somebody has edited is left alone.
	for file in feedwatchd.yaml feeds.opml topics/japan-dprk-abductions.yaml \
	    topics/japan-dprk-diplomacy.yaml; do \
	    to=$(DESTDIR)/etc/feedwatch/$$file; \
	    if [ -e $$to ]; then echo "kept: $$to"; else \
	        sed -e 's|\.\./\.\./seeds|$(PREFIX)/share/feedwatch/seeds|' \
	            -e 's|^# metrics: {|metrics: {|' Config/$$file >$$to; fi; done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d
	sed 's|/usr/bin/feedwatchd|$(PREFIX)/bin/feedwatchd|' systemd/feedwatchd.service \
	    >$(DESTDIR)$(PREFIX)/lib/systemd/system/feedwatchd.service
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user
	sed 's|/usr/bin/feedwatchd|$(PREFIX)/bin/feedwatchd|' systemd/user/feedwatchd.service \
	    >$(DESTDIR)$(PREFIX)/lib/systemd/user/feedwatchd.service
	install -m 644 systemd/feedwatch.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/feedwatch.conf
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/catalog
	install -m 644 systemd/feedwatch.catalog $(DESTDIR)$(PREFIX)/lib/systemd/catalog

clean: ## remove what was built
	rm -rf .build var/demo
