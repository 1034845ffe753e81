package report_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// Who adds a check of a new service learns here that the ledger must know its
// class; and no check judges what is not the customer's.
func TestEveryCheckIsAboutAPartThatTheCustomerHas(t *testing.T) {
	for _, c := range checks.All() {
		r := report.New(report.Tool{}, report.Scan{Account: account}, []*check.Check{c}, ordered([]check.Finding{
			{Check: c, Resource: volume("vol-1"), Verdict: check.Pass("is as it should be")},
		}))
		l := report.Responsibility(r)
		if len(l.Services) != 1 {
			t.Errorf("%s: the class of its service is not known", c.ID)
			continue
		}
		part := l.Services[0].Parts[report.LayerOf(c.ID, c.Domain)]
		if part.State != report.Good || part.Owner != report.Customer && part.Owner != report.Both {
			t.Errorf("%s: %s of %s is no part of the customer's", c.ID, report.LayerOf(c.ID, c.Domain).Title(), l.Services[0].Title)
		}
	}
}

// A service of which nothing can be listed, as it is on or off, would always be
// called absent, and what fails of it would be in no layer.
func TestAServiceThatIsOnlyOnOrOffIsNeverAbsent(t *testing.T) {
	of := map[string][]check.Finding{}
	listed := map[string]bool{}
	for _, c := range checks.All() {
		of[c.Service()] = append(of[c.Service()], fails(c, whole(""), "is off"))
		listed[c.Service()] = listed[c.Service()] || c.Resource != inventory.AccountType
	}
	for name, findings := range of {
		if listed[name] {
			continue
		}
		r := report.New(report.Tool{}, report.Scan{Account: account}, []*check.Check{findings[0].Check}, ordered(findings[:1]))
		if l := report.Responsibility(r); len(l.Services) != 1 || len(l.Absent) > 0 {
			t.Errorf("%s is absent although it fails: always is to be true", name)
		}
	}
}

func TestTheLedgerSaysWhoseAPartIsAndHowItStands(t *testing.T) {
	pass := func(c *check.Check, r inventory.Resource) check.Finding {
		return check.Finding{Check: c, Resource: r, Verdict: check.Pass("is as it should be")}
	}
	muted := func(f *report.Finding) { f.Muted = &report.Muted{By: "exception", Until: "never"} }
	on := func(id, resource string, d check.Domain) *check.Check {
		return &check.Check{ID: id, Title: "t", Domain: d, Severity: check.Low, Resource: resource}
	}
	detectorOn := on("guardduty.enabled", inventory.AccountType, check.DetectiveControls)
	patched := on("ssm.patch-compliant", "AWS::EC2::Instance", check.InfrastructureProtection)
	trusted := on("iam.of-somebody", "AWS::IAM::User", check.DataProtection)
	bucket := &check.Check{
		ID: "s3.bucket-versioning", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: "AWS::S3::Bucket",
	}
	for name, c := range map[string]struct {
		findings []check.Finding
		marks    []func(*report.Finding)
		want     string // service, layer, owner and standing, or what is absent
	}{
		"what fails is bad": {
			[]check.Finding{bare("vol-1"), pass(volumeEncrypted, volume("vol-2"))}, nil, "EC2 and EBS: Server-side encryption 3 1",
		},
		"what is muted is accepted": {
			[]check.Finding{bare("vol-1")}, []func(*report.Finding){muted}, "EC2 and EBS: Server-side encryption 3 4",
		},
		"what is unknown is not good": {
			[]check.Finding{
				unread(volumeEncrypted, volume("vol-1"), "ec2:DescribeVolumes", inventory.Denied, "", ""), pass(volumeEncrypted, volume("vol-2")),
			}, nil, "EC2 and EBS: Server-side encryption 3 2",
		},
		"what passes is good":               {[]check.Finding{pass(keyRotated, key("1"))}, nil, "KMS: Server-side encryption 2 3"},
		"the building is AWS's":             {[]check.Finding{pass(keyRotated, key("1"))}, nil, "KMS: Facilities 1 0"},
		"a network keeps no data":           {[]check.Finding{fails(defaultGroup, group("eu-west-1", "sg-1"), "is open")}, nil, "VPC: Client-side data 0 0"},
		"patches of instances are not seen": {[]check.Finding{bare("vol-1")}, nil, "EC2 and EBS: Operating system and patches 3 6"},
		"no API tells of client-side keys":  {[]check.Finding{bare("vol-1")}, nil, "EC2 and EBS: Client-side data 3 7"},
		"versions protect the data":         {[]check.Finding{fails(bucket, volume("b"), "keeps none")}, nil, "S3: Client-side data 3 1"},
		"what could not be listed may be there": {
			[]check.Finding{unread(volumeEncrypted, whole("eu-west-1"), "ec2:DescribeVolumes", inventory.Denied, "", "")}, nil,
			"EC2 and EBS: unlisted",
		},
		"what nobody could read of it is not absent": {
			[]check.Finding{unread(defaultEncryption, whole("eu-west-1"), "ec2:GetEbsEncryptionByDefault", inventory.Denied, "", "")}, nil,
			"EC2 and EBS: Server-side encryption 3 2",
		},
		"what an account can only turn on is not absent, but off": {
			[]check.Finding{fails(detectorOn, whole("eu-west-1"), "has no detector")}, nil, "GuardDuty: Logging and monitoring 3 1",
		},
		"patches that Systems Manager tells of are those of instances": {
			[]check.Finding{fails(patched, volume("i-1"), "lacks patches")}, nil, "EC2 and EBS: Operating system and patches 3 1",
		},
		"what somebody's check finds in AWS's part counts": {
			[]check.Finding{fails(trusted, volume("u"), "is open")}, nil, "IAM: Server-side encryption 1 1",
		},
		"what is not there is absent": {[]check.Finding{fails(defaultEncryption, whole("eu-west-1"), "does not encrypt")}, nil, "EC2 and EBS: absent"},
		"an account has IAM":          {nil, nil, "IAM: Identity and access 3 6"},
	} {
		t.Run(name, func(t *testing.T) {
			r := report.New(report.Tool{}, of().Scan, append(of().Checks, bucket, detectorOn, patched, trusted), ordered(c.findings), c.marks...)
			l := report.Responsibility(r)
			var said []string
			for _, s := range l.Services {
				for i, p := range s.Parts {
					said = append(said, fmt.Sprintf("%s: %s %d %d", s.Title, report.Layers[i].Title(), p.Owner, p.State))
				}
				if s.Unlisted {
					said = append(said, s.Title+": unlisted")
				}
			}
			for _, title := range l.Absent {
				said = append(said, title+": absent")
			}
			if !slices.Contains(said, c.want) {
				t.Errorf("the ledger does not say %q but\n%s", c.want, strings.Join(said, "\n"))
			}
		})
	}
}

