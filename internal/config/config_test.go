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
			got, err := Accounts(filepath.Join(tree(t, tc.files), filepath.FromSlash(tc.from)))
			if diff := cmp.Diff(tc.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestALinkIsFollowedButNotOutOfTheRepository(t *testing.T) {
	for name, want := range map[string][]Account{
		"repo/deploy/accounts.yaml": {{ID: "123456789012", Path: "deploy/accounts.yaml", Line: 4}},
		"elsewhere.yaml":            nil,
	} {
		root := tree(t, map[string]string{"repo/.git/": "", name: one})
		repo := filepath.Join(root, "repo")
		if err := os.Symlink(filepath.Join(root, filepath.FromSlash(name)), filepath.Join(repo, Name)); err != nil {
			t.Fatal(err)
		}
		got, err := Accounts(repo)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
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
		if diff := cmp.Diff([]Account{want}, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", text, err, diff)
		}
	}
}

func TestWhatIsWrongIsSaidInOneLineWithItsPlace(t *testing.T) {
	for text, says := range map[string]string{
		"accounts:\n- id: 12345678901":                          `line 2: the id of an account is twelve digits, not "12345678901"`,
		"accounts:\n- id: [1]":                                  "line 2: ",
		"accounts:\n- name: x":                                  "account 1 of the list has no id",
		"accounts:\n- id: 123456789012\n- id: 123456789012":     "line 3: the account 123456789012 is there already",
		"accounts:\n- id: 123456789012\n  regoins: [eu-west-1]": "line 3: there is no key regoins: the file has version and accounts",
		"version: 1\nchecks: {}\naccounts:\n- x: y":             "line 2: there is no key checks",
		"accounts: yes":                                         "line 1: a value of type str does not fit there",
		"accounts:\n- 5":                                        "line 2: a value of type int does not fit there",
		"accounts: [":                                           "line 1: did not find expected node content",
		"\t- x":                                                 "found character that cannot start any token",
		"version: 2\naccounts: []":                              "version 2 is newer",
		"version: one":                                          "line 1: a value of type str does not fit there",
		"accounts: &a\n- *a":                                    "line 1: a value of type seq does not fit there",
		"accounts:\n- id: 1\n  id: 2":                           `line 3: mapping key "id" already defined at line 2`,
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
		if _, err := Accounts(dir); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, Name)) {
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
		for _, a := range all {
			if !twelveDigits.MatchString(a.ID) || a.Line < 1 || err != nil {
				t.Errorf("%+v, %v", a, err)
			}
		}
	})
}
