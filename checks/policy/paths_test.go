package policy

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestThePathsAreWellFormed(t *testing.T) {
	var (
		action  = regexp.MustCompile(`^[a-z0-9-]+:[A-Z*][A-Za-z0-9]*\*?$`)
		service = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com$`)
		kinds   = []string{"existing-role", "iam-direct", "iam-then-assume", "identity-center", "pass-role"}
		names   = map[string]bool{}
		sets    = map[string]string{}
	)
	for _, p := range paths {
		set := strings.ToLower(strings.Join(slices.Sorted(slices.Values(p.actions)), " "))
		passes := slices.Contains(p.actions, "iam:PassRole")
		switch {
		case names[p.name]:
			t.Errorf("%s is there twice", p.name)
		case sets[set] != "":
			t.Errorf("%s is the same as %s", p.name, sets[set])
		case !slices.Contains(kinds, p.kind):
			t.Errorf("%s: the kind is %q", p.name, p.kind)
		case len(p.actions) == 0 || passes != (p.kind == "pass-role") || passes && (len(p.services) == 0 || len(p.actions) < 2):
			t.Errorf("%s: %v to %v", p.name, p.actions, p.services)
		}
		names[p.name], sets[set] = true, p.name
		for _, a := range p.actions {
			if !action.MatchString(a) {
				t.Errorf("%s: the action is %q", p.name, a)
			}
		}
		for _, s := range p.services {
			if !service.MatchString(s) {
				t.Errorf("%s: the service is %q", p.name, s)
			}
		}
	}
	if len(paths) != 93 {
		t.Errorf("there are %d paths", len(paths))
	}
}

// Each path is found by a policy of just its actions, and by none that lacks
// one of them.
func TestEveryPathIsFoundByItsActions(t *testing.T) {
	for _, p := range paths {
		quoted := func(actions []string) string { return `"` + strings.Join(actions, `","`) + `"` }
		find := func(actions []string) Answer {
			for _, e := range having(t, "policy/p", `{"Effect":"Allow","Action":[`+quoted(actions)+`],"Resource":"*"}`).Escalations(nil) {
				if e.Path == p.name {
					return e.Answer
				}
			}
			return No
		}
		got := find(p.actions)
		unsure := strings.Contains(p.name, "provider") || strings.Contains(p.name, "idconnect")
		if got != Yes && !unsure || got == No {
			t.Errorf("%s: %v of %q", p.name, got, p.actions)
		}
		for i := range p.actions {
			less := slices.Delete(slices.Clone(p.actions), i, i+1)
			if len(less) > 0 && find(less) != No {
				t.Errorf("%s is found without %s", p.name, p.actions[i])
			}
		}
	}
}
