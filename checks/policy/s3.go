package policy

import (
	"slices"
	"strings"
)

// A Block is the Block Public Access settings of an account, a bucket or an
// access point. S3 applies a setting that any of them has on.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
type Block struct {
	BlockPublicAcls       bool // refuses new public ACLs; those that are there stand
	IgnorePublicAcls      bool // makes public ACLs have no effect
	BlockPublicPolicy     bool // refuses a new public policy; one that is there stands
	RestrictPublicBuckets bool // keeps all but the account and services out where the policy is public
}

// An ACLGrant is a grant of a bucket's ACL.
type ACLGrant struct {
	Group      string // the URI of a group; empty if it is to an account
	Canonical  string // the canonical user ID of an account
	Permission string // READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL
}

// BucketPolicy is a bucket's policy, or that it has none.
type BucketPolicy struct {
	Document *Document // nil: it has none
	// IsPublic is what GetBucketPolicyStatus says; 0 if it was not asked, and
	// then worked out from the document.
	IsPublic Answer
}

// A Bucket is all that decides who can reach a bucket from outside. What was
// not read is nil.
type Bucket struct {
	Target
	AccountBlock *Block
	OwnBlock     *Block
	Ownership    *string // BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter; "" is as the last
	ACL          *[]ACLGrant
	Policy       *BucketPolicy
}

// The layers that can decide a bucket's exposure.
const (
	LayerAccountBlock = "the account's Block Public Access"
	LayerBucketBlock  = "the bucket's Block Public Access"
	LayerOwnership    = "object ownership"
	LayerACL          = "the ACL"
	LayerPolicy       = "the bucket policy"
)

// An Exposure is whether a bucket is public, and by which layer.
type Exposure struct {
	Result
	By     []string // the layers that make it public
	Kept   []string // the layers that keep grants to everyone, if there are any, from taking effect
	Unread []string // the layers that were not read, of which one would decide
}

// The groups of S3 that are everyone, and everyone with an AWS account.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
const (
	allUsers      = "http://acs.amazonaws.com/groups/global/AllUsers"
	authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
)

// Public asks whether everyone can do something of these levels to the bucket or
// its objects, or anything if none is given, all layers together. What keeps the
// answer from being Yes or No is in Unread. ACLs of single objects are not
// looked at.
func (b Bucket) Public(levels ...Level) Exposure {
	e := Exposure{Result: Result{Answer: No}}
	about := func(r Result) Result {
		if len(levels) > 0 {
			return r.Of(levels...)
		}
		return r
	}
	b.policy(&e, about)
	b.acl(&e, about)
	e.Grants = sorted(e.Grants)
	if e.Answer == Yes {
		e.Unread = nil
	}
	for _, layers := range []*[]string{&e.By, &e.Kept, &e.Unread} {
		slices.Sort(*layers)
		*layers = slices.Compact(*layers)
	}
	return e
}

// has asks whether a setting is on, and by which layer, or which were not read.
func (b Bucket) has(setting func(Block) bool) (on Answer, layers []string) {
	on = No
	for _, of := range []struct {
		layer string
		block *Block
	}{{LayerAccountBlock, b.AccountBlock}, {LayerBucketBlock, b.OwnBlock}} {
		switch {
		case of.block == nil && on != Yes:
			on = Unknown
			layers = append(layers, of.layer)
		case of.block != nil && setting(*of.block):
			return Yes, []string{of.layer}
		}
	}
	return on, layers
}

// policy adds what the bucket policy grants to everyone.
func (b Bucket) policy(e *Exposure, about func(Result) Result) {
	restricted, layers := b.has(func(block Block) bool { return block.RestrictPublicBuckets })
	if b.Policy == nil {
		if restricted == Yes {
			e.Kept = append(e.Kept, layers...)
			return // public or not, it lets no outsider in
		}
		e.unread(append(layers, LayerPolicy)...)
		return
	}
	if b.Policy.Document == nil {
		return
	}
	r := about(b.Policy.Document.Public(b.Target))
	e.Bound = append(e.Bound, r.Bound...)
	if r.Answer == No {
		return
	}
	// The setting takes effect where S3 finds the policy public, which is not
	// quite where it is.
	public := b.Policy.IsPublic
	if public == 0 {
		public = b.Policy.Document.PublicToS3(b.Target)
	}
	switch kept := restricted.And(public); kept {
	case Yes:
		e.Kept = append(e.Kept, layers...)
	case Unknown:
		if restricted == Unknown && public != No {
			e.unread(layers...)
		}
		fallthrough
	default:
		e.grant(r, kept, LayerPolicy)
	}
}