// ledgers returns what the command writes of reports.
func ledgers(all ...*report.Report) report.Responsibilities {
	return report.Responsibilities{Tool: report.Tool{Name: "yourside", Version: "v1.2.3"}, Reports: all, Known: 5}
}

func textOf(t *testing.T, s report.Style, rs report.Responsibilities) string {
	t.Helper()
	var b strings.Builder
	if err := s.Responsibility(&b, rs); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// layersOf reads the ledger of the first account: layers by service.
func layersOf(t *testing.T, rs report.Responsibilities) map[string][]any {
	t.Helper()
	var b bytes.Buffer
	if err := rs.JSON(&b); err != nil {
		t.Fatal(err)
	}
	document := parse(t, b.Bytes())
	if err := schemaOf(t, "responsibility.schema.json").Validate(document); err != nil {
		t.Error(err)
	}
	layers := map[string][]any{}
	for _, s := range document["accounts"].([]any)[0].(map[string]any)["services"].([]any) {
		s := s.(map[string]any)
		layers[s["service"].(string)] = s["layers"].([]any)
	}
	return layers
}

func TestTheTextOfTheLedgerNamesEachLayerOfEachServiceOnce(t *testing.T) {
	golden(t, "responsibility.golden", []byte(textOf(t, report.Style{}, ledgers(town()))))
	r := everything()
	services := strings.Split(textOf(t, report.Style{}, ledgers(r)), "\n\n")
	n := 0
	for _, part := range services {
		if !strings.HasPrefix(part, "  ") || !strings.Contains(part, "\n    AWS ") {
			continue
		}
		n++
		part = strings.Join(strings.Fields(part), " ")
		for _, l := range report.Layers {
			if strings.Count(part, l.Title()) != 1 {
				t.Errorf("%s is not there once:\n%s", l.Title(), part)
			}
		}
	}
	if want := len(report.Responsibility(r).Services); n != want || n < 20 {
		t.Errorf("%d services, want %d", n, want)
	}
}

// everything returns the report of an account in which each check fails once.
func everything() *report.Report {
	var findings []check.Finding
	for _, c := range checks.All() {
		findings = append(findings, fails(c, resource(c.Resource, "arn:aws:x:::"+c.ID, c.ID, ""), "is not as it should be"))
	}
	return report.New(report.Tool{}, of().Scan, checks.All(), ordered(findings))
}

// Whatever else is said of a layer: one verdict that is missing, and it is not good.
func TestALayerOfWhichSomethingIsUnknownIsNeverGood(t *testing.T) {
	others := []check.Finding{
		{Check: keyRotated, Resource: key("2"), Verdict: check.Pass("is rotated")},
		fails(keyRotated, key("3"), "is not rotated"),
		{Check: keyRotated, Resource: key("4"), Verdict: check.NotApplicable("is asymmetric")},
		fails(keyRotated, key("muted"), "is not rotated"),
	}
	mute := func(f *report.Finding) {
		if f.Resource.Name == "muted" {
			f.Muted = &report.Muted{By: "baseline", Until: "never"}
		}
	}
	for set := range 1 << len(others) {
		findings := []check.Finding{unread(keyRotated, key("1"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no")}
		for i, f := range others {
			if set&(1<<i) != 0 {
				findings = append(findings, f)
			}
		}
		r := report.New(report.Tool{}, of().Scan, of().Checks, ordered(findings), mute)
		want := "unknown"
		if set&2 != 0 {
			want = "bad"
		}
		layer := layersOf(t, ledgers(r))["kms"][report.ServerEncryption].(map[string]any)
		if layer["state"] != want || !slices.Equal(layer["unknown"].([]any), []any{keyRotated.ID}) {
			t.Errorf("set %b: %v", set, layer)
		}
		out := textOf(t, report.Style{}, ledgers(r))
		i := strings.Index(out, "both  Server-side encryption")
		line, _, _ := strings.Cut(out[max(i, 0):], "\n")
		if i < 0 || !strings.Contains(line, want) || !strings.Contains(line, "1 unknown") || strings.Contains(line, "good") {
			t.Errorf("set %b: %q", set, line)
		}
	}
}

func TestTheLedgerForProgramsSaysWhoseALayerIsAndWhatToBring(t *testing.T) {
	layers := layersOf(t, ledgers(marked()))["ec2"]
	if len(layers) != len(report.Layers) {
		t.Fatalf("%d layers", len(layers))
	}
	for i, want := range []string{"aws ", "aws ", "aws ", "aws ", "customer not-judged", "customer outside", "customer not-judged", "customer bad", "customer outside", "customer not-judged", "customer not-judged"} {
		layer := layers[i].(map[string]any)
		state, _ := layer["state"].(string)
		if got := layer["owner"].(string) + " " + state; got != want {
			t.Errorf("%v: %s, want %s", layer["title"], got, want)
		}
		if _, brings := layer["evidence"]; brings != (state == "outside" || state == "not-judged") {
			t.Errorf("%v: evidence is %v", layer["title"], layer["evidence"])
		}
	}
	if n := layers[report.ServerEncryption].(map[string]any)["muted"].(json.Number); n != "1" {
		t.Errorf("%v are muted", n)
	}
}

func TestTheLedgerIsTextWhateverStrangersName(t *testing.T) {
	for name, value := range hostile {
		r := named(value)
		r.Scan.Alias, r.Scan.ID = value, value
		c := &check.Check{ID: "ec2." + value, Title: value, Domain: check.DataProtection, Severity: check.Low, Resource: value}
		odd := &check.Check{ID: value + ".x", Title: value, Domain: check.DataProtection, Severity: check.Low, Resource: value}
		of := report.New(r.Tool, r.Scan, []*check.Check{c, odd}, ordered([]check.Finding{fails(c, volume(value), value), fails(odd, volume(value), value)}))
		printable(t, []byte(textOf(t, report.Style{}, ledgers(r, of))))
		var b bytes.Buffer
		if err := ledgers(r, of).JSON(&b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		printable(t, b.Bytes())
	}
}

func TestTheLedgerFitsOnTheTerminal(t *testing.T) {
	for _, columns := range []int{0, 60, 130} {
		for line := range strings.Lines(textOf(t, report.Style{Width: columns}, ledgers(everything(), town(), marked()))) {
			if n := utf8.RuneCountInString(line) - 1; n > cmp.Or(columns, 80) {
				t.Errorf("%d columns of %d: %s", n, columns, line)
			}
		}
	}
}

func TestALedgerOfFewChecksSaysSo(t *testing.T) {
	rs := ledgers(marked())
	if out := textOf(t, report.Style{}, rs); strings.Contains(out, " of 5") {
		t.Error(out)
	}
	rs.Known = 220
	if out := textOf(t, report.Style{}, rs); !strings.Contains(out, "Checks   5 of 220: what the others ask about is not judged, or not here\n") {
		t.Error(out)
	}
}

func TestAServiceWhoseClassIsNotKnownIsNamed(t *testing.T) {
	c := &check.Check{ID: "acme.widget-locked", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: "AWS::Acme::Widget"}
	r := report.New(report.Tool{}, of().Scan, []*check.Check{c}, ordered([]check.Finding{fails(c, volume("w"), "is open")}))
	if l := report.Responsibility(r); !slices.Equal(l.Unsorted, []string{"acme"}) || len(l.Services) != 0 {
		t.Errorf("%+v", l)
	}
}
