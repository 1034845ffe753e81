package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/history"
	"github.com/yourside/yourside/report"
)

// keeping is how a scan is kept, and who hears of it.
type keeping struct {
	asked     bool // whether the command takes these flags
	off       bool
	days      int
	scheduled bool
	command   string
	webhook   string
}

func (k *keeping) flags(c *cobra.Command) {
	k.asked = true
	f := c.Flags()
	f.BoolVar(&k.off, "no-history", false, "do not keep the scan in the history, and compare it with none of it")
	f.IntVar(&k.days, "history-days", int(history.Keep/(24*time.Hour)), "keep scans for so many days, and the last two of each account")
	f.BoolVar(&k.scheduled, "scheduled", false, "as a schedule runs it: one scan of an account at a time, and failures on the desktop")
	f.StringVar(&k.command, "notify-command", "", "run this after the scan, with what changed as JSON on its standard input")
	f.StringVar(&k.webhook, "notify-webhook", "", "post to this address if there are new findings at --fail-on (or high) or worse")
}

func (k *keeping) validate() error {
	if k.asked && k.days < 1 {
		return usage("--history-days must be above 0")
	}
	return webhookAddress(k.webhook)
}

// A past is the history, as a scan of AWS uses it. What goes wrong there is a
// warning, and never what a scan ends by.
type past struct {
	keeping
	dir     string // empty if there is no place for it
	began   time.Time
	profile string
	again   bool // whether the scan goes on with an earlier one
	say     teller
	release func()         // of the lock of the account
	earlier *report.Report // that the scan is compared with, if there is one
}

func newPast(j job) *past {
	h := &past{
		keeping: j.flags.keeping, began: time.Now().UTC().Truncate(time.Second),
		profile: cmp.Or(j.flags.signIn.Profile, os.Getenv("AWS_PROFILE")), again: j.resumed != nil, say: j.say, release: func() {},
	}
	var err error
	if h.dir, err = history.Dir(); err != nil && !h.off {
		h.warn("there is no history", err)
		h.off = true
	}
	return h
}

func (h *past) warn(what string, err error) { h.say.line("warning: %s: %v", what, err) }

// use uses the history, if there is one. Who is interrupted has time for that.
func (h *past) use(ctx context.Context, what string, do func(context.Context, *history.Store) error) {
	if h == nil || h.off {
		return
	}
	ctx = context.WithoutCancel(ctx)
	tell := func(text string) { h.say.line("warning: %s", text) }
	if err := history.Use(ctx, h.dir, tell, func(s *history.Store) error { return do(ctx, s) }); err != nil {
		h.warn(what, err)
	}
}

func (h *past) saving() history.Saving {
	return history.Saving{Profile: h.profile, Keep: time.Duration(h.days) * 24 * time.Hour, Again: h.again}
}

// last returns the scan of the account to compare with, or nil if there is none.
// All of it is of use only to somebody who hears of all that has changed.
func (h *past) last(ctx context.Context, now report.Scan, checks []*check.Check) (r *report.Report) {
	if h != nil && h.again {
		now.Started = now.Started.Add(-time.Second) // it began when that did in whose place it is
	}
	h.use(ctx, "there is nothing to compare with", func(ctx context.Context, s *history.Store) (err error) {
		r, err = s.Last(ctx, now, checks, h.command != "")
		return err
	})
	return r
}

// compared takes note of what the scan is compared with.
func (h *past) compared(earlier *report.Report) {
	if h != nil {
		h.earlier = earlier
	}
}

// keep keeps a scan.
func (h *past) keep(ctx context.Context, r *report.Report) {
	h.use(ctx, "the scan is not in the history", func(ctx context.Context, s *history.Store) error { return s.Save(ctx, r, h.saving()) })
}

// lock has the account for this scan alone, if a schedule runs it.
func (h *past) lock(ctx context.Context, of string) error {
	if h == nil || !h.scheduled || h.dir == "" {
		return nil
	}
	release, err := history.Lock(ctx, h.dir, of)
	if errors.Is(err, history.ErrBusy) {
		return err
	}
	if err != nil {
		h.warn("other scans of the account are not kept out", err)
		return nil
	}
	h.release = release
	return nil
}

// end keeps that a scan failed, so that there is no silent gap, and tells of a
// scheduled one where somebody may look: in the log, and on the desktop.
func (h *past) end(ctx context.Context, err error, exit int) {
	h.release()
	says, code := "the scan is in the history", exit
	if err != nil {
		says, code = explain(err)
		says = printable(says)
	}
	if err != nil && (code == exitIncomplete || code == exitInternal) {
		told := false
		a := history.Attempt{Started: h.began, Ended: time.Now().UTC().Truncate(time.Second), ExitCode: code, Failure: says}
		h.use(ctx, "the failure is not in the history", func(ctx context.Context, s *history.Store) (err error) {
			if told, err = h.failedToday(ctx, s); err != nil {
				return err
			}
			return s.Fail(ctx, a, h.saving())
		})
		if h.scheduled && !told && !errors.Is(err, history.ErrBusy) {
			desktop(ctx, "AWS was not scanned"+h.of(), says)
		}
	}
	if h.scheduled {
		h.log(fmt.Sprintf("%s%s: exit %d: %s", time.Now().UTC().Format(time.RFC3339), h.of(), code, says))
	}
}

// of names the profile, if one is set.
func (h *past) of() string {
	if h.profile == "" {
		return ""
	}
	return " (profile " + printable(h.profile) + ")"
}

// failedToday reports whether somebody heard of a failure today.
func (h *past) failedToday(ctx context.Context, s *history.Store) (bool, error) {
	all, err := s.List(ctx, history.All)
	today := h.began.Local().Format(time.DateOnly)
	return slices.ContainsFunc(all, func(e history.Entry) bool {
		return e.Failure != "" && e.Profile == h.profile && e.Started.Local().Format(time.DateOnly) == today
	}), err
}

// logFile has a line for each scan that a schedule ran.
const logFile = "schedule.log"

func (h *past) log(line string) {
	if h.dir == "" {
		return
	}
	f, err := os.OpenFile(filepath.Join(h.dir, logFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, line)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		h.warn("there is no log", err)
	}
}

// notify tells whom the flags name.
func (p *program) notify(ctx context.Context, j job, r *report.Report) error {
	h := j.past
	if h == nil {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	if err := p.notifyCommand(ctx, j, r); err != nil {
		return err
	}
	n := news(r, cmp.Or(j.gate, check.High))
	if n == nil {
		return nil
	}
	if h.scheduled {
		desktop(ctx, "New findings in AWS", n.Text)
	}
	if h.webhook != "" {
		notifyWebhook(ctx, j.say, h.webhook, n)
	}
	return nil
}
