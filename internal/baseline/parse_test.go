package baseline

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const (
	oneID = "0123456789abcdef0123456789abcdef"
	whole = `# our baseline
version: 1
findings: # by a command
  - id: ` + oneID + `
    check: s3.bucket-tls-only
    resource: arn:aws:s3:::acme-data # the lake
    seen: 2026-11-23
    until: 2027-02-21
# by people
exceptions:
  # see SEC-412
  - check: ec2.volume-*
    accounts: ["123456789012"]
    regions: [us-east-1, global]
    resources: ["arn:aws:ec2:*:*:volume/*"]
    tags: {team: lab, public: true}
    reason: "lab account, data is public (SEC-412)"
    owner: alice@example.com
    until: 2027-03-31
`
)

func TestAFileIsReadWhole(t *testing.T) {
	got, problems := Parse([]byte(whole))
	want := &File{
		Findings: []Finding{{
			Line: 4, ID: oneID, Check: "s3.bucket-tls-only", Resource: "arn:aws:s3:::acme-data", Seen: "2026-11-23", Until: "2027-02-21",
		}},
		Exceptions: []Exception{{
			Line: 12, Check: "ec2.volume-*", Accounts: []string{"123456789012"}, Regions: []string{"us-east-1", "global"},
			Resources: []string{"arn:aws:ec2:*:*:volume/*"}, Tags: map[string]string{"team": "lab", "public": "true"},
			Reason: "lab account, data is public (SEC-412)", Owner: "alice@example.com", Until: "2027-03-31",
		}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(File{})); diff != "" || problems != nil {
		t.Errorf("%v\n%s", problems, diff)
	}
}

func TestAFileMayBeEmpty(t *testing.T) {
	for _, text := range []string{"", "# nothing yet\n", "---\n", "version: 1\n", "findings:\nexceptions:\n", "findings: []\n"} {
		if f, problems := Parse([]byte(text)); problems != nil || len(f.Findings)+len(f.Exceptions) > 0 {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	exception := func(lines string) string {
		return "exceptions:\n- check: s3.*\n  reason: r\n  owner: o\n  until: never\n" + lines
	}
	for text, says := range map[string]string{
		"exception: []":                                      `line 1: the file has no key "exception"; did you mean "exceptions"?`,
		"version: 2":                                         `line 1: this program reads version 1 of the file, not "2"`,
		"- check: s3.*":                                      "line 1: the file has the keys version, findings, exceptions: this is none",
		"exceptions: yes":                                    "line 1: this is no list",
		"exceptions:\n- s3.*":                                "line 2: an exception has the keys check, accounts",
		"exceptions: [":                                      "line 1: did not find expected node content",
		"\t- x":                                              "found character that cannot start any token",
		"exceptions: *a":                                     "unknown anchor 'a' referenced",
		"version: 1\n---\nversion: 1":                        "another document follows",
		exception("  acounts: [x]"):                          `line 6: an exception has no key "acounts"; did you mean "accounts"?`,
		exception("  check: s4.*"):                           "line 6: the key check is there already",
		exception("  accounts: [12]"):                        `line 6: the id of an account is twelve digits, not "12"`,
		exception("  accounts: []"):                          "line 6: accounts is empty: leave it out to mean all",
		exception("  resources:"):                            "line 6: resources is empty",
		exception("  resources: ['']"):                       "line 6: there is no text where one belongs",
		exception("  resources: [[a]]"):                      "line 6: there is no text where one belongs",
		exception("  regions: ['*']"):                        `line 6: "*" is no region: one is named as us-east-1, and global stands for what has none`,
		exception("  tags: [a]"):                             "line 6: tags are keys with their values",
		exception("  tags: {a: [b]}"):                        `line 6: the value of the tag "a" is no text`,
		exception("  tags: {a: b, a: c}"):                    `line 6: the tag "a" is there already`,
		exception("  accounts: &a [*a]"):                     "line 6: there is no text where one belongs",
		"exceptions:\n- {check: a, owner: o, until: never}":  "line 2: an exception lacks reason",
		"exceptions:\n- {check: a, reason: r, until: never}": "line 2: an exception lacks owner",
		"exceptions:\n- {check: a, reason: r, owner: o}":     "line 2: an exception lacks until",
		"exceptions:\n- {check: a, reason: '  ', owner: o, until: never}":                    "line 2: there is no text where one belongs",
		"exceptions:\n- {check: a, reason: r, owner: o, until: 2027-02-29}":                  `line 2: until is the last day, as 2027-03-31, or never; not "2027-02-29"`,
		"exceptions:\n- {check: a, reason: r, owner: o, until: tomorrow}":                    `not "tomorrow"`,
		"findings:\n- {id: 3f9c, check: a, resource: b, until: never}":                       `line 2: the id of a finding is its fingerprint, 32 hex digits, not "3f9c"`,
		"findings:\n- {id: " + oneID + ", check: a, resource: b}":                            "line 2: a finding lacks until",
		"findings:\n- {id: " + oneID + ", check: a, until: never}":                           "line 2: a finding lacks resource",
		"findings:\n- {id: " + oneID + ", check: a, resource: b, until: never, seen: never}": `line 2: a day is written as 2027-03-31, not "never"`,
	} {
		_, problems := Parse([]byte(text))
		if len(problems) != 1 || !strings.Contains(problems[0].String(), says) || strings.Contains(problems[0].String(), "\n") || strings.Count(problems[0].String(), "line ") > 1 {
			t.Errorf("%q: %q, want %q", text, problems, says)
		}
		path := filepath.Join(t.TempDir(), "baseline.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if f, err := Load(path); err == nil || f != nil || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%q was loaded: %v", text, err)
		}
	}
}

// Without this a scan would go by nothing, or by half.
func TestAFileIsLoadedWholeOrNot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baseline.yaml")
	if f, err := Load(path); f != nil || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, %v", f, err)
	}
	for text, want := range map[string]string{
		whole: "",
		"exceptions:\n- check: a\n  reason: r\n  until: soon\n": path + `: line 2: an exception lacks owner (and 1 more: yourside baseline lint)`,
		"exceptions:\n- {check: a, reason: r, until: never}\n":  path + `: line 2: an exception lacks owner`,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Load(path)
		if want == "" && (err != nil || f.Path != path || len(f.Findings) != 1) || want != "" && (f != nil || err == nil || err.Error() != want) {
			t.Errorf("%v, %v, want %q", f, err, want)
		}
	}
}

