package policy

import "slices"

// thin leaves, of values that callers may have of a key, one of those that are
// the same to every condition: of organizations and networks a policy may list
// a thousand, and most lists hold all of theirs or none. Where there are
// variables a value may matter elsewhere.
func (q *question) thin(may map[string][]string) {
	if q.varies {
		return
	}
	for key, values := range may {
		if len(values) < 2 {
			continue
		}
		var atoms []*atom
		for _, c := range q.clauses() {
			for _, a := range c.atoms {
				if a.key == key {
					atoms = append(atoms, a)
				}
			}
		}
		seen := map[string]bool{}
		may[key] = slices.DeleteFunc(values, func(v string) bool {
			said := make([]byte, len(atoms))
			for i, a := range atoms {
				said[i] = byte(a.evaluate([]string{v}, nil))
			}
			known := seen[string(said)]
			seen[string(said)] = true
			return known
		})
	}
}
