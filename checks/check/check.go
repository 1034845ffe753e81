// Package check defines what a check is: a value with its documentation and a
// pure function from an inventory to verdicts.
//
// A check declares the tables that it reads by handing their handles to a
// combinator (ForEach, Exists); the same handles are its only way to the rows.
// So a scan collects what the selected checks need and no more, the least IAM
// policy follows from them, and whatever could not be read turns the verdicts
// that rest on it, and no others, into UNKNOWN without a line in the check.
package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/inventory"
)

// A Check is one question about the configuration of an account.
type Check struct {
	// ID is service.claim, such as "ec2.volume-encrypted". It never changes:
	// baselines, alerts and fingerprints refer to it.
	ID       string
	Title    string // the desired state, as a claim that holds on PASS
	Domain   Domain
	Severity Severity
	// Resource is the CloudFormation type of what the check judges, or
	// inventory.AccountType.
	Resource string

	Logic      string   // what it looks at, and when that passes
	Rationale  string   // why it matters
	Remedy     string   // how to get to the desired state
	Fix        Fix      // the same, way by way
	References []string // pages of the AWS documentation
	Controls   []string // framework controls it serves: "CIS-5.0/5.1.1", "FSBP/EC2.3"
	Params     []Setting

	Assess Assessment
}

// A Fix is how to get to the desired state by each of the ways that people work.
// Names to replace are in capitals.
type Fix struct {
	Console   string // where to click
	CLI       string // commands of the AWS CLI, a line each
	Terraform string // the resource and its arguments
	Breaks    string // what may stop working
	Undo      string // how to go back
}

// Service returns the part of the ID before the dot, such as "ec2".
func (c *Check) Service() string {
	service, _, _ := strings.Cut(c.ID, ".")
	return service
}

// Needs returns the tables that the check reads, each once.
func (c *Check) Needs() []inventory.Handle {
	var all []inventory.Handle
	for _, h := range c.Assess.needs {
		if !slices.Contains(all, h) {
			all = append(all, h)
		}
	}
	return all
}

// Narrowing returns those of its needs that no verdict rests on: see Narrowed.
func (c *Check) Narrowing() []inventory.Handle { return c.Assess.narrows }

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*\.[a-z0-9]+(-[a-z0-9]+)*$`)

// Validate reports what is wrong with the checks as a set: bad or repeated
// IDs, missing texts, no assessment. A scanner refuses to start with such a set.
func Validate(checks []*Check) error {
	seen := map[string]bool{}
	for _, c := range checks {
		switch {
		case !idPattern.MatchString(c.ID):
			return fmt.Errorf("check %q: the ID is not of the form service.claim-in-words", c.ID)
		case seen[c.ID]:
			return fmt.Errorf("check %s: two checks have this ID", c.ID)
		case c.Domain.String() == "":
			return fmt.Errorf("check %s: no domain", c.ID)
		case c.Severity.String() == "":
			return fmt.Errorf("check %s: no severity", c.ID)
		case c.Title == "" || c.Logic == "" || c.Rationale == "" || c.Remedy == "" || c.Resource == "":
			return fmt.Errorf("check %s: title, logic, rationale, remedy and resource must be set", c.ID)
		case c.Assess.run == nil:
			return fmt.Errorf("check %s: no assessment", c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}
