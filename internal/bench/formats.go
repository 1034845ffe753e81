//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

const (
	ofFormats = "formats"
	ofFormat  = "format"
	// nothing stands for a report that is made and not written.
	nothing = "nothing"
	// manyFindings is of how many findings the report is that is written.
	manyFindings = 100_000
)

// A rendering is what it takes to write a report in one format.
type rendering struct {
	Bytes int
	Wall  time.Duration // of writing, without making the report
}

// formats prints what each format takes to write many findings, each in a process
// of its own.
func formats(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "%d findings of an account, one in three failing\n", manyFindings)
	fmt.Fprintln(out, "format       wall      CPU   memory     file")
	names := []string{nothing}
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	for _, name := range names {
		if err := formatProcess(ctx, out, name); err != nil {
			return err
		}
	}
	return nil
}

func formatProcess(ctx context.Context, out io.Writer, name string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, self, ofFormat, name)
	c.Stderr, c.Env = os.Stderr, append(os.Environ(), "GOGC=50") // as the command does
	said, err := c.Output()
	if err != nil {
		return err
	}
	var r rendering
	if err := json.Unmarshal(said, &r); err != nil {
		return err
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	_, err = fmt.Fprintf(out, "%-9s %5.0fms %6.0fms %6.0fMB %6.1fMB\n", name, ms(r.Wall), ms(cpu), peak(c.ProcessState)/1e6, float64(r.Bytes)/1e6)
	return err
}

// render writes the report in a format, and counts the bytes.
func render(out io.Writer, name string) error {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := report.New(report.Tool{Name: "yourside", Version: "v1.0.0"}, report.Scan{
		ID: "20261124T120000Z-123456789012", Started: at, Ended: at, Account: "123456789012", Partition: "aws",
		Regions: []string{"eu-west-1"}, Caller: "arn:aws:iam::123456789012:user/auditor", Complete: true,
	}, checks.All(), generated)
	var n size
	began := time.Now()
	if i := slices.IndexFunc(report.Formats, func(f report.Format) bool { return f.Name == name }); i >= 0 {
		if err := report.Formats[i].Write(&n, []*report.Report{r}); err != nil {
			return err
		}
	}
	return json.NewEncoder(out).Encode(rendering{int(n), time.Since(began)})
}

// size counts what is written.
type size int

func (n *size) Write(b []byte) (int, error) {
	*n += size(len(b))
	return len(b), nil
}

// generated yields findings of all checks in the order of a report, each on as
// many resources.
var generated iter.Seq[check.Finding] = func(yield func(check.Finding) bool) {
	all := checks.All()
	slices.SortFunc(all, func(a, b *check.Check) int {
		return check.Finding{Check: a}.Compare(check.Finding{Check: b})
	})
	for i, c := range all {
		for n := i * manyFindings / len(all); n < (i+1)*manyFindings/len(all); n++ {
			if !yield(numbered(c, n)) {
				return
			}
		}
	}
}

func numbered(c *check.Check, n int) check.Finding {
	id := fmt.Sprintf("%017x", n)
	f := check.Finding{Check: c, Resource: inventory.Resource{
		Partition: "aws", Account: "123456789012", Region: "eu-west-1", Type: c.Resource, ID: id, Name: "service-" + id,
		ARN: "arn:aws:" + c.Service() + ":eu-west-1:123456789012:resource/" + id, Tags: map[string]string{"team": "storage", "stage": "production"},
	}}
	evidence := []check.Evidence{check.Saw("Encrypted", n%3 > 0), check.Saw("KmsKeyId", "")}
	if f.Verdict = check.Pass("is in the desired state", evidence...); n%3 == 0 {
		f.Verdict = check.Fail("is not encrypted with a key of the account", evidence...)
	}
	return f
}
