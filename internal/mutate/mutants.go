package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A mutant is one place of the source that means something else.
type mutant struct {
	id      int // from 1, across all packages of a run
	pkg     string
	at      token.Position
	text    string
	change  change
	reached bool // by some test
	killed  bool // that is to say noticed, by some test
}

// A change is what a mutant does to its place, in words that follow it.
type change string

const (
	turned   change = "means the opposite" // a condition
	losesErr change = "sees no error"      // a condition on one
	leftOut  change = "is left out"        // a statement
	emptied  change = "is empty"           // what a field is set to
)

func (m *mutant) String() string {
	text := strings.Join(strings.Fields(m.text), " ")
	if runes := []rune(text); len(runes) > 80 {
		text = string(runes[:80]) + "..."
	}
	return fmt.Sprintf("%s:%d:%d: `%s` %s", m.at.Filename, m.at.Line, m.at.Column, text, m.change)
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

// schema returns the source with each mutant's place in a call or a condition
// that knows it, so that one build has all of them: those that the file helper
// adds to the package. Mutants are numbered from next on.
func schema(name string, src []byte, next int) (changed []byte, found []*mutant, err error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	type insertion struct {
		offset, order int // within an offset
		text          string
	}
	var inserted []insertion
	for _, p := range places(file) {
		from, to := fset.Position(p.node.Pos()), fset.Position(p.node.End())
		m := &mutant{id: next + len(found), at: from, text: string(src[from.Offset:to.Offset]), change: p.change}
		before, after := p.wrapping(m.id)
		found = append(found, m)
		// What begins first at an offset ends last.
		inserted = append(inserted, insertion{from.Offset, m.id, before}, insertion{to.Offset, -m.id, after})
	}
	slices.SortFunc(inserted, func(a, b insertion) int {
		return cmp.Or(cmp.Compare(a.offset, b.offset), cmp.Compare(a.order, b.order))
	})
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

// A place is where there may be a mutant.
type place struct {
	node   ast.Node
	change change
}

// wrapping is what the source of a place is put between.
func (p place) wrapping(id int) (before, after string) {
	switch p.change {
	case losesErr:
		return fmt.Sprintf("mutantSees(%d, %t, ", id, p.node.(*ast.BinaryExpr).Op == token.EQL), ")"
	case leftOut:
		return fmt.Sprintf("if !mutantIs(%d) { ", id), " }"
	case emptied:
		return fmt.Sprintf("mutantEmpties(%d, ", id), ")"
	default:
		return fmt.Sprintf("mutantTurns(%d, ", id), ")"
	}
}

// places returns what can be changed in a file, the outer before the inner.
func places(file *ast.File) []place {
	f := finder{known: map[ast.Node]bool{}, imported: map[string]bool{}}
	for _, i := range file.Imports {
		name := path.Base(strings.Trim(i.Path.Value, `"`))
		if i.Name != nil {
			name = i.Name.Name
		}
		f.imported[name] = true
	}
	ast.Inspect(file, f.look)
	slices.SortStableFunc(f.found, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.node.Pos(), b.node.Pos()), cmp.Compare(b.node.End(), a.node.End()))
	})
	return f.found
}

type finder struct {
	known    map[ast.Node]bool
	imported map[string]bool
	found    []place
}

func (f *finder) add(n ast.Node, c change) {
	if !f.known[n] {
		f.known[n] = true
		f.found = append(f.found, place{n, c})
	}
}

func (f *finder) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok != token.CONST
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.CommClause:
		f.statements(n.Body)
	case *ast.CompositeLit:
		f.fields(n)
	case *ast.IfStmt:
		f.decides(n.Cond)
	case *ast.ForStmt:
		f.decides(n.Cond)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					f.decides(e)
				}
			}
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			f.decides(n)
		}
	case *ast.BinaryExpr:
		switch n.Op {
		case token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			f.decides(n)
		default: // it is a number or a text
		}
	default:
	}
	return true
}

// decides adds a condition, in parts: of a && b it adds a and b.
func (f *finder) decides(e ast.Expr) {
	switch e := e.(type) {
	case nil: // for ever
		return
	case *ast.ParenExpr:
		f.decides(e.X)
		return
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			f.decides(e.X)
			return
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			f.decides(e.X)
			f.decides(e.Y)
			return
		}
		if ofError(e) {
			f.add(e, losesErr)
			return
		}
	case *ast.Ident:
		if e.Name == "true" || e.Name == "false" {
			return
		}
	default:
	}
	f.add(e, turned)
}

// statements adds those that a block does as well without, for the compiler.
func (f *finder) statements(all []ast.Stmt) {
	for _, s := range all {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				f.add(s, leftOut)
			}
		case *ast.IncDecStmt:
			f.add(s, leftOut)
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && !named(call.Fun, "panic") {
				f.add(s, leftOut)
			}
		default:
		}
	}
}

// fields adds what the fields of a literal are set to, but for what may be a
// constant without a type: it would get another one as an argument.
func (f *finder) fields(lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if _, ok := kv.Key.(*ast.Ident); !ok {
			continue
		}
		switch v := kv.Value.(type) {
		case *ast.CallExpr, *ast.StarExpr, *ast.IndexExpr, *ast.SliceExpr:
			f.add(v, emptied)
		case *ast.CompositeLit:
			if v.Type != nil {
				f.add(v, emptied)
			}
		case *ast.SelectorExpr:
			if x, ok := v.X.(*ast.Ident); !ok || !f.imported[x.Name] {
				f.add(v, emptied)
			}
		default:
		}
	}
}

func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// errorName is how an error is called here.
var errorName = regexp.MustCompile(`^err$|^err[A-Z]|Err$`)

// ofError reports whether a comparison is about whether there is an error.
func ofError(b *ast.BinaryExpr) bool {
	if b.Op != token.EQL && b.Op != token.NEQ || !named(b.Y, "nil") {
		return false
	}
	switch x := b.X.(type) {
	case *ast.Ident:
		return errorName.MatchString(x.Name)
	case *ast.SelectorExpr:
		return errorName.MatchString(x.Sel.Name)
	case *ast.CallExpr:
		s, ok := x.Fun.(*ast.SelectorExpr)
		return ok && errorName.MatchString(s.Sel.Name)
	default:
		return false
	}
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

func mutantTurns(id int, is bool) bool { return is != mutantIs(id) }

func mutantEmpties[T any](id int, is T) (empty T) {
	if mutantIs(id) {
		return empty
	}
	return is
}

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
