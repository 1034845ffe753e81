package checktest

import (
	"maps"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A Shared is a kind of resource whose policy alone says whom it lets in, and
// the check that it lets in not everyone.
type Shared struct {
	Check      *check.Check
	Table      *inventory.Table[inventory.ResourcePolicy]
	Type       string
	ARN        string // of the resource, which is called orders
	Action     string
	NoResource bool // its statements name none
}

func (s Shared) resource() inventory.Resource {
	r := Resource(s.Type, "orders")
	r.ARN = s.ARN
	return r
}

func (s Shared) written(policy string) inventory.Part {
	return s.Table.Of(inventory.ResourcePolicy{Resource: s.resource(), Policy: policy})
}

// Of is the resource with a policy of these statements.
func (s Shared) Of(statements string) inventory.Part {
	return s.written(`{"Version":"2012-10-17","Statement":[` + statements + `]}`)
}

// Allow is a statement that lets a principal do the action, with what more
// follows in it.
func (s Shared) Allow(principal, more string) string {
	statement := `{"Sid":"all","Effect":"Allow","Principal":` + principal + `,"Action":"` + s.Action + `"`
	if !s.NoResource {
		statement += `,"Resource":"` + s.ARN + `"`
	}
	return statement + more + `}`
}

// Everyone is the resource with a policy that lets in everyone on a condition.
func (s Shared) Everyone(condition string) inventory.Part {
	return s.Of(s.Allow(`"*"`, `,"Condition":{`+condition+`}`))
}

// Run runs the cases that hold for all kinds of resources, and some of its own.
func (s Shared) Run(t *testing.T, own Cases) {
	t.Helper()
	service, _, _ := strings.Cut(s.Check.ID, ".")
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	all := Cases{
		"no policy":                  Pass(s.written("")),
		"everyone":                   Fail(s.Of(s.Allow(`"*"`, ""))).Says("Policy [statement 0 (all)", s.Action),
		"everyone with an account":   Fail(s.Of(s.Allow(`{"AWS":"*"}`, ""))),
		"one account":                Pass(s.Of(s.Allow(`{"AWS":"999999999999"}`, ""))),
		"an organization":            Pass(s.Everyone(`"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}`)),
		"any organization":           Fail(s.Everyone(`"StringLike":{"aws:PrincipalOrgID":"o-*"}`)),
		"over TLS only":              Fail(s.Everyone(`"Bool":{"aws:SecureTransport":"true"}`)),
		"an office's addresses":      Pass(s.Everyone(`"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`)),
		"all addresses":              Fail(s.Everyone(`"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}`)),
		"everyone but others denied": Pass(s.Of(s.Allow(`"*"`, "") + deny)),
		"a key that is not known":    Unknown(s.Everyone(`"StringEquals":{"` + service + `:NewKey":"x"}`)),
		"not a policy":               Unknown(s.written(`{"Statement":[`)).Says("line 1"),
		"denied":                     Unknown(s.Table.Missing(Denied(s.resource()))),
	}
	maps.Copy(all, own)
	Run(t, s.Check, all)
}
