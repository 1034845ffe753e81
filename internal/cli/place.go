package cli

import (
	"os"

	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/report"
)

// places returns where the repository of the working directory lists accounts,
// by their ID.
func places() (map[string]*report.Place, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, usageError{err}
	}
	accounts, err := config.Accounts(dir)
	if err != nil {
		return nil, usageError{err}
	}
	all := map[string]*report.Place{}
	for _, a := range accounts {
		all[a.ID] = &report.Place{Path: a.Path, Line: a.Line}
	}
	return all, nil
}
