package collect

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"github.com/yourside/yourside/checks/inventory"
)

var opensearchCollectors = []Collector{
	perRegion(inventory.OpenSearchDomainList, listDomainNames, "opensearch:ListDomainNames"),
	perRows(inventory.OpenSearchDomainList, inventory.OpenSearchDomains, describeDomains, "opensearch:DescribeDomains"),
}

// mostDomains is how many domains one call may ask about.
// https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DescribeDomains.html
const mostDomains = 5

func listDomainNames(ctx context.Context, s Session, emit func(inventory.OpenSearchDomainListEntry)) error {
	out, err := opensearch.NewFromConfig(s.Config).ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
	if err != nil {
		return err
	}
	for _, d := range out.DomainNames {
		name := aws.ToString(d.DomainName)
		if name == "" {
			return &absentError{"DomainName", name}
		}
		r := s.Resource("AWS::OpenSearchService::Domain", name, s.ARN("es", "domain/"+name))
		r.Name = name
		emit(inventory.OpenSearchDomainListEntry{Resource: r})
	}
	return nil
}

func describeDomains(
	ctx context.Context, s Session, list []inventory.OpenSearchDomainListEntry, emit func(inventory.OpenSearchDomain),
) error {
	listed := map[string]inventory.Resource{}
	names := make([]string, 0, len(list))
	for _, d := range list {
		listed[d.ID] = d.Resource
		names = append(names, d.ID)
	}
	slices.Sort(names) // so that a recording has the same calls
	for some := range slices.Chunk(names, mostDomains) {
		out, err := opensearch.NewFromConfig(s.Config).DescribeDomains(ctx, &opensearch.DescribeDomainsInput{DomainNames: some})
		if err != nil {
			return err
		}
		for _, d := range out.DomainStatusList {
			name := aws.ToString(d.DomainName)
			if !slices.Contains(some, name) {
				return &absentError{"DomainName that was asked for", name}
			}
			emit(domain(listed[name], d))
		}
	}
	return nil
}

func domain(r inventory.Resource, d types.DomainStatus) inventory.OpenSearchDomain {
	row := inventory.OpenSearchDomain{
		Resource: r, Policy: aws.ToString(d.AccessPolicies),
		Endpoint: cmp.Or(aws.ToString(d.Endpoint), aws.ToString(d.EndpointV2)),
	}
	if d.VPCOptions != nil {
		row.VPCID = aws.ToString(d.VPCOptions.VPCId)
	}
	if c := d.CognitoOptions; c != nil {
		row.Cognito = aws.ToBool(c.Enabled)
	}
	if a := d.AdvancedSecurityOptions; a != nil && a.SAMLOptions != nil {
		row.SAML = aws.ToBool(a.SAMLOptions.Enabled)
	}
	return row
}
