//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/yourside/yourside/internal/awstest"
)

// some is an account of a few hundred resources, for scanners side by side.
var some = awstest.Size{
	Volumes: 60, Snapshots: 60, Instances: 40, Groups: 40, Buckets: 20, Keys: 20, Functions: 20, Databases: 10, Queues: 10, Topics: 10,
	Secrets: 10, Repositories: 10, LoadBalancers: 10, Roles: 40, Users: 10,
}

// services are those that both look at.
var services = []string{"iam", "ec2", "s3", "kms", "cloudtrail", "config", "elbv2", "sqs", "sns", "ecr", "secretsmanager", "rds"}

// A peerRun is what one scanner took.
type peerRun struct {
	wall   time.Duration
	cpu    time.Duration
	memory float64
	calls  int
}

// peers prints how a peer does with the same account, from the same answers at 40
// ms a call, if there is one on this machine. What it asks for and the generated
// account does not know, is refused at once.
func peers(ctx context.Context, out io.Writer, binary string) error {
	prowler, err := exec.LookPath("prowler")
	if err != nil {
		_, err := fmt.Fprintln(out, "no peer to compare with: prowler is not on the PATH")
		return err
	}
	ours := []string{binary, "scan", "--quiet", "-o", "json=report.json"}
	theirs := []string{prowler, "aws", "--ignore-exit-code-3", "--no-banner", "-M", "json-ocsf", "-o", "out", "--service"}
	for _, service := range services {
		ours = append(ours, "--service", service)
	}
	theirs = append(theirs, services...)
	us, err := sideBySide(ctx, ours)
	if err != nil {
		return err
	}
	them, err := sideBySide(ctx, theirs)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "scanner      wall      cpu   memory  calls   of the same account, the same services, at 40ms a call")
	for _, r := range []struct {
		name string
		run  peerRun
	}{{"yourside", us}, {"prowler", them}} {
		fmt.Fprintf(out, "%-9s %6.1fs  %6.1fs  %5.0fMB %6d\n", r.name, r.run.wall.Seconds(), r.run.cpu.Seconds(), r.run.memory/1e6, r.run.calls)
	}
	_, err = fmt.Fprintf(out, "ratio     %6.1f   %6.1f   %5.1f   %6.1f\n", them.wall.Seconds()/us.wall.Seconds(), them.cpu.Seconds()/us.cpu.Seconds(),
		them.memory/us.memory, float64(them.calls)/float64(us.calls))
	return err
}

// sideBySide runs a scanner against a cloud of its own.
func sideBySide(ctx context.Context, args []string) (peerRun, error) {
	account, err := awstest.Generate(some)
	if err != nil {
		return peerRun{}, err
	}
	cloud := &awstest.Cloud{Account: account, Latency: 40 * time.Millisecond, Limits: true}
	server := httptest.NewServer(cloud)
	defer server.Close()
	dir, err := os.MkdirTemp("", "yourside-bench-")
	if err != nil {
		return peerRun{}, err
	}
	defer os.RemoveAll(dir)
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Dir = dir
	c.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "AWS_CONFIG_FILE=" + filepath.Join(dir, "none"), "AWS_EC2_METADATA_DISABLED=true",
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
		"AWS_ENDPOINT_URL=" + server.URL,
	}
	began := time.Now()
	said, err := c.CombinedOutput()
	// A scanner that has found something says so by its code.
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() < 0) {
		return peerRun{}, fmt.Errorf("%s: %w\n%s", args[0], err, said)
	}
	r := peerRun{wall: time.Since(began), cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), memory: peak(c.ProcessState)}
	r.calls, _, _ = cloud.Calls()
	return r, nil
}
