package history

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

const dirOfDying = "YOURSIDE_TEST_HISTORY_OF_ONE_WHO_DIES"

// A process that is killed while it saves leaves the scans that were there, and
// nothing of its own. That is one of its own, since it dies.
func TestAProcessThatIsKilledWhileItSavesLeavesWhatWasThere(t *testing.T) {
	if dir := os.Getenv(dirOfDying); dir != "" {
		saveForever(dir)
		return
	}
	dir := t.TempDir()
	first := scanOf(acme, 0, check.StatusFail, check.StatusPass)
	save(t, dir, first, scanOf(acme, 1))
	before := fileOf(t, dir)
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
	c.Env = append(os.Environ(), dirOfDying+"="+dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "there\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Fatal("it lives")
	}
	// That it was in the middle shows: the file holds a part of what it wrote.
	if bytes.Equal(before, fileOf(t, dir)) {
		t.Fatal("nothing had reached the file: this tests nothing")
	}
	if got := days(list(t, dir, All)); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("the days %v are left", got)
	}
	with(t, dir, func(s *Store) error {
		back, err := s.Report(t.Context(), 1, nil)
		if err == nil && written(t, back) != written(t, first) {
			t.Error("what was there is another report now")
		}
		return err
	})
	save(t, dir, scanOf(acme, 2))
	if got := days(list(t, dir, All)); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("and after one more, the days %v", got)
	}
}

func fileOf(t *testing.T, dir string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// saveForever saves a scan that never comes to its end. What it writes until it
// says so is more than SQLite keeps in memory.
func saveForever(dir string) {
	r := scanOf(acme, 2, check.StatusFail)
	one := slices.Collect(func(yield func(report.Finding) bool) { r.Findings(yield) })[0]
	random := rand.NewChaCha8([32]byte{})
	r.Findings = func(yield func(report.Finding) bool) {
		for n := 0; ; n++ {
			var noise [500]byte
			_, _ = random.Read(noise[:]) // never fails
			one.Message = fmt.Sprintf("%x", noise)
			if !yield(one) {
				return
			}
			if n == 20_000 {
				fmt.Println("there")
				time.Sleep(time.Minute)
			}
		}
	}
	err := Use(context.Background(), dir, func(string) {}, func(s *Store) error { return s.Save(context.Background(), r, normal) })
	fmt.Println("the save ended:", err)
}
