package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eks"

	"github.com/yourside/yourside/checks/inventory"
)

var eksCollectors = []Collector{
	perRegion(inventory.EKSClusterList, listClusters, "eks:ListClusters"),
	perRow(inventory.EKSClusterList, inventory.EKSClusters, describeCluster, "eks:DescribeCluster"),
}

func listClusters(ctx context.Context, s Session, emit func(inventory.EKSClusterListEntry)) error {
	pages := eks.NewListClustersPaginator(eks.NewFromConfig(s.Config), &eks.ListClustersInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, name := range page.Clusters {
			if name == "" {
				return &absentError{"name", name}
			}
			r := s.Resource("AWS::EKS::Cluster", name, s.ARN("eks", "cluster/"+name))
			r.Name = name
			emit(inventory.EKSClusterListEntry{Resource: r})
		}
	}
	return nil
}

func describeCluster(ctx context.Context, s Session, c inventory.EKSClusterListEntry, emit func(inventory.EKSCluster)) error {
	out, err := eks.NewFromConfig(s.Config).DescribeCluster(ctx, &eks.DescribeClusterInput{Name: &c.ID})
	if err != nil {
		return err
	}
	if out.Cluster == nil || out.Cluster.ResourcesVpcConfig == nil {
		return &absentError{"ResourcesVpcConfig", c.ID}
	}
	access := out.Cluster.ResourcesVpcConfig
	// AWS refuses to turn both off, so neither was sent.
	if !access.EndpointPublicAccess && !access.EndpointPrivateAccess {
		return &absentError{"EndpointPublicAccess or EndpointPrivateAccess", c.ID}
	}
	row := inventory.EKSCluster{
		Resource: c.Resource, Endpoint: aws.ToString(out.Cluster.Endpoint),
		EndpointPublicAccess: access.EndpointPublicAccess, PublicAccessCIDRs: access.PublicAccessCidrs,
	}
	row.Tags = out.Cluster.Tags
	emit(row)
	return nil
}
