package check_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

type thing struct {
	inventory.Resource
	Good bool
}

var (
	things  = inventory.NewTable[thing]("test.things")
	details = inventory.NewTable[thing]("test.details")
)

func newCheck(a check.Assessment) *check.Check {
	return &check.Check{
		ID: "test.thing-good", Title: "Things are good", Domain: check.DataProtection, Severity: check.Low,
		Resource: "Test::Thing", Logic: "l", Rationale: "r", Remedy: "m", Assess: a,
	}
}

func at(region, id string, good bool) thing {
	return thing{Resource: checktest.In(region, "Test::A::Thing", id), Good: good}
}

// eitherGood passes on the thing alone, and asks for its detail only if it must.
func eitherGood(e check.Env, x thing) check.Verdict {
	if x.Good {
		return check.Pass("is good", check.Saw("Good", true))
	}
	d := check.Detail(e, details, x.Resource)
	return check.PassIf(d.Good, "has a good detail", "is bad", check.Saw("Good", d.Good))
}

func TestForEachIsUnknownOnlyWhereTheGapMatters(t *testing.T) {
	c := newCheck(check.ForEach(things, eitherGood, details))
	a, b := at("eu-west-1", "a", true), at("eu-west-1", "b", false)
	checktest.Run(t, c, checktest.Cases{
		"passes":                   checktest.Pass(things.Of(a)),
		"fails":                    checktest.Fail(things.Of(b), details.Of(at("eu-west-1", "b", false))),
		"a gap that is not needed": checktest.Pass(things.Of(a), details.Missing(checktest.Denied(a.Resource))),
		"a gap that is needed":     checktest.Unknown(things.Of(b), details.Missing(checktest.Denied(b.Resource))),
		"one of two": checktest.Want([]check.Status{check.StatusUnknown, check.StatusFail},
			things.Of(b, at("us-east-1", "c", false)),
			details.Of(at("us-east-1", "c", false)),
			details.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"neither row nor gap is no pass": checktest.Unknown(things.Of(b)),
		"deleted meanwhile": checktest.None(things.Of(b),
			details.Missing(inventory.Gap{Subject: b.Resource, Reason: inventory.Gone})),
		"a dead region beside a good one": checktest.Want([]check.Status{check.StatusPass, check.StatusUnknown},
			things.Of(a), things.Missing(checktest.Denied(checktest.Account.In("us-east-1")))),
	})
}

func TestExistsPassesOnAWitnessOnly(t *testing.T) {
	c := newCheck(check.Exists(func(e check.Env) check.Verdict {
		if x, ok := check.Find(e, things, e.Account.Resource(), func(x thing) bool { return x.Good }); ok {
			return check.Pass("one is good", check.SawOn(x.Resource, "Good", true))
		}
		return check.Fail("none is good", check.Saw("Good", false))
	}, things))
	gap := things.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))
	checktest.Run(t, c, checktest.Cases{
		"seen":                 checktest.Pass(things.Of(at("us-east-1", "a", true))),
		"seen despite a gap":   checktest.Pass(things.Of(at("us-east-1", "a", true)), gap),
		"absent":               checktest.Fail(things.Of(at("us-east-1", "a", false))),
		"absent, or unseen":    checktest.Unknown(things.Of(at("us-east-1", "a", false)), gap),
		"nothing there at all": checktest.Fail(things.Empty()),
	})
}

func TestAWitnessStandsInAnyJudgement(t *testing.T) {
	c := newCheck(check.ForEach(things, func(e check.Env, x thing) check.Verdict {
		d, ok := check.Find(e, details, x.Resource, func(d thing) bool { return d.Good })
		return check.PassIf(ok, "has a good detail", "has none", check.SawOn(d.Resource, "Good", ok))
	}, details))
	a, gap := things.Of(at("eu-west-1", "a", false)), details.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))
	checktest.Run(t, c, checktest.Cases{
		"seen despite a gap": checktest.Pass(a, details.Of(at("eu-west-1", "d", true)), gap),
		"absent, or unseen":  checktest.Unknown(a, details.Of(at("eu-west-1", "d", false)), gap),
		"absent":             checktest.Fail(a, details.Of(at("eu-west-1", "d", false))),
	})
	if all := found(c, a, details.Of(at("eu-west-1", "d", true))); all[0].Evidence[0].Resource != at("eu-west-1", "d", true).ARN {
		t.Errorf("whose field it is: %+v", all[0].Evidence)
	}
}

func TestAJudgeSeesTheAccountAndWhenItWasRead(t *testing.T) {
	c := newCheck(check.ForEach(things, func(e check.Env, _ thing) check.Verdict {
		return check.PassIf(e.Account == checktest.Account && e.Now.Equal(checktest.Now), "sees both", "does not", check.Saw("Good", true))
	}))
	if all := found(c, things.Of(at("eu-west-1", "a", true))); all[0].Status != check.StatusPass {
		t.Errorf("%+v", all)
	}
}

func TestFindingsAreInOrderWhateverTheTable(t *testing.T) {
	good := func(_ check.Env, x thing) check.Verdict { return check.Pass("is fine", check.Saw("Good", x.Good)) }
	all := found(newCheck(check.Together(check.ForEach(things, good), check.ForEach(details, good))),
		things.Of(at("us-east-1", "c", true), at("eu-west-1", "b", true)), details.Of(at("eu-west-1", "a", true)))
	got := ""
	for _, f := range all {
		got += f.Resource.ID
	}
	if got != "abc" {
		t.Errorf("they are in the order %s", got)
	}
}

func TestAnUndeclaredTablePanics(t *testing.T) {
	c := newCheck(check.ForEach(things, eitherGood))
	defer func() {
		if recover() == nil {
			t.Error("reading an undeclared table did not panic")
		}
	}()
	for range check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now, things.Of(at("", "b", false))), nil) {
	}
}

func TestFingerprintIsOfCheckAndResourceOnly(t *testing.T) {
	a := check.Finding{Check: newCheck(check.Assessment{}), Resource: checktest.Resource("Test::A::Thing", "a")}
	b := a
	b.Message, b.Evidence, b.Status = "another", []check.Evidence{check.Saw("x", 1)}, check.StatusFail
	if a.Fingerprint() != b.Fingerprint() {
		t.Error("the verdict changes the fingerprint")
	}
	b.Resource.Region = "eu-west-1"
	if a.Fingerprint() == b.Fingerprint() {
		t.Error("the region does not change the fingerprint")
	}
}

func TestATableThatTwoPartsReadIsNeededOnce(t *testing.T) {
	good := func(_ check.Env, x thing) check.Verdict { return check.PassIf(x.Good, "is good", "is bad") }
	c := newCheck(check.Together(check.ForEach(things, good, details), check.ForEach(details, good, things)))
	if needs := c.Needs(); len(needs) != 2 || needs[0] != things || needs[1] != details {
		t.Errorf("it needs %v", needs)
	}
}

func TestAPartThatIsNarrowedNarrowsTheWhole(t *testing.T) {
	never := func(check.Env, thing) check.Verdict { return check.Pass("is fine") }
	c := newCheck(check.Together(check.ForEach(things, never).Narrowed(details), check.ForEach(things, never)))
	if n := c.Narrowing(); len(n) != 1 || n[0].Name() != details.Name() {
		t.Errorf("it is narrowed by %v", n)
	}
	if n := c.Needs(); len(n) != 2 || n[1].Name() != details.Name() {
		t.Errorf("it needs %v", n)
	}
}
