package scan_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/middleware"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
)

// refuser denies some operations and passes the others on.
type refuser struct {
	next   aws.HTTPClient
	denies func(operation string) bool
}

// Do answers the request.
func (r refuser) Do(request *http.Request) (*http.Response, error) {
	if op := awstest.OperationOf(request); r.denies(op) {
		response := awstest.Denied(op).Response(op)
		response.Request = request
		return response, nil
	}
	return r.next.Do(request)
}

// scanDemo scans the demo account, where AWS denies some operations.
func scanDemo(t *testing.T, denies func(operation string) bool) ([]check.Finding, error) {
	t.Helper()
	s, err := beginDemo(t, denies)
	if err != nil {
		return nil, err
	}
	return slices.Collect(s.Findings(context.Background())), nil
}

func beginDemo(t *testing.T, denies func(operation string) bool, with ...func(*middleware.Stack) error) (*scan.Scan, error) {
	t.Helper()
	return beginDemoIn(t, nil, denies, with...)
}

// beginDemoIn begins a scan of regions of the demo account, all of them if none
// are named.
func beginDemoIn(
	t *testing.T, regions []string, denies func(operation string) bool, with ...func(*middleware.Stack) error,
) (*scan.Scan, error) {
	t.Helper()
	recording, err := demo.Recording()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := scan.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	cfg := aws.Config{Region: recording.Manifest.Home, Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
	wire.Install(&cfg, wire.Options{
		Allowed: operations, Recorded: true, Client: refuser{wire.NewReplayer(recording.Exchanges), denies},
	})
	cfg.APIOptions = append(cfg.APIOptions, with...)
	return scan.Begin(context.Background(), cfg, scan.Options{
		Regions: regions, Checks: checks.All(), Now: recording.Manifest.Started,
	})
}

// needs returns the checks whose tables the operation fills, or helps to.
func needs(t *testing.T, operation string) map[string]bool {
	t.Helper()
	blind := map[string]bool{}
	for _, c := range checks.All() {
		plan, err := collect.NewPlan(c.Needs())
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(plan.Operations(), operation) || slices.Contains(collect.RegionOperations, operation) {
			blind[c.ID] = true
		}
	}
	return blind
}

type subject struct {
	check string
	about inventory.Key
}

func bySubject(findings []check.Finding) map[subject]check.Finding {
	all := map[subject]check.Finding{}
	for _, f := range findings {
		all[subject{f.Check.ID, f.Resource.Key()}] = f
	}
	return all
}

// Each operation is denied in turn. What rests on it is then UNKNOWN with its
// name, and nothing turns into another verdict: the evidence may be what else
// decides, but says nothing of what was not read. What does not need it stays as
// it was to the last word. A new operation is covered without a new test.
func TestEachOperationDeniedInTurnMakesUnknownWhatRestsOnItAlone(t *testing.T) {
	operations, err := scan.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := scanDemo(t, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	before := bySubject(whole)
	for _, op := range operations {
		if slices.Contains(account.Operations, op) {
			continue // these find out whose account it is; no verdict rests on them
		}
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			findings, err := scanDemo(t, func(o string) bool { return o == op })
			if err != nil {
				t.Fatal(err)
			}
			compareDenied(t, op, before, findings)
		})
	}
}

func compareDenied(t *testing.T, op string, before map[subject]check.Finding, findings []check.Finding) {
	t.Helper()
	blind := needs(t, op)
	if len(blind) == 0 {
		t.Fatal("no check needs it")
	}
	after := bySubject(findings)
	said := map[string]bool{} // the checks that name the operation
	for at, f := range after {
		was, had := before[at]
		for _, g := range f.Gaps {
			said[at.check] = said[at.check] || g.Operation == op
		}
		switch {
		case f.Status == check.StatusUnknown && len(f.Gaps) > 0:
			if had && was.Status != check.StatusUnknown && !blind[at.check] {
				t.Errorf("%s of %s became UNKNOWN and does not need it", at.check, at.about)
			}
		case !had:
			t.Errorf("%s of %s: %s, and it had no verdict before", at.check, at.about, f.Status)
		case !blind[at.check] && !sameVerdict(was, f), !agree(was, f):
			t.Errorf("%s of %s: %s %q, was %s %q", at.check, at.about, f.Status, f.Message, was.Status, was.Message)
		}
	}
	for at, was := range before {
		if _, still := after[at]; still {
			continue
		}
		if !blind[at.check] {
			t.Errorf("%s of %s is gone and does not need it", at.check, at.about)
		}
		if !said[at.check] {
			t.Errorf("%s of %s (%s) is gone without a word", at.check, at.about, was.Status)
		}
	}
	for id := range blind {
		if !said[id] && !unmoved(id, before, after) {
			t.Errorf("%s needs it, changed, and does not say so", id)
		}
	}
}

// sameVerdict reports whether two verdicts are the same in all that they say.
func sameVerdict(a, b check.Finding) bool {
	return a.Status == b.Status && a.Message == b.Message && reflect.DeepEqual(a.Evidence, b.Evidence)
}

