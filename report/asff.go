package report

import (
	"cmp"
	"io"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// What Security Hub takes at most, in characters.
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const (
	asffTitle       = 256
	asffDescription = 1024
	asffID          = 512
	asffReason      = 2048
	asffRemedy      = 512
	asffField       = 2048
	asffRegion      = 16
)

// An asffFinding is a finding in the AWS Security Finding Format.
type asffFinding struct {
	SchemaVersion         string
	ID                    string `json:"Id"`
	ProductARN            string `json:"ProductArn"`
	ProductName           string
	CompanyName           string
	GeneratorID           string `json:"GeneratorId"`
	AccountID             string `json:"AwsAccountId"`
	Types                 []string
	FirstObservedAt       string `json:",omitempty"`
	LastObservedAt        string
	CreatedAt             string
	UpdatedAt             string
	Severity              asffSeverity
	Title                 string
	Description           string
	Remediation           asffRemediation
	ProductFields         map[string]string
	Resources             []asffResource
	Compliance            asffCompliance
	Workflow              asffWorkflow
	RecordState           string
	FindingProviderFields asffProvider
}

type asffSeverity struct {
	Label    string
	Original string
}

type asffRemediation struct {
	Recommendation asffRecommendation
}

type asffRecommendation struct {
	Text string
	URL  string `json:"Url,omitempty"`
}

type asffResource struct {
	Type      string
	ID        string `json:"Id"`
	Partition string
	Region    string
}

type asffCompliance struct {
	Status              string
	RelatedRequirements []string           `json:",omitempty"`
	StatusReasons       []asffStatusReason `json:",omitempty"`
}

type asffStatusReason struct {
	ReasonCode  string
	Description string
}

type asffWorkflow struct {
	Status string
}

type asffProvider struct {
	Severity asffSeverity
	Types    []string
}

// ASFF writes all findings as Security Hub takes them: one JSON array, to be
// imported by batches of at most 100. What passes now is there to end what
// failed before; what is unknown is a warning, with its reasons. An account of
// which nothing is known but the profile has no place: each finding is of an ID.
func ASFF(w io.Writer, all []*Report) error {
	e := newArray(w)
	for _, r := range all {
		if r.unscanned() {
			continue
		}
		references := map[string]string{}
		for _, c := range r.Checks {
			references[c.ID] = helpURI(c.References)
		}
		reasons := asffReasons(r)
		for f := range r.Findings {
			if !e.add(asffOf(r, f, references[f.Check], reasons[f.Check])) {
				break
			}
		}
	}
	return e.end()
}

func asffOf(r *Report, f Finding, reference string, unread []asffStatusReason) asffFinding {
	ended := r.Scan.Ended.UTC().Format(time.RFC3339)
	status, workflow := asffStatus(f)
	severity := asffSeverity{Label: strings.ToUpper(f.Severity.String()), Original: f.Severity.String()}
	if f.Status == check.StatusPass || f.Status == check.StatusNotApplicable {
		severity.Label = "INFORMATIONAL"
	}
	partition := asffPartition(r)
	where := cut(cmp.Or(f.Resource.Region, asffHome(partition)), asffRegion)
	types := []string{"Software and Configuration Checks/AWS Security Best Practices"}
	made := asffFinding{
		SchemaVersion: "2018-10-08", ID: "yourside/" + f.Fingerprint,
		ProductARN:  "arn:" + partition + ":securityhub:" + where + ":" + f.Resource.Account + ":product/" + f.Resource.Account + "/default",
		ProductName: "yourside", CompanyName: "yourside", GeneratorID: cut("yourside/"+f.Check, asffID), AccountID: f.Resource.Account,
		Types: types, LastObservedAt: ended, CreatedAt: ended, UpdatedAt: ended, Severity: severity,
		Title: cut(f.Title, asffTitle), Description: cut(sentence(f), asffDescription),
		Remediation:   asffRemediation{asffRecommendation{cut(f.Remediation, asffRemedy), reference}},
		ProductFields: asffFields(r, f),
		Resources: []asffResource{{
			Type: asffType(f.Resource), ID: cut(f.Resource.ID, asffID), Partition: partition, Region: where,
		}},
		Compliance: asffCompliance{Status: status, RelatedRequirements: f.Frameworks},
		Workflow:   asffWorkflow{workflow}, RecordState: "ACTIVE",
		FindingProviderFields: asffProvider{severity, types},
	}
	if f.FirstSeen != nil {
		made.FirstObservedAt = f.FirstSeen.UTC().Format(time.RFC3339)
		made.CreatedAt = made.FirstObservedAt
	}
	if f.Status == check.StatusUnknown {
		made.Compliance.StatusReasons = append([]asffStatusReason{{"UNKNOWN", cut(f.Message, asffReason)}}, unread...)
	}
	return made
}

// cut returns a text that is not blank and has at most so many characters.
func cut(text string, most int) string {
	text, _ = limit(clean(text), most)
	if strings.TrimSpace(text) == "" {
		return "?"
	}
	return text
}

func asffFields(r *Report, f Finding) map[string]string {
	fields := map[string]string{
		"yourside/check": f.Check, "yourside/domain": f.Domain.String(), "yourside/scan": cut(r.Scan.ID, asffField),
		"yourside/status": f.Status.String(), "yourside/fingerprint": f.Fingerprint,
	}
	if len(f.Evidence) > 0 {
		fields["yourside/evidence"] = cut(compact(f.Evidence), asffField)
	}
	if f.Muted != nil {
		fields["yourside/muted"] = cut(f.Muted.By+" until "+f.Muted.Until+": "+f.Muted.Reason, asffField)
	}
	return fields
}

// asffStatus returns the status of the control, and that of the work on it.
func asffStatus(f Finding) (compliance, workflow string) {
	switch {
	case f.Muted != nil:
		return "FAILED", "SUPPRESSED"
	case f.Status == check.StatusFail:
		return "FAILED", "NEW"
	case f.Status == check.StatusUnknown:
		return "WARNING", "NEW"
	case f.Status == check.StatusPass:
		return "PASSED", "RESOLVED"
	}
	return "NOT_AVAILABLE", "RESOLVED"
}

// asffReasons returns for each check the distinct reasons why something was not
// read: one for each operation.
func asffReasons(r *Report) map[string][]asffStatusReason {
	const most = 20
	gaps := map[string][]Unassessed{}
	for _, u := range r.Unassessed {
		gaps[u.Check] = append(gaps[u.Check], u)
	}
	all := map[string][]asffStatusReason{}
	for id, some := range gaps {
		for _, c := range causes(some) {
			if len(all[id]) < most {
				code := strings.ToUpper(strings.ReplaceAll(clean(string(c.reason)), "-", "_"))
				all[id] = append(all[id], asffStatusReason{cmp.Or(code, "UNKNOWN"), cut(c.what(), asffReason)})
			}
		}
	}
	return all
}

// asffPartition returns the partition, if it is one that the format knows.
func asffPartition(r *Report) string {
	if p := r.Scan.Partition; p == "aws-cn" || p == "aws-us-gov" {
		return p
	}
	return "aws"
}

// asffHome is where what has no region of its own is imported.
func asffHome(partition string) string {
	switch partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	}
	return "us-east-1"
}

