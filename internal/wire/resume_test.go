package wire

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/google/go-cmp/cmp"
)

// resuming is the configuration of a scan that goes on with a recording.
func resuming(end *wireEnd, j *Journal) aws.Config {
	return config(Options{Client: NewRecorder(end, j), Resumed: j})
}

// describe asks for a key.
func describe(ctx context.Context, cfg aws.Config, id string) error {
	_, err := kms.NewFromConfig(cfg).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String(id)})
	return err
}

// anyKey is a good answer about any key.
func anyKey(int, *http.Request) (*http.Response, error) {
	return answer(200, jsonRPC, `{"KeyMetadata":{"KeyId":"k"}}`)
}

func TestAResumedScanAsksOnlyWhatWasNotAnswered(t *testing.T) {
	end := &wireEnd{answer: anyKey}
	whole, first := begun(t), begun(t)
	for _, id := range []string{"a", "b", "c", "d"} {
		if err := describe(t.Context(), config(Options{Client: NewRecorder(end, whole)}), id); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"c", "a"} {
		if err := describe(t.Context(), config(Options{Client: NewRecorder(end, first)}), id); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, first)
	rest := &wireEnd{answer: anyKey}
	second := resumed(t, first.dir)
	if err := second.Of(ours); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		if err := describe(t.Context(), resuming(rest, second), id); err != nil {
			t.Fatal(err)
		}
	}
	var asked []string
	for _, s := range rest.seen() {
		asked = append(asked, s.body)
	}
	if diff := cmp.Diff([]string{`{"KeyId":"b"}`, `{"KeyId":"d"}`}, asked); diff != "" {
		t.Errorf("asked again, - want, + got:\n%s", diff)
	}
	ended := time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)
	if err := errors.Join(whole.Finish(ended), second.Finish(ended)); err != nil {
		t.Fatal(err)
	}
	want, got := filesIn(t, whole.dir), filesIn(t, second.dir)
	if diff := cmp.Diff(want, got); diff != "" || len(got) != 2 {
		t.Errorf("- undisturbed, + resumed:\n%s", diff)
	}
}

// filesIn is what there is in a directory.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		all[e.Name()] = content(t, filepath.Join(dir, e.Name()))
	}
	return all
}

// What may be answered otherwise is asked again, and what cannot is not.
func TestWhatMayBeAnsweredBetterIsAskedAgain(t *testing.T) {
	refused := func(status int, code string) answers {
		return func(int, *http.Request) (*http.Response, error) {
			return answer(status, jsonRPC, `{"__type":"`+code+`","message":"m"}`)
		}
	}
	for name, tc := range map[string]struct {
		answer answers
		again  bool
	}{
		"an answer":                 {anyKey, false},
		"that there is none":        {refused(400, "NotFoundException"), false},
		"that there is no entity":   {refused(404, "NoSuchEntity"), false},
		"that there is no queue":    {refused(400, "QueueDoesNotExist"), false},
		"a refusal":                 {refused(400, "AccessDeniedException"), true},
		"credentials that ran out":  {refused(400, "ExpiredTokenException"), true},
		"credentials that are none": {refused(403, "UnrecognizedClientException"), true},
		"a region that is off":      {refused(403, "OptInRequired"), true},
		"no report yet":             {refused(410, "ReportInProgress"), true},
		"a failure of AWS":          {refused(500, "InternalFailure"), true},
		"a page that is not of AWS": {func(int, *http.Request) (*http.Response, error) { return answer(200, "text/html", "<html>") }, true},
		"no page of anybody":        {func(int, *http.Request) (*http.Response, error) { return answer(404, "text/html", "<html>") }, true},
		"no answer in time":         {func(int, *http.Request) (*http.Response, error) { return nil, errSlow }, true},
		"a broken connection":       {func(int, *http.Request) (*http.Response, error) { return nil, syscall.ECONNRESET }, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := begun(t)
				was := describe(t.Context(), config(Options{Client: NewRecorder(&wireEnd{answer: tc.answer}, first)}), "k")
				closed(t, first)
				again := &wireEnd{answer: anyKey}
				second := resumed(t, first.dir)
				is := describe(t.Context(), resuming(again, second), "k")
				if asked := len(again.seen()) > 0; asked != tc.again {
					t.Errorf("asked again: %v", asked)
				}
				if tc.again && is != nil || !tc.again && meaning(is) != meaning(was) {
					t.Errorf("%v; before: %v", is, was)
				}
			})
		})
	}
}

