package report_test

import (
	"bytes"
	"encoding/json"
	"io"
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
		References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
		Controls:   []string{"CIS-5.0/5.1.1", "FSBP/EC2.3"},
	}
	rootMFA = &check.Check{
		ID: "iam.root-mfa", Title: "The root user has MFA", Domain: check.PrivilegeManagement, Severity: check.Critical,
		Resource: inventory.AccountType, Logic: "Passes if the account summary says so.",
		Rationale: "The root user can do all.", Remedy: "Add a device for the root user.",
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

func volume(id string) inventory.Resource {
	return resource("AWS::EC2::Volume", "arn:aws:ec2:eu-west-1:"+account+":volume/"+id, id, "eu-west-1")
}

func key(id string) inventory.Resource {
	return resource("AWS::KMS::Key", "arn:aws:kms:us-east-1:"+account+":key/"+id, id, "us-east-1")
}

func bare(id string) check.Finding {
	return check.Finding{Check: volumeEncrypted, Resource: volume(id), Verdict: check.Fail("is not encrypted", check.Saw("Encrypted", false))}
}

// of returns the report of a scan that had these findings.
func of(findings ...check.Finding) *report.Report {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := report.New(
		report.Tool{Name: "yourside", Version: "v1.2.3"},
		report.Scan{
			ID: "20261124T120000Z", Started: at, Ended: at.Add(9 * time.Second), Account: account, Alias: "example",
			Partition: "aws", Regions: []string{"eu-west-1", "us-east-1"},
			Caller: "arn:aws:iam::" + account + ":user/auditor", Complete: true,
		},
		[]*check.Check{volumeEncrypted, rootMFA, keyRotated}, findings,
	)
	r.Outcome = report.Outcome{FailOn: "none"}
	return r
}

// sample returns a report with every status.
func sample() *report.Report {
	tagged := bare("vol-0123456789abcdef0")
	tagged.Resource.Name, tagged.Resource.Tags = "data", map[string]string{"Name": "data", "team": "storage"}
	denied := inventory.Gap{
		Subject: key("22222222"), Operation: "kms:GetKeyRotationStatus", Reason: inventory.Denied,
		Code: "AccessDeniedException", Message: "not authorized to perform: kms:GetKeyRotationStatus",
	}
	whole := inventory.Account{Partition: "aws", ID: account}.Resource()
	r := of(
		tagged,
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-0123456789abcdef1"), Verdict: check.Pass("is encrypted", check.Saw("Encrypted", true))},
		check.Finding{Check: keyRotated, Resource: key("11111111"), Verdict: check.NotApplicable("is asymmetric", check.Saw("KeySpec", "RSA_4096"))},
		check.Finding{
			Check: keyRotated, Resource: key("22222222"), Gaps: []inventory.Gap{denied},
			Verdict: check.Unknown("could not be judged: kms:GetKeyRotationStatus was not read (denied)"),
		},
		check.Finding{Check: rootMFA, Resource: whole, Verdict: check.Fail("has no MFA for its root user", check.Saw("AccountMFAEnabled", 0))},
	)
	r.Outcome = report.Outcome{ExitCode: 1, FailOn: "high", Failing: 2}
	return r
}

func written(t *testing.T, write func(io.Writer, *report.Report) error, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A sarifRun is what the tests look at, by the names of the standard.
type sarifRun struct {
	Tool struct {
		Driver struct {
			Rules []struct{ ID, Name string }
		}
	}
	AutomationDetails struct{ ID string }
	Invocations       []struct {
		ExecutionSuccessful        bool
		ToolExecutionNotifications []struct {
			Descriptor struct{ ID string }
			Message    struct{ Text string }
		}
	}
	Results []sarifResult
}

type sarifResult struct {
	RuleID    string
	RuleIndex int
	Message   struct{ Text string }
	Locations []struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI string }
			Region           struct{ StartLine int }
		}
	}
	PartialFingerprints map[string]string
}

func logOf(t *testing.T, document []byte) sarifRun {
	t.Helper()
	var log struct{ Runs []sarifRun }
	if err := json.Unmarshal(document, &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log.Runs[0]
}
