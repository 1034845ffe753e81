// Command manual writes the manual pages of all commands, for packages.
//
//	go run ./internal/manual DIR
//
// It is no command of the program itself, which would begin three milliseconds
// later each time for what renders the pages.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/yourside/yourside/internal/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "manual: it takes the directory to write into")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

// write writes a page for each command into a directory that is there.
func write(dir string) error {
	root := cli.Command()
	root.DisableAutoGenTag = true
	// Of the commit, as the binary is: the same build writes the same pages.
	made, err := time.Parse(time.RFC3339, cli.Setting("vcs.time"))
	if err != nil {
		made = time.Unix(0, 0) // of no commit
	}
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "yourside " + root.Version, Date: &made}, dir)
}
