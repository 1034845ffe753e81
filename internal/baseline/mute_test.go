package baseline

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

const account = "123456789012"

var (
	tlsOnly   = &check.Check{ID: "s3.bucket-tls-only", Domain: check.DataProtection, Severity: check.High}
	encrypted = &check.Check{ID: "ec2.volume-encrypted", Domain: check.DataProtection, Severity: check.Medium}
	rootMFA   = &check.Check{ID: "iam.root-mfa-enabled", Domain: check.PrivilegeManagement, Severity: check.Critical}
	listeners = &check.Check{ID: "elbv2.listener-secure-protocol", Domain: check.DataProtection, Severity: check.Medium}
	selected  = []*check.Check{tlsOnly, encrypted, rootMFA, listeners}
	known     = []string{"ec2.volume-encrypted", "elbv2.listener-secure-protocol", "iam.root-mfa-enabled", "s3.bucket-tls-only", "s3.bucket-versioning"}
	at        = time.Date(2026, 11, 24, 23, 30, 0, 0, time.UTC)
)

func of(typ, arn, region string, tags ...string) inventory.Resource {
	r := inventory.Resource{Partition: "aws", Account: account, Region: region, Type: typ, ARN: arn, Tags: map[string]string{}}
	for i := 0; i < len(tags); i += 2 {
		r.Tags[tags[i]] = tags[i+1]
	}
	return r
}

func bucket(name string, tags ...string) inventory.Resource {
	return of("AWS::S3::Bucket", "arn:aws:s3:::"+name, "us-east-1", tags...)
}

func volume(region, id string) inventory.Resource {
	return of("AWS::EC2::Volume", "arn:aws:ec2:"+region+":"+account+":volume/"+id, region)
}

func theAccount(region string) inventory.Resource {
	return inventory.Account{Partition: "aws", ID: account}.In(region)
}

func fails(c *check.Check, r inventory.Resource) check.Finding {
	return check.Finding{Check: c, Resource: r, Verdict: check.Fail("is bad")}
}

func passes(c *check.Check, r inventory.Resource) check.Finding {
	return check.Finding{Check: c, Resource: r, Verdict: check.Pass("is good")}
}

func unread(c *check.Check, r inventory.Resource) check.Finding {
	return check.Finding{
		Check: c, Resource: r, Verdict: check.Unknown("could not be judged"),
		Gaps: []inventory.Gap{{Subject: r, Operation: "x:List", Reason: inventory.Denied}},
	}
}

// scanOf returns the report of a scan of two regions with a file.
func scanOf(t *testing.T, file string, findings ...check.Finding) (*report.Report, *Muting) {
	t.Helper()
	f, problems := Parse([]byte(file))
	if problems != nil {
		t.Fatal(problems)
	}
	m := f.At(at, known)
	ordered := slices.SortedFunc(slices.Values(findings), check.Finding.Compare)
	r := report.New(report.Tool{}, report.Scan{
		Started: at, Account: account, Partition: "aws", Regions: []string{"eu-west-1", "us-east-1"}, Complete: true,
	}, selected, slices.Values(ordered), m.Mark)
	return r, m
}

func excepting(lines ...string) string {
	text := "exceptions:\n- reason: r\n  owner: o\n"
	for _, line := range lines {
		text += "  " + line + "\n"
	}
	if !strings.Contains(text, "until:") {
		text += "  until: 2027-03-31\n"
	}
	return text
}

func listed(f check.Finding, until string) string {
	return fmt.Sprintf("findings:\n- {id: %s, check: %s, resource: %q, until: %s}\n", f.Fingerprint(), f.Check.ID, f.Resource.ARN, until)
}

