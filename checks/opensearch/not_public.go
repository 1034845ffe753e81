package opensearch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
	"github.com/yourside/yourside/checks/reach"
)

// NotPublic is the check opensearch.not-public.
var NotPublic = &check.Check{
	ID:        "opensearch.not-public",
	Title:     "OpenSearch domains are private or policy-restricted",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Critical,
	Resource:  "AWS::OpenSearchService::Domain",
	Logic:     "Passes a domain in a VPC, whose endpoints have private addresses, whatever its access policy says. Of a domain with an endpoint on the internet, works out whom the access policy lets send requests to it, and fails if that is everyone, or everyone with an AWS account. Conditions count if they restrict who asks or from where: all the addresses that a policy names together must be less than a quarter of the public ones. Statements that deny count if nobody can get round them. Sign-in by fine-grained access control does not count, as everyone may try it. What a load balancer or proxy in a VPC passes on is not looked at.",
	Rationale: "Search clusters hold logs, customers and whatever else was indexed. Open ones are found within hours, and copied or wiped.",
	Remedy:    "Make a domain in a VPC and move the data: one with an endpoint on the internet cannot be put into a VPC. Until then, name in the access policy the roles that send requests, or with aws:SourceIp the addresses of your networks.",
	Fix: check.Fix{
		Console:   "Domains, the domain, Security configuration, Edit: name the roles or the addresses under Access policy.",
		CLI:       "aws opensearch update-domain-config --domain-name DOMAIN \\\n  --access-policies file://POLICY.json",
		Terraform: "resource \"aws_opensearch_domain_policy\" \"DOMAIN\" {\n  domain_name     = \"DOMAIN\"\n  access_policies = file(\"POLICY.json\")\n}",
		Breaks:    "Clients that do not sign their requests are kept out once the policy names roles, and those from other addresses once it names addresses.",
		Undo:      "Put the former access policy, which aws opensearch describe-domain shows under AccessPolicies.",
	},
	References: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2"},
	Controls:   []string{"FSBP/ES.2", "FSBP/Opensearch.2"},
	Assess:     check.ForEach(inventory.OpenSearchDomains, notPublic),
}

func notPublic(e check.Env, d inventory.OpenSearchDomain) check.Verdict {
	a := reach.ToDomain(d)
	if a.State == reach.Blocked {
		return check.Pass("is not reached from the internet: "+a.Why, a.Seen...)
	}
	if d.Endpoint == "" {
		return check.NotApplicable("has no endpoint yet", a.Seen...)
	}
	v := access.NotPublicFor(e, policyOf(d), sendsRequests)
	v.Message = fmt.Sprintf("has an endpoint on the internet (%s), and %s", a.Why, v.Message)
	v.Evidence = slices.Concat(a.Seen, v.Evidence)
	return v
}

// sendsRequests reports whether a grant is of requests to the endpoint. Others
// need the policy of an identity, whatever an access policy says of them.
// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html#ac-types-resource
func sendsRequests(g policy.Grant) bool {
	return slices.ContainsFunc(g.Actions, func(action string) bool {
		return strings.HasPrefix(strings.ToLower(action), "es:eshttp")
	})
}
