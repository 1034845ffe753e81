package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// LogFileValidation is the check cloudtrail.log-file-validation.
var LogFileValidation = &check.Check{
	ID:        "cloudtrail.log-file-validation",
	Title:     "CloudTrail log file validation is on",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Log file validation is on for each trail.",
	Rationale: "With validation, digest files show whether a log file was changed or deleted after delivery. Without it nobody can prove that the log is whole.",
	Remedy:    "Set EnableLogFileValidation on the trail.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, General details, Edit, Additional settings: enable Log file validation.",
		CLI:     "aws cloudtrail update-trail --name TRAIL --enable-log-file-validation --region HOME_REGION",
		Terraform: `resource "aws_cloudtrail" "main" {
  enable_log_file_validation = true
}`,
		Breaks: "Nothing: CloudTrail adds a digest file every hour beside the log files.",
		Undo:   "aws cloudtrail update-trail --name TRAIL --no-enable-log-file-validation --region HOME_REGION. Digest files that exist stay.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html"},
	Controls:   []string{"CIS-1.4/3.2", "CIS-1.5/3.2", "CIS-2.0/3.2", "CIS-3.0/3.2", "CIS-4.0/3.2", "CIS-5.0/3.2", "CIS-6.0/4.2", "CIS-7.0/4.2", "FSBP/CloudTrail.4"},
	Assess:     check.ForEach(inventory.CloudTrails, logFileValidation),
}

func logFileValidation(_ check.Env, t inventory.CloudTrail) check.Verdict {
	return check.PassIf(t.LogFileValidationEnabled, "validates its log files", "does not validate its log files",
		check.Saw("LogFileValidationEnabled", t.LogFileValidationEnabled))
}
