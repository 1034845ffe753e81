package report_test

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

func text(t *testing.T, s report.Style, r *report.Report) string {
	t.Helper()
	return string(written(t, s.Text, r))
}

func TestTheTextOfAReport(t *testing.T) {
	for name, s := range map[string]report.Style{
		"text.golden":       {},
		"text-60.golden":    {Width: 60},
		"text-130.golden":   {Width: 130},
		"text-color.golden": {Color: true},
		"text-all.golden":   {All: true},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, []byte(text(t, s, town()))) })
	}
	golden(t, "text-explain.golden", written(t, func(w io.Writer, _ []*report.Report) error {
		return report.Style{}.Check(w, volumeEncrypted, []string{"ec2:DescribeVolumes"})
	}))
}

// Nothing found could mean nothing seen, so the coverage says which.
func TestTheCoverageSaysHowMuchWasJudgedAndWhyNotTheRest(t *testing.T) {
	in := func(region string, reason inventory.Reason, operation string) check.Finding {
		f := unread(keyRotated, whole(region), operation, reason, "", "")
		f.Gaps[0].Subject = whole(region)
		return f
	}
	unsettled := check.Finding{Check: keyRotated, Resource: key("9"), Verdict: check.Unknown("is in a state that does not tell")}
	for name, tc := range map[string]struct {
		findings []check.Finding
		want     string
	}{
		"all":            {[]check.Finding{bare("vol-1"), bare("vol-2")}, "2 of 2 judged"},
		"nothing to ask": {nil, "0 of 0 judged"},
		"not applicable": {[]check.Finding{bare("vol-1"), {Check: keyRotated, Resource: key("1"), Verdict: check.NotApplicable("is odd")}}, "1 of 1 judged"},
		"denied": {
			[]check.Finding{bare("vol-1"), in("a-1", inventory.Denied, "kms:A"), in("b-1", inventory.Denied, "kms:A"), in("c-1", inventory.Denied, "kms:B")},
			"1 of 4 judged, 3 not: 2 operations denied",
		},
		"a region is dead": {[]check.Finding{in("a-1", inventory.Unreachable, "kms:A"), in("b-1", inventory.Unreachable, "kms:B")}, "0 of 2 judged, 2 not: 2 regions unreachable"},
		"a region is off":  {[]check.Finding{in("a-1", inventory.RegionOff, "ec2:DescribeRegions")}, "0 of 1 judged, 1 not: 1 region not enabled"},
		"an organization's policy": {[]check.Finding{in("a-1", inventory.DeniedByOrganization, "kms:A"), in("b-1", inventory.Throttled, "kms:A")},
			"0 of 2 judged, 2 not: 1 operation denied by the organization, 1 operation throttled"},
		"not settled": {[]check.Finding{unsettled, in("a-1", inventory.ServerError, "kms:A")},
			"0 of 2 judged, 2 not: 1 operation that AWS failed to answer, 1 not settled by what AWS says"},
	} {
		t.Run(name, func(t *testing.T) {
			out := text(t, report.Style{Width: 200}, of(tc.findings...))
			_, line, _ := strings.Cut(out, "Coverage ")
			if got, _, _ := strings.Cut(line, "\n"); got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
			if strings.Index(out, "Coverage ") > strings.Index(out, "FAIL") {
				t.Error("something comes before it")
			}
		})
	}
}

