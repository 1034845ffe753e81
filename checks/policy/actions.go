package policy

import (
	_ "embed"
	"strings"
)

// A Level is what an action does, as AWS classifies it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
type Level string

// The levels. LevelUnknown is that of an action that this package does not
// list.
const (
	LevelUnknown     Level = ""
	LevelList        Level = "list"
	LevelRead        Level = "read"
	LevelWrite       Level = "write"
	LevelPermissions Level = "permissions"
	LevelTagging     Level = "tagging"
)

// LevelOf returns the level of an action, in any case: s3:GetObject.
func LevelOf(action string) Level {
	return actionLevels[strings.ToLower(action)]
}

// An action is one that a resource policy can grant. Whether an action that is
// in no list exists is not known, but a policy that names it means it.
type action struct {
	name  string // s3:GetObject
	lower string
	self  bool // it is done to the resource itself
	part  bool // it is done to a part of the resource: an object of the bucket
}

//go:embed actions.tsv
var actionsTSV string

var actionLists, actionLevels = readActions()

// readActions reads the actions by service, and their levels.
func readActions() (map[string][]action, map[string]Level) {
	lists, levels := map[string][]action{}, map[string]Level{}
	for line := range strings.Lines(actionsTSV) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		service, of, level := columns[0], columns[1], columns[2]
		if service == "service" {
			continue
		}
		for name := range strings.FieldsSeq(columns[3]) {
			name = service + ":" + name
			a := action{name: name, lower: strings.ToLower(name), self: of != "part", part: of != "self"}
			lists[service] = append(lists[service], a)
			levels[a.lower] = Level(level)
		}
	}
	return lists, levels
}
