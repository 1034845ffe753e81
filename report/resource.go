package report

import (
	"strings"
	"unicode"

	"github.com/yourside/yourside/checks/inventory"
)

// global stands for the region of resources that have none.
const global = "global"

// kind returns what the resource is, in words: "security group" for
// AWS::EC2::SecurityGroup.
func (r Resource) kind() string {
	name := r.Type[strings.LastIndex(r.Type, ":")+1:]
	if name == "" {
		return "resource"
	}
	words := camelWords(name)
	for i, w := range words {
		switch {
		case w == "Acl":
			words[i] = "ACL"
		case w != strings.ToUpper(w) || len(w) == 1:
			words[i] = strings.ToLower(w)
		}
	}
	return clean(strings.Join(words, " "))
}

// camelWords splits a name before each capital that begins a word: "DBInstance"
// is "DB" and "Instance".
func camelWords(name string) []string {
	var words []string
	runes := []rune(name)
	start := 0
	for i := 1; i < len(runes); i++ {
		begins := unicode.IsUpper(runes[i]) &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins {
			words = append(words, string(runes[start:i]))
			start = i
		}
	}
	return append(words, string(runes[start:]))
}

// label returns what people call the resource: its name, with its ID where the
// name alone does not identify it.
func (r Resource) label() string {
	if r.isAccount() {
		if r.Account == "" {
			return clean(r.Name)
		}
		return "account " + clean(r.Account)
	}
	id := r.ID[strings.LastIndexAny(r.ID, ":/")+1:]
	switch {
	case r.Name == "" && id == "":
		return "(no name)"
	case r.Name == "":
		return clean(id)
	case id == "" || strings.Contains(r.ID, r.Name):
		return clean(r.Name)
	}
	return clean(r.Name + " (" + id + ")")
}

// isAccount reports whether the resource stands for the whole account, or for
// the account in one region.
func (r Resource) isAccount() bool { return r.Type == inventory.AccountType }

// region returns the name of the region, or global.
func region(name string) string {
	if name == "" {
		return global
	}
	return clean(name)
}

// plural returns "1 volume", "2 volumes", "3 policies".
func plural(n int, noun string) string {
	if n != 1 {
		switch last := noun[len(noun)-1]; {
		case last == 'y' && !strings.ContainsAny(noun[max(0, len(noun)-2):len(noun)-1], "aeiou"):
			noun = noun[:len(noun)-1] + "ies"
		case strings.HasSuffix(noun, "s") || strings.HasSuffix(noun, "x"):
			noun += "es"
		default:
			noun += "s"
		}
	}
	return count(n) + " " + noun
}

// marksOfOne is how many marks one letter can carry in any script. More would
// be drawn over the lines around.
const marksOfOne = 4

// clean replaces what could steer a terminal, reorder a line or leave it: names
// come from strangers.
func clean(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsPrint(r) || r == unicode.ReplacementChar:
			r = '?'
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks <= marksOfOne {
				return r
			}
			r = '?'
		}
		marks = 0
		return r
	}, s)
}
