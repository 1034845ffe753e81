package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceManagedBySSM is the check ec2.instance-managed-by-ssm.
var InstanceManagedBySSM = &check.Check{
	ID:        "ec2.instance-managed-by-ssm",
	Title:     "EC2 instances report to Systems Manager",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Looks up every running instance in Systems Manager. Passes if its agent is online. An instance that does not run cannot report and is not applicable.",
	Rationale: "What does not report to Systems Manager is neither patched nor inventoried by it, and is administered over open ports instead.",
	Remedy:    "Install the SSM Agent, give the instance a role with AmazonSSMManagedInstanceCore or turn on default host management, and let it reach the endpoints of Systems Manager.",
	Fix: check.Fix{
		Console: "EC2 console, Instances, the instance, Actions, Security, Modify IAM role: choose a role with AmazonSSMManagedInstanceCore. Or for the whole Region: Systems Manager console, Fleet Manager, Account management, Configure Default Host Management Configuration.",
		CLI: `aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore
aws ec2 associate-iam-instance-profile --instance-id INSTANCE_ID --iam-instance-profile Name=PROFILE`,
		Terraform: `resource "aws_iam_role_policy_attachment" "ssm" {
  role       = "ROLE"
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}`,
		Breaks: "Nothing on the instance: the agent only calls out, over HTTPS. Whoever may use Session Manager or Run Command can from then on run commands on it.",
		Undo:   "Detach the policy from the role. The instance then shows as Connection Lost.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html"},
	Controls:   []string{"FSBP/SSM.1"},
	Assess:     check.ForEach(inventory.Instances, instanceManagedBySSM, inventory.ManagedInstances),
}

func instanceManagedBySSM(e check.Env, i inventory.Instance) check.Verdict {
	state := check.Saw("State", i.State)
	if i.State != "running" {
		return check.NotApplicable("is not running, so it cannot report", state)
	}
	m, ok := check.Lookup(e, inventory.ManagedInstances, i.Resource)
	ping := check.Saw("PingStatus", m.PingStatus)
	switch {
	case !ok:
		return check.Fail("is not known to Systems Manager", state, ping)
	case m.PingStatus == "Online":
		return check.Pass("reports to Systems Manager", state, ping)
	}
	return check.Fail("no longer reports to Systems Manager", state, ping)
}