// asffTypes are the types of resources that Security Hub has a name for, and a
// check. What has none is Other.
var asffTypes = map[string]string{
	inventory.AccountType:                       "AwsAccount",
	"AWS::CloudTrail::Trail":                    "AwsCloudTrailTrail",
	"AWS::EC2::Instance":                        "AwsEc2Instance",
	"AWS::EC2::LaunchTemplate":                  "AwsEc2LaunchTemplate",
	"AWS::EC2::NetworkAcl":                      "AwsEc2NetworkAcl",
	"AWS::EC2::NetworkInterface":                "AwsEc2NetworkInterface",
	"AWS::EC2::SecurityGroup":                   "AwsEc2SecurityGroup",
	"AWS::EC2::VPC":                             "AwsEc2Vpc",
	"AWS::EC2::VPCPeeringConnection":            "AwsEc2VpcPeeringConnection",
	"AWS::EC2::Volume":                          "AwsEc2Volume",
	"AWS::ECR::Repository":                      "AwsEcrRepository",
	"AWS::EKS::Cluster":                         "AwsEksCluster",
	"AWS::ElasticLoadBalancing::LoadBalancer":   "AwsElbLoadBalancer",
	"AWS::ElasticLoadBalancingV2::LoadBalancer": "AwsElbv2LoadBalancer",
	"AWS::Events::EventBus":                     "AwsEventsEventbus",
	"AWS::IAM::Group":                           "AwsIamGroup",
	"AWS::IAM::ManagedPolicy":                   "AwsIamPolicy",
	"AWS::IAM::Role":                            "AwsIamRole",
	"AWS::IAM::User":                            "AwsIamUser",
	"AWS::KMS::Key":                             "AwsKmsKey",
	"AWS::Lambda::Function":                     "AwsLambdaFunction",
	"AWS::OpenSearchService::Domain":            "AwsOpenSearchServiceDomain",
	"AWS::RDS::DBInstance":                      "AwsRdsDbInstance",
	"AWS::Redshift::Cluster":                    "AwsRedshiftCluster",
	"AWS::S3::Bucket":                           "AwsS3Bucket",
	"AWS::SNS::Topic":                           "AwsSnsTopic",
	"AWS::SQS::Queue":                           "AwsSqsQueue",
	"AWS::SecretsManager::Secret":               "AwsSecretsManagerSecret",
}

func asffType(r *Resource) string { return cmp.Or(asffTypes[r.Type], "Other") }
