package cli

import "github.com/yourside/yourside/report"

// places returns where the repository of the working directory lists accounts,
// by their ID.
func (p *program) places() map[string]*report.Place {
	all := map[string]*report.Place{}
	for _, a := range p.file.Accounts {
		if a.Path != "" {
			all[a.ID] = &report.Place{Path: a.Path, Line: a.Line}
		}
	}
	return all
}