func TestAnExceptionMutesWhatItIsAboutAndNoMore(t *testing.T) {
	all := []check.Finding{
		fails(tlsOnly, bucket("ci-logs", "team", "lab", "public", "true")), fails(tlsOnly, bucket("ci-logs-replica", "team", "shop")),
		fails(encrypted, volume("eu-west-1", "vol-1")), fails(encrypted, volume("us-east-1", "vol-2")), fails(rootMFA, theAccount("")),
	}
	for name, tc := range map[string]struct {
		file string
		want string
	}{
		"a check":                  {excepting("check: s3.bucket-tls-only"), "ci-logs ci-logs-replica"},
		"a glob of checks":         {excepting("check: ec2.*"), "vol-1 vol-2"},
		"no part of a check":       {excepting("check: bucket-tls"), ""},
		"one resource":             {excepting("check: '*'", "resources: ['arn:aws:s3:::ci-logs']"), "ci-logs"},
		"no part of an ARN":        {excepting("check: '*'", "resources: [ci-logs]"), ""},
		"a glob of resources":      {excepting("check: '*'", "resources: ['*:volume/*']"), "vol-1 vol-2"},
		"one of several resources": {excepting("check: '*'", "resources: ['*/vol-2', '*:root']"), "root vol-2"},
		"the account":              {excepting("check: ec2.*", `accounts: ["123456789012"]`), "vol-1 vol-2"},
		"another account":          {excepting("check: ec2.*", `accounts: ["999999999999"]`), ""},
		"a region":                 {excepting("check: '*'", "regions: [eu-west-1]"), "vol-1"},
		"no region":                {excepting("check: '*'", "regions: [global]"), "root"},
		"a tag":                    {excepting("check: '*'", "tags: {team: lab}"), "ci-logs"},
		"two tags":                 {excepting("check: '*'", "tags: {team: lab, public: true}"), "ci-logs"},
		"one tag of two":           {excepting("check: '*'", "tags: {team: lab, public: false}"), ""},
		"a part of a tag":          {excepting("check: '*'", "tags: {team: la}"), ""},
		"on its last day":          {excepting("check: '*'", "regions: [global]", "until: 2026-11-24"), "root"},
		"a day after":              {excepting("check: '*'", "until: 2026-11-23"), ""},
		"for good":                 {excepting("check: ec2.*", "until: never"), "vol-1 vol-2"},
		"a finding":                {listed(all[0], "2027-01-01"), "ci-logs"},
		"a finding on its day":     {listed(all[0], "2026-11-24"), "ci-logs"},
		"a finding a day after":    {listed(all[0], "2026-11-23"), ""},
		"a finding twice, expired": {listed(all[0], "2026-11-23") + strings.TrimPrefix(listed(all[0], "2026-11-22"), "findings:\n"), ""},
		"a finding twice, once more": {
			listed(all[0], "2026-11-23") + strings.TrimPrefix(listed(all[0], "2026-11-24"), "findings:\n"), "ci-logs",
		},
		"a finding twice, not again": {
			listed(all[0], "2026-11-24") + strings.TrimPrefix(listed(all[0], "2026-11-23"), "findings:\n"), "ci-logs",
		},
		"a finding by another ARN": {strings.Replace(listed(all[0], "never"), "ci-logs", "elsewhere", 1), ""},
		"a finding of a check":     {strings.Replace(listed(all[0], "never"), "tls-only", "versioning", 1), ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := scanOf(t, tc.file, all...)
			var muted []string
			for f := range r.Findings {
				if f.Muted != nil {
					muted = append(muted, f.Resource.ID[strings.LastIndexAny(f.Resource.ID, ":/")+1:])
				}
			}
			slices.Sort(muted)
			if got := strings.Join(muted, " "); got != tc.want || r.Summary.Muted != len(muted) {
				t.Errorf("%q are muted (%d), want %q", got, r.Summary.Muted, tc.want)
			}
		})
	}
}

