package baseline

import (
	"bytes"
	"errors"
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

func TestAFindingOfSeveralReportsIsAddedOnceInTheOrderOfChecks(t *testing.T) {
	first, _ := scanOf(t, "", fails(tlsOnly, bucket("a")), fails(tlsOnly, bucket("b")))
	second, _ := scanOf(t, "", fails(encrypted, volume("eu-west-1", "vol-1")), fails(tlsOnly, bucket("a")))
	f := New()
	if n := f.Add([]*report.Report{first, second}, "never"); n != 3 {
		t.Errorf("%d added", n)
	}
	var got []string
	for _, one := range parsed(t, fileOf(t, f)).Findings {
		got = append(got, one.Resource)
	}
	if diff := cmp.Diff([]string{"arn:aws:ec2:eu-west-1:123456789012:volume/vol-1", "arn:aws:s3:::a", "arn:aws:s3:::b"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAFileBeginsWithIsKept(t *testing.T) {
	f := fails(tlsOnly, bucket("a"))
	entry := fmt.Sprintf("  - id: %s\n    check: s3.bucket-tls-only\n    resource: arn:aws:s3:::a\n    seen: 2026-11-24\n    until: never\n", f.Fingerprint())
	r, _ := scanOf(t, "", f)
	for text, want := range map[string]string{
		"# ours\n":                           "# ours\nversion: 1\nfindings:\n" + entry,
		"findings: []\n":                     "findings:\n" + entry,
		"# ours\nfindings: # by a command\n": "# ours\nfindings: # by a command\n" + entry,
		"findings: ~ # by a command\n":       "findings: # by a command\n" + entry,
		"findings: [] # by a command\n":      "findings: # by a command\n" + entry,
	} {
		file := parsed(t, text)
		file.Add([]*report.Report{r}, "never")
		if diff := cmp.Diff(want, fileOf(t, file)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	nothing, _ := scanOf(t, "")
	for _, text := range []string{"findings: # by a command\n", "findings: [] # by a command\n"} {
		file := parsed(t, text)
		file.Add([]*report.Report{nothing}, "never")
		if got := fileOf(t, file); got != text {
			t.Errorf("%q: %q", text, got)
		}
	}
	fresh := New()
	if got := fileOf(t, fresh); got != heading+"\nversion: 1\n" {
		t.Errorf("%q", got)
	}
	fresh.Add([]*report.Report{nothing}, "never")
	if got := fileOf(t, fresh); got != heading+"\nversion: 1\nfindings: []\n" {
		t.Errorf("%q", got)
	}
}

// full is a disk on which nothing can be written.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestAFileThatCouldNotBeWrittenIsNot(t *testing.T) {
	if err := parsed(t, whole).Write(full{}); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("%v", err)
	}
}

func TestPruningRemovesWhatIsOfNoUseAndNoMore(t *testing.T) {
	there, passed, gone := fails(tlsOnly, bucket("there")), fails(tlsOnly, bucket("passed")), fails(tlsOnly, bucket("gone"))
	elsewhere := fails(encrypted, volume("sa-east-1", "vol-1"))
	entry := func(f check.Finding, until string) string {
		return strings.TrimPrefix(listed(f, until), "findings:\n")
	}
	old := fails(tlsOnly, bucket("old"))
	text := "# a\nfindings:\n# b\n" + entry(there, "2027-01-01") + entry(old, "2026-11-23") + entry(gone, "2027-01-01") + entry(passed, "2027-01-01") + entry(elsewhere, "2027-01-01") + `exceptions:
# kept
- {check: s3.bucket-tls-only, reason: r, owner: o, until: never} # too
# stale
- {check: ec2.volume-*, reason: r, owner: o, until: never}
# expired
- {check: s3.*, reason: r, owner: o, until: 2026-11-23}
`
	r, _ := scanOf(t, text, there, old, passes(tlsOnly, bucket("passed")))
	f := parsed(t, text)
	removed := f.Prune([]*report.Report{r}, known)
	if len(removed) != 5 || len(f.Findings) != 2 || len(f.Exceptions) != 1 {
		t.Errorf("%v, %d and %d are left", removed, len(f.Findings), len(f.Exceptions))
	}
	got := fileOf(t, f)
	for _, want := range []string{"# a\n", "# b\n", "# kept\n", "# too\n", there.Fingerprint(), elsewhere.Fingerprint()} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost:\n%s", want, got)
		}
	}
	for _, lost := range []string{"# stale", "# expired", old.Fingerprint(), gone.Fingerprint(), passed.Fingerprint(), "ec2.volume-*"} {
		if strings.Contains(got, lost) {
			t.Errorf("%q is left:\n%s", lost, got)
		}
	}
	nothing, _ := scanOf(t, "", unread(tlsOnly, theAccount("")), unread(encrypted, theAccount("")))
	if removed := f.Prune([]*report.Report{nothing}, known); len(removed) != 0 {
		t.Errorf("of a scan that read nothing: %v", removed)
	}
	last := parsed(t, listed(old, "2026-11-23"))
	last.Prune([]*report.Report{r}, known)
	if got := fileOf(t, last); len(parsed(t, got).Findings) != 0 {
		t.Errorf("the last one is left:\n%s", got)
	}
}

func TestAnExceptionOfSeveralAccountsIsStaleInAllOfThem(t *testing.T) {
	text := excepting("check: ec2.volume-*", "accounts: ['123456789012', '999999999999']")
	idle, _ := scanOf(t, text)
	other := *idle
	other.Scan.Account = "999999999999"
	inUse, _ := scanOf(t, text, fails(encrypted, volume("us-east-1", "vol-1")))
	unsure, _ := scanOf(t, text, unread(encrypted, volume("us-east-1", "vol-1")), passes(encrypted, volume("us-east-1", "vol-2")))
	for name, tc := range map[string]struct {
		reports []*report.Report
		left    int
	}{
		"one":                 {[]*report.Report{idle}, 1},
		"both":                {[]*report.Report{idle, &other}, 0},
		"in use elsewhere":    {[]*report.Report{idle, inUse, &other}, 1},
		"not known elsewhere": {[]*report.Report{unsure, idle, &other}, 1},
	} {
		f := parsed(t, text)
		f.Prune(tc.reports, known)
		if len(f.Exceptions) != tc.left {
			t.Errorf("%s: %d are left, want %d", name, len(f.Exceptions), tc.left)
		}
	}
	text = excepting("check: ec2.volume-*", "resources: ['*:volume/*']")
	idle, _ = scanOf(t, text)
	unread, _ := scanOf(t, text, unread(encrypted, theAccount("")))
	unread.Scan.Account = "999999999999"
	for left, reports := range [][]*report.Report{{idle}, {idle, unread}} {
		f := parsed(t, text)
		if f.Prune(reports, known); len(f.Exceptions) != left {
			t.Errorf("of all accounts, by %d reports: %d are left, want %d", len(reports), len(f.Exceptions), left)
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
		"an old finding":      {listed(f, "2026-11-23"), []string{"the finding s3.bucket-tls-only of arn:aws:s3:::a expired on 2026-11-23"}},
		"a finding of nobody": {strings.Replace(listed(f, "2027-06-01"), "tls-only", "tls-onl", 1), []string{`there is no check "s3.bucket-tls-onl"; did you mean "s3.bucket-tls-only"?`}},
		"in the order of the file": {
			excepting("check: ec2.*", "until: never") + listed(f, "2026-11-23"), []string{"never expires", "the finding s3.bucket-tls-only"},
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
