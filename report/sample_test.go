package report_test

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

var (
	volumeEncrypted = &check.Check{
		ID: "ec2.volume-encrypted", Title: "EBS volumes are encrypted", Domain: check.DataProtection, Severity: check.High,
		Resource: "AWS::EC2::Volume", Logic: "Passes if the volume is encrypted.",
		Rationale: "Who gets at the storage reads what is on it.", Remedy: "Copy its snapshot with encryption and replace it.",
		Fix: check.Fix{
			Console: "EC2, Snapshots, Copy snapshot, Encrypt this snapshot.", CLI: "aws ec2 copy-snapshot --encrypted --source-snapshot-id SNAPSHOT --source-region REGION",
			Terraform: "resource \"aws_ebs_volume\" \"NAME\" {\n  encrypted = true\n}", Breaks: "The instance stops while its volume is replaced.", Undo: "Attach the volume of before.",
		},
		References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
		Controls:   []string{"CIS-5.0/5.1.1", "FSBP/EC2.3"},
	}
	rootMFA = &check.Check{
		ID: "iam.root-mfa", Title: "The root user has MFA", Domain: check.PrivilegeManagement, Severity: check.Critical,
		Resource: inventory.AccountType, Logic: "Passes if the account summary says so.",
		Rationale: "The root user can do all.", Remedy: "Add a device for the root user.",
	}
	defaultGroup = &check.Check{
		ID: "vpc.sg-default-closed", Title: "Default security groups have no rules", Domain: check.InfrastructureProtection, Severity: check.Medium,
		Resource: "AWS::EC2::SecurityGroup", Logic: "Passes if the default group has no rules.",
		Rationale: "What names no group gets the default one.", Remedy: "Delete the rules of the default group.",
	}
	defaultEncryption = &check.Check{
		ID: "ec2.ebs-default-encryption", Title: "EBS encrypts new volumes by default", Domain: check.DataProtection, Severity: check.High,
		Resource: inventory.AccountType, Logic: "Passes if encryption by default is on in the Region.",
		Rationale: "A forgotten flag leaves a volume bare.", Remedy: "Turn encryption by default on in each Region.",
	}
	keyRotated = &check.Check{
		ID: "kms.key-rotated", Title: "Customer keys are rotated", Domain: check.DataProtection, Severity: check.Low,
		Resource: "AWS::KMS::Key", Logic: "Passes if rotation is on.",
		Rationale: "An old key guards more than a new one.", Remedy: "Turn rotation on.",
	}
)

const account = "123456789012"

// resource returns a resource of the account, as collectors make them.
func resource(typ, arn, name, region string) inventory.Resource {
	return inventory.Resource{Partition: "aws", Account: account, Region: region, Type: typ, ARN: arn, ID: name, Name: name}
}

func volume(id string) inventory.Resource { return volumeIn("eu-west-1", id) }

func volumeIn(region, id string) inventory.Resource {
	return resource("AWS::EC2::Volume", "arn:aws:ec2:"+region+":"+account+":volume/"+id, id, region)
}

func group(region, id string) inventory.Resource {
	r := resource("AWS::EC2::SecurityGroup", "arn:aws:ec2:"+region+":"+account+":security-group/"+id, id, region)
	r.Name = "default"
	return r
}

// whole returns the account, or the account in a region.
func whole(region string) inventory.Resource {
	return inventory.Account{Partition: "aws", ID: account}.In(region)
}

func key(id string) inventory.Resource {
	return resource("AWS::KMS::Key", "arn:aws:kms:us-east-1:"+account+":key/"+id, id, "us-east-1")
}

func bare(id string) check.Finding { return fails(volumeEncrypted, volume(id), "is not encrypted") }

func fails(c *check.Check, r inventory.Resource, message string) check.Finding {
	return check.Finding{Check: c, Resource: r, Verdict: check.Fail(message, check.Saw("Encrypted", false))}
}

// unread is a finding that a gap made UNKNOWN.
func unread(c *check.Check, r inventory.Resource, operation string, reason inventory.Reason, code, message string) check.Finding {
	return check.Finding{
		Check: c, Resource: r, Verdict: check.Unknown("could not be judged: " + operation + " was not read (" + string(reason) + ")"),
		Gaps: []inventory.Gap{{Subject: r, Operation: operation, Reason: reason, Code: code, Message: message}},
	}
}

// of returns the report of a scan that had these findings.
func of(findings ...check.Finding) *report.Report {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := report.New(
		report.Tool{Name: "yourside", Version: "v1.2.3"},
		report.Scan{
			ID: "20261124T120000Z", Started: at, Ended: at.Add(9 * time.Second), Account: account, Alias: "example", Share: 0.6,
			Partition: "aws", Regions: []string{"eu-west-1", "us-east-1"},
			Caller: "arn:aws:iam::" + account + ":user/auditor", Complete: true,
		},
		[]*check.Check{volumeEncrypted, rootMFA, keyRotated, defaultGroup, defaultEncryption}, ordered(findings),
	)
	r.Outcome = report.Outcome{FailOn: "none"}
	return r
}