func TestWhatIsSaidOnceCanBeMeantAgain(t *testing.T) {
	got := parsed(t, `
exceptions:
- &first
  check: ec2.*
  accounts: &ours ["123456789012"]
  tags: &lab {team: lab}
  reason: &why lab account
  owner: o
  until: never
- *first
- {check: s3.*, accounts: *ours, tags: *lab, reason: *why, owner: o, until: never}
`).Exceptions
	one := Exception{
		Line: 3, Check: "ec2.*", Accounts: []string{"123456789012"}, Tags: map[string]string{"team": "lab"}, Reason: "lab account", Owner: "o", Until: Never,
	}
	again, other := one, one
	again.Line, other.Line, other.Check = 10, 11, "s3.*"
	if diff := cmp.Diff([]Exception{one, again, other}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheFileInTheDocumentsIsOne(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "### Baseline and exceptions\n")
	_, text, _ := strings.Cut(section, "```yaml\n")
	text, _, _ = strings.Cut(text, "```\n")
	if f, problems := Parse([]byte(text)); problems != nil || len(f.Findings) != 1 || len(f.Exceptions) != 1 {
		t.Errorf("%v in\n%s", problems, text)
	}
}

// Whatever stands in the file, it is refused or it is what it says: to write it
// and to read it again finds the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		whole, "", "exceptions: &a\n- *a", "a: [", "? {", "<<: *x", "findings:\n- id: !!binary x", "# c\n\n# d\n", "\xff\xfe", "exceptions: [{check: &c '*', reason: *c, owner: *c, until: never}]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, problems := Parse(text)
		if problems != nil {
			return
		}
		for _, e := range read.Exceptions {
			if e.Check == "" || e.Reason == "" || e.Owner == "" || e.Until == "" {
				t.Errorf("%+v is no exception", e)
			}
		}
		for _, one := range read.Findings {
			if !fingerprint.MatchString(one.ID) || one.Check == "" || one.Resource == "" || one.Until == "" {
				t.Errorf("%+v is no finding", one)
			}
		}
		var b bytes.Buffer
		if err := read.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, problems := Parse(b.Bytes())
		if problems != nil {
			t.Fatalf("%v in\n%s", problems, b.String())
		}
		lines := cmpopts.IgnoreFields(Finding{}, "Line")
		if diff := cmp.Diff(read, again, cmpopts.IgnoreUnexported(File{}), lines, cmpopts.IgnoreFields(Exception{}, "Line")); diff != "" {
			t.Error(diff)
		}
	})
}
