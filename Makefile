export CGO_ENABLED = 0

.PHONY: test lint build

test: ## everything: unit tables, wire replay, end to end
	go test ./...

lint: ## formatting and static checks
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	go vet ./...

build: ## one static binary
	go build -trimpath -ldflags "-s -w" -o bin/yourside ./cmd/yourside
