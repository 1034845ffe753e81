// Package baseline reads and edits .yourside/baseline.yaml: which findings a
// repository accepts. Findings are instances, which a command lists; exceptions
// are rules, which people write. Both end on a day.
package baseline

import (
	"fmt"
	"os"
	"time"

	"go.yaml.in/yaml/v3"
)

// Name is the path of the file, from the directory that it is found in.
const Name = ".yourside/baseline.yaml"

const version = "1"

// Global stands for the region of resources that have none.
const Global = "global"

// A File is what was accepted.
type File struct {
	Path       string
	Findings   []Finding
	Exceptions []Exception

	doc     *yaml.Node // as it is written, with its comments
	remarks string     // all that a file has in which nothing is
}

// A Finding is one that failed when it was accepted.
type Finding struct {
	Line     int
	ID       string // its fingerprint
	Check    string
	Resource string // the ARN
	Seen     Day    // empty if it is not said
	Until    Day
}

// An Exception accepts what fails of some checks on some resources. What it
// does not limit it takes all of.
type Exception struct {
	Line      int
	Check     string            // a glob on the ID
	Accounts  []string          // their IDs
	Regions   []string          // their names, or Global
	Resources []string          // globs on the whole ARN
	Tags      map[string]string // all of them
	Reason    string
	Owner     string
	Until     Day
}

// A Day is a date in UTC, to its end: 2027-03-31. Never comes after all others.
type Day string

// Never is the day on which what holds for good ends.
const Never Day = "never"

// DayOf returns the day of a time.
func DayOf(t time.Time) Day { return Day(t.UTC().Format(time.DateOnly)) }

// Later returns the day that comes so many days later.
func (d Day) Later(days int) Day {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d // Never, or what was told to be wrong
	}
	return DayOf(t.AddDate(0, 0, days))
}

// Load reads a file. An error says what is wrong with it, and where.
func Load(path string) (*File, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f, problems := Parse(text)
	switch more := len(problems) - 1; {
	case more > 0:
		return nil, fmt.Errorf("%s: %s (and %d more: yourside baseline lint)", path, problems[0], more)
	case more == 0:
		return nil, fmt.Errorf("%s: %s", path, problems[0])
	}
	f.Path = path
	return f, nil
}
