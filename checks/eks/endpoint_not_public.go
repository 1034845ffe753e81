package eks

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// EndpointNotPublic is the check eks.endpoint-not-public.
var EndpointNotPublic = &check.Check{
	ID:        "eks.endpoint-not-public",
	Title:     "EKS API endpoint is not open to 0.0.0.0/0",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EKS::Cluster",
	Logic:     "Passes a cluster whose API server has a private endpoint only. Of one with a public endpoint, adds up the ranges that may reach it, IPv4 and IPv6 apart, and fails if they are a quarter of the public addresses or more, such as 0.0.0.0/0 or its two halves. The ranges of companies and offices pass.",
	Rationale: "Everyone reaches the API server then: to try stolen tokens and kubeconfig files, and the next flaw of Kubernetes that needs no sign-in.",
	Remedy:    "Turn on private endpoint access and turn off public access, or narrow public access to the ranges of your networks.",
	Fix: check.Fix{
		Console:   "Clusters, the cluster, Networking, Manage endpoint access: Public and private, and under Advanced settings the ranges.",
		CLI:       "aws eks update-cluster-config --name CLUSTER --resources-vpc-config \\\n  endpointPrivateAccess=true,publicAccessCidrs=RANGE",
		Terraform: "resource \"aws_eks_cluster\" \"CLUSTER\" {\n  vpc_config {\n    endpoint_private_access = true\n    endpoint_public_access  = true\n    public_access_cidrs     = [\"RANGE\"]\n  }\n}",
		Breaks:    "Whoever uses kubectl, or deploys, from elsewhere is kept out. Nodes and Fargate pods reach the API server by the private endpoint only if that is on.",
		Undo:      "aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=true,publicAccessCidrs=0.0.0.0/0",
	},
	References: []string{"https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1"},
	Controls:   []string{"FSBP/EKS.1"},
	Assess:     check.ForEach(inventory.EKSClusters, endpointNotPublic),
}

func endpointNotPublic(e check.Env, c inventory.EKSCluster) check.Verdict {
	if c.EndpointPublicAccess && c.Endpoint == "" {
		return check.NotApplicable("has no endpoint yet", check.Saw("EndpointPublicAccess", true), check.Saw("Endpoint", ""))
	}
	switch a := reach.ToAPIServer(e, c); a.State {
	case reach.Reached:
		return check.Fail(fmt.Sprintf("is reached from the internet at %s: %s", reach.Describe(a.Openings), a.Why), a.Seen...)
	case reach.Blocked:
		return check.Pass("is not reached from the internet: "+a.Why, a.Seen...)
	default:
		return check.Unknown(a.Why, a.Seen...)
	}
}
