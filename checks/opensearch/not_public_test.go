package opensearch

import (
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestNotPublic(t *testing.T) {
	everyone := statement(`"*"`, "es:*", "")
	checktest.Run(t, NotPublic, checktest.Cases{
		"in a VPC, with an open policy": checktest.Pass(inVPC(everyone)).Says("has endpoints in vpc-1 only"),
		"in a VPC, with no policy":      checktest.Pass(inVPC("")),
		"everyone": checktest.Fail(exposed(everyone)).Says(
			"0.0.0.0/0 -> search-orders-x.us-east-1.es.amazonaws.com :443", "is public: statement 0 (all)"),
		"everyone with an account":     checktest.Fail(exposed(statement(`{"AWS":"*"}`, "es:ESHttpGet", ""))),
		"everyone, to one index":       checktest.Fail(exposed(strings.Replace(everyone, "orders/*", "orders/shop-*", 1))),
		"no policy":                    checktest.Pass(exposed("")),
		"its own account":              checktest.Pass(exposed(statement(`{"AWS":"arn:aws:iam::123456789012:root"}`, "es:*", ""))),
		"another account":              checktest.Pass(exposed(statement(`{"AWS":"999999999999"}`, "es:*", ""))),
		"an organization":              checktest.Pass(exposed(statement(`"*"`, "es:*", `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"an office's addresses":        checktest.Pass(exposed(statement(`"*"`, "es:*", from(`"203.0.113.0/24"`)))).Says("grants nothing to everyone"),
		"all addresses":                checktest.Fail(exposed(statement(`"*"`, "es:*", from(`"0.0.0.0/0"`)))),
		"all addresses, in two halves": checktest.Fail(exposed(statement(`"*"`, "es:*", from(`"0.0.0.0/1","128.0.0.0/1"`)))),
		// Requests are for what is in a domain. The domain itself is configured by
		// those whom the policies of their identities let.
		"everyone, to the domain and nothing in it": checktest.Pass(exposed(strings.Replace(everyone, "orders/*", "orders", 1))),
		"everyone, to configure it":                 checktest.Pass(exposed(strings.Replace(statement(`"*"`, "es:DescribeDomain", ""), "orders/*", "orders", 1))),
		"cross-cluster search, which must be accepted": checktest.Pass(exposed(strings.Replace(
			statement(`"*"`, "es:ESCrossClusterGet", ""), "orders/*", "orders", 1))),
		"a key that is not known": checktest.Unknown(exposed(statement(`"*"`, "es:*", `,"Condition":{"StringEquals":{"es:NewKey":"x"}}`))),
		"not a policy":            checktest.Unknown(exposed(`{"Statement":[`)).Says("line 1"),
		"it is being made":        checktest.NotApplicable(inventory.OpenSearchDomains.Of(inventory.OpenSearchDomain{Resource: resource(), Policy: everyone})),
		"denied":                  checktest.Unknown(inventory.OpenSearchDomains.Missing(checktest.Denied())),
	})
}
