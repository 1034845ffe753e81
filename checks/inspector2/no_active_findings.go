package inspector2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// NoActiveFindings is the check inspector2.no-active-findings.
var NoActiveFindings = &check.Check{
	ID:        "inspector2.no-active-findings",
	Title:     "Inspector reports no active critical or high finding",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "In each region in which Inspector scans something, it has no active finding of this account that is critical or high. Where it scans nothing, nothing is known: that is left to inspector2.enabled.",
	Rationale: "A critical or high finding is a flaw that can be used from afar, often with a tool that anybody can download. Each day that it stays, somebody may.",
	Remedy:    "In Inspector, Findings, by vulnerability; update the package that each names, rebuild images and functions, and suppress with a reason what cannot be reached.",
	Fix: check.Fix{
		Console: "In Inspector, Findings, by vulnerability; update the package that each names, rebuild images and functions, and suppress with a reason what cannot be reached.",
		CLI: `aws inspector2 list-findings --filter-criteria \
  '{"findingStatus":[{"comparison":"EQUALS","value":"ACTIVE"}],"severity":[{"comparison":"EQUALS","value":"CRITICAL"}]}'`,
		Terraform: "# There is no resource for a finding: deploy the image, the package or the AMI that has the fix.",
		Breaks:    "An update may break what runs on it: try it where nobody is hurt, and keep the old image to go back to.",
		Undo:      "Inspector closes a finding by itself once the flaw is gone.",
	},
	References: []string{"https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html", "https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.InspectorStates, noActiveFindings, inventory.InspectorFindings),
}

func noActiveFindings(e check.Env, s inventory.InspectorState) check.Verdict {
	saw := []check.Evidence{check.Saw("EC2", s.EC2), check.Saw("ECR", s.ECR), check.Saw("Lambda", s.Lambda), check.Saw("LambdaCode", s.LambdaCode)}
	if !s.Scans() {
		return check.NotApplicable("has Inspector scan nothing", saw...)
	}
	f := check.Detail(e, inventory.InspectorFindings, s.Resource)
	saw = append(saw, check.Saw("Titles", f.Titles), check.Saw("More", f.More))
	n := len(f.Titles)
	switch {
	case n == 0 && !f.More:
		return check.Pass("has no active finding that is critical or high", saw...)
	case f.More:
		return check.Fail(fmt.Sprintf("has more than %d active findings that are critical or high", n), saw...)
	}
	return check.Fail(fmt.Sprintf("has %d active findings that are critical or high, such as %s", n, f.Titles[0]), saw...)
}
