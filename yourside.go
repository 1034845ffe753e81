// Package yourside makes a scanner of the built-in checks and, if wanted,
// others:
//
//	func main() { yourside.Main(theirs.Checks...) }
package yourside

import (
	"os"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/cli"
)

// Main runs the command line with the built-in checks and the extra ones, and
// exits with its code.
func Main(extra ...*check.Check) {
	os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr, extra))
}