// Whoever asks the same again waits for a change, as of a report that AWS makes.
func TestWhatIsAskedTwiceIsAskedOfAWS(t *testing.T) {
	first := begun(t)
	if err := describe(t.Context(), config(Options{Client: NewRecorder(&wireEnd{answer: anyKey}, first)}), "k"); err != nil {
		t.Fatal(err)
	}
	closed(t, first)
	end := &wireEnd{answer: anyKey}
	second := resumed(t, first.dir)
	for want := range 3 {
		if err := describe(t.Context(), resuming(end, second), "k"); err != nil {
			t.Fatal(err)
		}
		if n := len(end.seen()); n != want {
			t.Errorf("asked %d times, want %d", n, want)
		}
	}
}

func TestWhatWasAnsweredWaitsForNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const many = 500
		first := begun(t)
		for i := range many {
			if err := describe(t.Context(), config(Options{Client: NewRecorder(&wireEnd{answer: anyKey}, first)}), fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		closed(t, first)
		second := resumed(t, first.dir)
		cfg := resuming(&wireEnd{answer: anyKey}, second)
		began := time.Now()
		for i := range many {
			if err := describe(t.Context(), cfg, fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("took %v", took)
		}
	})
}

func TestLiveOperationsAreAlwaysAsked(t *testing.T) {
	good := func(int, *http.Request) (*http.Response, error) { return identity() }
	first := begun(t)
	if err := whoAmI(t.Context(), config(Options{Client: NewRecorder(&wireEnd{answer: good}, first)})); err != nil {
		t.Fatal(err)
	}
	closed(t, first)
	end := &wireEnd{answer: good}
	if err := whoAmI(t.Context(), resuming(end, resumed(t, first.dir, "sts:GetCallerIdentity"))); err != nil || len(end.seen()) != 1 {
		t.Errorf("asked %d times, %v", len(end.seen()), err)
	}
}

