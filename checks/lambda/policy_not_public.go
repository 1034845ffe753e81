package lambda

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// PolicyNotPublic is the check lambda.policy-not-public.
var PolicyNotPublic = &check.Check{
	ID:        "lambda.policy-not-public",
	Title:     "Lambda function policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::Lambda::Function",
	Logic:     "Works out whom the policy of each function lets in, without those of its versions and aliases. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN. Also fails if S3 may invoke the function for a bucket of any account.",
	Rationale: "Whoever may invoke a function runs your code with the rights of its role, and at your cost.",
	Remedy:    "Remove the statement that the finding names. Restrict services by SourceArn and SourceAccount, and give function URLs the auth type AWS_IAM unless the public is meant to call them.",
	Fix: check.Fix{
		Console: "Lambda console, Functions, the function, Configuration, Permissions, Resource-based policy statements: delete or edit the statement that the finding names. For a function URL: Configuration, Function URL, Edit, Auth type AWS_IAM.",
		CLI: `aws lambda get-policy --function-name FUNCTION
aws lambda add-permission --function-name FUNCTION --statement-id NEW_ID --action lambda:InvokeFunction \
  --principal SERVICE.amazonaws.com --source-arn SOURCE_ARN --source-account ACCOUNT_ID
aws lambda remove-permission --function-name FUNCTION --statement-id STATEMENT_ID`,
		Terraform: `resource "aws_lambda_permission" "SERVICE" {
  function_name  = "FUNCTION"
  action         = "lambda:InvokeFunction"
  principal      = "SERVICE.amazonaws.com"
  source_arn     = "SOURCE_ARN"
  source_account = "ACCOUNT_ID"
}`,
		Breaks: "Callers and event sources that are not named any more, such as a bucket, a topic or a browser at the function URL, get an error. An event source needs its own permission before the open one goes.",
		Undo:   "aws lambda add-permission with what get-policy showed of the statement before.",
	},
	References: []string{"https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html", "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/Lambda.1"},
	Assess:     check.ForEach(inventory.LambdaPolicies, policyNotPublic),
}

const s3 = "s3.amazonaws.com"

// policyNotPublic also fails what S3 may call for a bucket of any account:
// names of buckets say nothing of whose they are, so that is the public too.
func policyNotPublic(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	v := access.NotPublic(e, p)
	if v.Status != check.StatusPass || p.Policy == "" {
		return v
	}
	d, unread := access.Of(p)
	if unread != nil {
		return *unread
	}
	r, _ := access.Deputy(e, d, p.Resource, s3)
	if r.Answer == policy.No {
		return v
	}
	saw := check.Saw("Policy", access.Said(r))
	if r.Answer == policy.Yes {
		return check.Fail("lets a bucket of any account invoke it: "+r.Grants[0].String(), saw)
	}
	return check.Unknown("has a policy of which cannot be told whose buckets it lets invoke it", saw)
}
