package policy

import (
	"fmt"
	"strings"
	"time"
)

// An Attachment is a policy that a principal has.
type Attachment struct {
	Name     string    // the ARN of a managed policy, the name of an inline one
	Document *Document // nil: it could not be read, so it may say anything
}

// A Principal is a user, a group or a role with all that decides what it may
// do. Its policies are taken together: those that are attached, those in line,
// and, of a user, those of its groups.
type Principal struct {
	// ARN is the user's, the group's or the role's. Where it is that of a
	// managed policy, the principal is whoever has that policy.
	ARN      string
	Policies []Attachment
	Boundary *Attachment // nil: it has none
	// SCPs are the service control policies, one list a level, from the root
	// of the organization down. None are none, or are left out of the answer.
	SCPs         [][]Attachment
	Groups       []string // of a user, the ARNs of its groups; nil if they are not known
	Organization string   // that its account is in; empty if it is not known
	Now          time.Time
	// Known are condition keys with a value that is given, like those of a
	// Target. A * in one stands for any value: what is then allowed is allowed
	// whatever the value.
	Known map[string]string
}

// A Decision is whether a principal may do something, and by what.
type Decision struct {
	Answer    Answer
	Action    string
	Resource  string
	Policy    string // the name of the policy whose statement allows it, or may
	Statement int
	Sid       string
	Keys      []string // what each condition of the statement comes to
}

func (d Decision) String() string {
	if d.Answer == No {
		return fmt.Sprintf("%s on %s is not allowed", d.Action, d.Resource)
	}
	text := fmt.Sprintf("%s on %s by statement %d of %s", d.Action, d.Resource, d.Statement, d.Policy)
	if d.Sid != "" {
		text = fmt.Sprintf("%s on %s by statement %d (%s) of %s", d.Action, d.Resource, d.Statement, d.Sid, d.Policy)
	}
	return strings.Join(append([]string{text}, d.Keys...), "; ")
}

// Allows asks whether the principal may do an action on a resource, in some
// request that it can make: with a second factor, from an address that its
// policies want, with the tags that they want. A * in the action or the
// resource stands for any: the answer is whether all of those are allowed.
// Resource policies are not looked at.
func (p Principal) Allows(action, resource string) Decision {
	return p.rights().decide(action, resource, nil)
}

// Administrator asks whether the principal may do what it likes: every action
// on every resource, and in IAM all that gives others, or itself, rights.
func (p Principal) Administrator() Decision { return p.rights().administrator() }
