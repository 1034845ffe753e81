package identity

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// A Text is a policy's document, or why there is none.
type Text struct {
	Document *policy.Document
	Problem  string // a clause about the policy
}

type managedKey string

// Managed is the document of a managed policy of the account or of AWS, by its
// ARN. It is parsed once in a run.
func Managed(e check.Env, arn string) check.Fact[Text] {
	return check.Once(e, managedKey(arn), func(e check.Env) Text {
		table := inventory.IAMPolicies
		if strings.Contains(arn, ":iam::aws:") {
			table = inventory.IAMAWSPolicies
		}
		row, ok := check.Lookup(e, table, inventory.Resource{
			Partition: e.Account.Partition, Account: e.Account.ID, Type: "AWS::IAM::ManagedPolicy", ARN: arn,
		})
		if !ok {
			return Text{Problem: "is not among those that AWS returned"}
		}
		doc, err := policy.Parse(row.Document)
		if err != nil {
			return Text{Problem: "cannot be read: " + err.Error()}
		}
		return Text{Document: doc}
	})
}
