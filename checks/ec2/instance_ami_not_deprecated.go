package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceAMINotDeprecated is the check ec2.instance-ami-not-deprecated.
var InstanceAMINotDeprecated = &check.Check{
	ID:        "ec2.instance-ami-not-deprecated",
	Title:     "EC2 instances run supported, non-deprecated AMIs",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Looks up the AMI of every instance that is not terminated. Passes if it is neither deprecated by now nor disabled. An AMI that AWS no longer shows is unknown: its owner deregistered it or stopped sharing it.",
	Rationale: "Owners deprecate an AMI when they no longer update it; an instance that is launched from it starts with old faults.",
	Remedy:    "Rebuild the instance from a current AMI, and change the launch templates that name the old one.",
	Fix: check.Fix{
		Console: "EC2 console, Launch Templates, the template, Actions, Modify template (Create new version): choose a current AMI. Launch a new instance from it and terminate the old one.",
		CLI: `aws ec2 create-launch-template-version --launch-template-id TEMPLATE_ID --source-version '$Latest' --launch-template-data ImageId=AMI_ID
aws ec2 run-instances --launch-template 'LaunchTemplateId=TEMPLATE_ID,Version=$Latest'
aws ec2 terminate-instances --instance-ids INSTANCE_ID`,
		Terraform: `# A changed AMI replaces the instance.
resource "aws_instance" "app" {
  ami = "AMI_ID"
}`,
		Breaks: "The new instance has another ID, other addresses and empty instance store volumes. Software may behave differently on the newer system, so try it before the old instance goes.",
		Undo:   "Launch from the old AMI again: deprecated ones still can be launched by ID, disabled ones only after their owner enables them.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/disable-an-ami.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Instances, instanceAMINotDeprecated, inventory.InstanceImages),
}

func instanceAMINotDeprecated(e check.Env, i inventory.Instance) check.Verdict {
	if terminated(i) {
		return notThere(i)
	}
	running, id := check.Saw("State", i.State), check.Saw("ImageID", i.ImageID)
	image, ok := check.Lookup(e, inventory.InstanceImages, imageOf(i))
	if !ok {
		return check.Unknown("runs an AMI that AWS no longer shows to this account", id)
	}
	state := check.SawOn(image.Resource, "State", image.State)
	until := check.SawOn(image.Resource, "DeprecationTime", image.DeprecationTime)
	switch {
	case image.State == "disabled":
		return check.Fail("runs an AMI that is disabled", running, id, state)
	case !image.DeprecationTime.IsZero() && !image.DeprecationTime.After(e.Now):
		return check.Fail("runs an AMI that is deprecated", running, id, until)
	}
	return check.Pass("runs an AMI that is not deprecated", running, id, state, until)
}

// imageOf identifies the AMI of an instance. ARNs of AMIs name no account.
func imageOf(i inventory.Instance) inventory.Resource {
	return inventory.Resource{
		Partition: i.Partition, Region: i.Region, Type: "AWS::EC2::Image", ID: i.ImageID,
		ARN: "arn:" + i.Partition + ":ec2:" + i.Region + "::image/" + i.ImageID,
	}
}
