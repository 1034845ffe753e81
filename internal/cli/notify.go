package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// webhookAddress makes sure that an address can be posted to. What it says of
// one that cannot does not repeat it: it may hold a token.
func webhookAddress(address string) error {
	if address == "" {
		return nil
	}
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || at.Scheme != "https" && (at.Scheme != "http" || !onThisMachine(at.Hostname())) {
		return usage("--notify-webhook takes an address that begins with https:// (or with http:// on this machine)")
	}
	return nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// patienceOfOthers is how long the command of the user may take, and onePost
// each of two attempts to post.
const (
	patienceOfOthers = 5 * time.Minute
	onePost          = 10 * time.Second
)

// notifyCommand runs the user's command, if something has changed, with the
// changes on its standard input. What the command says is a diagnostic; that it
// fails is a warning.
func (p *program) notifyCommand(ctx context.Context, j job, r *report.Report) error {
	h := j.past
	if h.command == "" || h.earlier == nil {
		return nil
	}
	d, err := differences([]*report.Report{h.earlier}, []*report.Report{r})
	if err != nil {
		return err
	}
	if of := d.Accounts[0]; len(of.New)+len(of.Fixed)+len(of.Changed)+len(of.Unassessable) == 0 {
		return nil
	}
	d.Outcome = ofDiff(d, j.flags.failOn, j.gate)
	var document bytes.Buffer
	if err := d.JSON(&document); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patienceOfOthers)
	defer cancel()
	c := exec.CommandContext(ctx, "/bin/sh", "-c", h.command)
	if runtime.GOOS == "windows" {
		c = exec.CommandContext(ctx, "cmd", "/C", h.command)
	}
	c.WaitDelay = time.Second // if something that it began holds its output
	c.Stdin, c.Stdout, c.Stderr = &document, p.err, p.err
	if err := c.Run(); err != nil {
		j.say.line("warning: --notify-command: %v", err)
	}
	return nil
}

// A notice is what a webhook is told: how many are new, and of which checks.
// There is no name of a resource in it.
type notice struct {
	SchemaVersion string         `json:"schema_version"`
	Text          string         `json:"text"` // what chats show
	Account       string         `json:"account"`
	Scan          string         `json:"scan"`
	Complete      bool           `json:"complete"`
	ExitCode      int            `json:"exit_code"`
	New           map[string]int `json:"new"` // by severity
	Checks        []noticed      `json:"checks"`
}

type noticed struct {
	Check    string         `json:"check"`
	Title    string         `json:"title"`
	Severity check.Severity `json:"severity"`
	New      int            `json:"new"`
}

// news returns what is new at a severity or worse, and nil if nothing is.
func news(r *report.Report, least check.Severity) *notice {
	if r.Summary.New == 0 || r.Failing(least, true) == 0 {
		return nil
	}
	n := &notice{
		SchemaVersion: "1", Account: r.Scan.Account, Scan: r.Scan.ID, Complete: r.Scan.Complete, ExitCode: r.Outcome.ExitCode, New: map[string]int{},
	}
	total := 0
	for f := range r.Findings { // ordered by check
		if !f.New || f.Muted != nil || f.Status != check.StatusFail || f.Severity > least {
			continue
		}
		total++
		n.New[f.Severity.String()]++
		if last := len(n.Checks) - 1; last < 0 || n.Checks[last].Check != f.Check {
			n.Checks = append(n.Checks, noticed{Check: f.Check, Title: f.Title, Severity: f.Severity})
		}
		n.Checks[len(n.Checks)-1].New++
	}
	n.Text = fmt.Sprintf("yourside: %s in AWS account %s: %s", plural(total, "new finding"), n.Account, n.counts())
	return n
}

// counts are "1 critical, 2 high".
func (n *notice) counts() string {
	var parts []string
	for _, s := range check.Severities {
		if c := n.New[s.String()]; c > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c, s))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// post tells a webhook, and tries twice. It returns an error without the
// address.
func post(ctx context.Context, address string, n *notice) error {
	body, err := json.Marshal(n)
	if err != nil {
		return err
	}
	client := &http.Client{
		Timeout: onePost,
		// Somebody else is not who is to be told.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	again, err := postOnce(ctx, client, address, body)
	if again {
		time.Sleep(time.Second)
		_, err = postOnce(ctx, client, address, body)
	}
	return err
}

func postOnce(ctx context.Context, client *http.Client, address string, body []byte) (again bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return false, errors.New("the address cannot be used")
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(r)
	if failed, ok := errors.AsType[*url.Error](err); ok {
		err = failed.Err // without the address
	}
	if err != nil {
		return true, err
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 == 2 {
		return false, nil
	}
	busy := answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode/100 == 5
	return busy, fmt.Errorf("%s answered %s", r.URL.Host, printable(answer.Status))
}

// notifyWebhook posts what is new, if something is.
func notifyWebhook(ctx context.Context, say teller, address string, n *notice) {
	if err := post(ctx, address, n); err != nil {
		say.line("warning: --notify-webhook: %v", err)
	}
}

// desktop shows a text on the user's desktop, where there is one.
func desktop(ctx context.Context, title, text string) {
	command := desktopCommand(runtime.GOOS, title, text)
	if command == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), onePost)
	defer cancel()
	_ = exec.CommandContext(ctx, command[0], command[1:]...).Run() // without a desktop there is the log
}

// desktopCommand is the command that a system has for it, or nil.
// https://specifications.freedesktop.org/notification-spec/latest/markup.html
func desktopCommand(goos, title, text string) []string {
	switch goos {
	case "linux":
		return []string{"notify-send", "--app-name=yourside", "--", title, html.EscapeString(text)}
	case "darwin": // as arguments, texts are no program
		return []string{
			"osascript", "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", title, text,
		}
	}
	return nil
}