// agree reports whether two verdicts are of the same status, and where both name
// a field, of the same value.
func agree(a, b check.Finding) bool {
	type field struct{ resource, name string }
	values := map[field][]any{} // several, where a policy is named for each thing that it says
	for _, e := range a.Evidence {
		f := field{e.Resource, e.Field}
		values[f] = append(values[f], e.Value)
	}
	return a.Status == b.Status && !slices.ContainsFunc(b.Evidence, func(e check.Evidence) bool {
		said, ok := values[field{e.Resource, e.Field}]
		return ok && !slices.ContainsFunc(said, func(v any) bool { return reflect.DeepEqual(v, e.Value) })
	})
}

// unmoved reports whether the check judges everything as before: it was decided
// by what it read otherwise.
func unmoved(id string, before, after map[subject]check.Finding) bool {
	for at, was := range before {
		if f, ok := after[at]; at.check == id && (!ok || !agree(was, f)) {
			return false
		}
	}
	return true
}

func TestAllOperationsDeniedLeavesNothingButUnknown(t *testing.T) {
	findings, err := scanDemo(t, func(op string) bool { return !slices.Contains(account.Operations, op) })
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range findings {
		seen[f.Check.ID] = true
		if f.Status != check.StatusUnknown || len(f.Gaps) == 0 {
			t.Errorf("%s of %s: %s %q", f.Check.ID, f.Resource.ARN, f.Status, f.Message)
		}
		for _, g := range f.Gaps {
			if g.Reason != inventory.Denied || g.Operation == "" || !strings.Contains(strings.ToLower(g.Code), "unauthorized") && !strings.Contains(g.Code, "AccessDenied") {
				t.Errorf("%s: %s", f.Check.ID, fmt.Sprintf("%+v", g))
			}
		}
	}
	for _, c := range checks.All() {
		if !seen[c.ID] {
			t.Errorf("%s says nothing", c.ID)
		}
	}
}

// Most members of an organization are denied its policies.
func TestPoliciesOfTheOrganizationThatAreDeniedLeaveNothingUnassessed(t *testing.T) {
	ofOrganization := []string{"organizations:ListParents", "organizations:ListPoliciesForTarget", "organizations:DescribePolicy"}
	denies := func(op string) bool { return slices.Contains(ofOrganization, op) }
	whole, err := scanDemo(t, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	findings, err := scanDemo(t, denies)
	if err != nil {
		t.Fatal(err)
	}
	before, saw := bySubject(whole), false
	for _, f := range whole {
		saw = saw || slices.ContainsFunc(f.Evidence, func(e check.Evidence) bool { return strings.Contains(fmt.Sprint(e.Value), "p-a1trails") })
	}
	if !saw {
		t.Error("no evidence names a policy that was read")
	}
	for _, f := range findings {
		if was := before[subject{f.Check.ID, f.Resource.Key()}]; f.Status != was.Status {
			t.Errorf("%s of %s: %s, was %s", f.Check.ID, f.Resource.ARN, f.Status, was.Status)
		}
		for _, g := range f.Gaps {
			if denies(g.Operation) {
				t.Errorf("%s of %s rests on %s", f.Check.ID, f.Resource.ARN, g.Operation)
			}
		}
	}
	s, err := beginDemo(t, denies)
	if err != nil {
		t.Fatal(err)
	}
	refused, _ := s.Diagnose(t.Context(), new(wire.Asked))
	for _, r := range refused {
		if denies(r.Operation) {
			t.Errorf("%s is said to be missed by %v", r.Operation, r.Checks)
		}
	}
}

func TestWhoCannotSayWhoTheyAreGetsNoReport(t *testing.T) {
	if _, err := scanDemo(t, func(op string) bool { return op == "sts:GetCallerIdentity" }); err == nil {
		t.Error("a scan without an identity began")
	}
}

// Every call that has pages must be seen to have them, or its pages could go
// round in a circle for ever.
func TestEveryTokenOfAPageIsKnown(t *testing.T) {
	seen := 0
	for _, input := range inputsOf(t) {
		for f := range input.Fields() {
			if !strings.HasSuffix(f.Name, "Token") && !strings.HasSuffix(f.Name, "Marker") {
				continue
			}
			if f.Name == "CreationToken" {
				continue // which EFS knows a file system by
			}
			if seen++; !wire.IsToken(f.Name) {
				t.Errorf("%s.%s may be the token of a page", input, f.Name)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d calls with pages were seen", seen)
	}
}

// inputsOf returns the types of all arguments in a scan of the demo account.
func inputsOf(t *testing.T) []reflect.Type {
	t.Helper()
	var mu sync.Mutex
	types := map[reflect.Type]bool{}
	note := middleware.InitializeMiddlewareFunc("Note", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		mu.Lock()
		types[reflect.TypeOf(in.Parameters).Elem()] = true
		mu.Unlock()
		return next.HandleInitialize(ctx, in)
	})
	s, err := beginDemo(t, func(string) bool { return false },
		func(s *middleware.Stack) error { return s.Initialize.Add(note, middleware.After) })
	if err != nil {
		t.Fatal(err)
	}
	s.Findings(t.Context())
	return slices.Collect(maps.Keys(types))
}
