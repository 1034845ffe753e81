package cli

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// doctor is the command that finds out what a scan could not read.
func (p *program) doctor() *cobra.Command {
	f := scanFlags{failOn: noGate, timeout: longest, concurrency: wire.InFlight, apiShare: wire.Share}
	c := &cobra.Command{
		Use: "doctor", Short: "Find out what a scan could not read, and what would permit it", Args: noArgs, Annotations: byFile,
		Long: "Call each operation that the checks need once, in one region, and say which are\n" +
			"refused, which checks go blind for it, and which policy would permit them. Exits\n" +
			"with 3 if something is refused.",
		RunE: func(c *cobra.Command, _ []string) error { return p.runDoctor(c.Context(), f) },
	}
	f.selection.flags(c)
	f.without.flags(c)
	c.Flags().StringVar(&f.signIn.Profile, "profile", "", "profile of the shared AWS configuration")
	roleFlags(c, &f)
	redacting(c, &f.redact)
	c.Flags().BoolVar(&f.noColor, "no-color", false, "no colours; as with NO_COLOR")
	return c
}

func (p *program) runDoctor(ctx context.Context, f scanFlags) error {
	j, err := p.job(f)
	if err != nil {
		return err
	}
	j.once = new(wire.Asked)
	src, err := live(ctx, f, j)
	if err != nil {
		return err
	}
	defer src.close()
	s, err := scan.Begin(ctx, src.cfg, scan.Options{SignIn: f.signIn, Checks: j.checks, Now: src.started})
	if err != nil {
		return err
	}
	refused, untried := s.Diagnose(ctx, j.once)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d := &report.Diagnosis{
		Scan: scanned(s), Region: src.cfg.Region, Operations: len(j.operations), Untried: untried, Policy: cure(refused),
	}
	for _, r := range refused {
		d.Refused = append(d.Refused, report.Unread{
			Operation: r.Operation, Reason: r.Reason, Code: r.Code, Message: r.Message, Checks: r.Checks,
		})
	}
	if len(refused) > 0 {
		p.exit = exitIncomplete
	}
	if f.redact {
		d = d.Redacted()
	}
	return report.Style{Width: columns(p.out.Writer), Color: colored(p.out.Writer, f.noColor)}.Diagnosis(p.out, d)
}

// cure returns the policy that permits what was denied, if anything was.
func cure(refused []scan.Refusal) string {
	var denied []string
	for _, r := range refused {
		if r.Reason == inventory.Denied {
			denied = append(denied, r.Operation)
		}
	}
	if len(denied) == 0 {
		return ""
	}
	text, err := json.MarshalIndent(collect.Policy(denied), "", "  ")
	if err != nil {
		panic(err) // of strings
	}
	return string(text)
}