func TestWhatWasCutIsAskedAgain(t *testing.T) {
	call, x := exchange("kms:ListKeys", `{"Keys":[]}`)
	whole, err := x.line()
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		after string
		want  bool // whether the answer after it is still there
	}{
		"in the last line":        {string(whole[:len(whole)/2]), false},
		"before its end":          {string(whole[:len(whole)-1]), false},
		"by the loss of power":    {strings.Repeat("\x00", 4096), false},
		"in the middle":           {string(whole[:20]) + "\n" + string(whole), true},
		"a line of something":     {"[1, 2]\nnull\n\n" + string(whole), true},
		"nothing":                 {string(whole), true},
		"nothing, and what is it": {string(whole) + `{"operation":"x"}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			first := begun(t)
			other, y := exchange("kms:DescribeKey", "first")
			first.keep(other, y)
			closed(t, first)
			file := filepath.Join(first.dir, journalFile)
			if err := os.WriteFile(file, []byte(content(t, file)+tc.after), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := len(kept(t, first)) == 2; got != tc.want {
				t.Errorf("a replay has it: %v", got)
			}

			second := resumed(t, first.dir)
			if _, got := second.take(call); got != tc.want {
				t.Errorf("it is there: %v", got)
			}
			if got, ok := second.take(other); !ok || got.Body != "first" {
				t.Errorf("what came before: %+v, %v", got, ok)
			}
			if err := second.Of(ours); err != nil {
				t.Fatal(err)
			}
			x.Body = "second"
			second.keep(call, x)
			if err := second.Finish(time.Time{}); err != nil {
				t.Fatal(err)
			}
			if got := kept(t, second); len(got) != 2 || got[0].Body != "first" || got[1].Body != "second" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestARecordingIsOfOneAccount(t *testing.T) {
	call, x := exchange("kms:ListKeys", "ours")
	first := begun(t)
	first.keep(call, x)
	closed(t, first)
	before := filesIn(t, first.dir)

	second := resumed(t, first.dir)
	other, y := exchange("sts:GetCallerIdentity", "another's")
	second.keep(other, y)
	err := second.Of("210987654321")
	if _, ok := errors.AsType[*AnotherAccountError](err); !ok {
		t.Errorf("%v", err)
	}
	closed(t, second)
	if diff := cmp.Diff(before, filesIn(t, first.dir)); diff != "" {
		t.Errorf("- before, + after:\n%s", diff)
	}
}

// Before it is known whose account it is, nothing that was read is anybody's.
func TestAScanThatWasKilledBeforeItKnewWhoIsGoneOnWithFromTheStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	first, err := Begin(dir, Manifest{Home: "us-east-1"}, us)
	if err != nil {
		t.Fatal(err)
	}
	call, x := exchange("kms:ListKeys", "somebody's")
	first.keep(call, x)
	if err := first.file.Close(); err != nil { // as the end of the process does
		t.Fatal(err)
	}
	if _, err := Open(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "before anything was read") {
		t.Errorf("a replay: %v", err)
	}
	for _, named := range []bool{false, true} { // killed before or while the manifest was told
		if named {
			line, err := x.line()
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, journalFile), line, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		second := resumed(t, dir)
		if got, ok := second.take(call); ok {
			t.Errorf("%+v", got)
		}
		closed(t, second)
	}
	third := resumed(t, dir)
	if err := third.Of(ours); err != nil {
		t.Fatal(err)
	}
	if left := kept(t, third); len(left) > 0 {
		t.Errorf("it holds what may be another's: %+v", left)
	}
	if err := third.Finish(time.Time{}); err != nil || len(kept(t, third)) > 0 || third.Manifest().Unfinished != nil {
		t.Errorf("%v: %+v", err, third.Manifest())
	}
}

func TestWhatCannotBeGoneOnWithIsRefused(t *testing.T) {
	finished := begun(t)
	if err := finished.Finish(time.Time{}); err != nil {
		t.Fatal(err)
	}
	lost := begun(t)
	closed(t, lost)
	if err := os.Remove(filepath.Join(lost.dir, journalFile)); err != nil {
		t.Fatal(err)
	}
	newer := begun(t)
	closed(t, newer)
	if err := os.WriteFile(filepath.Join(newer.dir, manifestFile), []byte(`{"version": 2}`), 0o600); err != nil {
		t.Fatal(err)
	}
	crowded := begun(t)
	closed(t, crowded)
	if err := os.MkdirAll(filepath.Join(crowded.dir, manifestFile+".0a1b2c3d.tmp", "mine"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ dir, says string }{
		"no recording":      {t.TempDir(), "this is no recording"},
		"no directory":      {filepath.Join(t.TempDir(), "none"), "this is no recording"},
		"a finished one":    {finished.dir, "the recording is finished"},
		"one of a new form": {newer.dir, "has version 2"},
		"one cut":           {lost.dir, "the recording cannot be gone on with: open "},
		"what cannot go":    {crowded.dir, "remove " + crowded.dir},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Resume(tc.dir, us)
			if err == nil || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want %q", err, tc.says)
			}
		})
	}
}

func TestWhatAKilledScanWasWritingIsNotLeft(t *testing.T) {
	first := begun(t)
	closed(t, first)
	for _, name := range []string{manifestFile + ".0a1b2c3d.tmp", exchangesFile + ".0a1b2c3d.tmp"} {
		if err := os.WriteFile(filepath.Join(first.dir, name), []byte("cut"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	resumed(t, first.dir)
	leftovers(t, first.dir)
}

// A scan that is killed while it finishes has a recording, finished or not.
func TestAScanThatIsKilledWhileItFinishesIsGoneOnWith(t *testing.T) {
	call, x := exchange("kms:ListKeys", "kept")
	first := begun(t)
	first.keep(call, x)
	journal, unfinished := content(t, filepath.Join(first.dir, journalFile)), content(t, filepath.Join(first.dir, manifestFile))
	if err := first.Finish(time.Time{}); err != nil {
		t.Fatal(err)
	}
	finished := content(t, filepath.Join(first.dir, manifestFile))
	for _, manifest := range []string{unfinished, finished} {
		for name, text := range map[string]string{journalFile: journal, manifestFile: manifest} {
			if err := os.WriteFile(filepath.Join(first.dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := kept(t, first); len(got) != 1 || got[0].Body != "kept" {
			t.Errorf("%+v", got)
		}
	}
	if _, err := Resume(first.dir, us); err == nil || !strings.Contains(err.Error(), "is finished") {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(filepath.Join(first.dir, manifestFile), []byte(unfinished), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, ok := resumed(t, first.dir).take(call); !ok || got.Body != "kept" {
		t.Errorf("%+v", got)
	}
}

func TestARecordingOfNothingIsNotLeft(t *testing.T) {
	dir := t.TempDir()
	j, err := Begin(dir, Manifest{}, us)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, j)
	if left := filesIn(t, dir); len(left) > 0 {
		t.Errorf("%v", left)
	}
	closed(t, j) // there is nothing to be said of it twice
	if _, err := Open(os.DirFS(dir)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// The journal may be damaged while the scan goes on.
func TestWhatTheJournalHoldsNoLongerIsAskedAgain(t *testing.T) {
	first := begun(t)
	call, x := exchange("kms:ListKeys", "kept")
	first.keep(call, x)
	closed(t, first)
	second := resumed(t, first.dir)
	name := filepath.Join(first.dir, journalFile)
	if err := os.WriteFile(name, []byte(strings.Repeat("\x00", len(content(t, name)))), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, ok := second.take(call); ok {
		t.Errorf("%+v", got)
	}
}

// The way to the next page may be gone, if the scan before was told of it.
func TestAListThatGoesOnFromWhatWasToldBeginsAfreshOnce(t *testing.T) {
	stale := errors.New("the token of the page has expired")
	for name, tc := range map[string]struct {
		key   string // k is what the scan before was told of
		fails error
		lists int
		asked int // of AWS
	}{
		"nothing is wrong":         {"k", nil, 1, 0},
		"the way is gone":          {"k", stale, 2, 1},
		"something else is wrong":  {"k", errors.New("another"), 1, 0},
		"nothing of it was told":   {"new", stale, 1, 1},
		"nothing is, nor was told": {"new", nil, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			first := begun(t)
			if err := describe(t.Context(), config(Options{Client: NewRecorder(&wireEnd{answer: anyKey}, first)}), "k"); err != nil {
				t.Fatal(err)
			}
			closed(t, first)
			end, lists := &wireEnd{answer: anyKey}, 0
			cfg := resuming(end, resumed(t, first.dir))
			err := Afresh(t.Context(), func(ctx context.Context) error {
				lists++
				return errors.Join(describe(ctx, cfg, tc.key), tc.fails)
			}, func(err error) bool { return errors.Is(err, stale) })
			if (err == nil) != (tc.fails == nil) || lists != tc.lists || len(end.seen()) != tc.asked {
				t.Errorf("listed %d times and asked %d times, want %d and %d: %v", lists, len(end.seen()), tc.lists, tc.asked, err)
			}
		})
	}
}
