package main

import (
	"fmt"
	"strings"
)

// document is the list for readers.
func document(cases []truth) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# What must be said

These %d cases are traps: accounts in small of which a plausible scanner says something wrong. Each is a file below
[testdata/truth](../testdata/truth), with its source. `+"`make truth`"+` judges them all; so does every test run.

`, len(cases))
	last := ""
	for _, c := range cases {
		if c.Check != last {
			if last != "" {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "## %s\n\n| verdict | case | why |\n|---|---|---|\n", c.Check)
			last = c.Check
		}
		var statuses []string
		for _, w := range c.Want {
			statuses = append(statuses, w.Status.String())
		}
		fmt.Fprintf(&b, "| %s | [%s](../testdata/truth/%s/%s.txtar) | %s ([source](%s)) |\n",
			strings.Join(statuses, ", "), strings.ReplaceAll(c.Name, "-", " "), c.Check, c.Name,
			strings.ReplaceAll(c.Why, "|", `\|`), c.Source)
	}
	return b.String()
}