// hostile are names as someone may give them to a resource, to do harm or not.
var hostile = map[string]string{
	"colours":              "\x1b[31mred\x1b[0m",
	"a title":              "\x1b]0;owned\x07",
	"a link":               "\x1b]8;;https://example.com\x1b\\click\x1b]8;;\x1b\\",
	"an 8-bit sequence":    "\u009b31mred",
	"reordered":            "\u202egnp.exe\u202c",
	"isolated":             "\u2066a\u2069\u200f",
	"NUL":                  "a\x00b",
	"lines":                "a\nFAIL  critical\r\n\tb\vc\fd\u2028e\u0085f",
	"backspaces":           "secret\b\b\b\b\b\b\x7f",
	"10 KB":                strings.Repeat("n", 10<<10),
	"10 KB of words":       strings.Repeat("word ", 2<<10),
	"wide":                 strings.Repeat("漢字", 100),
	"wide, of all kinds":   strings.Repeat("ｗ한あア。😀⌚✅𠀀", 30),
	"combining":            strings.Repeat("e\u0301", 300),
	"stacked":              "e" + strings.Repeat("\u0301", 5<<10),
	"joined":               strings.Repeat("👩\u200d👩\u200d👧\ufe0f", 40),
	"invalid":              "\xff\xfe\xc0\x80 \xed\xa0\x80",
	"invisible":            "\ufeff\u200b\u00ad\u2060\U000e0041",
	"empty":                "",
	"blank":                "   ",
	"dots":                 "..",
	"a path":               "../../etc/passwd",
	"a path, encoded":      "%2e%2e%2f%252e%252e/x",
	"a path of Windows":    `..\..\C:\x`,
	"separators":           "//a//b::c//",
	"a URL":                "https://example.com/?a=b#c",
	"query":                "a?b=c&d#e f+g%20h",
	"a link of Markdown":   "[click](https://example.com) ![x](y)",
	"markup":               "<script>alert(1)</script>&amp;",
	"quotes":               "`'\"$(id)`",
	"more than a sentence": "Done. Nothing to see! Really? Yes.",
}

// named returns a report where everything that others can name has this name.
func named(name string) *report.Report {
	var findings []check.Finding
	for i, c := range []*check.Check{volumeEncrypted, rootMFA, keyRotated, defaultGroup, defaultEncryption} {
		for n := range 4 {
			r := resource(c.Resource, fmt.Sprintf("arn:aws:x:eu-west-1:%s:%s%d", account, name, n), name, "eu-west-1")
			r.Tags = map[string]string{name: name}
			if i%2 == 0 {
				r.Region = ""
			}
			findings = append(findings, fails(c, r, "is "+name),
				unread(c, r, name, inventory.Failed, name, name),
				check.Finding{Check: c, Resource: r, Verdict: check.Unknown(name, check.Saw("Field", name))})
		}
	}
	r := of(findings...)
	r.Scan.Alias, r.Scan.Caller, r.Tool.Version = name, name, name
	return r
}

var colour = regexp.MustCompile(`\x1b\[[0-9;]+m`)

func TestAHostileNameStaysInItsLine(t *testing.T) {
	for name, value := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, s := range []report.Style{{}, {Width: 60}, {Width: 61, Color: true}, {Width: 200}, {Width: 1}} {
				out := text(t, s, named(value))
				if s.Color {
					out = colour.ReplaceAllString(out, "")
				}
				for line := range strings.Lines(out) {
					line = strings.TrimSuffix(line, "\n")
					if bad := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); bad >= 0 || !utf8.ValidString(line) {
						t.Errorf("%+v: %q", s, line)
					}
					most := max(s.Width, 50)
					if s.Width == 0 {
						most = 80
					}
					if n := columns(line); n > most {
						t.Errorf("%+v: a line of %d columns: %q", s, n, line)
					}
				}
				if strings.Contains(out, strings.Repeat("\u0301", 5)) {
					t.Errorf("%+v: marks are stacked over the lines around", s)
				}
			}
		})
	}
}

