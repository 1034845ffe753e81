package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	// What the tests are about, so that they are run again when it changes.
	_ "github.com/yourside/yourside/checks/check"
	_ "github.com/yourside/yourside/checks/inventory"
	_ "github.com/yourside/yourside/internal/collect"
)

// module writes a module of one package to a folder of its own, and goes there.
func module(t *testing.T, src, tests string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"go.mod": "module m\n\ngo 1.26\n", "m.go": "package m\n" + src, "m_test.go": "package m\n" + tests} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestWhatNoTestNoticesIsTold(t *testing.T) {
	module(t, `import "errors"

const big = 1 > 0

func noticed(n int) bool { return n > 3 }

func unnoticed(n int) int {
	if n > 3 && n%2 == 0 {
		return n
	}
	return n
}

func unseen(ok bool) int {
	switch {
	case !ok:
		return 1
	}
	return 2
}

func hangs(n int) (all int) {
	for n > 0 {
		n--
		all++
	}
	return all
}

func lost(n int) error {
	err := fails(n)
	if err != nil {
		return err
	}
	return nil
}

func kept(n int) string {
	if err := fails(n); err == nil {
		return "fine"
	}
	return "not"
}

func fails(n int) error {
	if n == 1 {
		return errors.New("no")
	}
	return nil
}

type pair struct{ a, b int }

func both(n int) (p pair) {
	p = pair{a: len([]int{n}), b: one(n)}
	p.b++
	p.b++
	p.b = 0
	return p
}

func one(int) int { return 1 }
`, `import "testing"

func Test(t *testing.T) {
	if noticed(3) || !noticed(4) || unnoticed(4) != 4 || hangs(3) != 3 || lost(0) != nil || kept(1) != "not" || kept(2) != "fine" || both(2) != (pair{a: 1}) {
		t.Error()
	}
}
`)
	mutants, err := measure(t.Context(), io.Discard, false, ".")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if tell(&out, mutants) {
		t.Error("it is said to be enough")
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, line := range lines {
		if _, told, ok := strings.Cut(line, "m.go:"); ok {
			lines[i] = told
		}
	}
	want := []string{
		"9:5: `n > 3` means the opposite: no test fails",
		"9:14: `n%2 == 0` means the opposite: no test fails",
		"17:8: `ok` means the opposite: no test comes by",
		"33:5: `err != nil` sees no error: no test fails",
		"56:32: `one(n)` is empty: no test fails",
		"57:2: `p.b++` is left out: no test fails",
		"58:2: `p.b++` is left out: no test fails",
		"m  9 of 16 noticed  1 of 2 lost errors",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestAFifthMayLiveAndNoLostError(t *testing.T) {
	mutants := []*mutant{{pkg: "a", killed: true, change: losesErr}}
	for range 4 {
		mutants = append(mutants, &mutant{pkg: "a", killed: true})
	}
	enough := func(want bool) {
		t.Helper()
		if tell(io.Discard, mutants) != want {
			t.Errorf("%d mutants are enough: %v", len(mutants), !want)
		}
	}
	enough(true)
	mutants = append(mutants, &mutant{pkg: "a"})
	enough(true) // 5 of 6
	mutants = append(mutants, &mutant{pkg: "b"})
	enough(false) // none of b
	mutants[6].pkg = "a"
	enough(false) // 5 of 7
	mutants = append(mutants[:5:5], &mutant{pkg: "a", change: losesErr})
	enough(false)
}

func TestTestsThatFailWithoutAMutantAreNoMeasure(t *testing.T) {
	module(t, "func f(ok bool) bool { return !ok }\n", "import \"testing\"\n\nfunc TestF(t *testing.T) { t.Error(f(true)) }\n")
	if _, err := measure(t.Context(), io.Discard, false, "."); err == nil || !strings.Contains(err.Error(), "TestF of m fails") {
		t.Error(err)
	}
}

// notice fails where a mutant of the packages lives.
func notice(t *testing.T, lost bool, packages ...string) {
	t.Helper()
	for _, p := range packages { // their tests are a reason to run this one again
		if _, err := os.ReadDir(filepath.Join("../..", p)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir("../..")
	mutants, err := measure(t.Context(), io.Discard, lost, packages...)
	if err != nil {
		t.Fatal(err)
	}
	if len(mutants) < 50 {
		t.Errorf("%d mutants", len(mutants))
	}
	for _, m := range slices.DeleteFunc(mutants, func(m *mutant) bool { return m.killed }) {
		t.Error(m)
	}
}

// It is there that what was not read becomes UNKNOWN.
func TestAllThatMakesAVerdictIsNoticed(t *testing.T) {
	notice(t, false, "./checks/check", "./checks/inventory")
}

// All else of it is for `make mutate`, which takes longer.
func TestEachErrorOfACollectorIsNoticed(t *testing.T) {
	notice(t, true, "./internal/collect")
}
