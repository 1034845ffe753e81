package history

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

var encrypted = &check.Check{
	ID: "ec2.volume-encrypted", Title: "EBS volumes are encrypted", Domain: check.DataProtection, Severity: check.High,
	Resource: "AWS::EC2::Volume", Logic: "l", Rationale: "r", Remedy: "Copy it.",
}

const (
	acme  = "123456789012"
	other = "210987654321"
)

var (
	began  = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	normal = Saving{Keep: Keep}
)

// scanOf is a scan of an account some days after the first one, that found this
// of its volumes.
func scanOf(account string, day int, volumes ...check.Status) *report.Report {
	at := began.AddDate(0, 0, day)
	var all []check.Finding
	for n, status := range volumes {
		id := fmt.Sprintf("vol-%06d", n)
		all = append(all, check.Finding{Check: encrypted, Resource: inventory.Resource{
			Partition: "aws", Account: account, Region: "eu-west-1", Type: "AWS::EC2::Volume", ID: id, Name: "disk, of \"x\"\n    }",
			ARN: "arn:aws:ec2:eu-west-1:" + account + ":volume/" + id,
		}, Verdict: check.Verdict{Status: status, Message: "as it is", Evidence: []check.Evidence{check.Saw("Encrypted", status == check.StatusPass)}}})
	}
	return report.New(report.Tool{Name: "yourside", Version: "v1.2.3"}, report.Scan{
		ID: at.Format("20060102T150405Z") + "-" + account, Started: at, Ended: at.Add(9 * time.Second), Account: account, Partition: "aws",
		Regions: []string{"eu-west-1"}, Caller: "arn:aws:iam::" + account + ":user/auditor", Complete: true,
	}, []*check.Check{encrypted}, slices.Values(all))
}

// with uses a history that must be sound.
func with(t *testing.T, dir string, do func(*Store) error) {
	t.Helper()
	if err := Use(t.Context(), dir, func(said string) { t.Errorf("said: %s", said) }, do); err != nil {
		t.Fatal(err)
	}
}

func save(t *testing.T, dir string, all ...*report.Report) {
	t.Helper()
	with(t, dir, func(s *Store) error {
		for _, r := range all {
			if err := s.Save(t.Context(), r, normal); err != nil {
				return err
			}
		}
		return nil
	})
}

func list(t *testing.T, dir, account string) (all []Entry) {
	t.Helper()
	with(t, dir, func(s *Store) (err error) {
		all, err = s.List(t.Context(), account)
		return err
	})
	return all
}

