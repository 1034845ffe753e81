package policy

// A Document is a policy.
type Document struct {
	Version    string // 2012-10-17 or 2008-10-17, which is also what no Version means
	ID         string
	Statements []Statement
}

// Denying returns each statement that denies, as a document of its own.
func (d *Document) Denying() []*Document {
	var all []*Document
	for _, s := range d.Statements {
		if s.Effect == Deny {
			all = append(all, &Document{Version: d.Version, ID: d.ID, Statements: []Statement{s}})
		}
	}
	return all
}

// An Effect is what a statement does.
type Effect string

// The effects. AWS accepts no other spelling.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// A Statement is one statement of a policy. Of each pair at most one element
// is there: Principal or NotPrincipal, Action or NotAction, Resource or
// NotResource. One that is not there is nil; an empty list is not nil.
type Statement struct {
	Index  int // of the statement in its document, from 0
	Sid    string
	Effect Effect

	Principal, NotPrincipal *Principals
	Action, NotAction       []string
	Resource, NotResource   []string
	Conditions              []Condition
}

// Principals is a Principal or NotPrincipal element.
type Principals struct {
	Everyone      bool // "*", without a kind
	AWS           []string
	Service       []string
	Federated     []string
	CanonicalUser []string
}

// A Condition is one key under one operator. A statement applies if all of its
// conditions hold.
type Condition struct {
	Operator string // as written: ForAllValues:StringLikeIfExists
	Key      string // as written: aws:SourceIp
	Values   []string
}

// reader makes a document of JSON. It shares its scanner's error.
type reader struct{ *scanner }

func (r *reader) document(n node) *Document {
	d := &Document{Version: version2008}
	var statements *node
	r.each(n, "a policy", map[string]func(node){
		"version":   func(n node) { d.Version = r.version(n) },
		"id":        func(n node) { d.ID = r.single(n) },
		"statement": func(n node) { statements = &n },
	})
	if statements == nil {
		r.fail(n.at, "expected a Statement in the policy")
		return nil
	}
	list := []node{*statements}
	if statements.kind == "list" {
		list = statements.items
	}
	for i, n := range list {
		s := r.statement(n)
		s.Index = i
		d.Statements = append(d.Statements, s)
	}
	return d
}

const (
	version2008 = "2008-10-17"
	version2012 = "2012-10-17" // the first with policy variables
)

func (r *reader) version(n node) string {
	v := r.single(n)
	if v != version2008 && v != version2012 {
		r.fail(n.at, "expected the Version %s or %s, found %q", version2012, version2008, v)
	}
	return v
}

func (r *reader) statement(n node) Statement {
	var s Statement
	r.each(n, "a statement", map[string]func(node){
		"sid":          func(n node) { s.Sid = r.single(n) },
		"effect":       func(n node) { s.Effect = r.effect(n) },
		"principal":    func(n node) { s.Principal = r.principals(n) },
		"notprincipal": func(n node) { s.NotPrincipal = r.principals(n) },
		"action":       func(n node) { s.Action = r.list(n) },
		"notaction":    func(n node) { s.NotAction = r.list(n) },
		"resource":     func(n node) { s.Resource = r.list(n) },
		"notresource":  func(n node) { s.NotResource = r.list(n) },
		"condition":    func(n node) { s.Conditions = r.conditions(n) },
	})
	switch {
	case s.Effect == "":
		r.fail(n.at, "expected an Effect in the statement")
	case s.Principal != nil && s.NotPrincipal != nil:
		r.fail(n.at, "expected Principal or NotPrincipal, found both")
	case (s.Action != nil) == (s.NotAction != nil):
		r.fail(n.at, "expected either Action or NotAction in the statement")
	case s.Resource != nil && s.NotResource != nil:
		r.fail(n.at, "expected Resource or NotResource, found both")
	}
	return s
}

func (r *reader) effect(n node) Effect {
	e := Effect(r.single(n))
	if e != Allow && e != Deny {
		r.fail(n.at, "expected the Effect Allow or Deny, found %q", string(e))
	}
	return e
}

func (r *reader) principals(n node) *Principals {
	p := &Principals{}
	if n.kind == "string" {
		p.Everyone = n.text == "*"
		if !p.Everyone {
			r.fail(n.at, `expected principals by kind or "*", found %q`, n.text)
		}
		return p
	}
	r.each(n, "a Principal", map[string]func(node){
		"aws":           func(n node) { p.AWS = r.list(n) },
		"service":       func(n node) { p.Service = r.list(n) },
		"federated":     func(n node) { p.Federated = r.list(n) },
		"canonicaluser": func(n node) { p.CanonicalUser = r.list(n) },
	})
	return p
}