// grant adds the grants of a layer; if they may be kept from taking effect,
// they are not sure.
func (e *Exposure) grant(r Result, kept Answer, layer string) {
	for _, g := range r.Grants {
		if kept == Unknown {
			g.Answer = Unknown
		}
		e.add(g)
	}
	e.By = append(e.By, layer)
}

func (e *Exposure) unread(layers ...string) {
	e.Answer = e.Answer.Or(Unknown)
	e.Unread = append(e.Unread, layers...)
}

// acl adds what the ACL grants to everyone.
func (b Bucket) acl(e *Exposure, about func(Result) Result) {
	ignored, layers := b.has(func(block Block) bool { return block.IgnorePublicAcls })
	if ignored == Yes {
		e.Kept = append(e.Kept, layers...)
		return
	}
	if b.Ownership != nil && *b.Ownership == "BucketOwnerEnforced" {
		e.Kept = append(e.Kept, LayerOwnership)
		return
	}
	var unsure []string
	if ignored == Unknown {
		unsure = append(unsure, layers...)
	}
	if b.Ownership == nil {
		unsure = append(unsure, LayerOwnership)
	}
	if b.ACL == nil {
		e.unread(append(unsure, LayerACL)...)
		return
	}
	if b.Policy == nil {
		unsure = append(unsure, LayerPolicy)
	}
	r := about(b.granted().Public(b.Target))
	if r.Answer == No {
		return
	}
	kept := No
	if len(unsure) > 0 {
		kept = Unknown
		e.unread(unsure...)
	}
	e.grant(r, kept, LayerACL)
}

// granted is what the ACL grants to everyone, as a policy. What the bucket's
// own policy denies is denied here too.
func (b Bucket) granted() *Document {
	d := &Document{Version: version2012, Statements: b.statements()}
	if b.Policy != nil && b.Policy.Document != nil {
		d.Version = b.Policy.Document.Version
		for _, s := range b.Policy.Document.Statements {
			if s.Effect == Deny {
				d.Statements = append(d.Statements, s)
			}
		}
	}
	return d
}

// permissionActions are the actions that a permission of a bucket's ACL stands for.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
var permissionActions = map[string][]string{
	"READ":      {"s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"},
	"WRITE":     {"s3:PutObject"},
	"READ_ACP":  {"s3:GetBucketAcl"},
	"WRITE_ACP": {"s3:PutBucketAcl"},
}

// statements are the ACL's grants to everyone, as statements of a policy.
func (b Bucket) statements() []Statement {
	var all []Statement
	for i, g := range *b.ACL {
		s := Statement{
			Index: i, Sid: "ACL " + g.Permission, Effect: Allow, Principal: &Principals{Everyone: true},
			Action: permissionActions[g.Permission], Resource: []string{b.ARN, b.ARN + "/*"},
		}
		switch {
		case g.Permission == "FULL_CONTROL":
			s.Action = slices.Concat(permissionActions["READ"], permissionActions["WRITE"],
				permissionActions["READ_ACP"], permissionActions["WRITE_ACP"])
		case s.Action == nil: // what it allows is not known
			s.Action, s.Conditions = []string{"s3:*"}, []Condition{{Operator: "", Key: "permission", Values: []string{g.Permission}}}
		}
		switch {
		case strings.EqualFold(g.Group, authenticated):
			s.Conditions = append(s.Conditions, Condition{Operator: "Null", Key: "aws:PrincipalArn", Values: []string{"false"}})
		case !strings.EqualFold(g.Group, allUsers):
			continue
		}
		all = append(all, s)
	}
	return all
}
