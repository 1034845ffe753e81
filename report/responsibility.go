package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A Layer is a part of what has to be secured, from the building to the log. The
// layers are those of the shared responsibility model
// (https://docs.aws.amazon.com/whitepapers/latest/aws-security-best-practices/welcome.html).
type Layer int

// The layers, from the ground up.
const (
	Facilities Layer = iota
	Hardware
	NetworkInfrastructure
	Virtualisation
	OperatingSystem
	Platform
	Traffic
	ServerEncryption
	CustomerData
	Access
	Logging
)

// Layers lists all layers, from the ground up.
var Layers = []Layer{
	Facilities, Hardware, NetworkInfrastructure, Virtualisation, OperatingSystem, Platform, Traffic, ServerEncryption,
	CustomerData, Access, Logging,
}

// layerTexts are the word and the title of each layer, and what its owner shows
// to an auditor where no API tells.
var layerTexts = [...]struct{ word, title, evidence string }{
	Facilities:            {"facilities", "Facilities", ""},
	Hardware:              {"hardware", "Hardware", ""},
	NetworkInfrastructure: {"network-infrastructure", "Network infrastructure", ""},
	Virtualisation:        {"virtualisation", "Virtualisation", ""},
	OperatingSystem:       {"operating-system", "Operating system and patches", "patch reports of the instances, and the hardening baseline of their images"},
	Platform:              {"platform", "Platform and application", "the list of applications with owners, their vulnerability scans, and how a change goes live"},
	Traffic:               {"traffic", "Network traffic protection", "the network plan with what may talk to what, and the TLS settings of what you serve yourself"},
	ServerEncryption:      {"server-encryption", "Server-side encryption", "which data lies under which key, and who may use and delete the key"},
	CustomerData:          {"customer-data", "Client-side data", "the classification of the data, its backups with a restore that was tried, and the design of client-side encryption"},
	Access:                {"access", "Identity and access", "the last review of who has access, and records of joiners and leavers"},
	Logging:               {"logging", "Logging and monitoring", "which logs are kept, where and how long, and who is alerted by what"},
}

// String returns the layer's word.
func (l Layer) String() string { return layerTexts[l].word }

// Title returns the layer's name for people.
func (l Layer) Title() string { return layerTexts[l].title }

// Evidence returns what the customer brings where a scan cannot tell, as a
// clause; or nothing for the layers that are AWS's everywhere.
func (l Layer) Evidence() string { return layerTexts[l].evidence }

// LayerOf returns the layer that a check is about: that of its domain, but for
// those listed.
func LayerOf(id string, domain check.Domain) Layer {
	if l, ok := layers[id]; ok {
		return l
	}
	switch domain {
	case check.PrivilegeManagement:
		return Access
	case check.InfrastructureProtection:
		return Traffic
	case check.DetectiveControls:
		return Logging
	case check.DataProtection:
	}
	return ServerEncryption
}

