package policy

// An Answer is what can be said about a question. Its zero value is none.
type Answer uint8

// The answers. Unknown is neither: something that decides is not known.
const (
	Yes Answer = iota + 1
	No
	Unknown
)

func (a Answer) String() string {
	switch a {
	case Yes:
		return "yes"
	case No:
		return "no"
	case Unknown:
		return "unknown"
	}
	return "unanswered"
}

// Not is the answer to the opposite question.
func (a Answer) Not() Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// Or is Yes if one is, No if both are.
func (a Answer) Or(b Answer) Answer {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No && b == No:
		return No
	}
	return Unknown
}

// And is No if one is, Yes if both are.
func (a Answer) And(b Answer) Answer {
	return a.Not().Or(b.Not()).Not()
}

func answerOf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// anyOf is Yes if one of the things is, No if none may be.
func anyOf[T any](things []T, is func(T) Answer) Answer {
	a := No
	for _, t := range things {
		a = a.Or(is(t))
		if a == Yes {
			return Yes
		}
	}
	return a
}