func written(t *testing.T, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.JSON(&b, []*report.Report{r}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAScanIsReadBackAsItWasSaved(t *testing.T) {
	dir := t.TempDir()
	var many []check.Status
	for n := range 3000 {
		many = append(many, check.Statuses[n%len(check.Statuses)])
	}
	for i, r := range []*report.Report{scanOf(acme, 0, many...), scanOf(acme, 1), scanOf(acme, 2, many[1:]...)} {
		save(t, dir, r)
		all := list(t, dir, acme)
		if len(all) != i+1 {
			t.Fatalf("%d scans after %d", len(all), i+1)
		}
		with(t, dir, func(s *Store) error {
			back, err := s.Report(t.Context(), all[i].ID, []*check.Check{encrypted})
			if err == nil && written(t, back) != written(t, r) {
				t.Error("another report was read back")
			}
			return err
		})
	}
}

func TestTheLastScanHasWhatFailsOrIsUnknown(t *testing.T) {
	for name, statuses := range map[string][]check.Status{
		"first and last dropped": {check.StatusPass, check.StatusFail, check.StatusNotApplicable, check.StatusUnknown, check.StatusPass},
		"all dropped":            {check.StatusPass, check.StatusNotApplicable},
		"none dropped":           {check.StatusFail, check.StatusUnknown},
		"nothing found":          {},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r := scanOf(acme, 0, statuses...)
			save(t, dir, r)
			var want, got []string
			for f := range r.Findings {
				if f.Status == check.StatusFail || f.Status == check.StatusUnknown {
					want = append(want, f.Fingerprint+f.Status.String())
				}
			}
			with(t, dir, func(s *Store) error {
				last, err := s.Last(t.Context(), scanOf(acme, 1).Scan, nil, false)
				if err != nil {
					return err
				}
				for f := range last.Findings {
					got = append(got, f.Fingerprint+f.Status.String())
				}
				return nil
			})
			if !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

// A scan of one check in between is nothing to compare a scan of all with.
func TestTheLastScanIsTheOneThatLookedAtMostOfTheSame(t *testing.T) {
	full := func(day int) *report.Report {
		r := scanOf(acme, day, check.StatusFail)
		r.Scan.Checks = []string{"a", "b", "c"}
		r.Scan.Regions = []string{"eu-west-1", "us-east-1"}
		return r
	}
	narrow := func(day int, checks ...string) *report.Report {
		r := full(day)
		r.Scan.Checks = checks
		return r
	}
	interrupted := full(5)
	interrupted.Outcome.Interrupted = true
	for name, tc := range map[string]struct {
		before []*report.Report
		now    *report.Report
		want   int // its day; -1 for none
	}{
		"the newest":                       {[]*report.Report{full(0), full(1)}, full(9), 1},
		"narrower ones are passed over":    {[]*report.Report{full(0), full(1), narrow(2, "a")}, full(9), 1},
		"a narrow one with a wide one":     {[]*report.Report{full(0), narrow(2, "b")}, narrow(9, "a"), 0},
		"a narrow one with a narrow one":   {[]*report.Report{full(0), narrow(2, "a")}, narrow(9, "a"), 2},
		"there is a new check since":       {[]*report.Report{full(0), full(1)}, narrow(9, "a", "b", "c", "d"), 1},
		"nothing is shared":                {[]*report.Report{narrow(0, "a")}, narrow(9, "b"), -1},
		"interrupted ones are passed over": {[]*report.Report{full(0), interrupted}, full(9), 0},
		"unless there is no other":         {[]*report.Report{interrupted}, full(9), 5},
		"of another account":               {[]*report.Report{scanOf(other, 0)}, full(9), -1},
		"of a later time":                  {[]*report.Report{full(0), full(9)}, full(5), 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			save(t, dir, tc.before...)
			with(t, dir, func(s *Store) error {
				last, err := s.Last(t.Context(), tc.now.Scan, nil, false)
				got := -1
				if last != nil {
					got = int(last.Scan.Started.Sub(began).Hours() / 24)
				}
				if got != tc.want {
					t.Errorf("compared with day %d, want %d", got, tc.want)
				}
				return err
			})
		})
	}
}

func days(all []Entry) (days []int) {
	for _, e := range all {
		days = append(days, int(e.Started.Sub(began).Hours()/24))
	}
	return days
}

func TestOldScansGoAndTheLastTwoStay(t *testing.T) {
	dir := t.TempDir()
	for day := range 3 {
		save(t, dir, scanOf(other, day))
	}
	for _, day := range []int{0, 5, 94, 95, 150, 184} {
		save(t, dir, scanOf(acme, day, check.StatusFail, check.StatusPass))
	}
	if got := days(list(t, dir, acme)); !slices.Equal(got, []int{95, 150, 184}) {
		t.Errorf("of the days %v, want those of 90 days", got)
	}
	save(t, dir, scanOf(acme, 900))
	if got := days(list(t, dir, acme)); !slices.Equal(got, []int{184, 900}) {
		t.Errorf("of the days %v, want the last two", got)
	}
	if got := days(list(t, dir, other)); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("of another account the days %v are left, want its last two", got)
	}
	// What belongs to none of them is gone, too.
	with(t, dir, func(s *Store) error {
		var pieces, used int
		err := s.db.QueryRow("SELECT (SELECT count(*) FROM piece), (SELECT count(DISTINCT piece) FROM part)").Scan(&pieces, &used) //nolint:noctx // in a test
		if pieces != used {
			t.Errorf("%d pieces for %d", pieces, used)
		}
		return err
	})
}

func TestAFailedAttemptIsARowAndNoScanToCompareWith(t *testing.T) {
	dir := t.TempDir()
	with(t, dir, func(s *Store) error {
		if err := s.Save(t.Context(), scanOf(acme, 0), Saving{Keep: Keep, Profile: "audit"}); err != nil {
			return err
		}
		for _, profile := range []string{"audit", "stranger"} {
			a := Attempt{Started: began.AddDate(0, 0, 1), Ended: began.AddDate(0, 0, 1), ExitCode: 3, Failure: "run `aws sso login`"}
			if err := s.Fail(t.Context(), a, Saving{Keep: Keep, Profile: profile}); err != nil {
				return err
			}
		}
		last, err := s.Last(t.Context(), scanOf(acme, 2).Scan, nil, false)
		if last == nil || !last.Scan.Started.Equal(began) {
			t.Errorf("the last scan is %+v", last)
		}
		return err
	})
	all := list(t, dir, All)
	if len(all) != 3 || all[1].Account != acme || all[1].Failure != "run `aws sso login`" || all[1].Report != nil || all[2].Account != "" {
		t.Errorf("%+v", all)
	}
}

func TestAScanThatIsGoneOnWithIsThereOnce(t *testing.T) {
	dir := t.TempDir()
	first := scanOf(acme, 0, check.StatusUnknown)
	first.Outcome.Interrupted = true
	save(t, dir, first, scanOf(other, 0))
	with(t, dir, func(s *Store) error {
		return s.Save(t.Context(), scanOf(acme, 0, check.StatusFail), Saving{Keep: Keep, Again: true})
	})
	if all := list(t, dir, All); len(all) != 2 || all[1].Report.Outcome.Interrupted || all[1].Report.Summary.Statuses["FAIL"] != 1 {
		t.Errorf("%+v", all)
	}
}

func TestAnEntryMoreCostsAPieceMore(t *testing.T) {
	dir := t.TempDir()
	statuses := slices.Repeat([]check.Status{check.StatusPass}, 20_000)
	count := func() (n int) {
		with(t, dir, func(s *Store) error { return s.db.QueryRow("SELECT count(*) FROM piece").Scan(&n) }) //nolint:noctx // in a test
		return n
	}
	save(t, dir, scanOf(acme, 0, statuses...))
	before := count()
	statuses[9_999] = check.StatusFail
	save(t, dir, scanOf(acme, 1, statuses...))
	// That of the entry, those of the head and the end, and perhaps a cut less.
	if more := count() - before; before < 50 || more > 5 {
		t.Errorf("%d pieces, and %d more for one other finding", before, more)
	}
}

func TestNobodyElseMayReadIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the folder of the user is private there")
	}
	dir := filepath.Join(t.TempDir(), "state", "yourside")
	mode := func(path string) os.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	file := filepath.Join(dir, fileName)
	save(t, dir, scanOf(acme, 0))
	if mode(dir) != 0o700 || mode(file) != 0o600 {
		t.Errorf("directory %o, file %o", mode(dir), mode(file))
	}
	for path, wide := range map[string]os.FileMode{dir: 0o755, file: 0o644} {
		if err := os.Chmod(path, wide); err != nil {
			t.Fatal(err)
		}
	}
	save(t, dir, scanOf(acme, 1))
	if mode(dir) != 0o700 || mode(file) != 0o600 {
		t.Errorf("after others were let in: directory %o, file %o", mode(dir), mode(file))
	}
}

