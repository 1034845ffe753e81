package iam

import (
	"fmt"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// PolicyNoServiceWildcard is the check iam.policy-no-service-wildcard.
var PolicyNoServiceWildcard = &check.Check{
	ID:        "iam.policy-no-service-wildcard",
	Title:     "IAM customer policies avoid service-wide wildcard actions",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if no statement that allows names all actions of a service (s3:*) or of all services (*), on whatever resource and under whatever condition. NotAction in such a statement names all actions of the services that it does not mention. A wildcard after some of a name, such as ec2:Describe*, is no such thing. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged.",
	Rationale: "A service's wildcard grants deleting and sharing along with reading, and whatever AWS adds to the service later.",
	Remedy:    "Name the actions that are used, with wildcards after a common beginning where they are many.",
	Fix: check.Fix{
		Console: policyConsole + "In place of the wildcard, put the actions that are used: Last Accessed of the user or role helps to tell.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect   = "Allow"
    Action   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
    Resource = ["BUCKET_ARN", "BUCKET_ARN/*"]
  }] })
}`,
		Breaks: "An action that is used and was forgotten is denied. New actions of the service have to be added when they are needed.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html"},
	Controls:   []string{"FSBP/IAM.21"},
	Assess: ofWritten(judgement{
		judge: policyNoServiceWildcard,
		fine:  "allows no service as a whole",
		broad: "allows a service as a whole",
	}),
}

func policyNoServiceWildcard(_ check.Env, w written) ruling {
	for _, s := range w.document.Statements {
		if s.Effect != policy.Allow {
			continue
		}
		if whole := wholeService(s); whole != "" {
			return ruling{policy.Yes, fmt.Sprintf("statement %s allows %s", place(s), whole), nil}
		}
	}
	return ruling{policy.No, "no statement allows a service as a whole", nil}
}

// place is the statement's index, and its Sid if it has one.
func place(s policy.Statement) string {
	if s.Sid == "" {
		return fmt.Sprint(s.Index)
	}
	return fmt.Sprintf("%d (%s)", s.Index, s.Sid)
}

// wholeService is what of a statement stands for all actions of a service.
func wholeService(s policy.Statement) string {
	for _, a := range s.Action {
		if _, ofService := allActions(a); ofService {
			return a
		}
	}
	if s.NotAction == nil {
		return ""
	}
	for _, a := range s.NotAction {
		if service, ofService := allActions(a); ofService && strings.Trim(service, "*") == "" {
			return "" // all but all is nothing
		}
	}
	return "all but " + strings.Join(s.NotAction, ", ")
}

// allActions reports whether a pattern stands for all actions of a service,
// and which.
func allActions(pattern string) (service string, all bool) {
	service, name, found := strings.Cut(pattern, ":")
	if !found {
		name = pattern
	}
	return service, strings.Contains(name, "*") && strings.Trim(name, "*?") == ""
}
