package checks

import (
	_ "embed"
	"strings"
)

//go:embed catalogue.tsv
var catalogue string

// Prowler returns, by the ID of a check, the names of those of Prowler
// (https://docs.prowler.com) that together ask what it asks.
func Prowler() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(catalogue) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if names := strings.Fields(cells[3]); len(names) > 0 && cells[0] != "id" {
			all[cells[0]] = names
		}
	}
	return all
}