// damage are ways in which a file is none of ours.
var damage = map[string]func([]byte) []byte{
	"something else":       func([]byte) []byte { return []byte(strings.Repeat("no database", 100)) },
	"cut short":            func(b []byte) []byte { return b[:len(b)/2] },
	"overwritten in parts": func(b []byte) []byte { copy(b[4096:], bytes.Repeat([]byte{0xff}, 8192)); return b },
}

func TestADamagedFileIsMovedAsideAndNotLost(t *testing.T) {
	for name, damage := range damage {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, fileName)
			save(t, dir, scanOf(acme, 0, slices.Repeat([]check.Status{check.StatusFail}, 500)...))
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			broken := damage(content)
			if err := os.WriteFile(file, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			var said []string
			err = Use(t.Context(), dir, func(text string) { said = append(said, text) }, func(s *Store) error {
				return s.Save(t.Context(), scanOf(acme, 1), normal)
			})
			if err != nil {
				t.Fatal(err)
			}
			aside, err := filepath.Glob(filepath.Join(dir, "history-damaged-*.db"))
			if err != nil || len(aside) != 1 || len(said) != 1 || !strings.Contains(said[0], aside[0]) {
				t.Fatalf("aside %v (%v), said %q", aside, err, said)
			}
			if kept, err := os.ReadFile(aside[0]); err != nil || !bytes.Equal(kept, broken) {
				t.Errorf("the file that was moved aside is not what it was: %v", err)
			}
			if got := days(list(t, dir, All)); !slices.Equal(got, []int{1}) {
				t.Errorf("the new one has the days %v", got)
			}
		})
	}
}

func TestAFileOfANewerVersionIsRefusedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	save(t, dir, scanOf(acme, 0))
	with(t, dir, func(s *Store) error { _, err := s.db.Exec("PRAGMA user_version = 99"); return err }) //nolint:noctx // in a test
	before, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	err = Use(t.Context(), dir, func(said string) { t.Error(said) }, func(*Store) error { t.Error("used"); return nil })
	if err == nil || !strings.Contains(err.Error(), "a newer yourside wrote this history (version 99, and this one knows") {
		t.Error(err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, fileName)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("it was changed: %v", err)
	}
}

