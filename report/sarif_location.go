package report

import (
	"net/url"
	"strings"
)

// location returns where an alert points to. Code scanning refuses a whole
// upload for one result without a file, so a resource that no file is known of
// gets a path of its own: aws/<account>/<region>/<service>/<type>/<id>. It is
// made of the ARN and the type alone, as another path would be another alert.
func location(f Finding, service string) sarifLocation {
	return sarifLocation{
		PhysicalLocation: sarifPhysicalLocation{
			ArtifactLocation: sarifArtifactLocation{URI: syntheticURI(f.Resource, service), URIBaseID: "%SRCROOT%"},
			Region:           sarifRegion{StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 1},
		},
		LogicalLocations: []sarifLogicalLocation{{
			Kind: "resource", Name: f.Resource.label(), FullyQualifiedName: f.Resource.ID,
		}},
	}
}

func syntheticURI(r Resource, service string) string {
	words := strings.Split(strings.ToLower(r.Type), "::")
	kind := words[len(words)-1]
	if len(words) == 3 && !r.isAccount() {
		service = words[1]
	}
	parts := []string{"aws", r.Account, region(r.Region), service, kind}
	if r.isAccount() {
		parts = append(parts, r.Account)
	} else {
		parts = append(parts, idWords(r.ID, kind)...)
	}
	for i, p := range parts {
		parts[i] = segment(p)
	}
	return strings.Join(parts, "/")
}

// idWords returns the words of what an ARN says after the account, without the
// type if that is the first: "vol-1" of "volume/vol-1".
func idWords(arn, kind string) []string {
	id := arn
	if fields := strings.SplitN(arn, ":", 6); len(fields) == 6 {
		id = fields[5]
	}
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '/' || r == ':' })
	if len(words) > 1 && strings.ReplaceAll(words[0], "-", "") == kind {
		words = words[1:]
	}
	if len(words) == 0 {
		return []string{""}
	}
	return words
}

// segment returns one segment of a path, percent-encoded. Decoded, even twice,
// it is a name: neither empty, nor a way up, nor a separator.
func segment(name string) string {
	name = strings.NewReplacer("%", "_", "/", "_", `\`, "_").Replace(clean(name))
	if strings.Trim(name, ".") == "" {
		name = "_" + name
	}
	// Query escaping leaves only what is unreserved, and writes spaces as "+".
	return strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
