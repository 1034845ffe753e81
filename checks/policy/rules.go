package policy

import (
	"slices"
	"strings"
)

// What a condition key tells of a request.
const (
	Who   = "who"   // who asks
	Where = "where" // from which network
	How   = "how"   // what the caller chooses to send, and when
	What  = "what"  // of the resource, whoever asks
)

// A Key is what is known of a condition key. Says is Who, Where, How or What:
// only the first two can keep a policy from being public.
type Key struct {
	Name   string // as AWS writes it; one that ends in / stands for all that begin with it
	Says   string
	Multi  bool   // a request may have several values
	Source string // the page that says what the key is, and when a request has it

	actions string // patterns of the only actions that have the key, with spaces between
	domain  func(*caller) domain
}

// KeyOf returns what is known of a condition key, in any case.
func KeyOf(name string) (Key, bool) { return ruleOf(strings.ToLower(name)) }

// Keys lists the condition keys that are known.
func Keys() []Key {
	var all []Key
	for _, group := range keyGroups {
		all = append(all, group...)
	}
	return all
}

var keyGroups = [][]Key{principalKeys, sessionKeys, networkKeys, requestKeys, resourceKeys, s3Keys, serviceKeys, trustKeys, iamKeys}

var keyIndex = func() map[string]Key {
	index := map[string]Key{}
	for _, k := range Keys() {
		index[strings.ToLower(k.Name)] = k
	}
	return index
}()

// ruleOf finds a key by its name in lower case, or by what its name begins
// with.
func ruleOf(name string) (Key, bool) {
	if k, ok := keyIndex[name]; ok {
		return k, true
	}
	for i := range len(name) {
		if name[i] == '/' || name[i] == ':' {
			if k, ok := keyIndex[name[:i+1]]; ok {
				return k, true
			}
		}
	}
	return Key{}, false
}

// The domains that many keys share.

var lacking = domain{absent: true}

// chosen is any value, or none, as the caller likes.
func chosen(*caller) domain { return domain{absent: true, shapes: like(globOf("*"))} }

// sent is any value, but always one.
func sent(*caller) domain { return domain{shapes: like(globOf("*"))} }

// either is one of the values, as the caller likes.
func either(values ...string) func(*caller) domain {
	return func(*caller) domain { return domain{values: values} }
}

// optional is one of the values, or none, as the caller likes.
func optional(values ...string) func(*caller) domain {
	return func(*caller) domain { return domain{absent: true, values: values} }
}

// notKnown is a property that has nothing to do with the caller.
func notKnown(*caller) domain { return domain{unknown: true} }

// ofKinds is a domain for some kinds of callers; the requests of others lack
// the key.
func ofKinds(d func(*caller) domain, kinds ...callerKind) func(*caller) domain {
	return func(c *caller) domain {
		if slices.Contains(kinds, c.kind) {
			return d(c)
		}
		return lacking
	}
}
