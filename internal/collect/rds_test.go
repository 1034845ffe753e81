package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func dbInstance(id, fields string) string {
	return "<DBInstance><DBInstanceIdentifier>" + id + "</DBInstanceIdentifier>" +
		"<DBInstanceArn>arn:aws:rds:us-east-1:123456789012:db:" + id + "</DBInstanceArn>" + fields + "</DBInstance>"
}

const runsPostgres = `<Engine>postgres</Engine><EngineVersion>16.10</EngineVersion><StorageEncrypted>true</StorageEncrypted>` +
	`<MultiAZ>false</MultiAZ><AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>`

func TestDatabasesOfAllPagesSayWhereTheyLie(t *testing.T) {
	page := func(instances, marker string) string {
		return elbResult("DescribeDBInstances", "<DBInstances>"+instances+"</DBInstances>"+marker)
	}
	const subnet = `<Subnet><SubnetIdentifier>subnet-1</SubnetIdentifier><SubnetAvailabilityZone><Name>us-east-1a</Name></SubnetAvailabilityZone></Subnet>`
	inv := replay(t, []inventory.Handle{inventory.DBInstances},
		exchange("rds:DescribeDBInstances", "us-east-1", `{"MaxRecords":100}`, 200, queryXML, page(dbInstance("orders", runsPostgres+`
<PubliclyAccessible>true</PubliclyAccessible><NetworkType>DUAL</NetworkType><AvailabilityZone>us-east-1a</AvailabilityZone>
<Endpoint><Address>orders.example.us-east-1.rds.amazonaws.com</Address><Port>5432</Port></Endpoint>
<DBSubnetGroup><DBSubnetGroupName>g</DBSubnetGroupName><Subnets>`+subnet+`</Subnets></DBSubnetGroup>
<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups>
<TagList><Tag><Key>team</Key><Value>a</Value></Tag></TagList>`), "<Marker>more</Marker>")),
		exchange("rds:DescribeDBInstances", "us-east-1", `{"Marker":"more","MaxRecords":100}`, 200, queryXML,
			page(dbInstance("young", runsPostgres+`<DBInstanceStatus>creating</DBInstanceStatus><PubliclyAccessible>false</PubliclyAccessible>`), "")),
		exchange("rds:DescribeDBInstances", "eu-west-1", `{"MaxRecords":100}`, 200, queryXML, page(dbInstance("half", ""), "")),
	)
	resource := func(id string) inventory.Resource {
		return inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::RDS::DBInstance",
			ID: id, Name: id, ARN: "arn:aws:rds:us-east-1:123456789012:db:" + id,
		}
	}
	orders := resource("orders")
	orders.Tags = map[string]string{"team": "a"}
	want := []inventory.DBInstance{
		{
			Resource: orders, Engine: "postgres", EngineVersion: "16.10", StorageEncrypted: true, AutoMinorVersionUpgrade: true,
			PubliclyAccessible: true, NetworkType: "DUAL", Port: 5432, AvailabilityZone: "us-east-1a",
			Subnets:           []inventory.DBSubnet{{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}},
			VPCSecurityGroups: []string{"sg-1"},
		},
		{Resource: resource("young"), Engine: "postgres", EngineVersion: "16.10", StorageEncrypted: true, AutoMinorVersionUpgrade: true},
	}
	if diff := cmp.Diff(want, inventory.DBInstances.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.DBInstances); len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps where it is not said whether one is public: %+v", gaps)
	}
}

func dbClusterXML(fields string) string {
	return elbResult("DescribeDBClusters", "<DBClusters><DBCluster>"+fields+"</DBCluster></DBClusters>")
}
