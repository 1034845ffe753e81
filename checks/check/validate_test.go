package check_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A check of somebody else that lacks something must not make a report odd.
func TestAnUnfinishedCheckIsRefused(t *testing.T) {
	sound := func() *check.Check {
		return &check.Check{
			ID: "acme.thing-good", Title: "T", Domain: check.DataProtection, Severity: check.Low, Resource: "Acme::Thing",
			Logic: "L", Rationale: "R", Remedy: "F",
			Assess: check.Exists(func(check.Env) check.Verdict { return check.Pass("p") }, inventory.Regions),
		}
	}
	if err := check.Validate([]*check.Check{sound()}); err != nil {
		t.Fatal(err)
	}
	if err := check.Validate([]*check.Check{sound(), sound()}); err == nil || !strings.Contains(err.Error(), "two checks") {
		t.Errorf("twice: %v", err)
	}
	for want, spoil := range map[string]func(*check.Check){
		"the form":         func(c *check.Check) { c.ID = "Acme" },
		"no domain":        func(c *check.Check) { c.Domain = 0 },
		"no severity":      func(c *check.Check) { c.Severity = 0 },
		"title, logic":     func(c *check.Check) { c.Title = "" },
		"logic, rationale": func(c *check.Check) { c.Logic = "" },
		"rationale, rem":   func(c *check.Check) { c.Rationale = "" },
		"remedy and res":   func(c *check.Check) { c.Remedy = "" },
		"resource must":    func(c *check.Check) { c.Resource = "" },
		"no assessment":    func(c *check.Check) { c.Assess = check.Assessment{} },
	} {
		c := sound()
		spoil(c)
		if err := check.Validate([]*check.Check{c}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestAWordIsReadAsItIsWrittenAndNoOtherIs(t *testing.T) {
	type words struct {
		Domain   check.Domain
		Severity check.Severity
		Status   check.Status
	}
	want := words{check.DetectiveControls, check.Medium, check.StatusUnknown}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got words
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Errorf("%s is read as %+v, %v", text, got, err)
	}
	for _, field := range []string{"Domain", "Severity", "Status"} {
		if err := json.Unmarshal([]byte(`{"`+field+`":"good"}`), &got); err == nil || !strings.Contains(err.Error(), `"good"`) {
			t.Errorf("%s: %v", field, err)
		}
	}
}