// layers are the layers of checks that are not about what most of their domain
// are about.
var layers = map[string]Layer{
	"acm.certificate-not-expiring":       Traffic,
	"acm.certificate-strong-key":         Traffic,
	"cloudfront.custom-certificate":      Traffic,
	"cloudfront.default-root-object":     Access,
	"cloudfront.field-level-encryption":  Traffic,
	"cloudfront.origin-https":            Traffic,
	"cloudfront.origin-tls-protocols":    Traffic,
	"cloudfront.s3-origin-exists":        Access,
	"cloudfront.sni":                     Traffic,
	"cloudfront.viewer-https":            Traffic,
	"cloudfront.viewer-tls-policy":       Traffic,
	"cloudfront.viewer-tls-pqc":          Traffic,
	"cloudtrail.bucket-exists-and-owned": Access,
	"cloudtrail.bucket-mfa-delete":       CustomerData,
	"cloudtrail.bucket-not-public":       Access,
	"ec2.ami-block-public-access":        Access,
	"ec2.ami-not-public":                 Access,
	"ec2.imdsv2-account-default":         Access,
	"ec2.instance-ami-not-deprecated":    OperatingSystem,
	"ec2.instance-imdsv2":                Access,
	"ec2.instance-managed-by-ssm":        OperatingSystem,
	"ec2.snapshot-block-public-access":   Access,
	"ec2.snapshot-not-public":            Access,
	"ec2.snapshot-shared-trusted":        Access,
	"ecr.latest-image-vulnerabilities":   Platform,
	"inspector2.no-active-findings":      Logging,
	"elb.acm-certificate":                Traffic,
	"elb.listeners-tls":                  Traffic,
	"elb.tls-policy-strong":              Traffic,
	"elbv2.alb-http-redirect":            Traffic,
	"elbv2.health-check-encrypted":       Traffic,
	"elbv2.listener-certificate-expiry":  Traffic,
	"elbv2.listener-secure-protocol":     Traffic,
	"elbv2.target-group-encrypted":       Traffic,
	"elbv2.tls-policy-pqc":               Traffic,
	"elbv2.tls-policy-recommended":       Traffic,
	"iam.server-certificate-not-expired": Traffic,
	"rds.cluster-multi-az":               Platform,
	"rds.engine-supported":               Platform,
	"rds.instance-minor-upgrades":        Platform,
	"rds.instance-multi-az":              Platform,
	"s3.account-public-access-block":     Access,
	"s3.bucket-acl-disabled":             Access,
	"s3.bucket-mfa-delete":               CustomerData,
	"s3.bucket-min-tls-version":          Traffic,
	"s3.bucket-no-public-write":          Access,
	"s3.bucket-not-public":               Access,
	"s3.bucket-public-access-block":      Access,
	"s3.bucket-tls-only":                 Traffic,
	"s3.bucket-versioning":               CustomerData,
	"ssm.agent-auto-update":              OperatingSystem,
	"ssm.association-compliant":          OperatingSystem,
	"ssm.default-host-management":        OperatingSystem,
	"ssm.patch-baseline-approval-delay":  OperatingSystem,
	"ssm.patch-compliant":                OperatingSystem,
}

// tellers are services of which checks ask about another: Systems Manager tells
// of the operating systems of instances.
var tellers = map[string]string{"ssm": "ec2"}

// about returns the service of the ledger that a check is about.
func about(id string) string {
	name, _, _ := strings.Cut(id, ".")
	if of, ok := tellers[name]; ok {
		return of
	}
	return name
}

// A Class is how much of a service AWS runs.
type Class int

// The classes of services. AWS also calls managed services container services.
const (
	Infrastructure Class = iota + 1
	Managed
	Abstracted
)

// Classes lists all classes, from the most that is the customer's to the least.
var Classes = []Class{Infrastructure, Managed, Abstracted}

// String returns the class's word.
func (c Class) String() string {
	switch c {
	case Infrastructure:
		return "infrastructure"
	case Managed:
		return "managed"
	case Abstracted:
		return "abstracted"
	}
	return ""
}

// An Owner is who has to secure a layer of a service.
type Owner int

// The owners.
const (
	// Nobody owns what the service does not have.
	Nobody Owner = iota
	AWS
	// Both stands for what AWS runs and the customer sets.
	Both
	Customer
)

// owners are who owns each layer in a class of services.
var owners = map[Class][len(layerTexts)]Owner{
	Infrastructure: {AWS, AWS, AWS, AWS, Customer, Customer, Customer, Customer, Customer, Customer, Customer},
	Managed:        {AWS, AWS, AWS, AWS, AWS, Both, Customer, Both, Customer, Customer, Customer},
	Abstracted:     {AWS, AWS, AWS, AWS, AWS, AWS, Both, Both, Customer, Customer, Customer},
}

// A service is what is known of the service of some checks.
type service struct {
	title string
	class Class
	// always is whether each account has it, whatever is in it: also what an account
	// can only turn on, as it is the customer's that it is off.
	always bool
	// except are the layers where it differs from its class.
	except map[Layer]Owner
}

// network are the exceptions of what moves packets and keeps nothing, on hosts
// that only AWS can log in to.
var network = map[Layer]Owner{OperatingSystem: AWS, Platform: AWS, ServerEncryption: Nobody, CustomerData: Nobody}

// settings are the exceptions of what holds settings, and no data of the customer.
var settings = map[Layer]Owner{ServerEncryption: AWS, CustomerData: Nobody, Traffic: AWS}

