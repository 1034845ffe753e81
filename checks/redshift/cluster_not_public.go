package redshift

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// ClusterNotPublic is the check redshift.cluster-not-public.
var ClusterNotPublic = &check.Check{
	ID:        "redshift.cluster-not-public",
	Title:     "Redshift clusters are not publicly accessible",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Critical,
	Resource:  "AWS::Redshift::Cluster",
	Logic:     "Exposure, not hygiene: passes a cluster that is not publicly accessible, as it has private addresses only. Of one that is, follows the way from the internet to its port, and fails if VPC Block Public Access, the routes of its subnets to an internet gateway, network ACLs in both directions and its security groups together let a quarter of the public addresses or more through. It lies in those subnets of its cluster subnet group that are in its Availability Zones. One that is publicly accessible and that nothing leads to passes. Load balancers in front of it are not looked at.",
	Rationale: "A data warehouse holds what was gathered from everywhere else. One that the internet reaches is one guessed password away from being copied.",
	Remedy:    "Turn off public access of the cluster, and narrow its security groups to the groups or ranges of its clients. Choose a cluster subnet group whose subnets have no route to an internet gateway.",
	Fix: check.Fix{
		Console:   "Clusters, the cluster, Actions, Modify publicly accessible setting: turn it off.",
		CLI:       "aws redshift modify-cluster \\\n  --cluster-identifier CLUSTER --no-publicly-accessible",
		Terraform: "resource \"aws_redshift_cluster\" \"CLUSTER\" {\n  publicly_accessible = false\n}",
		Breaks:    "Clients outside of the VPC, and of the networks that are connected to it, do not reach the cluster any more.",
		Undo:      "aws redshift modify-cluster --cluster-identifier CLUSTER --publicly-accessible",
	},
	References: []string{"https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-1"},
	Controls:   []string{"FSBP/Redshift.1"},
	Assess:     check.ForEach(inventory.RedshiftClusters, clusterNotPublic, reach.WarehouseTables...),
}

func clusterNotPublic(e check.Env, c inventory.RedshiftCluster) check.Verdict {
	if c.PubliclyAccessible && c.Port == 0 {
		return check.NotApplicable("has no endpoint yet", check.Saw("PubliclyAccessible", true), check.Saw("Port", 0))
	}
	switch a := reach.ToWarehouse(e, c); a.State {
	case reach.Reached:
		return check.Fail(fmt.Sprintf("is reached from the internet at %s: %s", reach.Describe(a.Openings), a.Why), a.Seen...)
	case reach.Blocked:
		return check.Pass("is not reached from the internet: "+a.Why, a.Seen...)
	default:
		return check.Unknown(a.Why, a.Seen...)
	}
}
