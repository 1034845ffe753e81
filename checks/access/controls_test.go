package access_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// queueNotPublic is a check that asks of queues what AWS asks of most resources.
var queueNotPublic = &check.Check{
	ID:     "test.queue-not-public",
	Assess: check.ForEach(inventory.SQSQueuePolicies, access.NotPublic).Narrowed(access.Limits...),
}

const (
	outsiders = `{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{` +
		`"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`
	services = `{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{` +
		`"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-ours"},"Bool":{"aws:PrincipalIsAWSService":"true"}}}`
	all   = `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}`
	other = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}`
	maybe = `{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}}`
)

// judged is the finding on a queue that its policy opens to everyone, with what
// the evidence says of statements of resource control policies.
func judged(t *testing.T, parts ...inventory.Part) (check.Finding, []string) {
	t.Helper()
	queue := checktest.Resource("AWS::SQS::Queue", "orders")
	queue.ARN = "arn:aws:sqs:us-east-1:123456789012:orders"
	parts = append(parts, inventory.SQSQueuePolicies.Of(inventory.ResourcePolicy{Resource: queue, Policy: `{"Version":"2012-10-17",` +
		`"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"` + queue.ARN + `"}}`}))
	found := slices.Collect(check.Evaluate([]*check.Check{queueNotPublic}, inventory.New(checktest.Account, checktest.Now, parts...), nil))
	if len(found) != 1 {
		t.Fatalf("%d findings", len(found))
	}
	var says []string
	for _, e := range found[0].Evidence {
		if text, ok := e.Value.(string); ok && e.Field == "Content" {
			says = append(says, text)
		}
	}
	return found[0], says
}

func TestTheStatementsOfResourceControlPoliciesThatDecideAreNamed(t *testing.T) {
	const of = " of the resource control policy perimeter denies it"
	for name, c := range map[string]struct {
		statements []string
		want       check.Status
		says       []string
	}{
		"one":                      {[]string{all}, check.StatusPass, []string{"statement 0" + of}},
		"one beside others":        {[]string{other, all, maybe}, check.StatusPass, []string{"statement 1" + of}},
		"either of two":            {[]string{all, all}, check.StatusPass, []string{"statement 0" + of, "statement 1" + of}},
		"two that take each other": {[]string{outsiders, other, services}, check.StatusPass, []string{"statement 0" + of, "statement 2" + of}},
		"two pairs, of which one is enough": {[]string{outsiders, services, outsiders, services}, check.StatusPass,
			[]string{"statement 0" + of, "statement 1" + of, "statement 2" + of, "statement 3" + of}},
		"one that may":                   {[]string{maybe, other}, check.StatusUnknown, []string{"statement 0 of the resource control policy perimeter may deny it"}},
		"one that is of another service": {[]string{other}, check.StatusFail, nil},
	} {
		f, says := judged(t, checktest.UnderRCP(strings.Join(c.statements, ","))...)
		if f.Status != c.want || !slices.Equal(says, c.says) {
			t.Errorf("%s: %s by %q, want %s by %q", name, f.Status, says, c.want, c.says)
		}
	}
}

// A policy that is attached to the root and to a unit below is one.
func TestResourceControlPoliciesOfAllLevelsCountAndEachOnce(t *testing.T) {
	place := func(kind, id string) inventory.Resource {
		return inventory.Resource{Type: "AWS::Organizations::" + kind, ID: id, ARN: "arn:aws:organizations::444455556666:" + id}
	}
	rcp := func(id, statement string) inventory.OrganizationPolicy {
		return inventory.OrganizationPolicy{
			Resource: inventory.Resource{Type: "AWS::Organizations::Policy", ID: id, Name: id, ARN: "arn:aws:organizations::444455556666:policy/o-ours/resource_control_policy/" + id},
			Content:  `{"Version":"2012-10-17","Statement":` + statement + `}`,
		}
	}
	root, unit, account := place("Root", "r-ab12"), place("OrganizationalUnit", "ou-ab12-shops"), checktest.Account.Resource()
	buckets, queues := rcp("buckets", other), rcp("queues", all)
	f, says := judged(t,
		inventory.OrganizationParents.Of(inventory.OrganizationParent{Resource: account, Parent: unit}, inventory.OrganizationParent{Resource: unit, Parent: root}),
		inventory.RCPAttachments.Of(
			inventory.PolicyAttachments{Resource: root, Policies: []string{buckets.ARN, queues.ARN}},
			inventory.PolicyAttachments{Resource: unit, Policies: []string{queues.ARN}}),
		inventory.RCPs.Of(buckets, queues))
	if want := []string{"statement 0 of the resource control policy queues denies it"}; f.Status != check.StatusPass || !slices.Equal(says, want) {
		t.Errorf("%s by %q, want PASS by %q", f.Status, says, want)
	}
}
