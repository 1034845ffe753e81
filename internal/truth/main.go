// Command truth judges the list of truths in testdata/truth: accounts in small,
// each a trap for a scanner, with what must be said of them. It prints how many
// hold, by check, and ends with 1 if one does not.
//
//	go run ./internal/truth
//
// A case is a file: which check, why it is a trap, who says so, what must be
// said, and the rows of the tables or the exchanges with AWS that it is about.
package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"
)

// where is the list, from the project's folder.
const where = "testdata/truth"

func main() {
	cases, err := load(os.DirFS(where))
	if err != nil {
		fmt.Fprintln(os.Stderr, "truth:", err)
		os.Exit(1)
	}
	if !table(os.Stdout, os.Stderr, cases) {
		os.Exit(1)
	}
}

// table prints a line for each check, and what is wrong; it reports whether
// everything holds.
func table(out, errs io.Writer, cases []truth) bool {
	type tally struct{ hold, all int }
	count := map[string]*tally{}
	var ids []string
	sum := tally{}
	for _, c := range cases {
		if count[c.Check] == nil {
			count[c.Check] = &tally{}
			ids = append(ids, c.Check)
		}
		count[c.Check].all++
		sum.all++
		if err := c.judge(); err != nil {
			fmt.Fprintf(errs, "%s/%s: %v\n", c.Check, c.Name, err)
			continue
		}
		count[c.Check].hold++
		sum.hold++
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, id := range ids {
		fmt.Fprintf(w, "%s\t%d of %d\n", id, count[id].hold, count[id].all)
	}
	fmt.Fprintf(w, "all\t%d of %d\n", sum.hold, sum.all)
	_ = w.Flush() // to a buffer's writer, whose errors show there
	return sum.hold == sum.all
}
