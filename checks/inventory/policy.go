package inventory

// A ResourcePolicy is the policy that is attached to a resource, under that
// resource's own Resource.
type ResourcePolicy struct {
	Resource
	Policy string // the document as AWS returns it; empty if the resource has none
}
