package policy

import "strings"

// each reads the fields of an object by their names, whose case does not
// matter. A name that is not known, or there twice, is an error.
func (r *reader) each(n node, what string, known map[string]func(node)) {
	if n.kind != "object" {
		r.fail(n.at, "expected %s, an object, found %s", what, article(n.kind))
		return
	}
	r.distinct(n)
	for _, f := range n.fields {
		read, ok := known[strings.ToLower(f.name)]
		if !ok {
			r.fail(f.at, "expected an element of %s, found %q", what, f.name)
			return
		}
		read(f.value)
	}
}

// distinct fails if two names of an object differ in no more than case.
func (r *reader) distinct(n node) {
	seen := map[string]bool{}
	for _, f := range n.fields {
		name := strings.ToLower(f.name)
		if seen[name] {
			r.fail(f.at, "expected each name once, found %q again", f.name)
		}
		seen[name] = true
	}
}

// single reads a string, or a number or boolean that stands for one.
func (r *reader) single(n node) string {
	switch n.kind {
	case "string", "number", "boolean":
		return n.text
	}
	r.fail(n.at, "expected a string, found %s", article(n.kind))
	return ""
}

func article(kind string) string {
	switch kind {
	case "object":
		return "an object"
	case "null", "":
		return "null"
	}
	return "a " + kind
}

// list reads a list of strings, or one string that stands for a list of one.
// It is never nil.
func (r *reader) list(n node) []string {
	if n.kind != "list" {
		return []string{r.single(n)}
	}
	all := []string{}
	for _, item := range n.items {
		all = append(all, r.single(item))
	}
	return all
}

// conditions reads operators, their keys and the values of each.
func (r *reader) conditions(n node) []Condition {
	if n.kind != "object" {
		r.fail(n.at, "expected a Condition, an object, found %s", article(n.kind))
		return nil
	}
	r.distinct(n)
	var all []Condition
	for _, operator := range n.fields {
		if operator.value.kind != "object" {
			r.fail(operator.value.at, "expected condition keys, an object, found %s", article(operator.value.kind))
			return nil
		}
		r.distinct(operator.value)
		for _, key := range operator.value.fields {
			all = append(all, Condition{Operator: operator.name, Key: key.name, Values: r.list(key.value)})
		}
	}
	return all
}