// A file of each version there was is kept in testdata as that version wrote it.
func TestFilesOfEachVersionAreRead(t *testing.T) {
	for at := 1; at <= len(schema); at++ {
		t.Run(fmt.Sprintf("version %d", at), func(t *testing.T) {
			content, err := os.ReadFile(fmt.Sprintf("testdata/version%d.db", at))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
				t.Fatal(err)
			}
			save(t, dir, scanOf(acme, 2, check.StatusFail))
			all := list(t, dir, acme)
			if len(all) != 3 || all[1].Failure != "the credentials have expired" {
				t.Fatalf("%+v", all)
			}
			with(t, dir, func(s *Store) error {
				back, err := s.Report(t.Context(), all[0].ID, nil)
				if err == nil && written(t, back) != written(t, scanOf(acme, 0, check.StatusFail, check.StatusPass)) {
					t.Errorf("another report was read back:\n%s", written(t, back))
				}
				return err
			})
		})
	}
}

func TestAMigrationIsWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	db, err := connect(path, patience)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names := func() (all []string) {
		rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_schema ORDER BY 1")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			all = append(all, name)
		}
		return all
	}
	steps := []string{"CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO a VALUES (1)", "CREATE TABLE c (x); SELECT nonsense"}
	for _, tc := range []struct {
		steps []string
		want  []string
		fails bool
	}{
		{steps[:1], []string{"a"}, false},
		{steps, []string{"a"}, true}, // the second step, too
		{steps[:2], []string{"a", "b"}, false},
		{steps[:2], []string{"a", "b"}, false},
		{steps[:1], []string{"a", "b"}, true},
	} {
		if err := migrate(t.Context(), db, tc.steps); (err != nil) != tc.fails {
			t.Errorf("%d steps: %v", len(tc.steps), err)
		}
		if got := names(); !slices.Equal(got, tc.want) {
			t.Errorf("%d steps: %v, want %v", len(tc.steps), got, tc.want)
		}
	}
}

func TestSeveralWriteAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			err := Use(t.Context(), dir, func(said string) { t.Error(said) }, func(s *Store) error {
				for day := range 3 {
					r := scanOf(fmt.Sprintf("%012d", n), day, slices.Repeat([]check.Status{check.StatusFail}, 200)...)
					if err := s.Save(t.Context(), r, normal); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(list(t, dir, All)); n != 24 {
		t.Errorf("%d scans, want 24", n)
	}
}

func TestAnAccountIsLockedForOneAtATime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	release, err := Lock(t.Context(), dir, acme)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(t.Context(), dir, acme); err != ErrBusy { //nolint:errorlint // it is this one
		t.Errorf("the second one meets %v", err)
	}
	if elsewhere, err := Lock(t.Context(), dir, other); err != nil {
		t.Errorf("another account: %v", err)
	} else {
		elsewhere()
	}
	release()
	if again, err := Lock(t.Context(), dir, acme); err != nil {
		t.Errorf("after the release: %v", err)
	} else {
		again()
	}
}

func TestTheStateDirectoryIsThatOfTheSystem(t *testing.T) {
	home := filepath.FromSlash("/home/kim")
	for _, tc := range []struct {
		goos string
		env  map[string]string
		home string
		want string
	}{
		{"linux", nil, home, "/home/kim/.local/state/yourside"},
		{"linux", map[string]string{"XDG_STATE_HOME": "/var/kim"}, home, "/var/kim/yourside"},
		{"linux", map[string]string{"XDG_STATE_HOME": "state"}, home, "/home/kim/.local/state/yourside"},
		{"linux", map[string]string{"XDG_STATE_HOME": "/var/kim"}, "", "/var/kim/yourside"},
		{"linux", nil, "", ""},
		{"darwin", nil, home, "/home/kim/Library/Application Support/yourside"},
		{"windows", map[string]string{"LocalAppData": "/c/AppData/Local"}, home, "/c/AppData/Local/yourside"},
		{"windows", nil, home, ""},
	} {
		if got := filepath.ToSlash(stateDir(tc.goos, func(name string) string { return tc.env[name] }, tc.home)); got != tc.want {
			t.Errorf("%s, %v, home %q: %s, want %s", tc.goos, tc.env, tc.home, got, tc.want)
		}
	}
}

func TestPathsThatLookLikeAddressesAreFiles(t *testing.T) {
	for _, name := range []string{"a b", "what?mode=memory", "50%25", "#1", "ä"} {
		dir := filepath.Join(t.TempDir(), name)
		save(t, dir, scanOf(acme, 0))
		if !Exists(dir) {
			t.Errorf("%q: it is somewhere else", name)
		}
	}
}