func TestTheMutedFindingSaysWhy(t *testing.T) {
	f := fails(tlsOnly, bucket("data"))
	for file, want := range map[string]report.Muted{
		excepting("check: s3.*"):                            {By: "exception", Reason: "r", Owner: "o", Until: "2027-03-31"},
		listed(f, "2027-01-01"):                             {By: "baseline", Until: "2027-01-01"},
		listed(f, "2027-01-01") + excepting("check: s3.*"):  {By: "baseline", Until: "2027-01-01"},
		listed(f, "2026-01-01") + excepting("check: 's3*'"): {By: "exception", Reason: "r", Owner: "o", Until: "2027-03-31"},
	} {
		r, _ := scanOf(t, file, f)
		for f := range r.Findings {
			if diff := cmp.Diff(&want, f.Muted); diff != "" {
				t.Errorf("%s\n%s", file, diff)
			}
		}
	}
}

func TestWhatMatchedNothingIsStaleIfTheScanLookedThere(t *testing.T) {
	gone := fails(tlsOnly, bucket("gone"))
	other := gone
	other.Resource.Account = "999999999999"
	listener := of("AWS::ElasticLoadBalancingV2::Listener", "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/1/2", "us-east-1")
	balancer := of("AWS::ElasticLoadBalancingV2::LoadBalancer", "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/1", "us-east-1")
	for name, tc := range map[string]struct {
		file     string
		findings []check.Finding
		want     Verdict
	}{
		"it fails":                         {listed(gone, "2027-06-01"), []check.Finding{gone}, Fine},
		"it passes":                        {listed(gone, "2027-06-01"), []check.Finding{passes(tlsOnly, bucket("gone"))}, Stale},
		"it is not known":                  {listed(gone, "2027-06-01"), []check.Finding{unread(tlsOnly, bucket("gone"))}, Fine},
		"it is gone":                       {listed(gone, "2027-06-01"), []check.Finding{passes(tlsOnly, bucket("there"))}, Stale},
		"it is gone, another is not known": {listed(gone, "2027-06-01"), []check.Finding{unread(tlsOnly, bucket("there")), passes(tlsOnly, bucket("too"))}, Stale},
		"no bucket could be listed":        {listed(gone, "2027-06-01"), []check.Finding{unread(tlsOnly, theAccount(""))}, Fine},
		"no bucket of the region":          {listed(gone, "2027-06-01"), []check.Finding{unread(tlsOnly, theAccount("us-east-1"))}, Fine},
		"no bucket of another region":      {listed(gone, "2027-06-01"), []check.Finding{unread(tlsOnly, theAccount("eu-west-1"))}, Stale},
		"another check is not known":       {listed(gone, "2027-06-01"), []check.Finding{unread(encrypted, theAccount(""))}, Stale},
		"of another account":               {listed(other, "2027-06-01"), nil, Fine},
		"of a region that was left out":    {listed(fails(encrypted, volume("sa-east-1", "vol-1")), "2027-06-01"), nil, Fine},
		"of a check that was left out":     {listed(fails(&check.Check{ID: "s3.bucket-versioning"}, bucket("gone")), "2027-06-01"), nil, Fine},
		"what lists it is not known":       {listed(fails(listeners, listener), "2027-06-01"), []check.Finding{unread(listeners, balancer)}, Fine},
		"what lists it is known":           {listed(fails(listeners, listener), "2027-06-01"), nil, Stale},
		"expired":                          {listed(gone, "2026-11-23"), nil, Expired},
		"the id of another":                {strings.Replace(listed(gone, "2027-06-01"), "gone", "there", 1), []check.Finding{gone}, Mistaken},
		"a rule at work":                   {excepting("check: s3.bucket-tls-only"), []check.Finding{gone}, Fine},
		"an idle rule":                     {excepting("check: s3.bucket-tls-only"), []check.Finding{passes(tlsOnly, bucket("a"))}, Stale},
		"a rule about the unknown":         {excepting("check: s3.bucket-tls-only"), []check.Finding{unread(tlsOnly, bucket("a"))}, Fine},
		"a rule about one of the unknown":  {excepting("check: s3.bucket-tls-only"), []check.Finding{unread(tlsOnly, bucket("a")), passes(tlsOnly, bucket("b"))}, Fine},
		"a rule of what has no region":     {excepting("check: iam.*", "regions: [global]"), nil, Stale},
		"a rule of an ARN":                 {excepting("check: ec2.volume-*", "resources: ['arn:aws:ec2:us-east-1:123456789012:volume/vol-1']"), nil, Stale},
		"a rule of ARNs":                   {excepting("check: ec2.volume-*", "resources: ['arn:aws:ec2:us-*:*:volume/*']"), nil, Stale},
		"a rule of an ARN elsewhere":       {excepting("check: ec2.volume-*", "resources: ['arn:aws:ec2:*:999999999999:volume/*']"), nil, Fine},
		"a rule about what is not listed":  {excepting("check: ec2.volume-*", "resources: ['*:volume/*']"), []check.Finding{unread(encrypted, theAccount("eu-west-1"))}, Fine},
		"in another region":                {excepting("check: ec2.volume-*", "regions: [us-east-1]"), []check.Finding{unread(encrypted, theAccount("eu-west-1"))}, Stale},
		"a rule of a region left out":      {excepting("check: ec2.volume-*", "regions: [sa-east-1]"), nil, Fine},
		"a rule of an ARN left out":        {excepting("check: ec2.volume-*", "resources: ['arn:aws:ec2:sa-east-1:*:volume/*']"), nil, Fine},
		"a rule of another account":        {excepting("check: ec2.volume-*", "accounts: ['999999999999']"), nil, Fine},
		"a rule of two accounts":           {excepting("check: ec2.volume-*", "accounts: ['999999999999', '123456789012']"), nil, Fine},
		"one check of two was left out":    {excepting("check: s3.*"), nil, Fine},
		"a rule of no check":               {excepting("check: s4.*"), nil, Mistaken},
		"an old rule":                      {excepting("check: iam.*", "until: 2026-11-23"), nil, Expired},
		"a rule that ends in two weeks":    {excepting("check: iam.*", "until: 2026-12-08"), []check.Finding{fails(rootMFA, theAccount(""))}, Expiring},
		"a rule that ends in 15 days":      {excepting("check: iam.*", "until: 2026-12-09"), []check.Finding{fails(rootMFA, theAccount(""))}, Fine},
		"a rule for good":                  {excepting("check: iam.*", "until: never"), []check.Finding{fails(rootMFA, theAccount(""))}, Endless},
	} {
		t.Run(name, func(t *testing.T) {
			r, m := scanOf(t, tc.file, tc.findings...)
			notices := m.Notices(r.Scan)
			got := Fine
			if len(notices) > 0 {
				got = notices[0].Verdict
			}
			if got != tc.want || len(notices) > 1 {
				t.Errorf("%v, want %d", notices, tc.want)
			}
		})
	}
}

