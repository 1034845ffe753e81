package check

import "fmt"

// A Domain is the security domain that a check belongs to. Reports group by it.
type Domain int

// The four domains, in the order of every report.
const (
	DataProtection Domain = iota + 1
	PrivilegeManagement
	InfrastructureProtection
	DetectiveControls
)

// Domains lists all domains in report order.
var Domains = []Domain{DataProtection, PrivilegeManagement, InfrastructureProtection, DetectiveControls}

// String returns the domain's word in flags and JSON.
func (d Domain) String() string {
	switch d {
	case DataProtection:
		return "data"
	case PrivilegeManagement:
		return "privilege"
	case InfrastructureProtection:
		return "infrastructure"
	case DetectiveControls:
		return "detective"
	}
	return ""
}

// Title returns the domain's name for people.
func (d Domain) Title() string {
	switch d {
	case DataProtection:
		return "Data protection"
	case PrivilegeManagement:
		return "Privilege management"
	case InfrastructureProtection:
		return "Infrastructure protection"
	case DetectiveControls:
		return "Detective controls"
	}
	return ""
}

// MarshalText returns the domain's word.
func (d Domain) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the domain's word.
func (d *Domain) UnmarshalText(text []byte) error { return parse(d, Domains, "domain", text) }

// A Severity is how bad it is when a check fails. It belongs to the check, not
// to the finding.
type Severity int

// The severities, worst first.
const (
	Critical Severity = iota + 1
	High
	Medium
	Low
)

// Severities lists all severities, worst first.
var Severities = []Severity{Critical, High, Medium, Low}

// String returns the severity's word.
func (s Severity) String() string {
	switch s {
	case Critical:
		return "critical"
	case High:
		return "high"
	case Medium:
		return "medium"
	case Low:
		return "low"
	}
	return ""
}

// MarshalText returns the severity's word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the severity's word.
func (s *Severity) UnmarshalText(text []byte) error { return parse(s, Severities, "severity", text) }

// A Status is what a check concluded about a resource. Its zero value is
// invalid, so that a forgotten verdict is never a pass.
type Status int

// The statuses.
const (
	StatusFail Status = iota + 1
	StatusUnknown
	StatusPass
	StatusNotApplicable
)

// Statuses lists all statuses, worst first.
var Statuses = []Status{StatusFail, StatusUnknown, StatusPass, StatusNotApplicable}

// String returns the status as reports write it.
func (s Status) String() string {
	switch s {
	case StatusFail:
		return "FAIL"
	case StatusUnknown:
		return "UNKNOWN"
	case StatusPass:
		return "PASS"
	case StatusNotApplicable:
		return "NOT_APPLICABLE"
	}
	return ""
}

// MarshalText returns the status as reports write it.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a status as reports write it.
func (s *Status) UnmarshalText(text []byte) error { return parse(s, Statuses, "status", text) }

func parse[T fmt.Stringer](into *T, all []T, what string, text []byte) error {
	for _, v := range all {
		if v.String() == string(text) {
			*into = v
			return nil
		}
	}
	return fmt.Errorf("no such %s: %q", what, text)
}
