package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// EBSDefaultEncryption is the check ec2.ebs-default-encryption.
var EBSDefaultEncryption = &check.Check{
	ID:        "ec2.ebs-default-encryption",
	Title:     "EBS encrypts new volumes by default in every Region",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Looks at the setting of each Region. Passes if EBS encryption by default is on there.",
	Rationale: "With the default on, a volume cannot be created unencrypted by oversight, whatever tool creates it.",
	Remedy:    "Turn on EBS encryption by default in each Region that is named, also in those that are not used.",
	Fix: check.Fix{
		Console: "EC2 console, Dashboard, Account attributes, Data protection and security, EBS encryption, Manage: select Always encrypt new EBS volumes.",
		CLI:     "aws ec2 enable-ebs-encryption-by-default --region REGION",
		Terraform: `resource "aws_ebs_encryption_by_default" "region" {
  enabled = true
}`,
		Breaks: "Launches fail for whoever may not use the default key, and on old instance types that cannot encrypt EBS. Snapshots of new volumes can be shared with other accounts only if the default key is customer managed.",
		Undo:   "aws ec2 disable-ebs-encryption-by-default --region REGION. Volumes made in between stay encrypted.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html"},
	Controls:   []string{"CIS-1.4/2.2.1", "CIS-1.5/2.2.1", "CIS-2.0/2.2.1", "CIS-3.0/2.2.1", "CIS-4.0/5.1.1", "CIS-5.0/5.1.1", "CIS-6.0/6.1.1", "CIS-7.0/6.1.1", "FSBP/EC2.7"},
	Assess:     check.ForEach(inventory.EBSEncryptionDefaults, ebsDefaultEncryption),
}

func ebsDefaultEncryption(_ check.Env, d inventory.EBSEncryptionDefault) check.Verdict {
	return check.PassIf(d.EbsEncryptionByDefault, "encrypts new EBS volumes by default",
		"does not encrypt new EBS volumes by default", check.Saw("EbsEncryptionByDefault", d.EbsEncryptionByDefault))
}
