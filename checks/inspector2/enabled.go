package inspector2

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Enabled is the check inspector2.enabled.
var Enabled = &check.Check{
	ID:        "inspector2.enabled",
	Title:     "Inspector scans EC2, ECR, Lambda and Lambda code",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "In each region Inspector scans EC2 instances, images in ECR, Lambda functions and their code, or those of them that are asked. What AWS does not offer in a region is not asked there.",
	Rationale: "A flaw in a package is known to everybody the day it is published. Inspector says which machines, images and functions have it, and again when the next one comes.",
	Remedy:    "In Inspector, Account management, activate the scans, in each region, or from the delegated administrator for all accounts.",
	Fix: check.Fix{
		Console: "In Inspector, Account management, activate the scans, in each region, or from the delegated administrator for all accounts.",
		CLI: `# In each region:
aws inspector2 enable --resource-types EC2 ECR LAMBDA LAMBDA_CODE --region REGION`,
		Terraform: `# In each region:
resource "aws_inspector2_enabler" "this" {
  account_ids    = ["ACCOUNT_ID"]
  resource_types = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"]
}`,
		Breaks: "It reads packages by the agent of Systems Manager or from snapshots, and costs by what is scanned; it changes nothing.",
		Undo:   "aws inspector2 disable --resource-types EC2 ECR LAMBDA LAMBDA_CODE --region REGION.",
	},
	References: []string{"https://docs.aws.amazon.com/inspector/latest/user/getting_started.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html"},
	Controls:   []string{"FSBP/Inspector.1", "FSBP/Inspector.2", "FSBP/Inspector.3", "FSBP/Inspector.4"},
	Params:     []check.Setting{kinds},
	Assess:     check.ForEach(inventory.InspectorStates, enabled),
}

var kinds = check.NewParam("kinds", []string{"ec2", "ecr", "lambda", "lambdaCode"}, "what Inspector must scan: ec2, ecr, lambda, lambdaCode")

func enabled(e check.Env, s inventory.InspectorState) check.Verdict {
	saw := []check.Evidence{check.Saw("EC2", s.EC2), check.Saw("ECR", s.ECR), check.Saw("Lambda", s.Lambda), check.Saw("LambdaCode", s.LambdaCode)}
	states := map[string]string{"ec2": s.EC2, "ecr": s.ECR, "lambda": s.Lambda, "lambdaCode": s.LambdaCode}
	var off, strange []string
	offered := 0
	for _, k := range kinds.Get(e) {
		state, known := states[k]
		switch {
		case !known:
			strange = append(strange, k)
		case state == "":
			continue
		case state != "ENABLED":
			off = append(off, k)
		}
		offered++
	}
	switch {
	case len(strange) > 0:
		return check.Unknown("cannot be judged: the parameter kinds has "+strings.Join(strange, ", "), saw...)
	case len(off) > 0:
		return check.Fail("has Inspector not scan "+strings.Join(off, ", "), saw...)
	case offered == 0:
		return check.NotApplicable("has none of these scans of Inspector", saw...)
	}
	return check.Pass("has Inspector scan all that is asked", saw...)
}
