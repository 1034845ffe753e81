package yourside_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/cli"
	"github.com/yourside/yourside/internal/docs"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/report"
)

var update = flag.Bool("update", false, "write what is generated into the documents")

// The documents hold a picture of a report and tables of checks, which the code
// says better than we could: `make generate` writes them.
func TestTheDocumentsShowWhatTheCodeDoes(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := between(t, string(readme), "report", "```\n"+picture(t)+"```\n")
	text = between(t, text, "checks", checksByService())
	same(t, "README.md", text)
	same(t, filepath.Join("checks", "README.md"), checksByDomain())
	same(t, filepath.Join("docs", "frameworks.md"), frameworks(t))
	reference, err := docs.Reference("The JSON report",
		"What `-o json` writes: a [`report`](#report), or `{\"schema_version\": \"1\", \"reports\": [...]}` of several accounts.\n"+
			"The schema is [report/schema/report.schema.json](../report/schema/report.schema.json).", report.Schema)
	if err != nil {
		t.Fatal(err)
	}
	same(t, filepath.Join("docs", "report.md"), reference)
	same(t, filepath.Join("docs", "csv.md"), table())
}

// table returns the columns of the CSV report.
func table() string {
	var b strings.Builder
	b.WriteString(`# The CSV report

What ` + "`-o csv`" + ` writes: a row for each finding, then one for each thing that could not be read, then one for each control of the
frameworks that ` + "`--framework`" + ` selected. Filter by ` + "`kind`" + ` before you count. All rows have all columns, new columns come last, and what a
spreadsheet would take for a formula begins with an apostrophe.

| column | |
|---|---|
`)
	for _, c := range report.CSVColumns {
		fmt.Fprintf(&b, "| `%s` | %s |\n", c.Name, c.Text)
	}
	return b.String()
}

