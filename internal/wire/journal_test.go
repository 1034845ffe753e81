package wire

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const (
	us   = "v1.2.3" // who records
	ours = "123456789012"
)

// begun is a recording that knows whose it is.
func begun(t *testing.T) *Journal {
	t.Helper()
	j, err := Begin(filepath.Join(t.TempDir(), "new"), Manifest{Home: "us-east-1", Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}, us)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, j) })
	if err := j.Of(ours); err != nil {
		t.Fatal(err)
	}
	return j
}

// closed is what the end of the process does too.
func closed(t *testing.T, j *Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}

// resumed goes on with a recording after its scan was killed.
func resumed(t *testing.T, dir string, live ...string) *Journal {
	t.Helper()
	j, err := Resume(dir, us, live...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, j) })
	return j
}

// kept is what a replay would find.
func kept(t *testing.T, j *Journal) []Exchange {
	t.Helper()
	r, err := Open(os.DirFS(j.dir))
	if err != nil {
		t.Fatal(err)
	}
	return r.Exchanges
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func exchange(operation, body string) (Call, Exchange) {
	x := Exchange{Operation: operation, Region: "eu-west-1", Input: json.RawMessage(`{}`), Status: 200, ContentType: jsonRPC, Body: body}
	return Call{operation, x.Region, `{}`}, x
}