// sample returns a report with every status.
func sample() *report.Report {
	tagged := bare("vol-0123456789abcdef0")
	tagged.Resource.Name, tagged.Resource.Tags = "data", map[string]string{"Name": "data", "team": "storage"}
	r := of(
		tagged,
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-0123456789abcdef1"), Verdict: check.Pass("is encrypted", check.Saw("Encrypted", true))},
		check.Finding{Check: keyRotated, Resource: key("11111111"), Verdict: check.NotApplicable("is asymmetric", check.Saw("KeySpec", "RSA_4096"))},
		unread(keyRotated, key("22222222"), "kms:GetKeyRotationStatus", inventory.Denied,
			"AccessDeniedException", "not authorized to perform: kms:GetKeyRotationStatus"),
		check.Finding{Check: rootMFA, Resource: whole(""), Verdict: check.Fail("has no MFA for its root user", check.Saw("AccountMFAEnabled", 0))},
	)
	r.Outcome = report.Outcome{ExitCode: 1, FailOn: "high", Failing: 2}
	return r
}

// town returns a larger report, where the text folds what is alike.
func town() *report.Report {
	named := bare("vol-0aaaaaaaaaaaaaaa1")
	named.Resource.Name = "database"
	r := of(
		fails(rootMFA, whole(""), "has no MFA for its root user"),
		named, bare("vol-0aaaaaaaaaaaaaaa2"), bare("vol-0aaaaaaaaaaaaaaa3"),
		fails(volumeEncrypted, volumeIn("us-east-1", "vol-0bbbbbbbbbbbbbbb1"), "is not encrypted"),
		fails(volumeEncrypted, volumeIn("us-east-1", "vol-0bbbbbbbbbbbbbbb2"), "is encrypted with a key that is being deleted"),
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-0aaaaaaaaaaaaaaa4"), Verdict: check.Pass("is encrypted")},
		fails(defaultEncryption, whole("ap-south-1"), "does not encrypt new EBS volumes by default"),
		fails(defaultEncryption, whole("eu-west-1"), "does not encrypt new EBS volumes by default"),
		fails(defaultEncryption, whole("sa-east-1"), "does not encrypt new EBS volumes by default"),
		unread(defaultEncryption, whole("us-east-1"), "ec2:GetEbsEncryptionByDefault", inventory.Throttled, "RequestLimitExceeded", "slow down"),
		fails(defaultGroup, group("us-east-1", "sg-0cccccccccccccc01"), "has the rules sgr-0ddddddddddddddd1"),
		fails(defaultGroup, group("ap-south-1", "sg-0cccccccccccccc02"), "has the rules sgr-0ddddddddddddddd2"),
		fails(defaultGroup, group("eu-north-1", "sg-0cccccccccccccc03"), "has the rules sgr-0ddddddddddddddd3"),
		fails(defaultGroup, group("sa-east-1", "sg-0cccccccccccccc04"), "has the rules sgr-0ddddddddddddddd4"),
		unread(keyRotated, key("11111111-2222-3333-4444-555555555555"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDeniedException", "no"),
		unread(keyRotated, key("66666666-7777-8888-9999-000000000000"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDeniedException", "no"),
		unread(keyRotated, key("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), "kms:DescribeKey", inventory.Failed, "", "the answer has no KeyManager"),
		check.Finding{Check: keyRotated, Resource: key("ffffffff"), Verdict: check.NotApplicable("is asymmetric")},
	)
	r.Scan.Regions = []string{"ap-south-1", "eu-north-1", "eu-west-1", "sa-east-1", "us-east-1"}
	r.Outcome = report.Outcome{ExitCode: 1, FailOn: "high", Failing: 8}
	return r
}

func written(t *testing.T, write func(io.Writer, []*report.Report) error, all ...*report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ordered yields findings as a scan does.
func ordered(findings []check.Finding) iter.Seq[check.Finding] {
	return slices.Values(slices.SortedStableFunc(slices.Values(findings), check.Finding.Compare))
}

// read reads a JSON report of one account back.
// carrying is a scan of three keys that failed before: of one it cannot tell, one
// passes, and one still fails.
func carrying() *report.Report {
	failed := func(id string) check.Finding { return fails(keyRotated, key(id), "is not rotated") }
	r, fixes := later(of(failed("1"), failed("2"), failed("3")), of().Scan, of().Checks,
		unread(keyRotated, key("1"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no"),
		check.Finding{Check: keyRotated, Resource: key("2"), Verdict: check.Pass("is rotated")}, failed("3"))
	r.Carried, r.Outcome = fixes.Carried(r.Scan), report.Outcome{FailOn: "none"}
	return r
}

func read(t *testing.T, document []byte) *report.Report {
	t.Helper()
	all, err := report.Read(bytes.NewReader(document), nil)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d reports: %v", len(all), err)
	}
	return all[0]
}

// all returns the findings of a report.
func all(r *report.Report) []report.Finding {
	return slices.Collect(iter.Seq[report.Finding](r.Findings))
}
