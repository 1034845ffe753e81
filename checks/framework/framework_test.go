package framework

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheTableHasEachFrameworkAndControlOnce(t *testing.T) {
	id := regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, f := range All() {
		if !id.MatchString(f.ID) || seen[f.ID] || f.Name == "" || f.Version == "" || len(f.Controls) == 0 {
			t.Errorf("%q: %s %s with %d controls", f.ID, f.Name, f.Version, len(f.Controls))
		}
		seen[f.ID] = true
		controls := map[string]bool{}
		for _, c := range f.Controls {
			if c.ID == "" || controls[c.ID] {
				t.Errorf("%s has %q twice", f.ID, c.ID)
			}
			controls[c.ID] = true
		}
	}
	if !slices.IsSortedFunc(All(), func(a, b Framework) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the frameworks are not in order")
	}
}

// What the benchmark says of encryption by default: chapter 6.1.1 of version 7.0.
func TestAControlHasItsChecks(t *testing.T) {
	cis, ok := Find("cis-7.0")
	if !ok || !cis.Serves("ec2.ebs-default-encryption") || cis.Serves("s3.bucket-mfa-delete-nowhere") {
		t.Fatalf("cis-7.0: %v", ok)
	}
	i := slices.IndexFunc(cis.Controls, func(c Control) bool { return c.ID == "6.1.1" })
	if i < 0 || cis.Controls[i].Manual || !slices.Contains(cis.Controls[i].Checks, "ec2.ebs-default-encryption") {
		t.Errorf("6.1.1 is %+v", cis.Controls[max(i, 0)])
	}
	if _, ok := Find("cis-0.1"); ok {
		t.Error("found a framework that is none")
	}
}

func TestABrokenTableIsRefused(t *testing.T) {
	for _, table := range []string{
		"1.1\tautomated\ta.b\n", "# a\tA\n", "# a\tA\t1\n1.1\tmanual\ta.b\n", "# a\tA\t1\n1.1\tautomated\n", "# a\tA\t1\n1.1\tautomated\ta.b\tc\n",
	} {
		if all, err := parse(table); err == nil {
			t.Errorf("%q is %+v", table, all)
		}
	}
}

func TestNothingRunsWithABrokenTable(t *testing.T) {
	defer func() {
		if r := recover(); r == nil {
			t.Error("it did not panic")
		}
	}()
	mustParse("1.1\tautomated\ta.b\n")
}
