package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// Endpoints of AWS lie in no subnet of the account, so that neither routes nor
// security groups decide who reaches them.

var https = Opening{"tcp", Span{443, 443}}

// ToAPIServer returns whether the internet reaches the API server of a cluster of
// EKS. Its private endpoint is in the VPC, and its public one admits the ranges of
// a list, which add up.
// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
func ToAPIServer(e check.Env, c inventory.EKSCluster) Answer {
	flag := check.Saw("EndpointPublicAccess", c.EndpointPublicAccess)
	if !c.EndpointPublicAccess {
		return Answer{State: Blocked, Why: "has a private endpoint only", Seen: []check.Evidence{flag}}
	}
	ranges, bad := internet.ParseAll(c.PublicAccessCIDRs)
	list := hop{
		bounds: exactly(internet.SetOf(ranges)), stop: "its public endpoint admits " + ofRanges(ranges) + " only",
		via:  named(ofRanges(ranges) + " -> public endpoint"),
		seen: []check.Evidence{flag, check.Saw("PublicAccessCIDRs", c.PublicAccessCIDRs), check.Saw("Endpoint", c.Endpoint)},
	}
	switch {
	case len(c.PublicAccessCIDRs) == 0:
		list = unclear("has a public endpoint, of which is not said who may reach it", list.seen...)
	case bad != "":
		list = unclear("has a public endpoint that admits a range that cannot be read: "+bad, list.seen...)
	}
	end := hop{bounds: open, via: named(fmt.Sprintf("%s :%s", c.ID, https.Ports))}
	return answer(e, []outcome{follow(https, []hop{list, end})})
}

// ofRanges names ranges, the widest first.
func ofRanges(ranges []netip.Prefix) string {
	sorted := slices.SortedStableFunc(slices.Values(ranges), func(a, b netip.Prefix) int {
		return cmp.Compare(shareOf(b), shareOf(a))
	})
	var texts []string
	for _, p := range sorted[:min(len(sorted), mostNamed)] {
		texts = append(texts, p.String())
	}
	text := strings.Join(texts, ", ")
	if more := len(sorted) - len(texts); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

func shareOf(p netip.Prefix) float64 { return share(internet.SetOf([]netip.Prefix{p})) }

// ToDomain returns whether the internet reaches the endpoint of a domain of
// OpenSearch: one in a VPC has private addresses. What the domain then answers to
// whom is for its access policy to say.
// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
func ToDomain(d inventory.OpenSearchDomain) Answer {
	seen := []check.Evidence{check.Saw("VPCID", d.VPCID)}
	if d.VPCID != "" {
		return Answer{State: Blocked, Why: "has endpoints in " + d.VPCID + " only", Seen: seen}
	}
	return Answer{
		State: Reached, Openings: []Opening{https}, Why: fmt.Sprintf("0.0.0.0/0 -> %s :%s", d.Endpoint, https.Ports),
		Seen: append(seen, check.Saw("Endpoint", d.Endpoint)),
	}
}
