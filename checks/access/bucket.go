package access

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketTables are what decides together who can reach a bucket from outside.
var BucketTables = []inventory.Handle{
	inventory.S3AccountPublicAccessBlocks, inventory.S3PublicAccessBlocks, inventory.S3OwnershipControls,
	inventory.S3BucketACLs, inventory.S3BucketPolicies,
}

// Bucket judges a bucket by all its layers together: it passes if they let
// neither everyone nor everyone with an AWS account do anything of these
// levels. Does names that, as in "read". A layer that was not read makes it
// UNKNOWN only if it decides.
func Bucket(e check.Env, b inventory.Resource, does string, levels ...policy.Level) check.Verdict {
	layers, saw, unread := bucketLayers(e, b)
	if unread != nil {
		return *unread
	}
	closed := func(x policy.Exposure) policy.Answer { return x.Answer.Not() }
	public, taken := Under(e, b, closed, func(t policy.Target) policy.Exposure {
		under := layers
		under.Target = t
		return under.Public(levels...)
	})
	saw = append(saw, taken...)
	if taken != nil {
		public.Kept = append(public.Kept, "resource control policies of its organization")
	}
	switch {
	case public.Answer == policy.Yes:
		return check.Fail("lets everyone "+does+" by "+strings.Join(public.By, " and ")+": "+first(public.Result, policy.Yes), saw...)
	case public.Answer == policy.Unknown && len(public.Unread) > 0:
		restOn(e, b, public.Unread)
		return check.Unknown("could be reached by a layer that was not read", saw...)
	case public.Answer == policy.Unknown:
		return check.Unknown("has a policy of which cannot be told whether it lets everyone "+does+": "+first(public.Result, policy.Unknown), saw...)
	case len(public.Kept) > 0:
		return check.Pass("lets nobody from outside "+does+", by "+strings.Join(public.Kept, " and "), saw...)
	}
	return check.Pass("lets nobody from outside "+does, saw...)
}

// bucketLayers returns what was read of the layers.
func bucketLayers(e check.Env, b inventory.Resource) (policy.Bucket, []check.Evidence, *check.Verdict) {
	layers := policy.Bucket{Target: Target(e, b)}
	var saw []check.Evidence
	if a, ok := check.Peek(e, inventory.S3AccountPublicAccessBlocks, e.Account.Resource()); ok {
		layers.AccountBlock = block(a)
		saw = append(saw, check.SawOn(a.Resource, "IgnorePublicAcls", a.IgnorePublicAcls), check.SawOn(a.Resource, "RestrictPublicBuckets", a.RestrictPublicBuckets))
	}
	if own, ok := check.Peek(e, inventory.S3PublicAccessBlocks, b); ok {
		layers.OwnBlock = block(own)
		saw = append(saw, check.SawOn(b, "IgnorePublicAcls", own.IgnorePublicAcls), check.SawOn(b, "RestrictPublicBuckets", own.RestrictPublicBuckets))
	}
	if o, ok := check.Peek(e, inventory.S3OwnershipControls, b); ok {
		layers.Ownership = &o.ObjectOwnership
		saw = append(saw, check.SawOn(b, "ObjectOwnership", o.ObjectOwnership))
	}
	if a, ok := check.Peek(e, inventory.S3BucketACLs, b); ok {
		grants := grantsOf(a)
		layers.ACL = &grants
		saw = append(saw, check.SawOn(b, "Grants", a.Grants))
	}
	if p, ok := check.Peek(e, inventory.S3BucketPolicies, b); ok {
		d, unread := Of(p)
		if unread != nil {
			return layers, saw, unread
		}
		layers.Policy = &policy.BucketPolicy{Document: d}
		said := []string{}
		if d != nil {
			said = Said(d.Public(layers.Target))
		}
		saw = append(saw, check.SawOn(b, "Policy", said))
	}
	return layers, saw, nil
}

func block(b inventory.S3PublicAccessBlock) *policy.Block {
	return &policy.Block{
		BlockPublicAcls: b.BlockPublicAcls, IgnorePublicAcls: b.IgnorePublicAcls,
		BlockPublicPolicy: b.BlockPublicPolicy, RestrictPublicBuckets: b.RestrictPublicBuckets,
	}
}

func grantsOf(acl inventory.S3BucketACL) []policy.ACLGrant {
	grants := []policy.ACLGrant{}
	for _, g := range acl.Grants {
		grant := policy.ACLGrant{Canonical: g.Grantee, Permission: g.Permission}
		if strings.HasPrefix(g.Grantee, "http") {
			grant = policy.ACLGrant{Group: g.Grantee, Permission: g.Permission}
		}
		grants = append(grants, grant)
	}
	return grants
}

// restOn makes the verdict rest on the layers that were not read.
func restOn(e check.Env, b inventory.Resource, layers []string) {
	for layer, rest := range map[string]func(){
		policy.LayerAccountBlock: func() { check.Detail(e, inventory.S3AccountPublicAccessBlocks, e.Account.Resource()) },
		policy.LayerBucketBlock:  func() { check.Detail(e, inventory.S3PublicAccessBlocks, b) },
		policy.LayerOwnership:    func() { check.Detail(e, inventory.S3OwnershipControls, b) },
		policy.LayerACL:          func() { check.Detail(e, inventory.S3BucketACLs, b) },
		policy.LayerPolicy:       func() { check.Detail(e, inventory.S3BucketPolicies, b) },
	} {
		if slices.Contains(layers, layer) {
			rest()
		}
	}
}
