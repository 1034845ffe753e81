//go:build e2e

// Package wiretest holds exchanges against the models of AWS that botocore
// brings. The SDK skips a field that it does not know, so a misspelt one would
// pass for one that AWS left out.
package wiretest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/yourside/yourside/internal/wire"
)

// As seen from the packages that have exchanges, each in a folder of internal.
const (
	python = "../../.venv/bin/python"
	script = "../../testdata/demo/validate.py"
)

// Changes of these change what is wrong.
var sources = []string{script, "../../testdata/demo/shapes.py", "../../testdata/requirements.txt"}

// Recorded fails the test for each exchange that AWS would not have answered with.
func Recorded(t *testing.T, exchanges []wire.Exchange) {
	t.Helper()
	report(t, exchanges, false)
}

// Fragments is Recorded for answers that hold only what their test is about:
// they need no required field.
func Fragments(t *testing.T, exchanges []wire.Exchange) {
	t.Helper()
	report(t, exchanges, true)
}

func report(t *testing.T, exchanges []wire.Exchange, fragment bool) {
	t.Helper()
	for _, x := range exchanges {
		wrong, err := problems(x, fragment)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range wrong {
			t.Errorf("%s in %s of %s: AWS would not answer so: %s", x.Operation, x.Region, x.Input, w)
		}
	}
}

// problems returns what is wrong with the exchange.
func problems(x wire.Exchange, fragment bool) ([]string, error) {
	v, err := started()
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	ask := struct {
		Exchange wire.Exchange `json:"exchange"`
		Fragment bool          `json:"fragment"`
	}{x, fragment}
	var wrong []string
	if err := v.questions.Encode(ask); err != nil {
		return nil, fmt.Errorf("asking %s: %w", script, err)
	}
	if err := v.answers.Decode(&wrong); err != nil {
		return nil, fmt.Errorf("asking %s: %w", script, err)
	}
	return wrong, nil
}

// A validator is validate.py, which ends when this process does.
type validator struct {
	mu        sync.Mutex
	questions *json.Encoder
	answers   *json.Decoder
}

// started returns the validator of this process: the models take a while to load.
var started = sync.OnceValues(func() (*validator, error) {
	// Reading them here makes a change of them one of the tests that ask.
	for _, name := range sources {
		if _, err := os.ReadFile(name); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(python); err != nil {
		return nil, fmt.Errorf("no models of AWS, `make test` installs them: %w", err)
	}
	v := &validator{}
	c := exec.CommandContext(context.Background(), python, script)
	c.Env, c.Stderr = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1"), os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	v.questions, v.answers = json.NewEncoder(in), json.NewDecoder(out)
	return v, c.Start()
})
