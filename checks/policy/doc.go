// Package policy says what AWS policies let whom do: resource policies
// (buckets, keys, queues, topics, functions, roles' trust, ...) and the
// policies of users, groups and roles.
//
//	d, err := policy.Parse(text)
//	r := d.Public(policy.Target{ARN: "arn:aws:s3:::b", Account: "111122223333"})
//	r.Answer              // Yes, No or Unknown
//	r.Grants[0].String()  // statement 2 (Read) lets anyone do s3:GetObject on arn:aws:s3:::b/*
//
// # How it decides
//
// A question is asked of callers: someone without credentials, a user, a role's
// session or the root user of an account that nobody knows, a service acting
// for such an account, or one whom the policy names. For each condition key a
// caller has a domain, the values that his requests may have (see Key): his
// account is not ours, his organization is his own, his addresses are all of the
// internet or, through a VPC endpoint, none, and headers are as he likes. A
// statement that allows is a grant if he can make one request that meets all
// its conditions and, at the same time, fails one condition of every Deny. So a
// Deny subtracts only what cannot be got round, and conditions on one key in
// different statements are held against each other.
//
// Each search is done twice. The first takes only what is sure: what it finds
// is a Yes. The second takes all that is not ruled out: if it finds nothing,
// that is a No. Between them lies Unknown: a key or an operator that is not
// known, a value that AWS would refuse, a policy that could not be read, or one
// so tangled that the search was given up.
//
// The requests to try follow from the patterns of the policy. Those that must
// match at once, and of which a Deny's must not, are crossed, which gives the
// texts that all of them match; of each a text is made that has as little as can
// be for its wildcards, and one with something that no pattern mentions. That is
// all that can matter, but for patterns that count characters with ? and for
// more combinations than can be tried; what only those may decide is Unknown.
//
// A policy may be made to have many combinations, so what can be decided without
// them is: what is denied without conditions is taken away as a set of actions,
// actions that the same statements with conditions deny are one, and so are
// places. A search is made once for each combination that is left of a caller,
// the conditions under which something is allowed, and those under which it is
// denied.
//
// # Limits
//
// Actions are decided by the lists in actions.tsv, those of the services whose
// policies are judged, and by what the policy itself names. Keys that hang
// together, such as aws:username and aws:PrincipalArn of one caller, are taken
// for independent beyond what a caller is and where he comes from. Session
// policies and the policies of VPC endpoints are not looked at, nor, for an
// outsider, those of his own account.
//
// # To add
//
// A condition key is a line in keys_*.go: what it tells, which values a caller
// may have, and the page that says so. An action is a word in actions.tsv, a
// path to more rights a line in paths.tsv. A new question is a search with
// other callers, or with given values.
package policy
