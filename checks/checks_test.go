package checks

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
)

func TestTheSetIsValid(t *testing.T) {
	if err := check.Validate(All()); err != nil {
		t.Fatal(err)
	}
	for _, c := range All() {
		for _, r := range c.References {
			if !strings.HasPrefix(r, "https://docs.aws.amazon.com/") {
				t.Errorf("%s: the reference %q is no page of the AWS documentation", c.ID, r)
			}
		}
		if len(c.References) == 0 {
			t.Errorf("%s: no reference", c.ID)
		}
	}
}

// catalogue.tsv holds the ids, domains and severities as they were agreed on:
// changing one changes what users gate on.
func TestChecksAreAsInTheCatalogue(t *testing.T) {
	f, err := os.Open("catalogue.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, row := range rows[1:] {
		want[row[0]] = row
	}
	for _, c := range All() {
		row, ok := want[c.ID]
		if !ok {
			t.Errorf("%s is not in catalogue.tsv", c.ID)
			continue
		}
		if c.Domain.String() != row[1] || c.Severity.String() != row[2] {
			t.Errorf("%s is %s, %s; the catalogue says %s, %s", c.ID, c.Domain, c.Severity, row[1], row[2])
		}
	}
}
