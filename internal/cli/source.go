package cli

import (
	"context"
	"os"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/spf13/cobra"

	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/wire"
)

// A source is where the answers of a scan come from.
type source struct {
	cfg     aws.Config
	started time.Time
	ended   func() time.Time
	calls   *calls
	save    func(ended time.Time) error // the recording, if one is made
	close   func()                      // what is open to AWS
}

// live is AWS itself.
func live(ctx context.Context, f scanFlags, j job) (source, error) {
	cfg, err := account.Load(ctx, f.signIn)
	if err != nil {
		return source{}, err
	}
	now := func() time.Time { return time.Now().UTC().Truncate(time.Second) }
	client := wire.NewTransport(cfg.HTTPClient)
	recorder := wire.NewRecorder(client, f.record != "")
	src := source{cfg: cfg, started: now(), ended: now, calls: &calls{next: recorder}, close: client.CloseIdleConnections}
	src.save = func(ended time.Time) error {
		if f.record == "" {
			return nil
		}
		m := wire.Manifest{Home: cfg.Region, Started: src.started, Ended: ended, Regions: f.regions, Without: f.without.all()}
		if f.selection.given() {
			for _, c := range j.checks {
				m.Checks = append(m.Checks, c.ID)
			}
		}
		if err := (wire.Recording{Manifest: m, Exchanges: recorder.Exchanges()}).Save(f.record); err != nil {
			return usage("--record %s: %w", f.record, err)
		}
		return nil
	}
	src.install(f, j, false)
	return src, nil
}

func openRecording(dir string) (wire.Recording, error) {
	recording, err := wire.Open(os.DirFS(dir))
	if err != nil {
		return recording, usage("--replay %s: %w", dir, err)
	}
	return recording, nil
}

// asRecorded sets the flags that the user did not, to those of the recording.
func asRecorded(f scanFlags, m wire.Manifest) scanFlags {
	if len(f.regions) == 0 {
		f.regions = m.Regions
	}
	if !f.selection.given() {
		f.selection.checks = m.Checks
	}
	f.without.credentialReport = f.without.credentialReport || slices.Contains(m.Without, noCredentialReport)
	return f
}

// replay is what AWS answered to an earlier scan.
func replay(recording wire.Recording, j job) source {
	m := recording.Manifest
	src := source{
		cfg:     aws.Config{Region: m.Home, Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")},
		started: m.Started, ended: func() time.Time { return m.Ended },
		calls: &calls{next: wire.NewReplayer(recording.Exchanges)},
		save:  func(time.Time) error { return nil },
	}
	src.install(j.flags, j, true)
	return src
}

func (s *source) install(f scanFlags, j job, recorded bool) {
	wire.Install(&s.cfg, wire.Options{
		Allowed: j.operations, TurnedOff: f.without.operations(), Once: j.once,
		InFlight: f.concurrency, Share: f.apiShare, GaveUp: j.say.gaveUp, Recorded: recorded, Client: s.calls,
	})
}

const noCredentialReport = "--no-credential-report"

// without is what the user turns off.
type without struct{ credentialReport bool }

func (w *without) flags(c *cobra.Command) {
	c.Flags().BoolVar(&w.credentialReport, noCredentialReport[2:], false,
		"do not have AWS make a credential report, the one call that is no list, get or describe")
}

// all returns the flags that are set.
func (w without) all() []string {
	if w.credentialReport {
		return []string{noCredentialReport}
	}
	return nil
}

// operations returns the operations that must not be called, with their flag.
func (w without) operations() map[string]string {
	if !w.credentialReport {
		return nil
	}
	return map[string]string{
		"iam:GenerateCredentialReport": noCredentialReport,
		"iam:GetCredentialReport":      noCredentialReport,
	}
}
