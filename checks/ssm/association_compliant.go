package ssm

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AssociationCompliant is the check ssm.association-compliant.
var AssociationCompliant = &check.Check{
	ID:        "ssm.association-compliant",
	Title:     "SSM State Manager associations are compliant",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::EC2::Instance",
	Logic:     "The last runs of the associations of each node that Systems Manager knows were as they should be, so that its status is COMPLIANT.",
	Rationale: "An association keeps something as it was decided: an agent installed, a setting in place. Where it fails, the node is not what everybody believes.",
	Remedy:    "In Systems Manager, State Manager, open the association that failed, look at its output and Apply association now.",
	Fix: check.Fix{
		Console: "In Systems Manager, State Manager, open the association that failed, look at its output and Apply association now.",
		CLI: `aws ssm list-compliance-items --resource-ids INSTANCE_ID --resource-types ManagedInstance --filters Key=ComplianceType,Values=Association
aws ssm start-associations-once --association-ids ASSOCIATION_ID`,
		Terraform: `# Correct what made it fail, often the parameters; it runs again when it changes.
resource "aws_ssm_association" "NAME" {
  name       = "DOCUMENT"
  parameters = { NAME = "VALUE" }
  targets {
    key    = "InstanceIds"
    values = ["INSTANCE_ID"]
  }
}`,
		Breaks: "It runs its document on the node again, with whatever that changes.",
		Undo:   "What the document did has to be undone by hand.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/state-manager-about.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-3"},
	Controls:   []string{"FSBP/SSM.3"},
	Assess:     check.ForEach(inventory.SSMAssociationStates, associationCompliant),
}

func associationCompliant(_ check.Env, c inventory.SSMCompliance) check.Verdict {
	return check.PassIf(c.Status == "COMPLIANT", "complies with its associations",
		fmt.Sprintf("does not comply with %d of its associations", c.NonCompliantCount),
		check.Saw("Status", c.Status), check.Saw("NonCompliantCount", c.NonCompliantCount))
}
