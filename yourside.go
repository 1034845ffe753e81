// Package yourside makes a scanner of the built-in checks and, if wanted,
// others:
//
//	func main() { yourside.Main(theirs.Checks...) }
package yourside

import (
	"os"
	"runtime/debug"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/cli"
)

const gcPercent = 50

// Main runs the command line with the built-in checks and the extra ones, and
// exits with its code.
func Main(extra ...*check.Check) {
	// Memory is what a large account is short of: the processors wait for AWS.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr, extra))
}
