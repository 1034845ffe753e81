package check

import "github.com/yourside/yourside/checks/inventory"

// A Verdict is what a judge says of one resource.
type Verdict struct {
	Status   Status
	Message  string     // a clause about the resource: "is not encrypted"
	Evidence []Evidence // the fields that decided, with their values
}

// Evidence is one observed field and its value. A verdict names every field
// that it rests on: changing any other must not change the status.
type Evidence struct {
	// Resource is the ARN of the resource that has the field, where that is
	// not the finding's own.
	Resource string `json:"resource,omitempty"`
	Field    string `json:"field"`
	Value    any    `json:"value"`
}

// Saw is the evidence of one field of the row that is judged, by its name in
// the inventory. A part of a field is named by a path: "Rules[sgr-1].FromPort".
func Saw(field string, value any) Evidence { return Evidence{Field: field, Value: value} }

// SawOn is the evidence of one field of another resource's row.
func SawOn(r inventory.Resource, field string, value any) Evidence {
	return Evidence{Resource: r.ARN, Field: field, Value: value}
}

// Pass says that the resource is in the desired state.
func Pass(message string, evidence ...Evidence) Verdict {
	return Verdict{StatusPass, message, evidence}
}

// Fail says that the resource is not in the desired state.
func Fail(message string, evidence ...Evidence) Verdict {
	return Verdict{StatusFail, message, evidence}
}

// PassIf says Pass with the first message if ok, else Fail with the second.
func PassIf(ok bool, pass, fail string, evidence ...Evidence) Verdict {
	if ok {
		return Pass(pass, evidence...)
	}
	return Fail(fail, evidence...)
}

// NotApplicable says that the question does not arise for the resource, and why.
func NotApplicable(why string, evidence ...Evidence) Verdict {
	return Verdict{StatusNotApplicable, why, evidence}
}

// Unknown says that what AWS answered does not settle the question, and why:
// a policy name that is newer than this program, a bucket of an account that
// cannot be seen from here. What AWS did not answer needs no such verdict: a
// gap in a table makes UNKNOWN by itself.
func Unknown(why string, evidence ...Evidence) Verdict {
	return Verdict{StatusUnknown, why, evidence}
}
