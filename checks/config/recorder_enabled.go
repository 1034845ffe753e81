package config

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RecorderEnabled is the check config.recorder-enabled.
var RecorderEnabled = &check.Check{
	ID:        "config.recorder-enabled",
	Title:     "Config records in every Region without failure",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Each region has a configuration recorder that is recording now and whose last attempt did not fail.",
	Rationale: "Where Config does not record, nobody can tell later what a resource looked like or when it changed.",
	Remedy:    "Create a recorder and a delivery channel in the region and start the recorder. If its status is Failure, repair what the error code names.",
	Fix: check.Fix{
		Console: "AWS Config console, Set up AWS Config, or Settings, Start recording for one that is stopped.",
		CLI: `aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=ROLE_ARN \
  --recording-group allSupported=true,includeGlobalResourceTypes=false --region REGION
aws configservice put-delivery-channel --delivery-channel name=default,s3BucketName=BUCKET --region REGION
aws configservice start-configuration-recorder --configuration-recorder-name default --region REGION`,
		Terraform: `# With aws_config_configuration_recorder and aws_config_delivery_channel in each Region:
resource "aws_config_configuration_recorder_status" "region" {
  name       = aws_config_configuration_recorder.region.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.region]
}`,
		Breaks: "Nothing stops: Config only reads. Each configuration item and rule evaluation is charged for.",
		Undo:   "aws configservice stop-configuration-recorder --configuration-recorder-name default --region REGION. The history stays.",
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html", "https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorderStatus.html"},
	Controls:   []string{"CIS-1.4/3.5", "CIS-1.5/3.5", "CIS-2.0/3.5", "CIS-3.0/3.3", "CIS-4.0/3.3", "CIS-5.0/3.3", "CIS-6.0/4.3", "CIS-7.0/4.3", "FSBP/Config.1"},
	Assess:     check.ForEach(inventory.Regions, recorderEnabled, inventory.ConfigRecorders, inventory.ConfigRecorderStatuses),
}

func recorderEnabled(e check.Env, region inventory.Region) check.Verdict {
	r, ok := recorderOf(e, region)
	if !ok {
		return check.Fail("has no configuration recorder", check.Saw("recorders", 0))
	}
	s := check.Detail(e, inventory.ConfigRecorderStatuses, r.Resource)
	recording := check.SawOn(r.Resource, "Recording", s.Recording)
	if !s.Recording {
		return check.Fail("has a configuration recorder that is stopped", recording)
	}
	last := check.SawOn(r.Resource, "LastStatus", s.LastStatus)
	if s.LastStatus == "Failure" {
		return check.Fail("has a configuration recorder that fails: "+s.LastErrorCode, recording, last)
	}
	return check.Pass("records configuration", recording, last)
}

// recorderOf returns the recorder of a region, of which there is at most one.
func recorderOf(e check.Env, region inventory.Region) (inventory.ConfigRecorder, bool) {
	return check.Find(e, inventory.ConfigRecorders, region.Resource, func(inventory.ConfigRecorder) bool { return true })
}
