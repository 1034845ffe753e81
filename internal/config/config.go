// Package config reads .yourside.yaml, by which a repository says what its
// scans are about. To add a key, add a field here and let who needs it ask.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Name is the name of the file.
const Name = ".yourside.yaml"

// An Account is the entry of one account.
type Account struct {
	ID   string
	Path string // of the file within its repository, with slashes
	Line int    // of the ID
}

// Accounts returns the accounts that the file lists: that of the directory or of
// the nearest one above it, up to the root of the repository. It returns none
// if there is no file, or if a link leads out of the repository to it.
func Accounts(dir string) ([]Account, error) {
	root, path := find(dir)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	local := within(root, path)
	if local == "" {
		return nil, nil
	}
	for i := range all {
		all[i].Path = local
	}
	return all, nil
}

// find returns the root of the repository that holds the directory, and the
// nearest file in it. Outside of a repository the directory stands for one.
func find(dir string) (root, path string) {
	for d := dir; ; d = filepath.Dir(d) {
		if path == "" && exists(filepath.Join(d, Name)) {
			path = filepath.Join(d, Name)
		}
		if exists(filepath.Join(d, ".git")) {
			return d, path
		}
		if d == filepath.Dir(d) {
			return dir, filepath.Join(dir, Name)
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

type file struct {
	Version  int `yaml:"version"`
	Accounts []struct {
		ID   id     `yaml:"id"`
		Name string `yaml:"name"` // for those who read the file
	} `yaml:"accounts"`
}

// An id is the ID of an account as it is written: as a number it would lose
// zeros.
type id struct {
	text string
	line int
}

// UnmarshalYAML takes the text of the node and its line.
func (i *id) UnmarshalYAML(n *yaml.Node) error {
	i.text, i.line = n.Value, n.Line
	return nil
}

var twelveDigits = regexp.MustCompile(`^[0-9]{12}$`)

func parse(text []byte) ([]Account, error) {
	var f file
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, oneLine(err)
	}
	if f.Version > 1 {
		return nil, fmt.Errorf("version %d is newer than this program", f.Version)
	}
	var all []Account
	for i, a := range f.Accounts {
		switch {
		case a.ID.line == 0:
			return nil, fmt.Errorf("account %d of the list has no id", i+1)
		case !twelveDigits.MatchString(a.ID.text):
			return nil, fmt.Errorf("line %d: the id of an account is twelve digits, not %q", a.ID.line, a.ID.text)
		case slices.ContainsFunc(all, func(other Account) bool { return other.ID == a.ID.text }):
			return nil, fmt.Errorf("line %d: the account %s is there already", a.ID.line, a.ID.text)
		}
		all = append(all, Account{ID: a.ID.text, Line: a.ID.line})
	}
	return all, nil
}

var (
	unknownField = regexp.MustCompile(`field (.*) not found in type .*`)
	wrongType    = regexp.MustCompile(`cannot unmarshal !!(\w+).* into .*`)
)

// oneLine returns the first of the errors of a file, in our words.
func oneLine(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if several, ok := errors.AsType[*yaml.TypeError](err); ok {
		text = several.Errors[0]
	}
	text, _, _ = strings.Cut(text, "\n")
	text = unknownField.ReplaceAllString(text, "there is no key $1: the file has version and accounts, an account id and name")
	return errors.New(wrongType.ReplaceAllString(text, "a value of type $1 does not fit there"))
}
