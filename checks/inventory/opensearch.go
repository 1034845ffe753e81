package inventory

// OpenSearchDomainList holds the identity of every domain, those with the engine
// Elasticsearch too: opensearch:ListDomainNames.
var OpenSearchDomainList = NewTable[OpenSearchDomainListEntry]("opensearch.domain_list")

// An OpenSearchDomainListEntry is all that the list says of a domain. Its ID is
// the name.
type OpenSearchDomainListEntry struct {
	Resource // AWS::OpenSearchService::Domain
}

// OpenSearchDomains holds every domain: opensearch:DescribeDomains, for those of
// the list. One that was deleted meanwhile has no row.
var OpenSearchDomains = NewTable[OpenSearchDomain]("opensearch.domains")

// An OpenSearchDomain is a search cluster that AWS runs, in a VPC of the customer
// or with an endpoint on the internet.
type OpenSearchDomain struct {
	Resource
	Endpoint string // on the internet: empty while AWS makes the domain, and of one in a VPC
	VPCID    string // VPCOptions.VPCId: empty unless it is in a VPC
	Policy   string // AccessPolicies: the document; empty if the domain has none
	// SAML and Cognito are whether people sign in to its Dashboards that way:
	// AdvancedSecurityOptions.SAMLOptions.Enabled and CognitoOptions.Enabled.
	SAML, Cognito bool
}
