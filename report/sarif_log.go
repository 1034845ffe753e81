package report

// The part of SARIF 2.1.0 that is written, by the names of the standard. What
// is absent is left out: consumers trip over empty arrays and sentinels.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool                     sarifTool               `json:"tool"`
	AutomationDetails        sarifAutomationDetails  `json:"automationDetails"`
	Invocations              []sarifInvocation       `json:"invocations"`
	VersionControlProvenance []sarifRevision         `json:"versionControlProvenance,omitempty"`
	OriginalURIBaseIDs       map[string]sarifBaseURI `json:"originalUriBaseIds"`
	// Results must not be nil: an empty list closes alerts that are fixed, while
	// null says that nothing was looked for.
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	FullName        string      `json:"fullName"`
	Organization    string      `json:"organization"`
	InformationURI  string      `json:"informationUri"`
	Version         string      `json:"version"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	Rules           []sarifRule `json:"rules,omitempty"`
}

type sarifRule struct {
	ID                   string              `json:"id"`
	Name                 string              `json:"name"`
	ShortDescription     sarifMessage        `json:"shortDescription"`
	FullDescription      sarifMessage        `json:"fullDescription"`
	Help                 sarifMessage        `json:"help"`
	HelpURI              string              `json:"helpUri,omitempty"`
	DefaultConfiguration sarifConfiguration  `json:"defaultConfiguration"`
	Properties           sarifRuleProperties `json:"properties"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifRuleProperties struct {
	SecuritySeverity string   `json:"security-severity"`
	Precision        string   `json:"precision"`
	ProblemSeverity  string   `json:"problem.severity"`
	Tags             []string `json:"tags"`
}

type sarifAutomationDetails struct {
	ID string `json:"id"`
}

type sarifInvocation struct {
	ExecutionSuccessful        bool                `json:"executionSuccessful"`
	StartTimeUTC               string              `json:"startTimeUtc"`
	EndTimeUTC                 string              `json:"endTimeUtc"`
	ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Descriptor sarifDescriptor `json:"descriptor"`
	Level      string          `json:"level"`
	Message    sarifMessage    `json:"message"`
}

type sarifDescriptor struct {
	ID string `json:"id"`
}

type sarifBaseURI struct {
	Description sarifMessage `json:"description"`
}

type sarifResult struct {
	RuleID              string                `json:"ruleId"`
	RuleIndex           int                   `json:"ruleIndex"`
	Kind                string                `json:"kind"`
	Message             sarifMessage          `json:"message"`
	Locations           []sarifLocation       `json:"locations"`
	Fingerprints        map[string]string     `json:"fingerprints"`
	PartialFingerprints map[string]string     `json:"partialFingerprints"`
	Suppressions        *[]sarifSuppression   `json:"suppressions,omitempty"`
	Properties          sarifResultProperties `json:"properties"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifRevision struct {
	RepositoryURI string        `json:"repositoryUri"`
	RevisionID    string        `json:"revisionId,omitempty"`
	Branch        string        `json:"branch,omitempty"`
	MappedTo      sarifMappedTo `json:"mappedTo"`
}

type sarifMappedTo struct {
	URIBaseID string `json:"uriBaseId"`
}

type sarifLocation struct {
	PhysicalLocation sarifPhysicalLocation  `json:"physicalLocation"`
	LogicalLocations []sarifLogicalLocation `json:"logicalLocations"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
	Region           sarifRegion           `json:"region"`
}

type sarifArtifactLocation struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId"`
}

// sarifRegion is a part of a file. GitHub wants all four.
type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifLogicalLocation struct {
	Kind               string `json:"kind"`
	Name               string `json:"name,omitempty"`
	FullyQualifiedName string `json:"fullyQualifiedName,omitempty"`
}

type sarifResultProperties struct {
	ARN            string `json:"arn"`
	AccountID      string `json:"accountId"`
	Region         string `json:"region"`
	Service        string `json:"service"`
	Domain         string `json:"domain"`
	LocationMode   string `json:"locationMode"`
	FirstSeen      string `json:"firstSeen,omitempty"`
	CarriedForward bool   `json:"carriedForward,omitempty"`
}
