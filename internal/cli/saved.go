package cli

import (
	"errors"
	"os"

	"github.com/yourside/yourside/report"
)

// stdin stands for the standard input among files.
const stdin = "-"

// A savedReport is a report and the file that it is from.
type savedReport struct {
	*report.Report
	file string
}

// saved reads JSON reports of earlier scans.
func (p *program) saved(files ...string) ([]savedReport, error) {
	var all []savedReport
	for _, file := range files {
		some, err := p.savedIn(file)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			all = append(all, savedReport{r, file})
		}
	}
	return all, nil
}

func (p *program) savedIn(file string) ([]*report.Report, error) {
	in, name := os.Stdin, file
	if file == stdin {
		if p.read {
			return nil, usage("the standard input can be read once")
		}
		p.read, name = true, "the standard input"
	} else {
		opened, err := os.Open(file)
		if err != nil {
			return nil, usageError{err}
		}
		defer opened.Close()
		in = opened
	}
	all, err := report.Read(in, p.checks)
	if _, unreadable := errors.AsType[*os.PathError](err); unreadable {
		return nil, usageError{err}
	}
	if err != nil {
		return nil, usage("%s is no JSON report of a scan: %w", name, err)
	}
	if len(all) == 0 {
		return nil, usage("%s holds no report", name)
	}
	return all, nil
}

// reports reads them for who does not care which file they are from.
func (p *program) reports(files ...string) ([]*report.Report, error) {
	saved, err := p.saved(files...)
	var all []*report.Report
	for _, s := range saved {
		all = append(all, s.Report)
	}
	return all, err
}
