package baseline

import "strings"

// match reports whether the whole text is as the pattern says: * stands for any
// characters, also none, ? for one, and everything else for itself.
func match(pattern, text string) bool {
	p, t := []rune(pattern), []rune(text)
	star, from := -1, 0 // where to go on if what follows the last * does not fit
	i, j := 0, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(string(p[i:]), "*") == ""
}

// everything reports whether a pattern fits all texts.
func everything(pattern string) bool { return pattern != "" && strings.Trim(pattern, "*") == "" }
