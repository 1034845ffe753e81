package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRedshiftClustersOfAllPagesSayWhereTheyLie(t *testing.T) {
	page := func(clusters, marker string) string {
		return elbResult("DescribeClusters", "<Clusters>"+clusters+"</Clusters>"+marker)
	}
	cluster := func(id, fields string) string {
		return "<Cluster><ClusterIdentifier>" + id + "</ClusterIdentifier>" + fields + "</Cluster>"
	}
	inv := replay(t, []inventory.Handle{inventory.RedshiftClusters},
		exchange("redshift:DescribeClusters", "us-east-1", `{"MaxRecords":100}`, 200, queryXML, page(cluster("orders", `
<PubliclyAccessible>true</PubliclyAccessible><IpAddressType>dualstack</IpAddressType><VpcId>vpc-1</VpcId>
<AvailabilityZone>us-east-1a</AvailabilityZone><ClusterSubnetGroupName>warehouse</ClusterSubnetGroupName>
<MultiAZSecondary><AvailabilityZone>us-east-1b</AvailabilityZone></MultiAZSecondary>
<Endpoint><Address>orders.example.us-east-1.redshift.amazonaws.com</Address><Port>5439</Port></Endpoint>
<VpcSecurityGroups><VpcSecurityGroup><VpcSecurityGroupId>sg-1</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroup></VpcSecurityGroups>
<Tags><Tag><Key>team</Key><Value>a</Value></Tag></Tags>`), "<Marker>more</Marker>")),
		exchange("redshift:DescribeClusters", "us-east-1", `{"Marker":"more","MaxRecords":100}`, 200, queryXML,
			page(cluster("young", `<ClusterStatus>creating</ClusterStatus><PubliclyAccessible>false</PubliclyAccessible>`), "")),
		exchange("redshift:DescribeClusters", "eu-west-1", `{"MaxRecords":100}`, 200, queryXML, page(cluster("half", ""), "")),
	)
	resource := func(id string) inventory.Resource {
		return inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::Redshift::Cluster",
			ID: id, Name: id, ARN: "arn:aws:redshift:us-east-1:123456789012:cluster:" + id,
		}
	}
	orders := resource("orders")
	orders.Tags = map[string]string{"team": "a"}
	want := []inventory.RedshiftCluster{
		{
			Resource: orders, PubliclyAccessible: true, IPAddressType: "dualstack", Port: 5439, VPCID: "vpc-1",
			AvailabilityZone: "us-east-1a", SecondaryZone: "us-east-1b", ClusterSubnetGroupName: "warehouse",
			VPCSecurityGroups: []string{"sg-1"},
		},
		{Resource: resource("young")},
	}
	if diff := cmp.Diff(want, inventory.RedshiftClusters.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.RedshiftClusters); len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps where it is not said whether one is public: %+v", gaps)
	}
}

func TestRedshiftSubnetGroupsNameTheZonesOfTheirSubnets(t *testing.T) {
	const subnet = `<Subnet><SubnetIdentifier>subnet-1</SubnetIdentifier><SubnetAvailabilityZone><Name>us-east-1a</Name></SubnetAvailabilityZone></Subnet>`
	page := func(groups string) string {
		return elbResult("DescribeClusterSubnetGroups", "<ClusterSubnetGroups>"+groups+"</ClusterSubnetGroups>")
	}
	inv := replay(t, []inventory.Handle{inventory.RedshiftSubnetGroups},
		exchange("redshift:DescribeClusterSubnetGroups", "us-east-1", `{"MaxRecords":100}`, 200, queryXML, page("")),
		exchange("redshift:DescribeClusterSubnetGroups", "eu-west-1", `{"MaxRecords":100}`, 200, queryXML,
			page(`<ClusterSubnetGroup><ClusterSubnetGroupName>warehouse</ClusterSubnetGroupName><Subnets>`+subnet+`</Subnets></ClusterSubnetGroup>`)),
	)
	want := []inventory.RedshiftSubnetGroup{{
		Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "eu-west-1", Type: "AWS::Redshift::ClusterSubnetGroup",
			ID: "warehouse", Name: "warehouse", ARN: "arn:aws:redshift:eu-west-1:123456789012:subnetgroup:warehouse",
		},
		Subnets: []inventory.DBSubnet{{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}},
	}}
	if diff := cmp.Diff(want, inventory.RedshiftSubnetGroups.Rows(inv)); diff != "" {
		t.Error(diff)
	}
}
