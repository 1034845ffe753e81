export CGO_ENABLED = 0
# The same flags everywhere, or the SDK would be compiled once for each set.
export GOFLAGS = -trimpath

PYTHON ?= python3
TOOL = go tool -modfile=internal/tools/go.mod

.PHONY: test lint build

test: ## everything: unit tables, wire replay, end to end
	go test ./...

lint: ## formatting and static checks
	$(TOOL) golangci-lint run

build: ## one static binary
	go build -ldflags "-s -w" -o bin/yourside ./cmd/yourside