// Each check has its page, and no page is of a check that is no more.
func TestTheDocumentOfEachCheckIsItsPage(t *testing.T) {
	pages := map[string]bool{}
	for _, c := range checks.All() {
		plan, err := scan.PlanOf([]*check.Check{c})
		if err != nil {
			t.Fatal(err)
		}
		page := filepath.Join("docs", "checks", c.ID+".md")
		pages[page] = true
		same(t, page, docs.Check(c, plan.Operations()))
	}
	all, err := filepath.Glob(filepath.Join("docs", "checks", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range all {
		if pages[page] {
			continue
		}
		if !*update {
			t.Errorf("%s is of no check", page)
		} else if err := os.Remove(page); err != nil {
			t.Error(err)
		}
	}
}

// A heading with nothing below it promises what is not there.
func TestNoDocumentHasAnEmptySection(t *testing.T) {
	pages := []string{"README.md", "ARCHITECTURE.md", filepath.Join("checks", "README.md")}
	for _, pattern := range []string{filepath.Join("docs", "*.md"), filepath.Join("docs", "checks", "*.md")} {
		some, err := filepath.Glob(pattern)
		if err != nil || len(some) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		pages = append(pages, some...)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, title := range emptySections(string(text)) {
			t.Errorf("%s: nothing is below %q", page, title)
		}
	}
	if got := emptySections("# a\n## b\n\n### c\n```\n# code\n```\n## d\n\n| x |\n|---|\n\n## e\n```sh\n\n```\n## f\n"); !slices.Equal(got, []string{"## d", "## e", "## f"}) {
		t.Errorf("found %q", got)
	}
}

// emptySections returns the headings below which there is neither text nor a
// deeper heading: the head of a table and the marks of code are none.
func emptySections(document string) []string {
	var empty []string
	open, filled, code, rows := "", true, false, 0
	for line := range strings.SplitSeq(document+"\n# ", "\n") {
		marks, title, isHeading := strings.Cut(line, " ")
		isHeading = isHeading && !code && marks != "" && strings.Trim(marks, "#") == ""
		switch {
		case isHeading:
			if outer, _, _ := strings.Cut(open, " "); !filled && len(marks) <= len(outer) {
				empty = append(empty, open)
			}
			open, filled, rows = marks+" "+title, false, 0
		case strings.HasPrefix(line, "```"):
			code = !code
		case !code && strings.HasPrefix(line, "|"):
			rows++
			filled = filled || rows > 2
		case strings.TrimSpace(line) != "":
			filled = true
		}
	}
	return empty
}

// frameworks returns the list of frameworks, as the command has it.
func frameworks(t *testing.T) string {
	t.Helper()
	var out, errs bytes.Buffer
	if exit := cli.Run([]string{"frameworks", "-o", "json"}, &out, &errs, nil); exit != 0 {
		t.Fatalf("exit %d: %s", exit, errs.String())
	}
	var all []struct {
		ID, Name, Version       string
		Covered, Partly, Manual int
		NotYet                  int `json:"not_yet"`
	}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`# Frameworks

Controls of each framework by what decides them: all of their checks are there, some, none yet, or nothing that an API answers
can settle them. ` + "`yourside frameworks show ID`" + ` has them one by one.

| framework | --framework | checked | partly | not yet | manual |
|---|---|---|---|---|---|
`)
	for _, f := range all {
		fmt.Fprintf(&b, "| %s %s | `%s` | %d | %d | %d | %d |\n", f.Name, f.Version, f.ID, f.Covered, f.Partly, f.NotYet, f.Manual)
	}
	return b.String()
}

// What each check has a scan call is looked at when it changes: a call more is one
// for every user, in every region.
func TestTheDocumentOfCallsShowsWhatEachCheckAsksAWS(t *testing.T) {
	var b strings.Builder
	b.WriteString("check\ttable\tper\tof\toperations\n")
	for _, c := range checks.All() {
		plan, err := scan.PlanOf([]*check.Check{c})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, s := range plan.Steps("", nil, inventory.New(inventory.Account{}, time.Time{})) {
			of := strings.TrimSpace(s.Parent + " " + s.Some)
			lines = append(lines, strings.Join([]string{c.ID, s.Table, string(s.Per), of, strings.Join(s.Operations, " ")}, "\t")+"\n")
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(lines, ""))
	}
	same(t, filepath.Join("testdata", "calls.tsv"), b.String())
}

// same fails if the file holds another text, or writes it.
func same(t *testing.T, path, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != text {
		t.Errorf("%s is not what the code says any more: `make generate` writes it", path)
	}
}

// between replaces what is between the two marks of a name.
func between(t *testing.T, document, name, text string) string {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->\n"
	before, rest, ok := strings.Cut(document, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("there is no place for %s", name)
	}
	return before + begin + text + end + after
}

// checksOfOne is how many checks of a domain the picture shows.
const checksOfOne = 2

// picture returns the text report of the demo with some checks of each domain.
func picture(t *testing.T) string {
	t.Helper()
	var out, errs bytes.Buffer
	if exit := cli.Run([]string{"demo", "--quiet", "-o", "text"}, &out, &errs, nil); exit != 0 {
		t.Fatalf("exit %d: %s", exit, errs.String())
	}
	var all strings.Builder
	shown := 0
	for line := range strings.Lines(out.String()) {
		text := strings.TrimLeft(line, " ")
		switch len(line) - len(text) {
		case 0: // a domain, the table, an end
			shown = 0
		case 2: // a check
			if shown++; shown == checksOfOne+1 {
				all.WriteString("  ...\n")
			}
		}
		if shown <= checksOfOne {
			all.WriteString(line)
		}
	}
	return all.String()
}

// checksOf returns the checks of a domain, worst first.
func checksOf(d check.Domain) []*check.Check {
	some := slices.DeleteFunc(checks.All(), func(c *check.Check) bool { return c.Domain != d })
	slices.SortFunc(some, func(a, b *check.Check) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.ID, b.ID))
	})
	return some
}

// checksByService names the checks in a table of domains and services.
func checksByService() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| domain | service | checks (%d) |\n|---|---|---|\n", len(checks.All()))
	for _, d := range check.Domains {
		some := checksOf(d)
		names := map[string][]string{}
		var services []string
		for _, c := range some {
			names[c.Service()] = append(names[c.Service()], strings.TrimPrefix(c.ID, c.Service()+"."))
			services = append(services, c.Service())
		}
		slices.Sort(services)
		title := fmt.Sprintf("**%s** (%d)", d.Title(), len(some))
		for _, s := range slices.Compact(services) {
			slices.Sort(names[s])
			fmt.Fprintf(&b, "| %s | %s | %s |\n", title, s, strings.Join(names[s], ", "))
			title = ""
		}
	}
	return b.String()
}

// checksByDomain is the whole list.
func checksByDomain() string {
	var b strings.Builder
	b.WriteString("# Checks\n\nBy domain and severity. `yourside checks show ID` says what a check looks at, why it matters and how to fix it.\n" +
		"Written by `make generate`.\n")
	for _, d := range check.Domains {
		fmt.Fprintf(&b, "\n## %s\n\n| check | severity | holds on PASS | service |\n|---|---|---|---|\n", d.Title())
		for _, c := range checksOf(d) {
			fmt.Fprintf(&b, "| [%s](../docs/checks/%s.md) | %s | %s | %s |\n", c.ID, c.ID, c.Severity, c.Title, c.Service())
		}
	}
	return b.String()
}