// services are by the part of a check's ID before the dot.
var services = map[string]service{
	"accessanalyzer": {"Access Analyzer", Abstracted, true, settings},
	"account":        {"Account", Abstracted, true, settings},
	"acm":            {"Certificate Manager", Abstracted, false, nil},
	"apigateway":     {"API Gateway (REST)", Abstracted, false, nil},
	"apigatewayv2":   {"API Gateway (HTTP)", Abstracted, false, nil},
	"cloudfront":     {"CloudFront", Abstracted, false, nil},
	"cloudtrail":     {"CloudTrail", Abstracted, true, nil},
	"cloudwatch":     {"CloudWatch", Abstracted, true, nil},
	"cognito":        {"Cognito", Abstracted, false, nil},
	"config":         {"Config", Abstracted, true, settings},
	"ds":             {"Directory Service", Managed, false, nil},
	"ec2":            {"EC2 and EBS", Infrastructure, false, nil},
	"ecr":            {"ECR", Abstracted, false, map[Layer]Owner{Platform: Both}}, // what is in an image is the customer's
	"efs":            {"EFS", Managed, false, nil},
	"eks":            {"EKS", Managed, false, nil},
	"elb":            {"ELB (classic)", Infrastructure, false, network},
	"elbv2":          {"ELB", Infrastructure, false, network},
	"eventbridge":    {"EventBridge", Abstracted, false, nil},
	"glacier":        {"S3 Glacier", Abstracted, false, nil},
	"guardduty":      {"GuardDuty", Abstracted, true, settings},
	"iam":            {"IAM", Abstracted, true, map[Layer]Owner{ServerEncryption: AWS, CustomerData: Nobody}},
	"inspector2":     {"Inspector", Abstracted, true, settings},
	"kms":            {"KMS", Abstracted, false, map[Layer]Owner{Traffic: AWS, CustomerData: Nobody}},
	"lambda":         {"Lambda", Abstracted, false, map[Layer]Owner{Platform: Both}}, // the code is the customer's
	"logs":           {"CloudWatch Logs", Abstracted, false, nil},
	"macie":          {"Macie", Abstracted, true, settings},
	"opensearch":     {"OpenSearch", Managed, false, nil},
	"organizations":  {"Organizations", Abstracted, true, settings},
	"rds":            {"RDS", Managed, false, nil},
	"redshift":       {"Redshift", Managed, false, nil},
	"route53":        {"Route 53", Abstracted, false, map[Layer]Owner{ServerEncryption: AWS, CustomerData: Nobody}},
	"s3":             {"S3", Abstracted, false, nil},
	"sagemaker":      {"SageMaker AI", Managed, false, nil},
	"secretsmanager": {"Secrets Manager", Abstracted, false, nil},
	"securityhub":    {"Security Hub", Abstracted, true, settings},
	"shield":         {"Shield Advanced", Abstracted, false, map[Layer]Owner{ServerEncryption: AWS, CustomerData: Nobody}},
	"sns":            {"SNS", Abstracted, false, nil},
	"sqs":            {"SQS", Abstracted, false, nil},
	"ssoadmin":       {"Identity Center", Abstracted, true, settings},
	"vpc":            {"VPC", Infrastructure, false, network},
	"wafv2":          {"WAF", Abstracted, false, nil},
}

func (s service) owner(l Layer) Owner {
	if o, ok := s.except[l]; ok {
		return o
	}
	return owners[s.class][l]
}

// String returns the owner's word.
func (o Owner) String() string { return [...]string{"nobody", "aws", "both", "customer"}[o] }

// A State is how it stands with the customer's part of a layer.
type State int

// The states.
const (
	NotTheirs  State = iota // the customer has no part in it
	Bad                     // something fails
	Unknown                 // nothing fails, but something is unknown
	Good                    // what was judged passes
	Accepted                // what fails is muted
	NotArising              // no question arises for what is there
	NotJudged               // there is no verdict about it
	Outside                 // no API tells
)

// String returns the state's word.
func (s State) String() string {
	return [...]string{"not-theirs", "bad", "unknown", "good", "accepted", "not-applicable", "not-judged", "outside"}[s]
}

// A Part is one layer of one service.
type Part struct {
	Owner Owner
	State State
	// Statuses count the verdicts about it by status; of those that fail, Muted
	// are accepted.
	Statuses map[check.Status]int
	Muted    int
	// Failing are the IDs of the checks by which something fails that is not
	// accepted, and Unknown of those that could not tell somewhere.
	Failing, Unknown []string
}

// A ServiceParts is a service that is in the account, with its layers.
type ServiceParts struct {
	Service string // as in the IDs of its checks
	Title   string
	Class   Class
	// Unlisted is whether it could not be read what is there of it.
	Unlisted bool
	Parts    []Part // by layer
}

// A Ledger says of the services in an account which part is whose, and how it
// stands with the customer's.
type Ledger struct {
	Services []ServiceParts // by class, then title
	Absent   []string       // titles of services that were looked for and are not there
	Unsorted []string       // services whose class is not known
}

