package wire

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// small is a recording of two calls, one without an answer.
func small() Recording {
	return Recording{
		Manifest: Manifest{
			Version: recordingVersion, Home: "us-east-1", Exchanges: 2,
			Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Ended: time.Date(2026, 11, 24, 12, 0, 9, 0, time.UTC),
			Regions: []string{"us-east-1"}, Checks: []string{"s3.bucket-versioning"}, Without: []string{"--no-credential-report"},
		},
		Exchanges: []Exchange{
			{Operation: "kms:ListKeys", Region: "us-east-1", Input: json.RawMessage(`{}`), Status: 200, ContentType: jsonRPC, Body: "{\"Keys\":[]}\n"},
			{Operation: "sts:GetCallerIdentity", Region: "us-east-1", Input: json.RawMessage(`{}`), Failure: "no answer in time", FailureKind: "timeout"},
		},
	}
}

// write makes the recording in a directory, as a scan does.
func (r Recording) write(dir string) error {
	m := r.Manifest
	m.Ended, m.Exchanges = time.Time{}, 0
	j, err := Begin(dir, m, us)
	if err != nil {
		return err
	}
	if err := j.Of(ours); err != nil {
		return errors.Join(err, j.Close())
	}
	for _, x := range slices.Backward(r.Exchanges) {
		call, err := x.call()
		if err != nil {
			return err
		}
		j.keep(call, x)
	}
	return errors.Join(j.Finish(r.Manifest.Ended), j.Close())
}

func TestARecordingIsReadAsItWasWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := small().write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(small(), got); diff != "" {
		t.Errorf("- written, + read:\n%s", diff)
	}
}

