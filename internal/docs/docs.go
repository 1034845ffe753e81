// Package docs writes the documents that follow from the code: a page for each
// check, and the reference of the JSON report.
package docs

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "|", `\|`)

// Check returns the page of a check, in Markdown, with the operations that it
// has a scan call.
func Check(c *check.Check, operations []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\n", escaper.Replace(c.Title), "`"+c.ID+"`")
	b.WriteString("| | |\n|---|---|\n")
	row := func(title, value string) {
		if value != "" {
			fmt.Fprintf(&b, "| %s | %s |\n", title, value)
		}
	}
	row("Domain", c.Domain.Title())
	row("Severity", c.Severity.String())
	row("Resource", "`"+c.Resource+"`")
	row("Operations", "`"+strings.Join(operations, "`, `")+"`")
	row("Frameworks", escaper.Replace(strings.Join(c.Controls, ", ")))
	for _, s := range c.Params {
		row("Parameter `"+s.Name()+"`", escaper.Replace(fmt.Sprintf("%s; default: %v", s.Usage(), s.Default())))
	}
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", title, text)
		}
	}
	section("What it looks at", escaper.Replace(c.Logic))
	section("Why it matters", escaper.Replace(c.Rationale))
	section("How to fix it", escaper.Replace(c.Remedy))
	section("In the console", escaper.Replace(c.Fix.Console))
	section("With the AWS CLI", code("sh", c.Fix.CLI))
	section("With Terraform", code("terraform", c.Fix.Terraform))
	section("What it may break", escaper.Replace(c.Fix.Breaks))
	section("How to undo it", escaper.Replace(c.Fix.Undo))
	var references []string
	for _, r := range c.References {
		references = append(references, "- <"+r+">")
	}
	section("References", strings.Join(references, "\n"))
	return b.String()
}

func code(language, text string) string {
	if text == "" {
		return ""
	}
	return "```" + language + "\n" + text + "\n```"
}

// A schema is what the reference says of a part of a document.
type schema struct {
	Ref         string            `json:"$ref"`
	Type        string            `json:"type"`
	Description string            `json:"description"`
	Required    []string          `json:"required"`
	Properties  map[string]schema `json:"properties"`
	Items       *schema           `json:"items"`
	Enum        []any             `json:"enum"`
	Const       any               `json:"const"`
	Format      string            `json:"format"`
	Pattern     string            `json:"pattern"`
	Defs        map[string]schema `json:"$defs"`
	// Additional is a schema or false.
	Additional json.RawMessage `json:"additionalProperties"`
}

// Reference returns the reference of documents that a JSON Schema describes: a
// table for each object in it. It returns an error if the schema is none.
func Reference(title, intro string, document []byte) (string, error) {
	var s schema
	if err := json.Unmarshal(document, &s); err != nil {
		return "", fmt.Errorf("the schema: %w", err)
	}
	r := reference{defs: s.Defs}
	fmt.Fprintf(&r.b, "# %s\n\n%s\n", title, intro)
	for _, name := range slices.Sorted(maps.Keys(s.Defs)) {
		if def := s.Defs[name]; len(def.Properties) > 0 {
			r.object(name, def)
		}
	}
	return r.b.String(), nil
}

type reference struct {
	b    strings.Builder
	defs map[string]schema
}

// object writes the table of an object, and those of the objects within it.
func (r *reference) object(path string, s schema) {
	fmt.Fprintf(&r.b, "\n## `%s`\n\n", path)
	if s.Description != "" {
		fmt.Fprintf(&r.b, "%s\n\n", escaper.Replace(s.Description))
	}
	r.b.WriteString("| field | type | |\n|---|---|---|\n")
	names := slices.Sorted(maps.Keys(s.Properties))
	for _, name := range names {
		field := s.Properties[name]
		text := field.Description
		if text == "" && field.Ref != "" && len(r.def(field.Ref).Properties) == 0 {
			text = r.def(field.Ref).Description
		}
		if !slices.Contains(s.Required, name) {
			text = strings.TrimSpace("May be absent. " + text)
		}
		fmt.Fprintf(&r.b, "| `%s` | %s | %s |\n", name, r.kind(path+"."+name, field), escaper.Replace(text))
	}
	for _, name := range names {
		if inner := s.Properties[name]; len(inner.Properties) > 0 {
			r.object(path+"."+name, inner)
		}
	}
}

func (r *reference) def(ref string) schema { return r.defs[strings.TrimPrefix(ref, "#/$defs/")] }

// kind says what a field holds.
func (r *reference) kind(path string, s schema) string {
	switch {
	case s.Ref != "":
		name := strings.TrimPrefix(s.Ref, "#/$defs/")
		if def := r.defs[name]; len(def.Properties) == 0 {
			return r.kind(path, def)
		}
		return "[`" + name + "`](#" + name + ")"
	case s.Const != nil:
		return fmt.Sprintf("`%v`", s.Const)
	case len(s.Enum) > 0:
		var words []string
		for _, v := range s.Enum {
			words = append(words, fmt.Sprintf("`%v`", v))
		}
		return strings.Join(words, ", ")
	case s.Type == "array" && s.Items != nil:
		return "list of " + r.kind(path, *s.Items)
	case len(s.Properties) > 0:
		return "[`" + path + "`](#" + strings.ToLower(strings.ReplaceAll(path, ".", "")) + ")"
	case s.Type == "object":
		return "object"
	case s.Format == "date-time":
		return "time (RFC 3339)"
	case s.Type == "":
		return "anything"
	}
	return s.Type
}
