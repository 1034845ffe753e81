package baseline

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

func parsed(t *testing.T, text string) *File {
	t.Helper()
	f, problems := Parse([]byte(text))
	if problems != nil {
		t.Fatal(problems)
	}
	return f
}

func fileOf(t *testing.T, f *File) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if _, problems := Parse(b.Bytes()); problems != nil {
		t.Fatalf("%v in what was written:\n%s", problems, b.String())
	}
	return b.String()
}

func TestANewFileHasAllThatFails(t *testing.T) {
	r, _ := scanOf(t, "", fails(tlsOnly, bucket("b")), fails(tlsOnly, bucket("a")), passes(tlsOnly, bucket("c")), unread(encrypted, theAccount("")))
	f := New()
	if n := f.Add([]*report.Report{r}, ""); n != 2 {
		t.Errorf("%d added", n)
	}
	want := heading + fmt.Sprintf(`
version: 1
findings:
  - id: %s
    check: s3.bucket-tls-only
    resource: arn:aws:s3:::a
    seen: 2026-11-24
    until: 2027-02-22
  - id: %s
    check: s3.bucket-tls-only
    resource: arn:aws:s3:::b
    seen: 2026-11-24
    until: 2027-02-22
`, fails(tlsOnly, bucket("a")).Fingerprint(), fails(tlsOnly, bucket("b")).Fingerprint())
	if diff := cmp.Diff(want, fileOf(t, f)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsAcceptedIsMutedByTheNextScan(t *testing.T) {
	findings := []check.Finding{
		fails(tlsOnly, bucket("123")), fails(tlsOnly, bucket("x: y\n# z\x1b[2J\"'\u202e")), fails(encrypted, volume("eu-west-1", "vol-1")), fails(rootMFA, theAccount("")),
	}
	r, _ := scanOf(t, "", findings...)
	f := New()
	f.Add([]*report.Report{r}, "never")
	if again, _ := scanOf(t, fileOf(t, f), findings...); again.Summary.Muted != len(findings) {
		t.Errorf("%d of %d are muted", again.Summary.Muted, len(findings))
	}
}

func TestAnUpdateKeepsWhatIsThere(t *testing.T) {
	old := fails(tlsOnly, bucket("old"))
	kept := strings.Replace(whole, oneID, old.Fingerprint(), 1)
	kept = strings.Replace(kept, "arn:aws:s3:::acme-data", "arn:aws:s3:::old", 1)
	f := parsed(t, kept)
	seen := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	fresh := fails(tlsOnly, bucket("new"))
	r := report.New(report.Tool{}, report.Scan{Started: at}, selected, func(yield func(check.Finding) bool) {
		_ = yield(old) && yield(fresh) && yield(fails(tlsOnly, bucket("excepted")))
	}, func(f *report.Finding) {
		f.FirstSeen = &seen
		if f.Resource.ID == "arn:aws:s3:::excepted" {
			f.Muted = &report.Muted{By: "exception", Until: "never"}
		}
	})
	if n := f.Add([]*report.Report{r}, "2027-01-31"); n != 1 {
		t.Errorf("%d added", n)
	}
	want := strings.Replace(kept, "# by people\n", fmt.Sprintf(`  - id: %s
    check: s3.bucket-tls-only
    resource: arn:aws:s3:::new
    seen: 2026-10-01
    until: 2027-01-31
# by people
`, fresh.Fingerprint()), 1)
	if diff := cmp.Diff(want, fileOf(t, f)); diff != "" {
		t.Error(diff)
	}
	before := fileOf(t, f)
	if n := f.Add([]*report.Report{r}, "2028-01-31"); n != 0 || fileOf(t, f) != before {
		t.Errorf("%d added the second time", n)
	}
}

func TestPruningRemovesWhatIsOfNoUseAndNoMore(t *testing.T) {
	there, passed, gone := fails(tlsOnly, bucket("there")), fails(tlsOnly, bucket("passed")), fails(tlsOnly, bucket("gone"))
	elsewhere := fails(encrypted, volume("sa-east-1", "vol-1"))
	entry := func(f check.Finding, until string) string {
		return strings.TrimPrefix(listed(f, until), "findings:\n")
	}
	text := "# a\nfindings:\n# b\n" + entry(there, "2027-01-01") + entry(gone, "2027-01-01") + entry(passed, "2027-01-01") + entry(elsewhere, "2027-01-01") + `exceptions:
# kept
- {check: s3.bucket-tls-only, reason: r, owner: o, until: never} # too
# stale
- {check: ec2.volume-*, reason: r, owner: o, until: never}
# expired
- {check: s3.*, reason: r, owner: o, until: 2026-11-23}
`
	r, _ := scanOf(t, text, there, passes(tlsOnly, bucket("passed")))
	f := parsed(t, text)
	removed := f.Prune([]*report.Report{r}, known)
	if len(removed) != 4 || len(f.Findings) != 2 || len(f.Exceptions) != 1 {
		t.Errorf("%v, %d and %d are left", removed, len(f.Findings), len(f.Exceptions))
	}
	got := fileOf(t, f)
	for _, want := range []string{"# a\n", "# b\n", "# kept\n", "# too\n", there.Fingerprint(), elsewhere.Fingerprint()} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost:\n%s", want, got)
		}
	}
	for _, lost := range []string{"# stale", "# expired", gone.Fingerprint(), passed.Fingerprint(), "ec2.volume-*"} {
		if strings.Contains(got, lost) {
			t.Errorf("%q is left:\n%s", lost, got)
		}
	}
	nothing, _ := scanOf(t, "", unread(tlsOnly, theAccount("")), unread(encrypted, theAccount("")))
	if removed := f.Prune([]*report.Report{nothing}, known); len(removed) != 0 {
		t.Errorf("of a scan that read nothing: %v", removed)
	}
}

