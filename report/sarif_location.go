package report

import (
	"net/url"
	"strings"
)

// The ways to point to a file, as an alert's locationMode says.
const (
	byConfig  = "config"    // the line of the account in a file of the repository
	synthetic = "synthetic" // a path that is made up
)

// location returns where an alert points to, and in which way. Code scanning
// refuses a whole upload for one result without a file. What is about the whole
// account is at its line, if the repository has one. A resource that no file is
// known of gets a path of its own: aws/<account>/<region>/<service>/<type>/<id>.
// It is made of the ARN and the type alone, as another path would be another
// alert.
func location(f Finding, service string, account *Place) (sarifLocation, string) {
	uri, line, mode := syntheticURI(f.Resource, service), 1, synthetic
	if account != nil && f.Resource.isAccount() {
		uri, line, mode = fileURI(account.Path), account.Line, byConfig
	}
	return sarifLocation{
		PhysicalLocation: sarifPhysicalLocation{
			ArtifactLocation: sarifArtifactLocation{URI: uri, URIBaseID: sourceRoot},
			Region:           sarifRegion{StartLine: line, StartColumn: 1, EndLine: line, EndColumn: 1},
		},
		LogicalLocations: []sarifLogicalLocation{{
			Kind: "resource", Name: f.Resource.label(), FullyQualifiedName: f.Resource.ID,
		}},
	}, mode
}

// fileURI returns the reference to a file of the repository.
func fileURI(path string) string {
	words := strings.Split(path, "/")
	for i, w := range words {
		words[i] = escape(w)
	}
	return strings.Join(words, "/")
}

func syntheticURI(r *Resource, service string) string {
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
	return escape(name)
}

// escape percent-encodes a segment. Query escaping leaves only what is
// unreserved, and writes spaces as "+".
func escape(segment string) string { return strings.ReplaceAll(url.QueryEscape(segment), "+", "%20") }