// columns returns how many columns of a terminal the line takes: of what is in
// the hostile names.
func columns(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case strings.ContainsRune("\u0301\ufe0f", r):
		case strings.ContainsRune("漢字ｗ한あア。😀⌚✅𠀀👩👧", r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func TestAShortNameIsNotCutOrChanged(t *testing.T) {
	for _, name := range []string{"Größe", "ไม่", "漢字", strings.Repeat("e\u0301", 30), "a_b-c.d@e", "日本語 2"} {
		f := bare("vol-0123456789abcdef0")
		f.Resource.Name = name
		if out := text(t, report.Style{Width: 130}, of(f)); !strings.Contains(out, "eu-west-1: "+name+" (vol-0123456789abcdef0) is not encrypted\n") {
			t.Errorf("%s is not in\n%s", name, out)
		}
	}
}

func TestALongNameIsCutInItsMiddle(t *testing.T) {
	f := bare("vol-0123456789abcdef0")
	f.Resource.Name = "begin" + strings.Repeat("-x", 100)
	got := entries(text(t, report.Style{}, of(f)))[0]
	if !regexp.MustCompile(`^eu-west-1: begin[-x]{20,}\.\.\.[-x]* \(vol-0123456789abcdef0\) is not encrypted$`).MatchString(got) {
		t.Errorf("not how it begins and its ID: %s", got)
	}
}

// entries returns the lines about resources, each entry as one line.
func entries(out string) []string {
	var all []string
	for line := range strings.Lines(out) {
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		text = strings.TrimSuffix(text, "\n")
		switch {
		case text == "What could not be read, with the checks that need it:":
			return all
		case indent == 6:
			all = append(all, text)
		case indent > 6 && indent < 20 && len(all) > 0:
			all[len(all)-1] += " " + text
		}
	}
	return all
}

func TestWhatIsAlikeIsOneEntry(t *testing.T) {
	many := func(n int) []check.Finding {
		var all []check.Finding
		for i := range n {
			all = append(all, bare(fmt.Sprintf("vol-%04d", i)))
		}
		return all
	}
	differing := func(n int) []check.Finding {
		all := many(n)
		for i := range all {
			all[i].Message = fmt.Sprintf("is bad in way %d", i)
		}
		return all
	}
	east := func(id string) check.Finding {
		return fails(volumeEncrypted, volumeIn("us-east-1", id), "is not encrypted")
	}
	lateTwins := func() []check.Finding {
		all := []check.Finding{bare("vol-1000"), bare("vol-1001"), bare("vol-1002"), bare("vol-1003"), bare("vol-1004")}
		for i, way := range []int{7, 7, 9, 9, 9} {
			all[i].Message = fmt.Sprintf("is bad in way %d", way)
		}
		return all
	}
	for name, tc := range map[string]struct {
		findings []check.Finding
		want     []string
	}{
		"two":   {many(2), []string{"eu-west-1: vol-0000 is not encrypted", "eu-west-1: vol-0001 is not encrypted"}},
		"three": {many(3), []string{"3 volumes in eu-west-1: each is not encrypted vol-0000, vol-0001, vol-0002"}},
		"more than fit": {many(1234), []string{
			"1,234 volumes in eu-west-1: each is not encrypted vol-0000, vol-0001, vol-0002, vol-0003, vol-0004, vol-0005, vol-0006, " +
				"vol-0007, vol-0008, vol-0009, vol-0010 and 1,223 more",
		}},
		"one of a long name": {append(many(2), bare("vol-"+strings.Repeat("x", 90))), []string{
			"3 volumes in eu-west-1: each is not encrypted vol-0000, vol-0001, vol-" + strings.Repeat("x", 24) + "..." + strings.Repeat("x", 28),
		}},
		"in two regions": {append(many(2), east("vol-e")), []string{
			"3 volumes in 2 regions: each is not encrypted eu-west-1: vol-0000, vol-0001 us-east-1: vol-e",
		}},
		"in many regions": {[]check.Finding{
			fails(volumeEncrypted, volumeIn("a-1", "vol-1"), "is odd"), fails(volumeEncrypted, volumeIn("b-1", "vol-2"), "is odd"),
			fails(volumeEncrypted, volumeIn("c-1", "vol-3"), "is odd"), fails(volumeEncrypted, volumeIn("d-1", "vol-4"), "is odd"),
			fails(volumeEncrypted, volumeIn("e-1", "vol-5"), "is odd"), fails(volumeEncrypted, volumeIn("e-1", "vol-6"), "is odd"),
		}, []string{"6 volumes in 5 regions: each is odd a-1: vol-1 b-1: vol-2 c-1: vol-3 and 3 in 2 more regions"}},
		"global": {[]check.Finding{
			fails(keyRotated, resource("AWS::IAM::User", "arn:u/a", "a", ""), "is odd"), fails(keyRotated, resource("AWS::IAM::User", "arn:u/b", "b", ""), "is odd"),
			fails(keyRotated, resource("AWS::IAM::User", "arn:u/c", "c", ""), "is odd"),
		}, []string{"3 users: each is odd a, b, c"}},
		"a user, a group and a role": {[]check.Finding{
			fails(keyRotated, resource("AWS::IAM::User", "arn:u/a", "a", ""), "is odd"), fails(keyRotated, resource("AWS::IAM::Group", "arn:g/b", "b", ""), "is odd"),
			fails(keyRotated, resource("AWS::IAM::Role", "arn:r/c", "c", ""), "is odd"),
		}, []string{"b is odd", "c is odd", "a is odd"}},
		"one that is global": {[]check.Finding{fails(keyRotated, resource("AWS::IAM::User", "arn:u/a", "a", ""), "is odd")}, []string{"a is odd"}},
		"one that says something else": {append(many(3), fails(volumeEncrypted, volume("vol-x"), "is odd")), []string{
			"3 volumes in eu-west-1: each is not encrypted vol-0000, vol-0001, vol-0002", "eu-west-1: vol-x is odd",
		}},
		"but for the IDs in what they say": {[]check.Finding{
			fails(defaultGroup, group("eu-west-1", "sg-00000001"), "has the rules sgr-0000000a"),
			fails(defaultGroup, group("eu-west-1", "sg-00000002"), "has the rules sgr-0000000b"),
			fails(defaultGroup, group("eu-west-1", "sg-00000003"), "has the rules sgr-0000000c"),
		}, []string{
			"3 security groups in eu-west-1: each has the rules sgr-... default (sg-00000001), default (sg-00000002), default (sg-00000003)",
		}},
		"regions of the account": {[]check.Finding{
			fails(defaultEncryption, whole("a-1"), "is off"), fails(defaultEncryption, whole("b-1"), "is off"), fails(defaultEncryption, whole("c-1"), "is off"),
		}, []string{"3 regions: each is off a-1, b-1, c-1"}},
		"one region of the account": {[]check.Finding{fails(defaultEncryption, whole("a-1"), "is off")}, []string{"a-1: is off"}},
		"the account":               {[]check.Finding{fails(rootMFA, whole(""), "has no MFA")}, []string{"the account has no MFA"}},
		"nothing, but much of it": {differing(11), []string{
			"eu-west-1: vol-0000 is bad in way 0", "eu-west-1: vol-0001 is bad in way 1", "eu-west-1: vol-0002 is bad in way 2",
			"eu-west-1: vol-0003 is bad in way 3", "eu-west-1: vol-0004 is bad in way 4", "eu-west-1: vol-0005 is bad in way 5",
			"eu-west-1: vol-0006 is bad in way 6", "eu-west-1: vol-0007 is bad in way 7", "and 3 more",
		}},
		"nothing at first": {append(differing(11), lateTwins()...), []string{
			"eu-west-1: vol-0000 is bad in way 0", "eu-west-1: vol-0001 is bad in way 1", "eu-west-1: vol-0002 is bad in way 2",
			"eu-west-1: vol-0003 is bad in way 3", "eu-west-1: vol-0004 is bad in way 4", "eu-west-1: vol-0005 is bad in way 5",
			"eu-west-1: vol-0006 is bad in way 6", "3 volumes in eu-west-1: each is bad in way 7 vol-0007, vol-1000, vol-1001", "and 6 more",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			out := text(t, report.Style{}, of(tc.findings...))
			if got := entries(out); !slices.Equal(got, tc.want) {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

// A VPC of its own in each region is AWS's doing, and not worth a line each.
func TestDefaultVPCsOfUnusedRegionsAreOneEntry(t *testing.T) {
	regions := []string{"ap-south-1", "eu-north-1", "sa-east-1"}
	findings := func(more ...check.Finding) []check.Finding {
		for _, name := range regions {
			more = append(more, fails(defaultGroup, group(name, "sg-"+name), "has rules"))
		}
		return more
	}
	const all = "3 security groups in otherwise unused regions: each has rules ap-south-1, eu-north-1, sa-east-1"
	pass := check.Pass("is as it should be")
	for name, tc := range map[string]struct {
		findings []check.Finding
		want     string
	}{
		"nothing else there": {findings(), all},
		"findings on the account in the region": {
			findings(fails(defaultEncryption, whole("sa-east-1"), "is off")), all,
		},
		"what no check applies to": {findings(check.Finding{
			Check: keyRotated, Resource: resource("AWS::KMS::Key", "arn:k", "k", "sa-east-1"), Verdict: check.NotApplicable("is of AWS"),
		}), all},
		"a volume": {
			findings(check.Finding{Check: volumeEncrypted, Resource: volumeIn("sa-east-1", "vol-1"), Verdict: pass}),
			"sa-east-1: default (sg-sa-east-1) has rules",
		},
		"a second group": {
			findings(check.Finding{Check: defaultGroup, Resource: group("sa-east-1", "sg-web"), Verdict: pass}),
			"sa-east-1: default (sg-sa-east-1) has rules",
		},
		"volumes that could not be listed": {
			findings(unread(volumeEncrypted, whole("sa-east-1"), "ec2:DescribeVolumes", inventory.Denied, "", "")),
			"sa-east-1: default (sg-sa-east-1) has rules",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := entries(text(t, report.Style{}, of(tc.findings...))); !slices.Contains(got, tc.want) {
				t.Errorf("no %q in %q", tc.want, got)
			}
		})
	}
}

func TestWhatCouldNotBeReadIsSaidOncePerCauseWithWhatToDo(t *testing.T) {
	out := text(t, report.Style{Width: 200}, of(
		unread(volumeEncrypted, whole("eu-west-1"), "ec2:DescribeVolumes", inventory.Denied, "UnauthorizedOperation", "no"),
		unread(volumeEncrypted, whole("us-east-1"), "ec2:DescribeVolumes", inventory.Denied, "UnauthorizedOperation", "no"),
		unread(keyRotated, key("1"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no"),
		unread(keyRotated, key("2"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no"),
		unread(defaultGroup, whole("eu-west-1"), "ec2:DescribeSecurityGroups", inventory.Throttled, "RequestLimitExceeded", "slow down"),
		unread(rootMFA, whole(""), "iam:GetAccountSummary", inventory.Failed, "", "the answer has no Quota"),
	))
	_, got, _ := strings.Cut(out, "What could not be read, with the checks that need it:\n")
	const want = "  denied: `yourside permissions` prints the policy that allows it\n" +
		"      ec2:DescribeVolumes (UnauthorizedOperation) in 2 regions: ec2.volume-encrypted\n" +
		"      kms:GetKeyRotationStatus (AccessDenied) of 2 resources in us-east-1: kms.key-rotated\n" +
		"  failed\n" +
		"      iam:GetAccountSummary: iam.root-mfa\n" +
		"          the answer has no Quota\n" +
		"  throttled: scan again, later or with fewer checks\n" +
		"      ec2:DescribeSecurityGroups (RequestLimitExceeded) in eu-west-1: vpc.sg-default-closed\n\n"
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheLastLineSaysWhyTheCodeIsWhatItIs(t *testing.T) {
	pass := check.Finding{Check: volumeEncrypted, Resource: volume("vol-1"), Verdict: check.Pass("is encrypted")}
	gap := unread(keyRotated, key("1"), "kms:DescribeKey", inventory.Denied, "", "")
	for name, tc := range map[string]struct {
		findings []check.Finding
		outcome  report.Outcome
		want     string
	}{
		"clean":       {[]check.Finding{pass}, report.Outcome{FailOn: "none"}, "Exit code 0: the scan is complete."},
		"below":       {[]check.Finding{bare("vol-1")}, report.Outcome{FailOn: "critical"}, "Exit code 0: nothing fails at critical or worse."},
		"one":         {[]check.Finding{bare("vol-1")}, report.Outcome{ExitCode: 1, FailOn: "high", Failing: 1}, "Exit code 1: 1 finding fails at high or worse."},
		"many":        {nil, report.Outcome{ExitCode: 1, FailOn: "low", Failing: 1200}, "Exit code 1: 1,200 findings fail at low or worse."},
		"incomplete":  {[]check.Finding{gap}, report.Outcome{ExitCode: 3, FailOn: "none"}, "Exit code 3: the scan is incomplete."},
		"unread":      {[]check.Finding{gap}, report.Outcome{ExitCode: 3, FailOn: "high"}, "Exit code 3: nothing that was judged fails at high or worse, the scan is\n  incomplete."},
		"both":        {[]check.Finding{gap}, report.Outcome{ExitCode: 1, FailOn: "high", Failing: 2}, "Exit code 1: 2 findings fail at high or worse, the scan is incomplete."},
		"interrupted": {[]check.Finding{gap}, report.Outcome{ExitCode: 130, FailOn: "none", Interrupted: true}, "Exit code 130: the scan was interrupted, the scan is incomplete."},
	} {
		t.Run(name, func(t *testing.T) {
			r := of(tc.findings...)
			r.Outcome = tc.outcome
			out := text(t, report.Style{}, r)
			if !strings.HasSuffix(out, "\n"+tc.want+"\n") {
				t.Errorf("got  %s\nwant %s", out, tc.want)
			}
			if told := strings.Contains(out, "checks show ID"); told != slices.ContainsFunc(tc.findings, func(f check.Finding) bool { return f.Status == check.StatusFail }) {
				t.Errorf("how to fix it is told: %t", told)
			}
		})
	}
}

func TestTheTextOfNewAndMutedFindings(t *testing.T) {
	var findings []check.Finding
	for i := range 5 {
		findings = append(findings, bare(fmt.Sprintf("vol-%d", i)), fails(keyRotated, key(fmt.Sprint(i)), "is not rotated"))
	}
	findings = append(findings, fails(rootMFA, whole(""), "has no MFA for its root user"))
	r := report.New(report.Tool{Name: "yourside", Version: "v1.2.3"}, of().Scan, of().Checks, ordered(findings), func(f *report.Finding) {
		switch f.Resource.Name {
		case "vol-0", "vol-1":
			f.Muted = &report.Muted{By: "exception", Reason: "a lab", Owner: "alice@example.com", Until: "2027-03-31"}
		case "vol-2":
			f.Muted = &report.Muted{By: "baseline", Until: "2027-02-21"}
		case "vol-3", account:
			f.New = true
		}
	})
	r.Outcome = report.Outcome{ExitCode: 1, FailOn: "high", Failing: 3}
	out := written(t, report.Text, r)
	golden(t, "text-new.golden", out)
	text := string(out)
	if n := strings.Count(text, "has no MFA"); n != 1 || strings.Index(text, "has no MFA") > strings.Index(text, "Data protection:") {
		t.Errorf("what is new is not first, or there %d times", n)
	}
	if strings.Contains(text, "vol-0") || !strings.Contains(text, "3 of them muted") {
		t.Error("what is muted is listed, or not counted")
	}
}
