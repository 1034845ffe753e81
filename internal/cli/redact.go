package cli

import (
	"encoding/json"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/report"
)

// redactFlag is for output that others read along, such as the log of a public
// repository.
const redactFlag = "redact"

func redacting(c *cobra.Command, redact *bool) {
	c.Flags().BoolVar(redact, redactFlag, everybodyReads(),
		"no account IDs, ARNs and e-mail addresses in text, Markdown and messages (default: in GitHub Actions of public repositories)")
	c.Flags().Lookup(redactFlag).DefValue = "false" // as of --fail-on
}

// everybodyReads reports whether the log of this run is public: GitHub Actions
// say so of the repository.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads
func everybodyReads() bool {
	if os.Getenv("GITHUB_ACTIONS") != "true" {
		return false
	}
	var event struct{ Repository struct{ Private *bool } }
	text, err := os.ReadFile(os.Getenv("GITHUB_EVENT_PATH"))
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	return err == nil && event.Repository.Private != nil && !*event.Repository.Private
}

// A redactor passes on lines without what --redact leaves out.
type redactor struct{ io.Writer }

// Write writes a text that ends where a line does.
func (r redactor) Write(text []byte) (int, error) {
	_, err := io.WriteString(r.Writer, report.Redact(string(text)))
	return len(text), err
}

// redactErrors has diagnostics redacted if the flags of the command say so.
func (p *program) redactErrors(c *cobra.Command) {
	if redact, err := c.Flags().GetBool(redactFlag); err == nil && redact {
		p.err = redactor{p.err}
	}
}