func TestAnExceptionOfSeveralAccountsIsStaleInAllOfThem(t *testing.T) {
	text := excepting("check: ec2.volume-*", "accounts: ['123456789012', '999999999999']")
	idle, _ := scanOf(t, text)
	other := *idle
	other.Scan.Account = "999999999999"
	for name, tc := range map[string]struct {
		reports []*report.Report
		left    int
	}{"one": {[]*report.Report{idle}, 1}, "both": {[]*report.Report{idle, &other}, 0}} {
		f := parsed(t, text)
		f.Prune(tc.reports, known)
		if len(f.Exceptions) != tc.left {
			t.Errorf("%s: %d are left, want %d", name, len(f.Exceptions), tc.left)
		}
	}
	if got := fileOf(t, parsed(t, "findings: []\n")); !strings.Contains(got, "findings: []") {
		t.Errorf("%s", got)
	}
}

func TestLintSaysWhatNobodyMeant(t *testing.T) {
	f := fails(tlsOnly, bucket("a"))
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"clean":           {listed(f, "2027-06-01") + excepting("check: ec2.volume-*"), nil},
		"twice":           {listed(f, "2027-06-01") + strings.TrimPrefix(listed(f, "2027-06-02"), "findings:\n"), []string{"is there already, at line 2"}},
		"no such check":   {excepting("check: ec2.volum-encrypted"), []string{`names no check that there is; did you mean "ec2.volume-encrypted"?`}},
		"expired":         {excepting("check: ec2.*", "until: 2026-11-23"), []string{"expired on 2026-11-23"}},
		"soon":            {excepting("check: ec2.*", "until: 2026-12-08"), []string{"expires on 2026-12-08"}},
		"for good":        {excepting("check: ec2.*", "until: never"), []string{"never expires"}},
		"everything":      {excepting("check: '*'"), []string{"accepts everything"}},
		"all resources":   {excepting("check: '**'", "resources: ['*', 'arn:x']"), []string{"accepts everything"}},
		"every check":     {excepting("check: '*'", "tags: {a: b}"), []string{"is about every check"}},
		"a glob too many": {excepting("check: ec2.*", "resources: ['*']"), []string{"matches every resource"}},
		"no ARN":          {excepting("check: ec2.*", "resources: ['volume/*']"), []string{`"volume/*", which no ARN is as a whole`}},
		"the same again": {
			excepting("check: ec2.*", "regions: [us-east-1, eu-west-1]") + strings.TrimPrefix(excepting("check: ec2.*", "regions: [eu-west-1, us-east-1]"), "exceptions:\n"),
			[]string{"is there already, at line 2"},
		},
		"nobody's": {"exceptions:\n- {check: ec2.*, reason: MISSING, owner: o, until: 2027-06-01}\n", []string{"lacks a reason or an owner"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := parsed(t, tc.text).Lint(at, known)
			if len(got) != len(tc.want) {
				t.Fatalf("%v", got)
			}
			for i, want := range tc.want {
				if !strings.Contains(got[i].Text, want) {
					t.Errorf("%q, want %q", got[i].Text, want)
				}
			}
		})
	}
}
