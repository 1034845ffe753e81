// Package config reads .yourside.yaml, by which a repository says what its
// scans are about and how they are made. Its keys are the flags of a scan, besides
// a list of accounts and the parameters of checks.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Name is the name of the file.
const Name = ".yourside.yaml"

// A File is what a configuration file says.
type File struct {
	Path string // where it is; empty if there is none
	// Own is whether it is the user's, not that of a repository, which others write.
	Own        bool
	Accounts   []Account
	Flags      []Entry
	Parameters []Entry // of checks, with the key "iam.access-key-rotated/max-age-days"
}

// An Account is the entry of one account.
type Account struct {
	ID   string
	Path string // of the file within its repository, with slashes; empty for the user's own
	Line int    // of the ID
}

// An Entry is a key with its values, as they are written.
type Entry struct {
	Key    string
	Line   int
	Values []string
	List   bool // whether the values are written as a list
}

// Load reads the file of the directory or of the nearest one above it, up to the
// root of the repository; without one, that of the user (see Own). If there is
// neither, it returns a file that says nothing. A link that leads out of the
// repository is not followed.
func Load(dir string) (File, error) {
	root, path := Find(dir, Name)
	local := within(root, path)
	if !exists(path) || local == "" {
		own := Own()
		if own == "" || !exists(own) {
			return File{}, nil
		}
		local, path = "", own
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return File{}, err
	}
	f, err := parse(text)
	if err != nil {
		return File{}, fmt.Errorf("%s: %w", path, err)
	}
	f.Path, f.Own = path, local == ""
	for i := range f.Accounts {
		f.Accounts[i].Path = local
	}
	return f, nil
}

// Own returns where the user's own file is, or nothing if users have no folder
// for it here.
func Own() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "yourside", "config.yaml")
}

// Find returns the root of the repository that holds the directory, and the
// nearest file of that name in it, or "" if there is none. Outside of a
// repository the directory stands for one.
func Find(dir, name string) (root, path string) {
	for d := dir; ; d = filepath.Dir(d) {
		if file := filepath.Join(d, filepath.FromSlash(name)); path == "" && exists(file) {
			path = file
		}
		if exists(filepath.Join(d, ".git")) {
			return d, path
		}
		if d == filepath.Dir(d) {
			if path = filepath.Join(dir, filepath.FromSlash(name)); !exists(path) {
				path = ""
			}
			return dir, path
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// within returns the path of a file in the repository, where no link leads out.
func within(root, path string) string {
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return ""
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return ""
	}
	path, err = filepath.Rel(root, path)
	if err != nil || !filepath.IsLocal(path) {
		return ""
	}
	return filepath.ToSlash(path)
}

var twelveDigits = regexp.MustCompile(`^[0-9]{12}$`)

func parse(text []byte) (File, error) {
	var document yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&document); errors.Is(err, io.EOF) {
		return File{}, nil
	} else if err != nil {
		return File{}, oneLine(err)
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return File{}, errors.New("there is more than one document in it")
	}
	var f File
	if len(document.Content) == 0 || document.Content[0].Tag == "!!null" {
		return f, nil
	}
	err := each(document.Content[0], "the file", func(key, value *yaml.Node) error {
		switch key.Value {
		case "version":
			if value.Value != "1" {
				return fmt.Errorf("line %d: version %q is none that this program knows; it is 1", value.Line, value.Value)
			}
			return nil
		case "accounts":
			return f.accounts(value)
		case "parameters":
			return f.parameters(value)
		}
		e, err := entry(key, value)
		f.Flags = append(f.Flags, e)
		return err
	})
	return f, err
}

// each calls do for the keys of a mapping.
func each(n *yaml.Node, what string, do func(key, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: %s has keys with values, not %s", n.Line, what, kind(n))
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode || key.Kind != yaml.ScalarNode || key.Value == "<<" {
			return fmt.Errorf("line %d: %s is written out, without aliases", key.Line, what)
		}
		if first, ok := seen[key.Value]; ok {
			return fmt.Errorf("line %d: %s is there already, in line %d", key.Line, key.Value, first)
		}
		seen[key.Value] = key.Line
		if err := do(key, value); err != nil {
			return err
		}
	}
	return nil
}

// kind says what a node is.
func kind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "keys"
	case yaml.ScalarNode:
		return fmt.Sprintf("%q", n.Value)
	case yaml.AliasNode, yaml.DocumentNode:
	}
	return "an alias"
}

// entry reads a key that has a value or a list of them.
func entry(key, value *yaml.Node) (Entry, error) {
	e := Entry{Key: key.Value, Line: key.Line, List: value.Kind == yaml.SequenceNode}
	nodes := []*yaml.Node{value}
	if e.List {
		nodes = value.Content
	}
	for _, n := range nodes {
		if n.Kind != yaml.ScalarNode {
			return e, fmt.Errorf("line %d: %s takes a value or a list of them, not %s", n.Line, e.Key, kind(n))
		}
		if n.Tag == "!!null" {
			return e, fmt.Errorf("line %d: %s has no value: leave it out to have the default", n.Line, e.Key)
		}
		e.Values = append(e.Values, n.Value)
	}
	return e, nil
}

func (f *File) accounts(list *yaml.Node) error {
	if list.Kind != yaml.SequenceNode {
		return fmt.Errorf("line %d: accounts is a list, not %s", list.Line, kind(list))
	}
	for i, n := range list.Content {
		var a Account
		err := each(n, "an account", func(key, value *yaml.Node) error {
			switch {
			case key.Value == "name":
				return nil // for those who read the file
			case key.Value != "id":
				return fmt.Errorf("line %d: there is no key %s: an account has id and name", key.Line, key.Value)
			case value.Kind != yaml.ScalarNode || !twelveDigits.MatchString(value.Value):
				return fmt.Errorf("line %d: the id of an account is twelve digits, not %s", value.Line, kind(value))
			}
			a = Account{ID: value.Value, Line: value.Line} // as it is written: a number would lose zeros
			return nil
		})
		switch {
		case err != nil:
			return err
		case a.ID == "":
			return fmt.Errorf("line %d: account %d of the list has no id", n.Line, i+1)
		case slices.ContainsFunc(f.Accounts, func(other Account) bool { return other.ID == a.ID }):
			return fmt.Errorf("line %d: the account %s is there already", a.Line, a.ID)
		}
		f.Accounts = append(f.Accounts, a)
	}
	return nil
}

func (f *File) parameters(n *yaml.Node) error {
	return each(n, "parameters", func(check, of *yaml.Node) error {
		return each(of, "a check", func(name, value *yaml.Node) error {
			e, err := entry(name, value)
			e.Key = check.Value + "/" + e.Key
			f.Parameters = append(f.Parameters, e)
			return err
		})
	})
}

// oneLine returns what a parser says, in one line.
func oneLine(err error) error {
	text, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "yaml: "), "\n")
	return errors.New(text)
}
