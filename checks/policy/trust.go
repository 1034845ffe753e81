package policy

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// Trust is who counts as one's own, beside the account of the target and the
// organization it is in.
type Trust struct {
	Accounts       []string // by ID
	Organizations  []string // o-…
	CanonicalUsers []string // the canonical user IDs of trusted accounts, the target's own among them
	Principals     []string // certain principals of other accounts, as policies name them
	Networks       []string // VPCs, VPC endpoints and their ARNs
	Addresses      []netip.Prefix
	Others         []string // what else a condition may name: ARNs of buckets, endpoints, user IDs
}

// Trusts reports whether a principal is trusted: an account ID, an ARN, or a
// canonical user ID, as policies, ACLs and grants name them. Unknown is what
// tells no account, such as a service.
func (t Trust) Trusts(target Target, principal string) Answer {
	if slices.Contains(t.Principals, principal) || slices.Contains(t.CanonicalUsers, principal) {
		return Yes
	}
	account, _ := accountOf(principal)
	switch {
	case isAccountID(account):
		return t.trusts(&target, AnAccount, account)
	case canonicalID.MatchString(principal):
		return t.canonicalUser(principal)
	case principal == "*":
		return No
	}
	return Unknown
}

var canonicalID = regexp.MustCompile(`^[0-9a-f]{64}$`)

// trusts reports whether what a name of a policy stands for is trusted: an
// account, an organization or a path in it, an ARN, a VPC. Unknown is whether
// the name tells enough to say that it is not.
func (t *Trust) trusts(target *Target, to, id string) Answer {
	switch to {
	case AnAccount:
		return answerOf(id == target.account() || slices.Contains(t.Accounts, id))
	case AnOrganization:
		org, _, _ := strings.Cut(id, "/")
		return answerOf(org != "" && (org == target.Organization || slices.Contains(t.Organizations, org)))
	case ACanonicalUser:
		return t.canonicalUser(id)
	case ANetwork:
		return t.network(id)
	case AHolder:
		if slices.Contains(t.Others, id) || slices.Contains(t.Principals, id) {
			return Yes
		}
		return Unknown
	}
	return No
}

// canonicalUser: S3 knows every account by such an ID too, the target's own
// among them, and no ID tells which account it is of. It is a stranger's only
// where one's own IDs are known.
func (t *Trust) canonicalUser(id string) Answer {
	if len(t.CanonicalUsers) == 0 {
		return Unknown
	}
	return answerOf(slices.Contains(t.CanonicalUsers, id))
}

// network: whose a VPC or an address is can only be told of the trusted ones.
func (t *Trust) network(id string) Answer {
	if slices.Contains(t.Networks, id) {
		return Yes
	}
	if p, ok := prefix(id); ok {
		for _, a := range t.Addresses {
			if a.Bits() <= p.Bits() && a.Contains(p.Addr()) {
				return Yes
			}
		}
	}
	return Unknown
}
