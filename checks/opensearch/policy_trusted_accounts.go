package opensearch

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// PolicyTrustedAccounts is the check opensearch.policy-trusted-accounts.
var PolicyTrustedAccounts = &check.Check{
	ID:        "opensearch.policy-trusted-accounts",
	Title:     "OpenSearch access policies name only trusted accounts",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::OpenSearchService::Domain",
	Logic:     "Works out whom the access policy of each domain lets in. Fails if that is somebody outside this account, its organization and the trusted accounts. Addresses are of no account and do not count, nor do services of AWS. A policy of a domain in a VPC that lets everyone in passes, as AWS recommends it: there the network decides who everyone is.",
	Rationale: "An account that may send requests reads and writes what is indexed, and its administrators decide who there may.",
	Remedy:    "Remove the principal that the finding names from the access policy, or add its account to trusted-accounts if it is yours or a partner.",
	Fix: check.Fix{
		Console:   "Domains, the domain, Security configuration, Edit: remove the principal under Access policy.",
		CLI:       "aws opensearch update-domain-config --domain-name DOMAIN \\\n  --access-policies file://POLICY.json",
		Terraform: "resource \"aws_opensearch_domain_policy\" \"DOMAIN\" {\n  domain_name     = \"DOMAIN\"\n  access_policies = file(\"POLICY.json\")\n}",
		Breaks:    "Clients of the account that is removed are kept out.",
		Undo:      "Put the former access policy, which aws opensearch describe-domain shows under AccessPolicies.",
	},
	References: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html"},
	Controls:   []string{},
	Params:     []check.Setting{access.TrustedAccounts},
	Assess:     check.ForEach(inventory.OpenSearchDomains, policyTrustedAccounts, access.OutsiderTables...),
}

func policyTrustedAccounts(e check.Env, d inventory.OpenSearchDomain) check.Verdict {
	v := access.Strangers(e, policyOf(d), "use it", func(g policy.Grant) bool {
		switch g.To {
		case policy.Anyone, policy.AnyPrincipal, policy.AnyService:
			return d.VPCID == ""
		}
		return g.To != policy.ANetwork
	})
	v.Evidence = append(v.Evidence, check.Saw("VPCID", d.VPCID))
	return v
}
