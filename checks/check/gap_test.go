package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func found(c *check.Check, parts ...inventory.Part) []check.Finding {
	return slices.Collect(check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now, parts...), nil))
}

func TestAFindingHasEachGapOnceAndSaysHowManyThereAre(t *testing.T) {
	whole := func(tables ...inventory.Handle) check.Assessment {
		return check.Whole(func(e check.Env) check.Verdict {
			check.Rows(e, owners, e.Account.Resource())
			check.Rows(e, owners, e.Account.Resource())
			check.Rows(e, details, e.Account.Resource())
			return check.Pass("p")
		}, tables...)
	}
	first, second := checktest.Denied(), checktest.Denied()
	first.Operation, second.Operation = "a:First", ""
	for name, tc := range map[string]struct {
		check *check.Check
		gaps  [2]inventory.Gap
		n     int
		says  string
	}{
		"two tables":         {newCheck(whole(owners, details)), [2]inventory.Gap{first, checktest.Denied()}, 2, "could not be judged: a:First was not read (denied), and 1 more"},
		"in the other order": {newCheck(whole(owners, details)), [2]inventory.Gap{checktest.Denied(), first}, 2, "could not be judged: a:First was not read (denied), and 1 more"},
		"one gap in both":    {newCheck(whole(owners, details)), [2]inventory.Gap{first, first}, 1, "could not be judged: a:First was not read (denied)"},
		"no operation":       {newCheck(whole(owners, details)), [2]inventory.Gap{second, second}, 1, "could not be judged: something it needs was not read (denied)"},
		"two assessments": {newCheck(check.Together(
			check.ForEach(owners, func(check.Env, thing) check.Verdict { return check.Pass("p") }),
			check.ForEach(details, func(check.Env, thing) check.Verdict { return check.Pass("p") }),
		)), [2]inventory.Gap{first, checktest.Denied()}, 2, "could not be judged: a:First was not read (denied), and 1 more"},
	} {
		t.Run(name, func(t *testing.T) {
			all := found(tc.check, owners.Missing(tc.gaps[0]), details.Missing(tc.gaps[1]))
			if len(all) != 1 || all[0].Status != check.StatusUnknown || len(all[0].Gaps) != tc.n || all[0].Message != tc.says {
				t.Errorf("%+v", all)
			}
		})
	}
}

// What was deleted while the scan ran is not there: no more, and no less.
func TestWhatIsGoneIsNotCounted(t *testing.T) {
	gone := checktest.Denied(at("eu-west-1", "gone", true).Resource)
	gone.Reason = inventory.Gone
	c := newCheck(check.ForEach(owners, func(e check.Env, _ thing) check.Verdict {
		rows := check.Rows(e, details, e.Account.Resource())
		return check.PassIf(len(rows) == 1, "has one", "has none", check.Saw("Resource", len(rows)))
	}, details))
	all := found(c, owners.Of(at("eu-west-1", "o", true)), details.Of(at("eu-west-1", "d", true)), details.Missing(gone))
	if len(all) != 1 || all[0].Status != check.StatusPass || len(all[0].Gaps) != 0 {
		t.Errorf("%+v", all)
	}
	if all := found(c, owners.Missing(gone)); len(all) != 0 {
		t.Errorf("a finding about what is gone: %+v", all)
	}
}

func TestWhatWasSeenToExistStandsWhateverElseWasNotRead(t *testing.T) {
	c := newCheck(check.Exists(func(e check.Env) check.Verdict {
		n := len(check.Rows(e, owners, e.Account.Resource()))
		return check.PassIf(n > 0, "is there", "is not there", check.Saw("Owners", n))
	}, owners))
	some := owners.Of(at("eu-west-1", "o", true))
	missing := owners.Missing(checktest.Denied(checktest.Account.In("us-east-1")))
	if all := found(c, some, missing); len(all) != 1 || all[0].Status != check.StatusPass || len(all[0].Gaps) != 0 {
		t.Errorf("one and a gap: %+v", all)
	}
	if all := found(c, missing); len(all) != 1 || all[0].Status != check.StatusUnknown || !strings.Contains(all[0].Message, "test:Operation") {
		t.Errorf("none and a gap: %+v", all)
	}
}

// What lies in a region that the scan leaves out is not judged. What is judged by
// all regions may be decided there.
func TestARegionThatIsLeftOutMattersOnlyToWhatIsJudgedByAllRegions(t *testing.T) {
	elsewhere := checktest.Denied(checktest.Account.In("us-east-1"))
	elsewhere.Reason = inventory.NotSelected
	near := func(where func(thing) inventory.Resource) *check.Check {
		return newCheck(check.ForEach(owners, func(e check.Env, o thing) check.Verdict {
			return check.Pass("p", check.Saw("Owners", len(check.Rows(e, owners, where(o)))))
		}))
	}
	ofRegion := near(func(o thing) inventory.Resource { return o.Resource })
	ofAccount := near(func(thing) inventory.Resource { return checktest.Account.Resource() })
	some := owners.Of(at("eu-west-1", "o", true))
	missing := owners.Missing(elsewhere)
	if all := found(ofRegion, some, missing); len(all) != 1 || all[0].Status != check.StatusPass {
		t.Errorf("judged by its region: %+v", all)
	}
	if all := found(ofAccount, some, missing); len(all) != 1 || all[0].Status != check.StatusUnknown || all[0].Resource.ID != "o" {
		t.Errorf("judged by all regions: %+v", all)
	}
	if all := found(ofRegion, missing); len(all) != 0 {
		t.Errorf("nothing in the scanned region: %+v", all)
	}
}
