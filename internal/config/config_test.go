package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes files into a new directory; a path that ends in a slash is a
// directory.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const one = "version: 1\naccounts:\n  - name: shop\n    id: \"123456789012\"\n"

func TestTheNearestFileUpToTheRootOfTheRepositoryCounts(t *testing.T) {
	shop := func(path string) []Account { return []Account{{ID: "123456789012", Path: path, Line: 4}} }
	for name, tc := range map[string]struct {
		files map[string]string
		from  string
		want  []Account
	}{
		"at the root":             {map[string]string{".git/": "", Name: one}, ".", shop(Name)},
		"seen from below":         {map[string]string{".git/": "", Name: one, "a/b/": ""}, "a/b", shop(Name)},
		"in a directory":          {map[string]string{".git/": "", "ops/" + Name: one}, "ops", shop("ops/" + Name)},
		"in two":                  {map[string]string{".git/": "", Name: "accounts: []", "ops/" + Name: one}, "ops", shop("ops/" + Name)},
		"in a worktree":           {map[string]string{".git": "gitdir: x", Name: one}, ".", shop(Name)},
		"above the repository":    {map[string]string{Name: one, "repo/.git/": ""}, "repo", nil},
		"outside of a repository": {map[string]string{Name: one}, ".", shop(Name)},
		"above, and no repository": {
			map[string]string{Name: one, "a/": ""}, "a", nil,
		},
		"nowhere": {map[string]string{".git/": ""}, ".", nil},
		"empty":   {map[string]string{".git/": "", Name: ""}, ".", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Load(filepath.Join(tree(t, tc.files), filepath.FromSlash(tc.from)))
			if diff := cmp.Diff(tc.want, got.Accounts); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestOutsideOfARepositoryNothingAboveIsFound(t *testing.T) {
	dir := tree(t, map[string]string{Name: one, "a/": "", "b/" + Name: one})
	for name, want := range map[string]string{"a": "", "b": filepath.Join(dir, "b", Name)} {
		if root, path := Find(filepath.Join(dir, name), Name); root != filepath.Join(dir, name) || path != want {
			t.Errorf("%s: %q, %q", name, root, path)
		}
	}
}

func TestALinkIsFollowedButNotOutOfTheRepository(t *testing.T) {
	for name, want := range map[string][]Account{
		"repo/deploy/accounts.yaml": {{ID: "123456789012", Path: "deploy/accounts.yaml", Line: 4}},
		"elsewhere.yaml":            nil,
		"repo/gone.yaml":            nil,
	} {
		root := tree(t, map[string]string{"repo/.git/": "", name: one})
		if strings.Contains(name, "gone") {
			if err := os.Remove(filepath.Join(root, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
		repo := filepath.Join(root, "repo")
		if err := os.Symlink(filepath.Join(root, filepath.FromSlash(name)), filepath.Join(repo, Name)); err != nil {
			t.Fatal(err)
		}
		got, err := Load(repo)
		if diff := cmp.Diff(want, got.Accounts); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestAnAccountIsKnownHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]Account{
		"accounts:\n- id: 123456789012":                             {ID: "123456789012", Line: 2},
		"accounts:\n- id: 012345670123":                             {ID: "012345670123", Line: 2},
		"accounts:\n- id: '012345670123'":                           {ID: "012345670123", Line: 2},
		"# who\naccounts: [{name: x, id: 000000000001}]":            {ID: "000000000001", Line: 2},
		"accounts:\n\n- name: >\n    a\n    b\n  id: 1234567890120": {},
	} {
		got, err := parse([]byte(text))
		if want.ID == "" {
			if err == nil || !strings.Contains(err.Error(), "line 6") {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if diff := cmp.Diff([]Account{want}, got.Accounts); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", text, err, diff)
		}
	}
}

func TestWhatIsWrongIsSaidInOneLineWithItsPlace(t *testing.T) {
	for text, says := range map[string]string{
		"accounts:\n- id: 12345678901":                          `line 2: the id of an account is twelve digits, not "12345678901"`,
		"accounts:\n- id: [1]":                                  "line 2: the id of an account is twelve digits, not a list",
		"accounts:\n- name: x":                                  "line 2: account 1 of the list has no id",
		"accounts:\n- id: 123456789012\n- id: 123456789012":     "line 3: the account 123456789012 is there already",
		"accounts:\n- id: 123456789012\n  regoins: [eu-west-1]": "line 3: there is no key regoins: an account has id and name",
		"accounts: yes":                                         `line 1: accounts is a list, not "yes"`,
		"accounts:\n- 5":                                        `line 2: an account has keys with values, not "5"`,
		"- 5":                                                   "line 1: the file has keys with values, not a list",
		"accounts: [":                                           "line 1: did not find expected node content",
		"\t- x":                                                 "found character that cannot start any token",
		"version: 2\naccounts: []":                              `line 1: version "2" is none that this program knows; it is 1`,
		"a: &a 1\nb: *a":                                        "line 2: the file is written out, without aliases",
		"<<: {a: 1}":                                            "line 1: the file is written out, without aliases",
		"fail-on: low\nfail-on: high":                           "line 2: fail-on is there already, in line 1",
		"fail-on:":                                              "line 1: fail-on has no value: leave it out to have the default",
		"region: [{a: b}]":                                      "line 1: region takes a value or a list of them, not keys",
		"parameters: [1]":                                       "line 1: parameters has keys with values, not a list",
		"parameters:\n  a.b: 5":                                 `line 2: a check has keys with values, not "5"`,
		"a: 1\n---\nb: 2":                                       "there is more than one document in it",
	} {
		_, err := parse([]byte(text))
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}

func TestTheFileIsNamedInItsErrors(t *testing.T) {
	root := tree(t, map[string]string{".git/": "", Name: "accounts: 1", "dir/" + Name + "/": ""})
	for _, dir := range []string{root, filepath.Join(root, "dir")} {
		if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, Name)) {
			t.Errorf("%v", err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{one, "accounts: &a\n- *a", "a: [", "? {", "<<: *x", "accounts:\n- id: !!binary x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := parse(text)
		for _, a := range all.Accounts {
			if !twelveDigits.MatchString(a.ID) || a.Line < 1 || err != nil {
				t.Errorf("%+v, %v", a, err)
			}
		}
	})
}

func TestKeysAreReadAsTheyAreWritten(t *testing.T) {
	got, err := parse([]byte("version: 1\nfail-on: high # in CI\nregion: [eu-west-1, 'us-east-1']\nparameters:\n  iam.access-key-rotated:\n    max-age-days: 045\n"))
	want := File{
		Flags:      []Entry{{Key: "fail-on", Line: 2, Values: []string{"high"}}, {Key: "region", Line: 3, Values: []string{"eu-west-1", "us-east-1"}, List: true}},
		Parameters: []Entry{{Key: "iam.access-key-rotated/max-age-days", Line: 6, Values: []string{"045"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for _, empty := range []string{"", "# nothing\n", "---\n", "~"} {
		if got, err := parse([]byte(empty)); err != nil || got.Flags != nil {
			t.Errorf("%q: %+v, %v", empty, got, err)
		}
	}
}

// The folder in which a scan runs is of those who write the repository, and may not
// stand for that of the user.
func TestAUserWithoutAFolderHasNoFile(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, "")
	}
	t.Chdir(tree(t, map[string]string{".git/": "", "yourside/config.yaml": one}))
	if own := Own(); own != "" {
		t.Errorf("it is %s", own)
	}
	if got, err := Load("."); err != nil || got.Path != "" || got.Accounts != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTheNearestNameTakesTheFewestEditsAndBeginsAlike(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		known      []string
	}{
		{"region", "region", []string{"regions", "region"}},
		{"regoin", "region", []string{"profile", "region"}},
		{"tag", "tab", []string{"untag", "tab"}},
		{"tag", "tags", []string{"bag", "tags"}},
		{"tag", "tab", []string{"bag", "tab"}},
		{"ta", "tag", []string{"a", "tag"}},
		{"tags", "tag", []string{"bags", "tag"}},
		{"tag", "", nil},
	} {
		if got := Nearest(tc.name, tc.known); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// What a user wants everywhere holds where no repository says something.
func TestTheUsersOwnFileHoldsWhereNoRepositoryHasOne(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	if err := os.MkdirAll(filepath.Dir(Own()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(Own(), []byte("fail-on: low\naccounts:\n- id: 123456789012\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	bare, err := Load(tree(t, map[string]string{".git/": ""}))
	if err != nil || !bare.Own || bare.Path != Own() || len(bare.Flags) != 1 || bare.Accounts[0].Path != "" {
		t.Errorf("%+v, %v", bare, err)
	}
	shop, err := Load(tree(t, map[string]string{".git/": "", Name: one}))
	if err != nil || shop.Own || len(shop.Flags) != 0 || shop.Accounts[0].Path != Name {
		t.Errorf("%+v, %v", shop, err)
	}
}
