package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

func TestEachClusterOfTheListIsDescribed(t *testing.T) {
	const plain = "application/json"
	cluster := func(name, fields string) wire.Exchange {
		return answered200("eks:DescribeCluster", `{"Name":"`+name+`"}`, plain, `{"cluster":{"name":"`+name+`",`+fields+`}}`)
	}
	inv := replay(t, []inventory.Handle{inventory.EKSClusters},
		answered200("eks:ListClusters", `{"MaxResults":100}`, plain, `{"clusters":["open"],"nextToken":"more"}`),
		answered200("eks:ListClusters", `{"MaxResults":100,"NextToken":"more"}`, plain, `{"clusters":["denied","half","shut"]}`),
		exchange("eks:ListClusters", "eu-west-1", `{"MaxResults":100}`, 200, plain, `{"clusters":[]}`),
		cluster("open", `"endpoint":"https://A1.gr7.us-east-1.eks.amazonaws.com","tags":{"team":"a"},"resourcesVpcConfig":{
			"endpointPublicAccess":true,"endpointPrivateAccess":false,"publicAccessCidrs":["0.0.0.0/0","::/0"]}`),
		cluster("shut", `"resourcesVpcConfig":{"endpointPublicAccess":false,"endpointPrivateAccess":true,"publicAccessCidrs":[]}`),
		cluster("half", `"resourcesVpcConfig":{}`),
		jsonError("eks:DescribeCluster", `{"Name":"denied"}`, "AccessDeniedException"),
	)
	resource := func(name string, tags map[string]string) inventory.Resource {
		return inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::EKS::Cluster",
			ID: name, Name: name, ARN: "arn:aws:eks:us-east-1:123456789012:cluster/" + name, Tags: tags,
		}
	}
	want := []inventory.EKSCluster{
		{
			Resource: resource("open", map[string]string{"team": "a"}), Endpoint: "https://A1.gr7.us-east-1.eks.amazonaws.com",
			EndpointPublicAccess: true, PublicAccessCIDRs: []string{"0.0.0.0/0", "::/0"},
		},
		{Resource: resource("shut", nil), PublicAccessCIDRs: []string{}},
	}
	if diff := cmp.Diff(want, inventory.EKSClusters.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	reasons := map[string]inventory.Reason{}
	for _, g := range inv.Gaps(inventory.EKSClusters) {
		reasons[g.Subject.ID] = g.Reason
	}
	if diff := cmp.Diff(map[string]inventory.Reason{"denied": inventory.Denied, "half": inventory.Malformed}, reasons); diff != "" {
		t.Errorf("gaps: %s", diff)
	}
}
