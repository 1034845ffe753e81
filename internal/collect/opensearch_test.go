package collect

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDomainsAreDescribedFiveAtATime(t *testing.T) {
	const plain = "application/json"
	names := func(of ...string) string {
		list := ""
		for _, n := range of {
			list += `,{"DomainName":"` + n + `","EngineType":"OpenSearch"}`
		}
		return `{"DomainNames":[` + list[min(1, len(list)):] + `]}`
	}
	domain := func(name, fields string) string {
		return `{"DomainId":"123456789012/` + name + `","DomainName":"` + name + `","ARN":"arn:aws:es:us-east-1:123456789012:domain/` + name + `","ClusterConfig":{}` + fields + `}`
	}
	inv := replay(t, []inventory.Handle{inventory.OpenSearchDomains},
		answered200("opensearch:ListDomainNames", `{}`, plain, names("f", "a", "b", "c", "d", "e")),
		answered200("opensearch:DescribeDomains", `{"DomainNames":["a","b","c","d","e"]}`, plain, `{"DomainStatusList":[`+
			domain("a", `,"Endpoint":"search-a-1.us-east-1.es.amazonaws.com","AccessPolicies":`+quoted)+`,`+
			domain("b", `,"Endpoints":{"vpc":"vpc-b-1.us-east-1.es.amazonaws.com"},"VPCOptions":{"VPCId":"vpc-1","SubnetIds":["subnet-1"]},"CognitoOptions":{"Enabled":true},"AdvancedSecurityOptions":{"Enabled":true}`)+`,`+
			domain("c", `,"EndpointV2":"search-c-1.aos.us-east-1.on.aws","CognitoOptions":{"Enabled":false},"AdvancedSecurityOptions":{"SAMLOptions":{"Enabled":true}}`)+`,`+domain("d", "")+`]}`),
		answered200("opensearch:DescribeDomains", `{"DomainNames":["f"]}`, plain, `{"DomainStatusList":[`+domain("f", "")+`]}`),
		exchange("opensearch:ListDomainNames", "eu-west-1", `{}`, 200, plain, names("g")),
		exchange("opensearch:DescribeDomains", "eu-west-1", `{"DomainNames":["g"]}`, 200, plain, `{"DomainStatusList":[`+domain("h", "")+`]}`),
	)
	resource := func(name string) inventory.Resource {
		return inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::OpenSearchService::Domain",
			ID: name, Name: name, ARN: "arn:aws:es:us-east-1:123456789012:domain/" + name,
		}
	}
	want := []inventory.OpenSearchDomain{
		{Resource: resource("a"), Endpoint: "search-a-1.us-east-1.es.amazonaws.com", Policy: policy},
		{Resource: resource("b"), VPCID: "vpc-1", Cognito: true},
		{Resource: resource("c"), Endpoint: "search-c-1.aos.us-east-1.on.aws", SAML: true},
		{Resource: resource("d")}, // AWS is making it; e was deleted meanwhile
		{Resource: resource("f")},
	}
	if diff := cmp.Diff(want, inventory.OpenSearchDomains.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.OpenSearchDomains)
	if !slices.ContainsFunc(gaps, func(g inventory.Gap) bool { return g.Subject.Region == "eu-west-1" && g.Reason == inventory.Malformed }) || len(gaps) != 1 {
		t.Errorf("gaps where a domain that nobody asked for is described: %+v", gaps)
	}
}
