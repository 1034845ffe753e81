package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A mutant is one condition of the source that means something else.
type mutant struct {
	id         int // from 1, across all packages of a run
	pkg        string
	at         token.Position
	text       string // of the condition
	losesError bool   // it takes no notice of an error; others mean the opposite
	reached    bool   // by some test
	killed     bool   // that is to say noticed, by some test
}

func (m *mutant) String() string {
	what := "means the opposite"
	if m.losesError {
		what = "sees no error"
	}
	return fmt.Sprintf("%s:%d:%d: `%s` %s", m.at.Filename, m.at.Line, m.at.Column, m.text, what)
}

// breed writes the packages with their mutants to dir, and the overlay that has
// the compiler read these files.
func breed(packages []*goPackage, dir string) (all []*mutant, overlay string, err error) {
	replace := map[string]string{}
	write := func(instead string, content []byte) error {
		replace[instead] = filepath.Join(dir, strconv.Itoa(len(replace))+".go")
		return os.WriteFile(replace[instead], content, 0o600)
	}
	for _, p := range packages {
		for _, name := range p.GoFiles {
			name = filepath.Join(p.Dir, name)
			src, err := os.ReadFile(name)
			if err != nil {
				return nil, "", err
			}
			changed, found, err := schema(name, src, len(all)+1)
			if err != nil {
				return nil, "", err
			}
			for _, m := range found {
				m.pkg = p.ImportPath
			}
			all = append(all, found...)
			if err := write(name, changed); err != nil {
				return nil, "", err
			}
		}
		if err := write(filepath.Join(p.Dir, "mutants_of_this_build.go"), helper(p.Name, len(all))); err != nil {
			return nil, "", err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return all, overlay, os.WriteFile(overlay, content, 0o600)
}

// schema returns the source with every condition in it replaced by a call that
// knows its mutant, one build for all of them: those that the file helper adds
// to the package. Mutants are numbered from next on.
func schema(name string, src []byte, next int) (changed []byte, found []*mutant, err error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	type insertion struct {
		offset int
		text   string
	}
	var inserted []insertion
	for _, c := range conditions(file) {
		from, to := fset.Position(c.Pos()), fset.Position(c.End())
		m := &mutant{id: next + len(found), at: from, text: string(src[from.Offset:to.Offset])}
		call := fmt.Sprintf("mutantFlips(%d, ", m.id)
		if no, ok := noError(c); ok {
			m.losesError = true
			call = fmt.Sprintf("mutantSees(%d, %t, ", m.id, no)
		}
		found = append(found, m)
		inserted = append(inserted, insertion{from.Offset, call}, insertion{to.Offset, ")"})
	}
	slices.SortStableFunc(inserted, func(a, b insertion) int { return a.offset - b.offset })
	var out bytes.Buffer
	done := 0
	for _, i := range inserted {
		out.Write(src[done:i.offset])
		out.WriteString(i.text)
		done = i.offset
	}
	out.Write(src[done:])
	return out.Bytes(), found, nil
}

// conditions returns what is true or false in a file and decides something, in
// parts: of a && b it returns a and b.
func conditions(file *ast.File) []ast.Expr {
	var all []ast.Expr
	known := map[ast.Expr]bool{}
	var decides func(e ast.Expr)
	decides = func(e ast.Expr) {
		switch e := e.(type) {
		case nil: // for ever
			return
		case *ast.ParenExpr:
			decides(e.X)
			return
		case *ast.UnaryExpr:
			if e.Op == token.NOT {
				decides(e.X)
				return
			}
		case *ast.BinaryExpr:
			if e.Op == token.LAND || e.Op == token.LOR {
				decides(e.X)
				decides(e.Y)
				return
			}
		case *ast.Ident:
			if e.Name == "true" || e.Name == "false" {
				return
			}
		default:
		}
		if !known[e] {
			known[e] = true
			all = append(all, e)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			return n.Tok != token.CONST
		case *ast.IfStmt:
			decides(n.Cond)
		case *ast.ForStmt:
			decides(n.Cond)
		case *ast.SwitchStmt:
			if n.Tag != nil {
				break
			}
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					decides(e)
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				decides(n)
			}
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
				decides(n)
			default: // it is a number or a text
			}
		default:
		}
		return true
	})
	return all
}

// errorName is how an error is called here.
var errorName = regexp.MustCompile(`^err$|^err[A-Z]|Err$`)

// noError returns what a condition is when there is no error, if it is about
// whether there is one.
func noError(e ast.Expr) (value, ok bool) {
	b, ok := e.(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL && b.Op != token.NEQ {
		return false, false
	}
	if y, ok := b.Y.(*ast.Ident); !ok || y.Name != "nil" {
		return false, false
	}
	name := ""
	switch x := b.X.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	case *ast.CallExpr:
		if s, ok := x.Fun.(*ast.SelectorExpr); ok {
			name = s.Sel.Name
		}
	default:
	}
	return b.Op == token.EQL, errorName.MatchString(name)
}

// Variables that a process with mutants reads: the number of the one that
// lives, and the file for the numbers of those that were reached.
const (
	liveVar    = "MUTANT"
	reachedVar = "MUTANTS_REACHED"
)

// helper is the file that schema's source needs in its package. Its names are
// odd so as to be nobody else's.
func helper(pkg string, last int) []byte {
	return []byte(strings.NewReplacer("PKG", pkg, "LAST", fmt.Sprint(last), "LIVE", liveVar, "REACHED", reachedVar).Replace(`package PKG

import (
	mutantOS "os"
	mutantStrconv "strconv"
	mutantAtomic "sync/atomic"
)

var (
	mutantLives, _ = mutantStrconv.Atoi(mutantOS.Getenv("LIVE"))
	mutantFile     = mutantOS.Getenv("REACHED")
	mutantReached  [LAST + 1]mutantAtomic.Bool
)

func mutantFlips(id int, is bool) bool { return is != mutantIs(id) }

func mutantSees(id int, no, is bool) bool {
	if mutantIs(id) {
		return no
	}
	return is
}

func mutantIs(id int) bool {
	if mutantFile != "" && !mutantReached[id].Swap(true) {
		f, err := mutantOS.OpenFile(mutantFile, mutantOS.O_APPEND|mutantOS.O_CREATE|mutantOS.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		f.WriteString(mutantStrconv.Itoa(id) + "\n")
		f.Close()
	}
	return id == mutantLives
}
`))
}
