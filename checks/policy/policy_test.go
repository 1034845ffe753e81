package policy

import (
	"strings"
	"testing"
	"time"
)

// The account of the tests, its organization, and others.
const (
	ours    = "111122223333"
	partner = "444455556666" // trusted
	theirs  = "777788889999" // not trusted
	ourOrg  = "o-ours000000"
)

var (
	today  = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	bucket = Target{ARN: "arn:aws:s3:::b", Account: ours, Organization: ourOrg, Region: "eu-west-1", Now: today}
	queue  = Target{ARN: "arn:aws:sqs:eu-west-1:" + ours + ":q", Organization: ourOrg, Now: today}
	topic  = Target{ARN: "arn:aws:sns:eu-west-1:" + ours + ":t", Organization: ourOrg, Now: today}
	cmk    = Target{ARN: "arn:aws:kms:eu-west-1:" + ours + ":key/k", Organization: ourOrg, Now: today}
	role   = Target{ARN: "arn:aws:iam::" + ours + ":role/r", Organization: ourOrg, Now: today}
	trust  = Trust{Accounts: []string{partner}}
)

// document reads statements, one or a list without its brackets. OURS, ORG,
// PARTNER and THEIRS stand for the constants.
func document(t testing.TB, statements string) *Document {
	t.Helper()
	d, err := Parse(`{"Version":"2012-10-17","Statement":[` + fillIn(statements) + `]}`)
	if err != nil {
		t.Fatalf("%v in %s", err, statements)
	}
	return d
}

func fillIn(text string) string {
	return strings.NewReplacer("OURS", ours, "PARTNER", partner, "THEIRS", theirs, "ORG", ourOrg).Replace(text)
}

// explain is a result for a failure message.
func explain(r Result) string {
	var b strings.Builder
	for _, g := range r.Grants {
		b.WriteString("\n\t" + g.String())
	}
	for _, g := range r.Bound {
		b.WriteString("\n\tbound: " + g.String())
	}
	return b.String()
}
