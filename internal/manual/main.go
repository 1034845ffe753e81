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
	"runtime/debug"
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
	made := committed()
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "yourside " + root.Version, Date: &made}, dir)
}

// committed is when the source was committed that this is built from: the same
// build writes the same pages.
func committed() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Unix(0, 0)
	}
	for _, s := range info.Settings {
		if at, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
			return at
		}
	}
	return time.Unix(0, 0)
}
