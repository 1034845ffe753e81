package cli

import (
	"slices"

	"github.com/spf13/pflag"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/internal/config"
)

// A schema is a JSON Schema of draft 7, which editors read.
type schema map[string]any

// configSchema is the schema of the configuration file. It follows from the
// flags and the checks of this program.
func (p *program) configSchema() schema {
	properties := schema{
		"version": schema{"const": 1},
		"accounts": schema{
			"description": "The accounts, for alerts that are about a whole account to point to.",
			"type":        "array",
			"items": schema{
				"type": "object", "additionalProperties": false, "required": []string{"id"},
				"properties": schema{
					"id":   schema{"type": "string", "pattern": "^[0-9]{12}$"},
					"name": schema{"type": "string"},
				},
			},
		},
		"parameters": p.parametersSchema(),
	}
	words := p.words()
	p.settings().VisitAll(func(f *pflag.Flag) { properties[f.Name] = flagSchema(f, words[f.Name]) })
	return schema{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": config.Name, "type": "object",
		"additionalProperties": false, "properties": properties,
	}
}

// words are what the flags that know their values take.
func (p *program) words() map[string][]string {
	var services, frameworks []string
	severities, domains := []string{}, []string{}
	for _, c := range p.checks {
		services = append(services, c.Service())
	}
	slices.Sort(services)
	for _, f := range framework.All() {
		frameworks = append(frameworks, f.ID)
	}
	for _, s := range check.Severities {
		severities = append(severities, s.String())
	}
	for _, d := range check.Domains {
		domains = append(domains, d.String())
	}
	return map[string][]string{
		"check": ids(p.checks), "skip": ids(p.checks), "service": slices.Compact(services), "framework": frameworks,
		"severity": severities, "domain": domains, "fail-on": append(slices.Clone(severities), noGate),
	}
}

func flagSchema(f *pflag.Flag, words []string) schema {
	one := schema{"type": "string"}
	if words != nil {
		one["enum"] = words
	}
	switch f.Value.Type() {
	case "bool":
		one = schema{"type": "boolean"}
	case "int":
		one = schema{"type": "integer"}
	case "float64":
		one = schema{"type": "number"}
	case "stringSlice":
		one = schema{"anyOf": []schema{one, {"type": "array", "minItems": 1, "items": one}}}
	}
	one["description"] = f.Usage
	return one
}

// parametersSchema knows the parameters of each check.
func (p *program) parametersSchema() schema {
	of := schema{}
	for _, c := range p.checks {
		if len(c.Params) == 0 {
			continue
		}
		names := schema{}
		for _, s := range c.Params {
			one := schema{"type": "string"}
			switch s.Default().(type) {
			case int:
				one = schema{"type": "integer"}
			case []int:
				one = schema{"type": "array", "items": schema{"type": "integer"}}
			case []string:
				one = schema{"type": "array", "items": one}
			}
			one["description"] = s.Usage()
			names[s.Name()] = one
		}
		of[c.ID] = schema{"type": "object", "additionalProperties": false, "properties": names}
	}
	return schema{"description": "Parameters of checks.", "type": "object", "additionalProperties": false, "properties": of}
}
