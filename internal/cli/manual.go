package cli

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manual is the command that writes the manual pages, for packages.
func (p *program) manual() *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: "Write the manual pages into a directory", Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("man takes the directory to write into")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := writableDir(args[0]); err != nil {
				return usage("man: %w", err)
			}
			root := c.Root()
			root.DisableAutoGenTag = true
			// Of the commit, as the binary is: the same build writes the same pages.
			made, err := time.Parse(time.RFC3339, setting("vcs.time"))
			if err != nil {
				made = time.Unix(0, 0) // of no commit
			}
			if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "yourside " + version(), Date: &made}, args[0]); err != nil {
				return usage("man: %w", err)
			}
			pages, err := filepath.Glob(filepath.Join(args[0], "yourside*.1"))
			if err != nil {
				return err
			}
			fmt.Fprintf(p.err, "wrote %d pages into %s; read one with man -l %s\n", len(pages), args[0], filepath.Join(args[0], "yourside.1"))
			return nil
		},
	}
}
