package opensearch

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDashboardsFederated(t *testing.T) {
	of := func(d inventory.OpenSearchDomain) inventory.Part {
		d.Resource = resource()
		return inventory.OpenSearchDomains.Of(d)
	}
	const endpoint = "search-orders-x.us-east-1.es.amazonaws.com"
	checktest.Run(t, DashboardsFederated, checktest.Cases{
		"SAML":    checktest.Pass(of(inventory.OpenSearchDomain{Endpoint: endpoint, SAML: true})),
		"Cognito": checktest.Pass(of(inventory.OpenSearchDomain{Endpoint: endpoint, Cognito: true})).Says("Cognito"),
		"both":    checktest.Pass(of(inventory.OpenSearchDomain{VPCID: "vpc-1", SAML: true, Cognito: true})),
		"neither": checktest.Fail(of(inventory.OpenSearchDomain{Endpoint: endpoint})),
		// Who is in the network still has to sign in as somebody.
		"neither, in a VPC": checktest.Fail(of(inventory.OpenSearchDomain{VPCID: "vpc-1"})),
		"it is being made":  checktest.NotApplicable(of(inventory.OpenSearchDomain{})),
		"denied":            checktest.Unknown(inventory.OpenSearchDomains.Missing(checktest.Denied())),
	})
}
