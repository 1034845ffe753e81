package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/yourside/yourside/checks/check"
)

// writeTemplate writes a configuration file in which everything that can be set
// is a comment.
func (p *program) writeTemplate(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# What scans from this folder and below are about, and how they are made. The
# command line and the environment (YOURSIDE_FAIL_ON) go before it;
# ` + "`yourside config show`" + ` says what holds, and why.
version: 1

# The accounts, for alerts that are about a whole account to point to.
# accounts:
#   - id: "123456789012"
#     name: shop
`)
	p.settings().VisitAll(func(f *pflag.Flag) {
		b.WriteString("\n")
		comment(&b, "# ", f.Usage)
		fmt.Fprintf(&b, "# %s: %s\n", f.Name, yamlValue(f))
	})
	b.WriteString("\n# Parameters of checks; `yourside checks show ID` says more.\n# parameters:\n")
	for _, c := range p.checks {
		if len(c.Params) == 0 {
			continue
		}
		fmt.Fprintf(&b, "#   %s:\n", c.ID)
		for _, s := range c.Params {
			comment(&b, "#     # ", s.Usage())
			fmt.Fprintf(&b, "#     %s: %s\n", s.Name(), yamlParameter(s))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// comment writes a text in lines of a comment.
func comment(b *strings.Builder, prefix, text string) {
	const width = 80
	line := prefix
	for word := range strings.FieldsSeq(text) {
		if len(line) > len(prefix) && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line = prefix
		}
		if len(line) > len(prefix) {
			line += " "
		}
		line += word
	}
	b.WriteString(line + "\n")
}

// yamlValue is the default of a flag as the file has it.
func yamlValue(f *pflag.Flag) string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return "[" + strings.Join(list.GetSlice(), ", ") + "]"
	}
	if f.Value.String() == "" {
		return `""`
	}
	return f.Value.String()
}

func yamlParameter(s check.Setting) string {
	switch v := s.Default().(type) {
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case []int:
		return strings.ReplaceAll(fmt.Sprint(v), " ", ", ")
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(s.Default())
}