// What is alike is one line: a baseline of thousands ends on one day.
func TestFindingsOfTheSameDayAreToldOfTogether(t *testing.T) {
	file := "findings:\n"
	for i := range 40 {
		f := fails(tlsOnly, bucket(fmt.Sprintf("b-%02d", i)))
		file += strings.TrimPrefix(listed(f, "2026-11-01"), "findings:\n")
	}
	r, m := scanOf(t, file)
	notices := m.Notices(r.Scan)
	if want := "the finding s3.bucket-tls-only of arn:aws:s3:::b-00, and 39 more, expired on 2026-11-01: what fails counts again"; len(notices) != 1 || notices[0].Text != want {
		t.Errorf("%v", notices)
	}
}

func TestTheNoticesAreInTheOrderOfTheFileAndSayHowMany(t *testing.T) {
	entry := func(f check.Finding, until string) string { return strings.TrimPrefix(listed(f, until), "findings:\n") }
	bad, good := []check.Finding{fails(tlsOnly, bucket("a")), fails(tlsOnly, bucket("b"))}, []check.Finding{passes(tlsOnly, bucket("c")), passes(tlsOnly, bucket("d"))}
	file := `exceptions:
- {check: s3.bucket-tls-*, reason: r, owner: o, until: 2026-11-01}
- {check: iam.*, reason: r, owner: o, until: 2026-11-01}
- {check: s4.*, reason: r, owner: o, until: 2027-06-01}
findings:
` + entry(bad[0], "2026-12-01") + entry(good[0], "2027-05-01") + entry(good[1], "2027-06-01") + entry(bad[1], "2026-12-01")
	r, m := scanOf(t, file, append(bad, good...)...)
	var got []string
	for _, n := range m.Notices(r.Scan) {
		got = append(got, n.String())
	}
	want := []string{
		"line 2: the exception of o for s3.bucket-tls-* expired on 2026-11-01: what fails counts again (2)",
		"line 3: the exception of o for iam.* expired on 2026-11-01: what fails counts again",
		"line 4: the exception of o for s4.* names no check that there is",
		"line 6: the finding s3.bucket-tls-only of arn:aws:s3:::a, and 1 more, expire on 2026-12-01",
		"line 7: the finding s3.bucket-tls-only of arn:aws:s3:::c, and 1 more, are stale: they do not fail any more",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnExceptionExpiresWhenItsDayHasPassed(t *testing.T) {
	for until, want := range map[string]int{"2026-11-23": 1, "2026-11-24": 0, "never": 0} {
		if some := parsed(t, excepting("check: '*'", "until: "+until)).Expired(at); len(some) != want {
			t.Errorf("%s: %v", until, some)
		}
	}
	if Never.Later(1) != Never {
		t.Errorf("never ends on %s", Never.Later(1))
	}
}

// Whatever is accepted, nothing is judged otherwise: what was not read is not
// read, and what fails, fails.
func TestNoExceptionChangesWhatWasFound(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 28))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	makers := []func(*check.Check, inventory.Resource) check.Finding{fails, passes, unread}
	for range 300 {
		var findings []check.Finding
		for i, c := range selected {
			for n := range random.IntN(4) {
				findings = append(findings, makers[random.IntN(3)](c, bucket(fmt.Sprintf("b-%d-%d", i, n), "team", pick("lab", "shop"))))
			}
		}
		file := excepting("check: '"+pick("*", "s3.*", "ec2.*", "iam.root-mfa-enabled")+"'", "until: "+pick("never", "2026-11-24", "2026-11-01"),
			"resources: ['"+pick("*", "*-1-*", "arn:aws:s3:::b-0-0")+"']")
		for _, f := range findings {
			if random.IntN(4) == 0 {
				file = "findings:\n" + strings.TrimPrefix(listed(f, pick("never", "2026-01-01")), "findings:\n") + file
				break
			}
		}
		without, _ := scanOf(t, "", findings...)
		with, _ := scanOf(t, file, findings...)
		unmuted := slices.Collect(iter.Seq[report.Finding](with.Findings))
		for i := range unmuted {
			if unmuted[i].Muted != nil && unmuted[i].Status != check.StatusFail {
				t.Fatalf("%s\nmutes what does not fail: %+v", file, unmuted[i])
			}
			unmuted[i].Muted = nil
		}
		if diff := cmp.Diff(slices.Collect(iter.Seq[report.Finding](without.Findings)), unmuted); diff != "" {
			t.Fatalf("%s\n%s", file, diff)
		}
		if with.Coverage != without.Coverage || !cmp.Equal(with.Summary.Statuses, without.Summary.Statuses) ||
			!cmp.Equal(with.Unassessed, without.Unassessed) || with.Scan.Complete != without.Scan.Complete {
			t.Fatalf("%s\n%+v %+v", file, with.Coverage, without.Coverage)
		}
		for _, s := range check.Severities {
			if with.Failing(s, false) > without.Failing(s, false) {
				t.Fatalf("%s\nmore fails", file)
			}
		}
	}
}
