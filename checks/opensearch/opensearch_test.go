package opensearch

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const arn = "arn:aws:es:us-east-1:123456789012:domain/orders"

func resource() inventory.Resource {
	r := checktest.Resource("AWS::OpenSearchService::Domain", "orders")
	r.ARN = arn
	return r
}

// exposed is a domain with an endpoint on the internet.
func exposed(policy string) inventory.Part {
	return inventory.OpenSearchDomains.Of(inventory.OpenSearchDomain{
		Resource: resource(), Endpoint: "search-orders-x.us-east-1.es.amazonaws.com", Policy: policy,
	})
}

// inVPC is a domain in a VPC.
func inVPC(policy string) inventory.Part {
	return inventory.OpenSearchDomains.Of(inventory.OpenSearchDomain{Resource: resource(), VPCID: "vpc-1", Policy: policy})
}

// statement is a policy of one statement about all parts of the domain, with what
// more follows in it.
func statement(principal, action, more string) string {
	return `{"Version":"2012-10-17","Statement":[{"Sid":"all","Effect":"Allow","Principal":` + principal + `,"Action":"` + action +
		`","Resource":"` + arn + `/*"` + more + `}]}`
}

// from is the condition that requests come from one of these addresses.
func from(addresses string) string {
	return `,"Condition":{"IpAddress":{"aws:SourceIp":[` + addresses + `]}}`
}
