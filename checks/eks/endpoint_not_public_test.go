package eks

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEndpointNotPublic(t *testing.T) {
	resource := checktest.Resource("AWS::EKS::Cluster", "orders")
	cluster := func(public bool, ranges ...string) inventory.Part {
		return inventory.EKSClusters.Of(inventory.EKSCluster{
			Resource: resource, Endpoint: "https://A1.gr7.us-east-1.eks.amazonaws.com",
			EndpointPublicAccess: public, PublicAccessCIDRs: ranges,
		})
	}
	checktest.Run(t, EndpointNotPublic, checktest.Cases{
		"private only":               checktest.Pass(cluster(false)).Says("private endpoint only"),
		"private, with an old list":  checktest.Pass(cluster(false, "0.0.0.0/0")),
		"everywhere":                 checktest.Fail(cluster(true, "0.0.0.0/0")).Says("TCP 443: 0.0.0.0/0 -> public endpoint -> orders :443"),
		"everywhere, besides others": checktest.Fail(cluster(true, "203.0.113.0/24", "0.0.0.0/0")).Says("0.0.0.0/0, 203.0.113.0/24 ->"),
		"everywhere by IPv6":         checktest.Fail(cluster(true, "203.0.113.0/24", "::/0")),
		"two halves":                 checktest.Fail(cluster(true, "0.0.0.0/1", "128.0.0.0/1")),
		"pieces that add up":         checktest.Fail(cluster(true, "1.0.0.0/8", "32.0.0.0/4", "48.0.0.0/4", "64.0.0.0/4", "80.0.0.0/4")),
		"a company's range":          checktest.Pass(cluster(true, "203.0.113.0/24")).Says("admits 203.0.113.0/24 only"),
		"a company's ranges of IPv6": checktest.Pass(cluster(true, "2001:db8::/32", "203.0.113.0/24")),
		"private ranges":             checktest.Pass(cluster(true, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
		"many ranges": checktest.Pass(cluster(true, "192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32", "192.0.2.4/32", "192.0.2.5/32",
			"192.0.2.6/32", "203.0.113.0/24")).Says("203.0.113.0/24, 192.0.2.1/32", "and 1 more"),
		"nobody is named":              checktest.Unknown(cluster(true)).Says("not said who"),
		"a range that is none":         checktest.Unknown(cluster(true, "everywhere")).Says(`"everywhere"`),
		"it is being made":             checktest.NotApplicable(inventory.EKSClusters.Of(inventory.EKSCluster{Resource: resource, EndpointPublicAccess: true, PublicAccessCIDRs: []string{"0.0.0.0/0"}})),
		"it is being made, and hidden": checktest.Pass(inventory.EKSClusters.Of(inventory.EKSCluster{Resource: resource})),
		"denied":                       checktest.Unknown(inventory.EKSClusters.Missing(checktest.Denied(resource))),
	})
}