func TestARecordingThatCannotBeWrittenIsNone(t *testing.T) {
	dir := t.TempDir()
	// What comes last is what makes a directory a recording.
	if err := os.Mkdir(filepath.Join(dir, manifestFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := small().write(dir); err == nil || !strings.Contains(err.Error(), manifestFile) {
		t.Errorf("%v", err)
	}
	leftovers(t, dir)
	if _, err := Open(os.DirFS(dir)); err == nil {
		t.Error("it can be opened")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := small().write(file); err == nil || !strings.HasPrefix(err.Error(), "mkdir ") {
		t.Errorf("it was saved into a file: %v", err)
	}
	dir = t.TempDir()
	if _, err := Begin(dir, Manifest{Share: math.NaN()}, us); err == nil || len(filesIn(t, dir)) > 0 {
		t.Errorf("a manifest that is no JSON: %v, %v", err, filesIn(t, dir))
	}
}

func TestARecordingIsNotBegunWhereOneIsUnderWay(t *testing.T) {
	first := begun(t)
	call, x := exchange("kms:ListKeys", "kept")
	first.keep(call, x)
	before := filesIn(t, first.dir)
	if _, err := Begin(first.dir, Manifest{Home: "eu-west-1"}, us); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(before, filesIn(t, first.dir)); diff != "" {
		t.Errorf("- before, + after:\n%s", diff)
	}
}

// What is there of it would else be a recording of less than was read.
func TestARecordingWhoseJournalCannotBeReadIsNotFinished(t *testing.T) {
	j := begun(t)
	for _, operation := range []string{"kms:DescribeKey", "kms:ListKeys"} {
		j.keep(exchange(operation, "kept"))
	}
	if err := os.Truncate(filepath.Join(j.dir, journalFile), j.size-1); err != nil {
		t.Fatal(err)
	}
	if err := j.Finish(time.Time{}); !errors.Is(err, io.EOF) {
		t.Errorf("%v", err)
	}
	closed(t, j)
	left := filesIn(t, j.dir)
	if _, finished := left[exchangesFile]; finished || len(left) != 2 {
		t.Errorf("%v", left)
	}
	if got := kept(t, j); len(got) != 1 || got[0].Operation != "kms:DescribeKey" {
		t.Errorf("%+v", got)
	}
}

// The journal is all there is until the manifest says otherwise.
func TestTheJournalOutlivesAManifestThatCannotBeWritten(t *testing.T) {
	j := begun(t)
	j.keep(exchange("kms:ListKeys", "kept"))
	name := filepath.Join(j.dir, manifestFile)
	unfinished := content(t, name)
	if err := errors.Join(os.Remove(name), os.Mkdir(name, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := j.Finish(time.Time{}); err == nil || !strings.Contains(err.Error(), manifestFile) {
		t.Errorf("%v", err)
	}
	closed(t, j)
	if err := errors.Join(os.Remove(name), os.WriteFile(name, []byte(unfinished), 0o600)); err != nil {
		t.Fatal(err)
	}
	if got := kept(t, j); len(got) != 1 || got[0].Body != "kept" {
		t.Errorf("%+v", got)
	}
}

func TestAnExchangeThatCannotBeWrittenIsNotLeftOutInSilence(t *testing.T) {
	j := begun(t)
	request, err := http.NewRequestWithContext(withCall(t.Context(), Call{"kms:ListKeys", "eu-west-1", "{"}), http.MethodPost, "https://kms.example", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
	response, err := NewRecorder(end, j).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := j.Finish(time.Time{}); err == nil || !strings.Contains(err.Error(), "recording kms:ListKeys: ") {
		t.Errorf("%v", err)
	}
}

// leftovers fails the test for every file that is not whole.
func leftovers(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.tmp"))
	if err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestWhatIsNoRecordingIsRefused(t *testing.T) {
	const head = `{"version": 1, "exchanges": 1}`
	const one = `{"operation":"kms:ListKeys","region":"us-east-1","input":{},"status":200}`
	for name, tc := range map[string]struct {
		manifest, exchanges string // "-" is a file that is not there
		says                string
	}{
		"an empty directory":         {"-", "-", "this is no recording"},
		"a newer version":            {`{"version": 2, "exchanges": {"of": "another type"}}`, "-", "has version 2, this program reads version 1"},
		"no version":                 {`{}`, one, "has version 0"},
		"a manifest cut":             {`{"version": 1, "exch`, one, "cut or damaged: manifest.json"},
		"a manifest of other types":  {`{"version": 1, "regions": "all"}`, one, "cut or damaged: manifest.json"},
		"no exchanges":               {head, "-", "cut or damaged: open exchanges.jsonl"},
		"none of them":               {head, "", "it has 0 of 1 exchanges"},
		"one missing":                {`{"version": 1, "exchanges": 2}`, one + "\n", "it has 1 of 2 exchanges"},
		"one too many":               {head, one + one, "it has 2 of 1 exchanges"},
		"one cut":                    {head, one[:len(one)-9], "exchange 1 of exchanges.jsonl: unexpected EOF"},
		"one damaged":                {head, strings.Replace(one, "200", "20x", 1), "exchange 1 of exchanges.jsonl"},
		"one without an answer":      {head, strings.Replace(one, "200", "0", 1), "exchange 1 of exchanges.jsonl: it has no answer"},
		"one with no HTTP status":    {head, strings.Replace(one, "200", "-1", 1), "exchange 1 of exchanges.jsonl: it has no answer"},
		"one without arguments":      {head, strings.Replace(one, `"input":{},`, "", 1), "exchange 1 of exchanges.jsonl: it has no arguments"},
		"one with a list of them":    {head, strings.Replace(one, `{},`, "[],", 1), "exchange 1 of exchanges.jsonl: it has no arguments"},
		"an unfinished one, cut":     {`{"version": 1, "unfinished": {"account": "1"}}`, one, "cut or damaged: open journal.jsonl"},
		"something else in its file": {head, "PK\x03\x04", "exchange 1 of exchanges.jsonl"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(files(tc.manifest, tc.exchanges))
			if err == nil || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want %q", err, tc.says)
			}
		})
	}
}

func files(manifest, exchanges string) fstest.MapFS {
	dir := fstest.MapFS{}
	for name, content := range map[string]string{manifestFile: manifest, exchangesFile: exchanges} {
		if content != "-" {
			dir[name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	return dir
}

// flaky has files that cannot be read further, once.
type flaky struct{ fs.FS }

func (d flaky) Open(name string) (fs.File, error) {
	f, err := d.FS.Open(name)
	if name == manifestFile || err != nil {
		return f, err
	}
	return flakyFile{f, iotest.TimeoutReader(f)}, nil
}

type flakyFile struct {
	fs.File
	r io.Reader
}

func (f flakyFile) Read(b []byte) (int, error) { return f.r.Read(b) }

// A journal does not say how much it holds: to have read some of it is no success.
func TestAJournalThatIsNotReadToItsEndIsNoRecording(t *testing.T) {
	dir := files(`{"version": 1, "unfinished": {"account": "1"}}`, "-")
	dir[journalFile] = &fstest.MapFile{Data: []byte(`{"operation":"kms:ListKeys","region":"us-east-1","input":{},"status":200}` + "\n")}
	if r, err := Open(dir); err != nil || len(r.Exchanges) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := Open(flaky{dir}); !errors.Is(err, iotest.ErrTimeout) || !strings.Contains(err.Error(), "cut or damaged") {
		t.Errorf("%v", err)
	}
}

// Whatever is in the files, a recording is refused or can be replayed.
func FuzzOpen(f *testing.F) {
	dir := f.TempDir()
	if err := small().write(dir); err != nil {
		f.Fatal(err)
	}
	head, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		f.Fatal(err)
	}
	lines, err := os.ReadFile(filepath.Join(dir, exchangesFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(head), string(lines))
	f.Add(string(head), string(lines[:len(lines)/2]))
	f.Add(`{"version":1,"unfinished":{"account":"123456789012"}}`, string(lines[:len(lines)-9]))
	f.Add(`{"version":1,"exchanges":1}`, `{"operation":"a","input":{"x":1e400},"status":200}`)
	f.Fuzz(func(t *testing.T, manifest, exchanges string) {
		dir := files(manifest, exchanges)
		dir[journalFile] = dir[exchangesFile]
		r, err := Open(dir)
		if err != nil {
			return
		}
		client := NewReplayer(r.Exchanges)
		for _, x := range r.Exchanges {
			call, err := x.call()
			if err != nil {
				t.Fatal(err)
			}
			request, err := http.NewRequestWithContext(withCall(t.Context(), call), http.MethodPost, "https://example.com", http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			response, err := client.Do(request)
			if _, failed := errors.AsType[*failure](err); err != nil && !failed {
				t.Errorf("%s: %v", x.Operation, err)
			}
			if err != nil {
				continue
			}
			if err := response.Body.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report.json")
	for _, content := range []string{"first", "second, longer", "third"} {
		if err := WriteFile(name, 0o644, writes(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != content {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := WriteFile(filepath.Join(dir, "none", "r.json"), 0o644, writes("")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was written where there is no directory: %v", err)
	}
	if err := WriteFile(dir, 0o644, writes("x")); err == nil {
		t.Error("a directory was written")
	}
	leftovers(t, dir)
}

func TestExchangesAreInAnOrderThatDoesNotDependOnTime(t *testing.T) {
	calls := []Call{{"a:A", "r1", "{}"}, {"a:A", "r2", `{"n":1}`}, {"a:A", "r2", `{"n":2}`}, {"a:B", "r1", "{}"}}
	var written [2]string
	for i := range written {
		j := begun(t)
		for _, c := range calls {
			j.keep(c, Exchange{Operation: c.Operation, Region: c.Region, Input: json.RawMessage(c.Input), Status: 200})
		}
		if err := j.Finish(time.Time{}); err != nil {
			t.Fatal(err)
		}
		written[i] = content(t, filepath.Join(j.dir, exchangesFile))
		slices.Reverse(calls)
	}
	if diff := cmp.Diff(written[0], written[1]); diff != "" {
		t.Errorf("- one order, + the other:\n%s", diff)
	}
}

func writes(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}

func TestAFileThatCouldNotBeWrittenWholeIsNotThere(t *testing.T) {
	dir := t.TempDir()
	failed := errors.New("no more to write")
	err := WriteFile(filepath.Join(dir, "r.json"), 0o644, func(w io.Writer) error {
		return errors.Join(writes("half")(w), failed)
	})
	if !errors.Is(err, failed) {
		t.Error(err)
	}
	if names, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(names) > 0 {
		t.Errorf("left: %v, %v", names, err)
	}
}
