package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceIMDSv2 is the check ec2.instance-imdsv2.
var InstanceIMDSv2 = &check.Check{
	ID:        "ec2.instance-imdsv2",
	Title:     "EC2 instances require IMDSv2",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Looks at the metadata options of every instance that is not terminated. Passes if tokens are required (IMDSv2), or if the metadata endpoint is off.",
	Rationale: "With IMDSv1 a server that can be made to fetch a URL hands out the credentials of the instance's role.",
	Remedy:    "Set the metadata option HttpTokens to required, once nothing on the instance calls IMDSv1 (metric MetadataNoToken).",
	Fix: check.Fix{
		Console: "EC2 console, Instances, the instance, Actions, Instance settings, Modify instance metadata options: set IMDSv2 to Required.",
		CLI:     "aws ec2 modify-instance-metadata-options --instance-id INSTANCE_ID --http-tokens required",
		Terraform: `resource "aws_instance" "app" {
  metadata_options {
    http_tokens = "required"
  }
}`,
		Breaks: "Software that still calls IMDSv1, such as an old SDK, gets the status 401 and with it no credentials. Containers behind a bridge may need a hop limit of 2.",
		Undo:   "aws ec2 modify-instance-metadata-options --instance-id INSTANCE_ID --http-tokens optional. It works at once, without a restart.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"},
	Controls:   []string{"CIS-2.0/5.6", "CIS-3.0/5.6", "CIS-4.0/5.7", "CIS-5.0/5.7", "CIS-6.0/6.7", "CIS-7.0/6.7", "FSBP/EC2.8"},
	Assess:     check.ForEach(inventory.Instances, instanceIMDSv2),
}

func instanceIMDSv2(_ check.Env, i inventory.Instance) check.Verdict {
	if terminated(i) {
		return notThere(i)
	}
	state := check.Saw("State", i.State)
	endpoint := check.Saw("MetadataOptions.HTTPEndpoint", i.MetadataOptions.HTTPEndpoint)
	tokens := check.Saw("MetadataOptions.HTTPTokens", i.MetadataOptions.HTTPTokens)
	switch {
	case i.MetadataOptions.HTTPEndpoint == "disabled":
		return check.Pass("has its metadata endpoint off", state, endpoint)
	case i.MetadataOptions.HTTPTokens == "required":
		return check.Pass("requires IMDSv2", state, tokens)
	case i.MetadataOptions.HTTPTokens == "optional":
		return check.Fail("answers IMDSv1", state, endpoint, tokens)
	}
	return check.Unknown("has metadata options that do not say whether tokens are required", endpoint, tokens)
}
