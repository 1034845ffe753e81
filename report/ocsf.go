package report

import (
	"cmp"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// ocsfVersion is that of the schema which the events follow.
const ocsfVersion = "1.5.0"

// An ocsfEvent is a Compliance Finding.
// https://schema.ocsf.io/1.5.0/classes/compliance_finding
type ocsfEvent struct {
	ActivityID   int             `json:"activity_id"`
	ActivityName string          `json:"activity_name"`
	CategoryUID  int             `json:"category_uid"`
	CategoryName string          `json:"category_name"`
	ClassUID     int             `json:"class_uid"`
	ClassName    string          `json:"class_name"`
	TypeUID      int             `json:"type_uid"`
	TypeName     string          `json:"type_name"`
	Time         int64           `json:"time"` // this and all times: milliseconds since 1970
	SeverityID   int             `json:"severity_id"`
	Severity     string          `json:"severity"`
	StatusID     int             `json:"status_id"`
	Status       string          `json:"status"`
	StatusDetail string          `json:"status_detail,omitempty"`
	Message      string          `json:"message"`
	Metadata     ocsfMetadata    `json:"metadata"`
	Cloud        ocsfCloud       `json:"cloud"`
	Compliance   ocsfCompliance  `json:"compliance"`
	FindingInfo  ocsfInfo        `json:"finding_info"`
	Resources    []ocsfResource  `json:"resources"`
	Remediation  ocsfRemediation `json:"remediation"`
	Evidences    []ocsfEvidence  `json:"evidences,omitempty"`
}

type ocsfMetadata struct {
	Version        string      `json:"version"`
	EventCode      string      `json:"event_code"`
	CorrelationUID string      `json:"correlation_uid"`
	Profiles       []string    `json:"profiles"`
	Product        ocsfProduct `json:"product"`
}

type ocsfProduct struct {
	Name    string `json:"name"`
	Vendor  string `json:"vendor_name"`
	Version string `json:"version"`
}

type ocsfCloud struct {
	Provider string      `json:"provider"`
	Region   string      `json:"region,omitempty"`
	Account  ocsfAccount `json:"account"`
}

type ocsfAccount struct {
	UID    string `json:"uid,omitempty"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	TypeID int    `json:"type_id"`
}

type ocsfCompliance struct {
	Control      string   `json:"control"`
	Standards    []string `json:"standards"`
	Requirements []string `json:"requirements"`
	Status       string   `json:"status"`
	StatusID     int      `json:"status_id"`
}

type ocsfInfo struct {
	UID       string   `json:"uid"`
	Title     string   `json:"title"`
	Desc      string   `json:"desc"`
	Types     []string `json:"types"`
	Created   int64    `json:"created_time"`
	FirstSeen int64    `json:"first_seen_time,omitempty"`
}

type ocsfResource struct {
	UID       string   `json:"uid"`
	Name      string   `json:"name"`
	Type      string   `json:"type"`
	Region    string   `json:"region,omitempty"`
	Partition string   `json:"cloud_partition,omitempty"`
	Labels    []string `json:"labels,omitempty"`
}

type ocsfRemediation struct {
	Desc       string   `json:"desc"`
	References []string `json:"references,omitempty"`
}

type ocsfEvidence struct {
	Data check.Evidence `json:"data"`
}

// OCSF writes an event of the class Compliance Finding for each finding, one a
// line. What is unknown has the status Unknown, and says why.
func OCSF(w io.Writer, all []*Report) error {
	e := newEntries(w, "", "\n", "\n")
	for _, r := range all {
		references := map[string][]string{}
		for _, c := range r.Checks {
			references[c.ID] = c.References
		}
		for f := range r.Findings {
			if !e.add(ocsfOf(r, f, references[f.Check])) {
				break
			}
		}
	}
	return e.end()
}

func ocsfOf(r *Report, f Finding, references []string) ocsfEvent {
	const class, create, update = 2003, 1, 2
	activity, name := create, "Create"
	if f.FirstSeen != nil && !f.New {
		activity, name = update, "Update"
	}
	statusID, status, complianceID := ocsfStatus(f)
	severityID, severity := ocsfSeverity(f)
	event := ocsfEvent{
		ActivityID: activity, ActivityName: name, CategoryUID: 2, CategoryName: "Findings",
		ClassUID: class, ClassName: "Compliance Finding", TypeUID: class*100 + activity, TypeName: "Compliance Finding: " + name,
		Time: r.Scan.Ended.UnixMilli(), SeverityID: severityID, Severity: severity, StatusID: statusID, Status: status,
		StatusDetail: f.Message, Message: sentence(f),
		Metadata: ocsfMetadata{
			Version: ocsfVersion, EventCode: f.Check, CorrelationUID: r.Scan.ID, Profiles: []string{"cloud"},
			Product: ocsfProduct{"yourside", "yourside", r.Tool.Version},
		},
		Cloud: ocsfCloud{"AWS", f.Resource.Region, ocsfAccount{f.Resource.Account, cmp.Or(r.Scan.Alias, f.Resource.account()), "AWS Account", 10}},
		Compliance: ocsfCompliance{
			Control: f.Check, Standards: standards(f.Frameworks), Requirements: f.Frameworks, Status: f.Status.String(), StatusID: complianceID,
		},
		FindingInfo: ocsfInfo{
			UID: f.Fingerprint, Title: f.Title, Desc: sentence(f), Types: []string{f.Domain.Title()}, Created: r.Scan.Ended.UnixMilli(),
		},
		Resources: []ocsfResource{{
			UID: f.Resource.ID, Name: f.Resource.Name, Type: f.Resource.Type, Region: f.Resource.Region,
			Partition: r.Scan.Partition, Labels: labels(f.Resource.Tags),
		}},
		Remediation: ocsfRemediation{f.Remediation, references},
	}
	if f.FirstSeen != nil {
		event.FindingInfo.FirstSeen = f.FirstSeen.UnixMilli()
	}
	for _, e := range f.Evidence {
		event.Evidences = append(event.Evidences, ocsfEvidence{e})
	}
	return event
}

// ocsfStatus returns the status of the finding as something to work on, and that
// of the control.
func ocsfStatus(f Finding) (id int, name string, compliance int) {
	switch {
	case f.Muted != nil:
		return 3, "Suppressed", 3
	case f.Status == check.StatusFail:
		return 1, "New", 3
	case f.Status == check.StatusUnknown:
		return 0, "Unknown", 0
	case f.Status == check.StatusPass:
		return 99, f.Status.String(), 1
	}
	return 99, f.Status.String(), 99
}

func ocsfSeverity(f Finding) (int, string) {
	if f.Status == check.StatusPass || f.Status == check.StatusNotApplicable {
		return 1, "Informational"
	}
	switch f.Severity {
	case check.Critical:
		return 5, "Critical"
	case check.High:
		return 4, "High"
	case check.Medium:
		return 3, "Medium"
	}
	return 2, "Low"
}

// standards returns the frameworks of controls: "CIS-5.0" of "CIS-5.0/5.1.1".
func standards(controls []string) []string {
	all := []string{}
	for _, c := range controls {
		framework, _, _ := strings.Cut(c, "/")
		all = append(all, framework)
	}
	return distinct(all)
}

// labels returns tags as "name: value", in order.
func labels(tags map[string]string) []string {
	var all []string
	for name, value := range tags {
		all = append(all, name+": "+value)
	}
	return distinct(all)
}