// Responsibility returns the ledger of what a report found.
func Responsibility(r *Report) Ledger {
	var b ledgerBuilder
	b.begin(r)
	for f := range r.Findings {
		b.add(f)
	}
	return b.ledger()
}

// A ledgerBuilder makes a ledger from the findings of one or more reports.
type ledgerBuilder struct {
	judges map[string]string // the type of resource that a check judges
	seen   map[string]*seenService
}

type seenService struct {
	// found is whether a resource of it was; unlisted whether there may be some
	// that could not be listed; unread whether anything about it was not read.
	found, unlisted, unread bool
	parts                   [len(layerTexts)]Part
}

// begin makes ready for the findings of a report.
func (b *ledgerBuilder) begin(r *Report) {
	if b.seen == nil {
		b.judges, b.seen = map[string]string{}, map[string]*seenService{}
	}
	for _, c := range r.Checks {
		b.judges[c.ID] = c.Resource
		b.of(about(c.ID))
	}
}

func (b *ledgerBuilder) of(name string) *seenService {
	if b.seen[name] == nil {
		b.seen[name] = &seenService{}
	}
	return b.seen[name]
}

func (b *ledgerBuilder) add(f Finding) {
	s := b.of(about(f.Check))
	if !f.Resource.isAccount() {
		s.found = true
	} else if f.Status == check.StatusUnknown {
		s.unread = true
		// The account may stand for what could not be listed.
		s.unlisted = s.unlisted || b.judges[f.Check] != inventory.AccountType
	}
	p := &s.parts[LayerOf(f.Check, f.Domain)]
	if p.Statuses == nil {
		p.Statuses = map[check.Status]int{}
	}
	p.Statuses[f.Status]++
	switch {
	case f.Status == check.StatusFail && f.Muted != nil:
		p.Muted++
	case f.Status == check.StatusFail:
		p.Failing = with(p.Failing, f.Check)
	case f.Status == check.StatusUnknown:
		p.Unknown = with(p.Unknown, f.Check)
	}
}

// with returns a list that has a name, once.
func with(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

func (b *ledgerBuilder) ledger() Ledger {
	var l Ledger
	for name, s := range b.seen {
		known, ok := services[name]
		switch {
		case !ok:
			l.Unsorted = append(l.Unsorted, name)
		case s.found || s.unread || known.always:
			parts := ServiceParts{Service: name, Title: known.title, Class: known.class, Unlisted: s.unlisted && !s.found}
			for _, layer := range Layers {
				p := s.parts[layer]
				p.Owner = known.owner(layer)
				p.State = p.state(layer, known.class)
				slices.Sort(p.Failing)
				slices.Sort(p.Unknown)
				parts.Parts = append(parts.Parts, p)
			}
			l.Services = append(l.Services, parts)
		default:
			l.Absent = append(l.Absent, known.title)
		}
	}
	slices.SortFunc(l.Services, func(a, b ServiceParts) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Service, b.Service))
	})
	slices.Sort(l.Absent)
	slices.Sort(l.Unsorted)
	return l
}

func (p Part) state(l Layer, c Class) State {
	switch n := p.Statuses; {
	case len(n) == 0 && (p.Owner == Nobody || p.Owner == AWS): // what a check judges counts, whosever we took it for
		return NotTheirs
	case n[check.StatusFail] > p.Muted:
		return Bad
	case n[check.StatusUnknown] > 0:
		return Unknown
	case n[check.StatusPass] > 0:
		return Good
	case p.Muted > 0:
		return Accepted
	case n[check.StatusNotApplicable] > 0:
		return NotArising
	case l == CustomerData || l == Platform && c == Infrastructure:
		return Outside
	}
	return NotJudged
}

// all reports whether a part is somebody's and no check judges it.
func (p Part) all(o Owner) bool { return p.Owner == o && p.State == NotTheirs }

// unjudged reports whether it takes evidence of the customer's to tell.
func (p Part) unjudged() bool { return p.State == Outside || p.State == NotJudged }

// lacking returns the titles of the services whose part of a layer is the
// customer's and is not judged.
func (l Ledger) lacking() map[Layer][]string {
	lacking := map[Layer][]string{}
	for _, s := range l.Services {
		for i, p := range s.Parts {
			if p.unjudged() {
				lacking[Layers[i]] = append(lacking[Layers[i]], s.Title)
			}
		}
	}
	return lacking
}
