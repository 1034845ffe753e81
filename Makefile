export CGO_ENABLED = 0
# The same flags everywhere, or the SDK would be compiled once for each set.
export GOFLAGS = -trimpath

PYTHON ?= python3
TOOL = go tool -modfile=internal/tools/go.mod

.PHONY: test lint bench build

test: .venv/made ## everything: unit tables, wire replay, end to end against a mock AWS
	go test -tags e2e ./...

# The file, not the folder, is the target: it is made last.
.venv/made: testdata/requirements.txt
	@$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 || $(PYTHON) -m virtualenv --clear -q .venv 2>/dev/null || \
		{ echo "the end-to-end tests need Python 3 with its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

lint: ## formatting and static checks
	$(TOOL) golangci-lint run

bench: ## time, memory and calls, with their floor
	go run ./internal/bench

BINARY = bin/yourside
build: ## one static binary
	go build -ldflags "-s -w" -o $(BINARY) ./cmd/yourside
