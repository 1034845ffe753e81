package inventory

import "slices"

// The tables of this file are of the services that watch an account, each of
// which is turned on in every region by itself.

// AccessAnalyzers holds the analyzers of each region: accessanalyzer:ListAnalyzers.
// That of an organization is listed in the account that made it only.
var AccessAnalyzers = NewTable[AccessAnalyzer]("accessanalyzer.analyzers")

// An AccessAnalyzer looks for access from outside, for access that nobody uses, or
// for access within.
type AccessAnalyzer struct {
	Resource            // AWS::AccessAnalyzer::Analyzer
	AnalyzerType string // its Type: ACCOUNT and ORGANIZATION look for access from outside
	Status       string // ACTIVE, CREATING, DISABLED or FAILED
}

// GuardDutyDetectors holds the detector of each region that has one:
// guardduty:ListDetectors. Its ARN is arn:PARTITION:guardduty:REGION:ACCOUNT:detector/ID.
var GuardDutyDetectors = NewTable[GuardDutyDetector]("guardduty.detectors")

// A GuardDutyDetector is GuardDuty in a region, running or suspended.
type GuardDutyDetector struct {
	Resource // AWS::GuardDuty::Detector
}

// GuardDutyStates holds the state of each detector: guardduty:GetDetector.
var GuardDutyStates = NewTable[GuardDutyState]("guardduty.states")

// A GuardDutyState is whether a detector runs.
type GuardDutyState struct {
	Resource
	Status string // ENABLED or DISABLED
}

// SecurityHubs holds one row a region, about the account there:
// securityhub:DescribeHub. InvalidAccessException, as the account is not
// subscribed, is a row that is not Enabled.
var SecurityHubs = NewTable[SecurityHub]("securityhub.hubs")

// A SecurityHub is whether Security Hub CSPM is on in a region.
type SecurityHub struct {
	Resource
	Enabled bool
}

// SecurityHubStandards holds the standards of each region that has Security Hub
// on: securityhub:GetEnabledStandards.
var SecurityHubStandards = NewTable[SecurityHubSources]("securityhub.standards")

// SecurityHubProducts holds the products whose findings each region that has
// Security Hub on takes in: securityhub:ListEnabledProductsForImport.
var SecurityHubProducts = NewTable[SecurityHubSources]("securityhub.products")

// SecurityHubSources are where the findings of a region come from. Its Resource is
// the account in that region.
type SecurityHubSources struct {
	Resource
	Sources []string // StandardsArn of those that are not being deleted, or ProductSubscriptions
}

// InspectorStates holds one row a region, about the account there:
// inspector2:BatchGetAccountStatus, of the account itself.
var InspectorStates = NewTable[InspectorState]("inspector2.states")

// An InspectorState is what Amazon Inspector scans in a region. Each is ENABLED,
// DISABLED or on the way, and empty where AWS does not offer it.
type InspectorState struct {
	Resource
	EC2, ECR, Lambda, LambdaCode string
}

// InspectorFindings holds the worst of what Inspector found in each region in
// which it scans something: inspector2:ListFindings, the first page of those of
// this account that are active and critical or high.
var InspectorFindings = NewTable[InspectorFinding]("inspector2.findings")

// An InspectorFinding is what one page says. Its Resource is the account in that region.
type InspectorFinding struct {
	Resource
	Titles []string // of at most 100 findings
	More   bool     // there is another page
}

// MacieSessions holds one row a region, about the account there:
// macie2:GetMacieSession. AccessDeniedException with the message that Macie is not
// enabled is a row without a Status.
var MacieSessions = NewTable[MacieSession]("macie2.sessions")

// A MacieSession is Amazon Macie in a region.
type MacieSession struct {
	Resource
	Status string // ENABLED, PAUSED, or empty
}

// Scans reports whether Inspector scans anything in the region.
func (s InspectorState) Scans() bool {
	return slices.Contains([]string{s.EC2, s.ECR, s.Lambda, s.LambdaCode}, "ENABLED")
}
