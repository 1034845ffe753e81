package ec2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SpotFleetEncryptedVolumes is the check ec2.spot-fleet-encrypted-volumes.
var SpotFleetEncryptedVolumes = &check.Check{
	ID:        "ec2.spot-fleet-encrypted-volumes",
	Title:     "Spot Fleet requests encrypt attached volumes",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::SpotFleet",
	Logic:     "Looks at the launch specifications of every Spot Fleet request that has not ended. Passes if each volume that they map is to be encrypted, or if the Region encrypts all new volumes. A volume of which the request says nothing is unknown: its snapshot decides. Requests by launch template are not applicable: the template is judged instead.",
	Rationale: "A fleet makes new instances by itself, each with another unencrypted volume.",
	Remedy:    "Replace the request by one whose launch specifications encrypt each volume, or by a launch template that does. Turn on EBS encryption by default in the Region.",
	Fix: check.Fix{
		Console: "EC2 console, Spot Requests, Request Spot Instances: use a launch template that encrypts each volume. Then cancel the old request.",
		CLI: `aws ec2 request-spot-fleet --spot-fleet-request-config file://encrypted.json
aws ec2 cancel-spot-fleet-requests --spot-fleet-request-ids REQUEST_ID --terminate-instances`,
		Terraform: `resource "aws_spot_fleet_request" "fleet" {
  launch_specification {
    root_block_device { encrypted = true }
  }
}`,
		Breaks: "The instances of the old request end, and new ones come only if there is Spot capacity. With a customer managed key launches fail until the service-linked role of Spot Fleet may use it.",
		Undo:   "Request the fleet with its old configuration again; describe-spot-fleet-requests shows it for 48 hours after the cancellation.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-fleet.html", "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"},
	Controls:   []string{"FSBP/EC2.173"},
	Assess:     check.ForEach(inventory.SpotFleets, spotFleetEncryptedVolumes, inventory.EBSEncryptionDefaults),
}

func spotFleetEncryptedVolumes(e check.Env, f inventory.SpotFleet) check.Verdict {
	state := check.Saw("SpotFleetRequestState", f.SpotFleetRequestState)
	if fleetEnded(f) {
		return check.NotApplicable("launches no more instances", state)
	}
	var devices []launchDevice
	for n, s := range f.LaunchSpecifications {
		for _, d := range s.BlockDeviceMappings {
			field := fmt.Sprintf("LaunchSpecifications[%d].BlockDeviceMappings[%s].Encrypted", n, d.DeviceName)
			devices = append(devices, launchDevice{field, d.Encrypted})
		}
	}
	if len(devices) == 0 {
		return check.NotApplicable("maps no EBS volume of its own", state, check.Saw("LaunchSpecifications", f.LaunchSpecifications))
	}
	v := devicesEncrypted(e, f.Region, devices)
	v.Evidence = append(v.Evidence, state)
	return v
}

func fleetEnded(f inventory.SpotFleet) bool {
	switch f.SpotFleetRequestState {
	case "cancelled", "cancelled_running", "cancelled_terminating", "failed":
		return true
	}
	return false
}
