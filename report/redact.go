package report

import (
	"fmt"
	"iter"
	"regexp"

	"github.com/yourside/yourside/checks/check"
)

// What stands where something was.
const (
	anARN     = "(ARN)"
	anAccount = "(account)"
	anAddress = "(e-mail)"
)

var (
	arns      = regexp.MustCompile(`arn:aws[a-z-]*:[^\s"'<>,;)\]}]*`)
	addresses = regexp.MustCompile(`[^\s"'<>,;:()@]+@[^\s"'<>,;:()@]+\.[A-Za-z]+`)
	digits    = regexp.MustCompile(`\d+`)
)

// Redact replaces the account IDs, ARNs and e-mail addresses of a text that
// everybody may read, such as the log of a public repository.
func Redact(text string) string {
	text = arns.ReplaceAllLiteralString(text, anARN)
	text = addresses.ReplaceAllLiteralString(text, anAddress)
	return digits.ReplaceAllStringFunc(text, func(n string) string {
		if len(n) == 12 {
			return anAccount
		}
		return n
	})
}

// Redacted returns the report as everybody may read it as text: without account
// IDs, ARNs, e-mail addresses and the alias. What resources are called stays.
func (r *Report) Redacted() *Report {
	some := *r
	some.Scan.ID, some.Scan.Account, some.Scan.Alias, some.Scan.Caller = Redact(r.Scan.ID), hidden(r.Scan.Account), "", Redact(r.Scan.Caller)
	some.Scan.Profile = Redact(r.Scan.Profile)
	some.Outcome.Since = Redact(r.Outcome.Since)
	some.Scan.Parameters = map[string]any{}
	for name, value := range r.Scan.Parameters {
		some.Scan.Parameters[name] = Redact(fmt.Sprint(value))
	}
	some.Findings = Findings(redacted(iter.Seq[Finding](r.Findings)))
	some.Unassessed = nil
	for _, u := range r.Unassessed {
		u.Account, u.Resource, u.Message = hidden(u.Account), Redact(u.Resource), Redact(u.Message)
		some.Unassessed = append(some.Unassessed, u)
	}
	return &some
}

// hidden is what stands for an account, if there is one.
func hidden(account string) string {
	if account == "" {
		return ""
	}
	return anAccount
}

func redacted(all iter.Seq[Finding]) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for f := range all {
			if !yield(f.redacted()) {
				return
			}
		}
	}
}

// redacted is the finding without what names its account. Its resource keeps the
// label, and has no ID.
func (f Finding) redacted() Finding {
	r := *f.Resource
	r.Name, r.ID, r.Account, r.Tags = Redact(f.Resource.label()), "", hidden(f.Resource.Account), noTags
	f.Resource, f.Message, f.Fingerprint = &r, Redact(f.Message), ""
	evidence := f.Evidence
	f.Evidence = []check.Evidence{}
	for _, e := range evidence {
		f.Evidence = append(f.Evidence, check.Evidence{Resource: Redact(e.Resource), Field: e.Field, Value: Redact(inWords(e.Value))})
	}
	if m := f.Muted; m != nil {
		f.Muted = &Muted{m.By, Redact(m.Reason), Redact(m.Owner), m.Until}
	}
	return f
}

// Redacted returns the diagnosis as everybody may read it. Its policy names no
// account.
func (d *Diagnosis) Redacted() *Diagnosis {
	some := *d
	some.Scan.Account, some.Scan.Alias, some.Scan.Caller = hidden(d.Scan.Account), "", Redact(d.Scan.Caller)
	some.Refused = nil
	for _, u := range d.Refused {
		u.Message = Redact(u.Message)
		some.Refused = append(some.Refused, u)
	}
	return &some
}

// Redacted returns the differences as everybody may read them as text.
func (d *Differences) Redacted() *Differences {
	some := *d
	some.Accounts = nil
	for _, one := range d.Accounts {
		one.Account, one.Alias = anAccount, ""
		one.Before.Scan, one.After.Scan = Redact(one.Before.Scan), Redact(one.After.Scan)
		for _, list := range []*[]Change{&one.New, &one.Fixed, &one.Changed, &one.Unassessable} {
			*list = redactedChanges(*list)
		}
		some.Accounts = append(some.Accounts, one)
	}
	return &some
}

func redactedChanges(all []Change) []Change {
	some := []Change{}
	for _, c := range all {
		is := Change{Why: Redact(c.Why)}
		if c.Before != nil {
			is.Before = new(c.Before.redacted())
		}
		if c.After != nil {
			is.After = new(c.After.redacted())
		}
		some = append(some, is)
	}
	return some
}
