package policy

import "strings"

// PublicToS3 asks whether S3 takes a bucket's policy for public, which decides
// whether RestrictPublicBuckets has an effect and what GetBucketPolicyStatus
// says. To S3 a policy is public unless it grants access only to fixed values
// of some keys: a value with a wildcard or a variable is none.
//
// This is not what Public asks. S3 takes aws:SourceIp of more than a /8 for
// everyone, where Public wants a large part of the internet; to S3 a provider
// of identities is everyone; and S3 does not say what a Deny does to it, unless
// the policy is public for all that, nor whether newer keys count: that is
// Unknown here.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func (d *Document) PublicToS3(bucket Target) Answer {
	public, denies := No, false
	for _, c := range clausesOf(d, "") {
		if c.Effect == Deny {
			denies = true
			continue
		}
		public = public.Or(c.publicToS3())
	}
	if denies && public == Yes {
		return d.Public(bucket).Answer.Or(Unknown)
	}
	return public
}

func (s *clause) publicToS3() Answer {
	fixed := s.fixedPrincipals()
	for _, a := range s.atoms {
		fixed = fixed.Or(a.fixedToS3())
	}
	return fixed.Not()
}

// fixedPrincipals asks whether the statement names principals of AWS, and only
// those.
func (s *clause) fixedPrincipals() Answer {
	p := s.Principal
	switch {
	case p == nil || p.everyone() || len(p.Federated) > 0:
		return No
	case strings.ContainsAny(strings.Join(p.AWS, ""), "*?"):
		return Unknown
	}
	return Yes
}

// s3Fixed are the keys that S3 names. The keys of principals it names by an
// example, so those beside it are not certain.
var (
	s3Fixed = map[string]bool{
		"aws:principalorgid": true, "aws:principalarn": true, "aws:principalaccount": true,
		"aws:sourceip": true, "aws:sourcearn": true, "aws:sourcevpc": true, "aws:sourcevpce": true,
		"aws:sourceowner": true, "aws:sourceaccount": true, "aws:userid": true,
		"s3:x-amz-server-side-encryption-aws-kms-key-id": true,
		"s3:dataaccesspointarn":                          true, "s3:dataaccesspointaccount": true,
	}
	s3Perhaps = map[string]bool{
		"aws:principalorgpaths": true, "aws:principalservicename": true, "aws:principalservicenameslist": true,
		"aws:sourceorgid": true, "aws:sourceorgpaths": true, "aws:sourcevpcarn": true,
		"aws:vpceaccount": true, "aws:vpceorgid": true, "aws:vpceorgpaths": true, "aws:principalisawsservice": true,
	}
)

// fixedToS3 asks whether the condition holds a grant to fixed values.
func (a *atom) fixedToS3() Answer {
	switch {
	case a.op.negated || a.op.ifExists || a.op.set == "all" || a.op.base == "null":
		return No
	case s3Perhaps[a.key]:
		return Unknown
	case !s3Fixed[a.key]:
		return No
	}
	return anyOf(a.values, func(v compared) Answer { return a.looseToS3(v.text) }).Not()
}

// looseToS3 asks whether a value is not fixed.
func (a *atom) looseToS3(value string) Answer {
	wild := strings.ContainsAny(value, "*?") || strings.Contains(value, "${")
	switch a.key {
	case "aws:sourceip":
		p, ok := prefix(value)
		switch {
		case !ok:
			return Unknown
		case p.Addr().Is4():
			return answerOf(p.Bits() < 8 && !p.Addr().IsPrivate())
		}
		return answerOf(p.Bits() < 32)
	case "aws:userid":
		// The page speaks of values outside the pattern AROLEID:*, and not of
		// those inside.
		if id, _, ok := strings.Cut(value, ":"); ok && !strings.ContainsAny(id, "*?$") && strings.HasSuffix(value, ":*") {
			return Unknown
		}
	case "s3:dataaccesspointarn":
		if arn, ok := parseARN(value); ok && isAccountID(arn.account) {
			return No
		}
	}
	return answerOf(wild)
}
