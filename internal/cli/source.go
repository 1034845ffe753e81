package cli

import (
	"cmp"
	"context"
	"os"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// A source is where the answers of a scan come from.
type source struct {
	cfg     aws.Config
	started time.Time
	ended   func() time.Time
	calls   *calls
	journal *wire.Journal // of the recording, if one is made
	into    string        // which that is, by its flag
	idle    func()        // closes what is open to AWS and not in use
	share   float64       // of what AWS allows that was taken at most; 0 if that is not known
}

// live is AWS itself.
func live(ctx context.Context, f scanFlags, j job) (source, error) {
	cfg, err := account.Load(ctx, f.signIn)
	if err != nil {
		return source{}, err
	}
	now := func() time.Time { return time.Now().UTC().Truncate(time.Second) }
	client := wire.NewTransport(cfg.HTTPClient)
	src := source{cfg: cfg, started: now(), ended: now, share: f.apiShare, calls: &calls{next: client}, idle: client.CloseIdleConnections}
	switch {
	case j.resumed != nil:
		src.journal, src.into = j.resumed, "--resume "+f.resume
		m := j.resumed.Manifest()
		src.started, src.cfg.Region = m.Started, m.Home
		src.share = j.resumed.Took(f.apiShare)
	case f.record != "":
		src.into = "--record " + f.record
		if src.journal, err = wire.Begin(f.record, src.manifest(j), version()); err != nil {
			return source{}, usage("%s: %w", src.into, err)
		}
	}
	src.install(j, wire.Options{Resumed: j.resumed, Client: wire.NewRecorder(src.calls, src.journal)})
	return src, nil
}

// manifest says how a scan is made, for a replay to ask the same questions.
func (s *source) manifest(j job) wire.Manifest {
	m := wire.Manifest{
		Home: s.cfg.Region, Started: s.started, Regions: j.flags.regions, Without: j.flags.without.all(), Share: j.flags.apiShare,
	}
	if j.flags.selection.given() {
		for _, c := range j.checks {
			m.Checks = append(m.Checks, c.ID)
		}
	}
	return m
}

// of says whose account the answers are about, once that is known.
func (s *source) of(accountID string) error {
	if s.journal == nil {
		return nil
	}
	if err := s.journal.Of(accountID); err != nil {
		return usage("%s: %w", s.into, err)
	}
	return nil
}

// keep ends the recording, if one is made. What a scan could not ask since it
// was stopped, or since its credentials ran out, can be asked later.
func (s *source) keep(r *report.Report, stopped error) (resumable bool, err error) {
	if s.journal == nil {
		return false, nil
	}
	end := s.journal.Finish
	if stopped != nil || slices.ContainsFunc(r.Unassessed, func(u report.Unassessed) bool { return u.Reason == inventory.Expired }) {
		end, resumable = s.journal.Stop, true
	}
	if err := end(r.Scan.Ended); err != nil {
		return true, usage("%s: %w", s.into, err)
	}
	return resumable, nil
}

// close lets go of AWS and of the recording.
func (s *source) close() {
	if s.idle != nil {
		s.idle()
	}
	if s.journal != nil {
		_ = s.journal.Close() // what is not on disk by now was told already
	}
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
		started: m.Started, ended: func() time.Time { return cmp.Or(m.Ended, m.Started) }, share: m.Share,
		calls: &calls{next: wire.NewReplayer(recording.Exchanges)},
	}
	src.install(j, wire.Options{Recorded: true, Client: src.calls})
	return src
}

func (s *source) install(j job, o wire.Options) {
	o.Allowed, o.TurnedOff, o.Once = j.operations, j.flags.without.operations(), j.once
	o.InFlight, o.Share, o.GaveUp = j.flags.concurrency, j.flags.apiShare, j.say.gaveUp
	wire.Install(&s.cfg, o)
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
