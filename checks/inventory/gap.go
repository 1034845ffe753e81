package inventory

import (
	"cmp"
)

// A Reason says why something could not be read.
type Reason string

// The reasons of a gap. Each is a code of the JSON report.
const (
	Denied Reason = "denied" // the identity lacks the permission
	// DeniedByOrganization is that a service or resource control policy forbids it,
	// which nobody in the account can change.
	DeniedByOrganization Reason = "denied-by-organization"
	// DeniedByResource is that the resource's own policy forbids it, which no
	// permission of the caller outweighs.
	DeniedByResource Reason = "denied-by-resource"
	Throttled        Reason = "throttled"     // AWS asked for fewer calls until the deadline passed
	TimedOut         Reason = "timeout"       // no answer in time
	ServerError      Reason = "server-error"  // AWS failed to answer, and failed again
	Failed           Reason = "failed"        // AWS refused the call for another reason
	Unreachable      Reason = "unreachable"   // no connection to the endpoint
	RegionOff        Reason = "region-off"    // the region is not enabled in this account
	Unsupported      Reason = "unsupported"   // the service or operation does not exist there
	Subscription     Reason = "subscription"  // the account has not subscribed to the service
	Expired          Reason = "expired"       // the credentials ran out
	Interrupted      Reason = "interrupted"   // the scan was stopped
	Malformed        Reason = "malformed"     // the answer could not be understood
	NotReady         Reason = "not-ready"     // AWS was still preparing the answer when the wait ended
	TurnedOff        Reason = "turned-off"    // a flag of the scan forbids the call
	NotSelected      Reason = "not-selected"  // the region is enabled, but the scan leaves it out
	NotRecorded      Reason = "not-recorded"  // the recording holds no such exchange
	NotCollected     Reason = "not-collected" // nobody asked for the table: an error of ours
	NotScanned       Reason = "not-scanned"   // the scan of the account ended before anything was read: nobody could sign in, say
	Gone             Reason = "gone"          // the resource was deleted while the scan ran
)

// A Gap is something that could not be read. Its subject bounds it: the
// account (all of the table), the account in one region, or one resource.
type Gap struct {
	Subject   Resource `json:"subject"`
	Operation string   `json:"operation,omitempty"` // such as "s3:GetBucketPolicy"
	Reason    Reason   `json:"reason"`
	Code      string   `json:"code,omitempty"` // the error code that AWS gave
	Message   string   `json:"message,omitempty"`
}

// Covers reports whether the gap may hide something about the resource, or,
// if that is an account or a region, within it.
func (g Gap) Covers(r Resource) bool {
	if r.Type == AccountType && (r.Region == "" || r.Region == g.Subject.Region) {
		return true
	}
	if g.Subject.Type == AccountType {
		return g.Subject.Region == "" || g.Subject.Region == r.Region
	}
	return g.Subject.Key() == r.Key()
}

// Compare orders gaps by subject, operation and code.
func (g Gap) Compare(o Gap) int {
	return cmp.Or(g.Subject.Compare(o.Subject), cmp.Compare(g.Operation, o.Operation),
		cmp.Compare(g.Reason, o.Reason), cmp.Compare(g.Code, o.Code), cmp.Compare(g.Message, o.Message))
}
