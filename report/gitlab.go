package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A gitlabIssue is an entry of GitLab's code quality report.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// GitLab writes a code quality report: what fails and is not muted. What could
// not be read is there too, an entry for each cause, and so is what failed before
// and could not be judged again: GitLab takes what is absent for resolved.
func GitLab(w io.Writer, all []*Report) error {
	e := newArray(w)
	for _, r := range all {
		for f := range r.failed() {
			if f.Muted == nil {
				e.add(gitlabFinding(r, f))
			}
		}
	}
	for _, r := range all {
		for _, c := range causes(r.Unassessed) {
			e.add(gitlabGap(r, c))
		}
	}
	return e.end()
}

func gitlabFinding(r *Report, f Finding) gitlabIssue {
	service, _, _ := strings.Cut(f.Check, ".")
	at, _ := location(f, service, r.Place)
	place := at.PhysicalLocation
	return gitlabIssue{
		Description: clean(f.Title) + ": " + sentence(f), CheckName: f.Check, Fingerprint: f.Fingerprint, Severity: gitlabSeverity(f.Severity),
		Location: gitlabLocation{place.ArtifactLocation.URI, gitlabLines{place.Region.StartLine}},
	}
}

func gitlabGap(r *Report, c cause) gitlabIssue {
	id := sha256.Sum256([]byte(strings.Join([]string{r.Scan.Partition, r.Scan.account(), c.operation, string(c.reason), c.code}, "\x00")))
	at := gitlabLocation{"aws/" + segment(r.Scan.account()) + "/" + notAssessed, gitlabLines{1}}
	if r.Place != nil {
		at = gitlabLocation{fileURI(r.Place.Path), gitlabLines{r.Place.Line}}
	}
	return gitlabIssue{
		Description: fmt.Sprintf("UNKNOWN in account %s: %s", clean(r.Scan.account()), unreadText(c)),
		CheckName:   notAssessed, Fingerprint: hex.EncodeToString(id[:16]), Severity: gitlabSeverity(check.Medium), Location: at,
	}
}

// unreadText says what a cause blinds.
func unreadText(c cause) string {
	why := clean(string(c.reason))
	if c.reason == inventory.NotScanned {
		why += ": " + clean(c.message)
	}
	return fmt.Sprintf("%s was not read (%s), so %s could not be judged: %s.", c.what(), why, plural(len(c.checks), "check"), few(c.checks))
}

func gitlabSeverity(s check.Severity) string {
	switch s {
	case check.Critical:
		return "blocker"
	case check.High:
		return "critical"
	case check.Medium:
		return "major"
	}
	return "minor"
}
