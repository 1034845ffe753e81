package check_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

var (
	owners  = inventory.NewTable[thing]("test.owners")
	byOwner = check.NewIndex(details, func(d thing) []string { return []string{d.Name} })
)

// owned is a detail of things that have this name.
func owned(region, id, owner string, good bool) thing {
	d := at(region, id, good)
	d.Name = owner
	return d
}

func TestAnIndexFindsTheRowsOfARegionThatHaveTheKey(t *testing.T) {
	c := newCheck(check.ForEach(owners, func(e check.Env, o thing) check.Verdict {
		ids := ""
		for _, d := range byOwner.Rows(e, o.Resource, o.ID) {
			ids += d.ID
		}
		all := byOwner.Rows(e, e.Account.Resource(), o.ID)
		return check.PassIf(ids == "ac" && len(all) == 3, "has its own", "has "+ids, check.Saw("Resource.Name", ids))
	}, details))
	rows := details.Of(owned("eu-west-1", "a", "o", true), owned("eu-west-1", "b", "p", true),
		owned("eu-west-1", "c", "o", true), owned("us-east-1", "d", "o", true))
	o := owners.Of(at("eu-west-1", "o", true))
	checktest.Run(t, c, checktest.Cases{
		"there":              checktest.Pass(o, rows),
		"not there":          checktest.Fail(o),
		"a gap in its place": checktest.Unknown(o, rows, details.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
	})
}

func TestWhatAnIndexFindsStandsAndWhatItDoesNotFindRestsOnTheGaps(t *testing.T) {
	c := newCheck(check.ForEach(owners, func(e check.Env, o thing) check.Verdict {
		d, ok := byOwner.Find(e, o.Resource, o.ID, func(d thing) bool { return d.Good })
		return check.PassIf(ok, "has a good one: "+d.ID, "has none", check.Saw("Good", ok), check.Saw("Resource.Name", d.Name))
	}, details))
	o := owners.Of(at("eu-west-1", "o", true))
	gap := details.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))
	far := details.Missing(checktest.Denied(checktest.Account.In("us-east-1")))
	checktest.Run(t, c, checktest.Cases{
		"found":                  checktest.Pass(o, details.Of(owned("eu-west-1", "a", "o", false), owned("eu-west-1", "b", "o", true))).Says("one: b"),
		"found despite a gap":    checktest.Pass(o, details.Of(owned("eu-west-1", "b", "o", true)), gap),
		"not found":              checktest.Fail(o, details.Of(owned("eu-west-1", "a", "o", false), owned("eu-west-1", "b", "p", true))),
		"not found, or unseen":   checktest.Unknown(o, details.Of(owned("eu-west-1", "a", "o", false)), gap),
		"in another region":      checktest.Fail(o, details.Of(owned("us-east-1", "b", "o", true))),
		"unseen, but far away":   checktest.Fail(o, details.Of(owned("eu-west-1", "a", "o", false)), far),
		"nothing has such a key": checktest.Fail(o),
	})
}

func TestWhatIsWorkedOutOnceRestsOnTheSameForAll(t *testing.T) {
	worked := map[string]int{}
	c := newCheck(check.ForEach(things, func(e check.Env, x thing) check.Verdict {
		type key string
		f := check.Once(e, key(x.Region), func(e check.Env) bool {
			worked[x.Region]++
			_, ok := check.Find(e, details, x.Resource, func(d thing) bool { return d.Good })
			return ok
		})
		if x.Good {
			return check.Pass("is good by itself", check.Saw("Good", true))
		}
		return check.PassIf(check.Rely(e, f), "has a good detail", "has none", check.Saw("Good", x.Good))
	}, details))
	findings := slices.Collect(check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now,
		things.Of(at("eu-west-1", "a", false), at("eu-west-1", "b", false), at("eu-west-1", "c", true), at("us-east-1", "d", false)),
		details.Of(at("us-east-1", "d", true)), details.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))), nil))
	got := ""
	for _, f := range findings {
		got += fmt.Sprintf("%s %s %d; ", f.Resource.ID, f.Status, len(f.Gaps))
	}
	if want := "a UNKNOWN 1; b UNKNOWN 1; c PASS 0; d PASS 0; "; got != want {
		t.Errorf("got %s want %s", got, want)
	}
	if worked["eu-west-1"] != 1 || worked["us-east-1"] != 1 {
		t.Errorf("worked out %v times, want once for each key", worked)
	}
	// Another run of the check is another inventory: nothing is kept from this one.
	for range check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now,
		things.Of(at("eu-west-1", "a", false)), details.Empty()), nil) {
	}
	if worked["eu-west-1"] != 2 {
		t.Errorf("a second inventory was judged by what the first one held")
	}
}

func TestAFactIsKnownUnlessSomethingThatIsThereWasNotRead(t *testing.T) {
	gap := func(r inventory.Reason) inventory.Gap {
		return inventory.Gap{Subject: checktest.Account.Resource(), Reason: r}
	}
	for name, tc := range map[string]struct {
		gaps []inventory.Gap
		want bool
	}{
		"nothing missing":      {nil, true},
		"denied":               {[]inventory.Gap{gap(inventory.Denied)}, false},
		"deleted meanwhile":    {[]inventory.Gap{gap(inventory.Gone)}, true},
		"one gone, one denied": {[]inventory.Gap{gap(inventory.Gone), gap(inventory.Throttled)}, false},
	} {
		if got := (check.Fact[int]{Gaps: tc.gaps}).Known(); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAnIndexOfAnUndeclaredTablePanics(t *testing.T) {
	c := newCheck(check.ForEach(owners, func(e check.Env, o thing) check.Verdict {
		byOwner.Rows(e, o.Resource, o.ID)
		return check.Pass("is fine")
	}))
	defer func() {
		if recover() == nil {
			t.Error("reading an undeclared table did not panic")
		}
	}()
	for range check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now, owners.Of(at("", "o", true))), nil) {
	}
}
