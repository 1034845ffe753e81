package collect

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	ec2XML = "text/xml;charset=UTF-8"
	ssmAPI = "application/x-amz-json-1.1"
)

// ec2Answer is the answer to an operation of EC2 with these elements in it.
func ec2Answer(operation, elements string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<` + operation + `Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
    ` + elements + `
</` + operation + `Response>`
}

func ec2Error(code string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>` + code + `</Code><Message>m</Message></Error></Errors><RequestID>ea966190-f9aa-478e-9ede-cb5432daacc0</RequestID></Response>`
}

func TestVolumesOfAllPagesAreRead(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.Volumes},
		exchange("ec2:DescribeVolumes", "us-east-1", `{"MaxResults":500}`, 200, ec2XML, ec2Answer("DescribeVolumes", `
<volumeSet><item>
  <volumeId>vol-1</volumeId><size>80</size><snapshotId/><status>in-use</status><encrypted>true</encrypted>
  <tagSet><item><key>Name</key><value>data</value></item><item><key>team</key><value>a</value></item></tagSet>
</item></volumeSet><nextToken>more</nextToken>`)),
		exchange("ec2:DescribeVolumes", "us-east-1", `{"MaxResults":500,"NextToken":"more"}`, 200, ec2XML, ec2Answer("DescribeVolumes", `
<volumeSet><item><volumeId>vol-2</volumeId><encrypted>false</encrypted></item></volumeSet>`)),
		exchange("ec2:DescribeVolumes", "eu-west-1", `{"MaxResults":500}`, 403, ec2XML, ec2Error("UnauthorizedOperation")),
	)
	want := []inventory.Volume{
		{Encrypted: true, Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::EC2::Volume", ID: "vol-1",
			ARN: "arn:aws:ec2:us-east-1:123456789012:volume/vol-1", Name: "data",
			Tags: map[string]string{"Name": "data", "team": "a"},
		}},
		{Encrypted: false, Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::EC2::Volume", ID: "vol-2",
			ARN: "arn:aws:ec2:us-east-1:123456789012:volume/vol-2",
		}},
	}
	if diff := cmp.Diff(want, inventory.Volumes.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.Volumes)
	if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps: %+v", gaps)
	}
}

const twoSnapshots = `<snapshotSet>
<item><snapshotId>snap-1</snapshotId><ownerId>123456789012</ownerId><encrypted>true</encrypted></item>
<item><snapshotId>snap-2</snapshotId><ownerId>123456789012</ownerId><encrypted>false</encrypted></item>
</snapshotSet>`

const ownSnapshots = `{"MaxResults":1000,"OwnerIds":["self"]}`

func permissionsOf(snapshot string) string {
	return `{"Attribute":"createVolumePermission","SnapshotId":"` + snapshot + `"}`
}

func TestSnapshotsAreSharedWithAccountsOrEveryone(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SnapshotPermissions},
		exchange("ec2:DescribeSnapshots", "us-east-1", ownSnapshots, 200, ec2XML, ec2Answer("DescribeSnapshots", twoSnapshots)),
		exchange("ec2:DescribeSnapshots", "eu-west-1", ownSnapshots, 200, ec2XML, ec2Answer("DescribeSnapshots", `<snapshotSet/>`)),
		exchange("ec2:DescribeSnapshotAttribute", "us-east-1", permissionsOf("snap-1"), 200, ec2XML,
			ec2Answer("DescribeSnapshotAttribute", `<snapshotId>snap-1</snapshotId><createVolumePermission>
<item><group>all</group></item><item><userId>210987654321</userId></item></createVolumePermission>`)),
		exchange("ec2:DescribeSnapshotAttribute", "us-east-1", permissionsOf("snap-2"), 200, ec2XML,
			ec2Answer("DescribeSnapshotAttribute", `<snapshotId>snap-2</snapshotId><createVolumePermission/>`)),
	)
	rows := inventory.SnapshotPermissions.Rows(inv)
	if len(rows) != 2 || len(inv.Gaps(inventory.SnapshotPermissions)) != 0 {
		t.Fatalf("rows: %+v, gaps: %+v", rows, inv.Gaps(inventory.SnapshotPermissions))
	}
	if rows[0].ARN != "arn:aws:ec2:us-east-1::snapshot/snap-1" {
		t.Errorf("ARN: %s", rows[0].ARN)
	}
	want := []inventory.CreateVolumePermission{{Group: "all"}, {UserID: "210987654321"}}
	if diff := cmp.Diff(want, rows[0].CreateVolumePermissions); diff != "" || len(rows[1].CreateVolumePermissions) != 0 {
		t.Error(diff, rows[1])
	}
}

func TestAnEmptyAnswerIsNotAnUnsharedSnapshot(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SnapshotPermissions},
		exchange("ec2:DescribeSnapshots", "us-east-1", ownSnapshots, 200, ec2XML, ec2Answer("DescribeSnapshots", twoSnapshots)),
		exchange("ec2:DescribeSnapshots", "eu-west-1", ownSnapshots, 200, ec2XML, ec2Answer("DescribeSnapshots", `<snapshotSet/>`)),
		exchange("ec2:DescribeSnapshotAttribute", "us-east-1", permissionsOf("snap-1"), 200, ec2XML,
			ec2Answer("DescribeSnapshotAttribute", "")),
		exchange("ec2:DescribeSnapshotAttribute", "us-east-1", permissionsOf("snap-2"), 400, ec2XML, ec2Error("InvalidSnapshot.NotFound")),
	)
	if rows := inventory.SnapshotPermissions.Rows(inv); len(rows) != 0 {
		t.Errorf("rows: %+v", rows)
	}
	gaps := inv.Gaps(inventory.SnapshotPermissions)
	if len(gaps) != 2 || gaps[0].Reason != inventory.Malformed || gaps[1].Reason != inventory.Gone {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestAnImageThatDoesNotSayWhetherItIsPublicIsAGap(t *testing.T) {
	own := `{"IncludeDeprecated":true,"IncludeDisabled":true,"MaxResults":1000,"Owners":["self"]}`
	inv := replay(t, []inventory.Handle{inventory.Images},
		exchange("ec2:DescribeImages", "us-east-1", own, 200, ec2XML, ec2Answer("DescribeImages", `<imagesSet><item>
<imageId>ami-1</imageId><imageState>available</imageState><isPublic>true</isPublic><name>base</name>
<blockDeviceMapping>
 <item><deviceName>/dev/xvda</deviceName><ebs><snapshotId>snap-1</snapshotId><volumeSize>8</volumeSize><encrypted>true</encrypted></ebs></item>
 <item><deviceName>/dev/sdb</deviceName><virtualName>ephemeral0</virtualName></item>
</blockDeviceMapping></item></imagesSet>`)),
		exchange("ec2:DescribeImages", "eu-west-1", own, 200, ec2XML, ec2Answer("DescribeImages",
			`<imagesSet><item><imageId>ami-2</imageId><imageState>available</imageState></item></imagesSet>`)),
	)
	rows := inventory.Images.Rows(inv)
	if len(rows) != 1 || rows[0].ARN != "arn:aws:ec2:us-east-1::image/ami-1" || !rows[0].Public || rows[0].Name != "base" {
		t.Fatalf("rows: %+v", rows)
	}
	want := []inventory.ImageDevice{{DeviceName: "/dev/xvda", SnapshotID: "snap-1", Encrypted: true}}
	if diff := cmp.Diff(want, rows[0].BlockDeviceMappings); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.Images); len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps: %+v", gaps)
	}
}

const instances = `<reservationSet><item><reservationId>r-1</reservationId><ownerId>123456789012</ownerId><instancesSet>
<item><instanceId>i-1</instanceId><imageId>ami-2</imageId><instanceState><code>16</code><name>running</name></instanceState>
 <iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/web</arn><id>AIPA</id></iamInstanceProfile>
 <metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpEndpoint>enabled</httpEndpoint></metadataOptions></item>
<item><instanceId>i-2</instanceId><imageId>ami-1</imageId><instanceState><code>48</code><name>terminated</name></instanceState></item>
<item><instanceId>i-3</instanceId><imageId>ami-2</imageId><instanceState><code>80</code><name>stopped</name></instanceState></item>
</instancesSet></item></reservationSet>`

func TestInstancesHaveTheirImagesAndAgents(t *testing.T) {
	byID := `{"Filters":[{"Name":"image-id","Values":["ami-1","ami-2"]}],"IncludeDeprecated":true,"IncludeDisabled":true,"MaxResults":1000}`
	ec2Only := `{"Filters":[{"Key":"ResourceType","Values":["EC2Instance"]}],"MaxResults":50}`
	inv := replay(t, []inventory.Handle{inventory.Instances, inventory.InstanceImages, inventory.ManagedInstances},
		exchange("ec2:DescribeInstances", "us-east-1", `{"MaxResults":1000}`, 200, ec2XML, ec2Answer("DescribeInstances", instances)),
		exchange("ec2:DescribeInstances", "eu-west-1", `{"MaxResults":1000}`, 200, ec2XML, ec2Answer("DescribeInstances", `<reservationSet/>`)),
		exchange("ec2:DescribeImages", "us-east-1", byID, 200, ec2XML, ec2Answer("DescribeImages", `<imagesSet><item>
<imageId>ami-2</imageId><imageState>available</imageState><isPublic>true</isPublic>
<deprecationTime>2026-08-01T00:00:00.000Z</deprecationTime></item></imagesSet>`)),
		exchange("ssm:DescribeInstanceInformation", "us-east-1", ec2Only, 200, ssmAPI,
			`{"InstanceInformationList":[{"InstanceId":"i-1","PingStatus":"Online","ResourceType":"EC2Instance"}]}`),
		exchange("ssm:DescribeInstanceInformation", "eu-west-1", ec2Only, 200, ssmAPI, `{"InstanceInformationList":[]}`),
	)
	rows := inventory.Instances.Rows(inv)
	if len(rows) != 3 || rows[1].State != "terminated" || rows[1].IamInstanceProfile != "" {
		t.Fatalf("instances: %+v", rows)
	}
	want := inventory.Instance{
		Resource: rows[0].Resource, State: "running", ImageID: "ami-2",
		IamInstanceProfile: "arn:aws:iam::123456789012:instance-profile/web",
		MetadataOptions:    inventory.MetadataOptions{HTTPEndpoint: "enabled", HTTPTokens: "required"},
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
	if m, ok := inventory.ManagedInstances.Row(inv, rows[0].Key()); !ok || m.PingStatus != "Online" {
		t.Errorf("managed: %+v", inventory.ManagedInstances.Rows(inv))
	}
	images := inventory.InstanceImages.Rows(inv)
	until := time.Date(2026, time.August, 1, 0, 0, 0, 0, time.UTC)
	if len(images) != 1 || images[0].ARN != "arn:aws:ec2:us-east-1::image/ami-2" || !images[0].DeprecationTime.Equal(until) {
		t.Errorf("images: %+v", images)
	}
	for _, h := range []inventory.Handle{inventory.Instances, inventory.InstanceImages, inventory.ManagedInstances} {
		if gaps := inv.Gaps(h); len(gaps) != 0 {
			t.Errorf("%s: %+v", h.Name(), gaps)
		}
	}
}

func TestTheRegionsOfAnAccountHaveTheirSettings(t *testing.T) {
	inv := replay(t, []inventory.Handle{
		inventory.SnapshotBlocks, inventory.ImageBlocks, inventory.EBSEncryptionDefaults, inventory.InstanceMetadataDefaults,
	},
		exchange("ec2:GetSnapshotBlockPublicAccessState", "us-east-1", `{}`, 200, ec2XML,
			ec2Answer("GetSnapshotBlockPublicAccessState", `<state>block-all-sharing</state>`)),
		exchange("ec2:GetImageBlockPublicAccessState", "us-east-1", `{}`, 200, ec2XML,
			ec2Answer("GetImageBlockPublicAccessState", `<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState>`)),
		exchange("ec2:GetEbsEncryptionByDefault", "us-east-1", `{}`, 200, ec2XML,
			ec2Answer("GetEbsEncryptionByDefault", `<ebsEncryptionByDefault>true</ebsEncryptionByDefault>`)),
		exchange("ec2:GetInstanceMetadataDefaults", "us-east-1", `{}`, 200, ec2XML,
			ec2Answer("GetInstanceMetadataDefaults", `<accountLevel><httpTokens>required</httpTokens></accountLevel>`)),
		exchange("ec2:GetInstanceMetadataDefaults", "eu-west-1", `{}`, 200, ec2XML,
			ec2Answer("GetInstanceMetadataDefaults", `<accountLevel/>`)),
	)
	here := checktest.Account.In("us-east-1").Key()
	if r, _ := inventory.SnapshotBlocks.Row(inv, here); r.State != "block-all-sharing" {
		t.Errorf("snapshots: %+v", r)
	}
	if r, _ := inventory.ImageBlocks.Row(inv, here); r.ImageBlockPublicAccessState != "block-new-sharing" {
		t.Errorf("images: %+v", r)
	}
	if r, _ := inventory.EBSEncryptionDefaults.Row(inv, here); !r.EbsEncryptionByDefault {
		t.Errorf("encryption: %+v", r)
	}
	rows := inventory.InstanceMetadataDefaults.Rows(inv)
	if len(rows) != 2 || rows[0].HTTPTokens != "" || rows[1].HTTPTokens != "required" {
		t.Errorf("metadata: %+v", rows)
	}
}

func TestTheKeyOfAWSIsNotDescribed(t *testing.T) {
	const key = "arn:aws:kms:eu-west-1:123456789012:key/1"
	inv := replay(t, []inventory.Handle{inventory.EBSDefaultKeyDetails},
		exchange("ec2:GetEbsDefaultKmsKeyId", "us-east-1", `{}`, 200, ec2XML,
			ec2Answer("GetEbsDefaultKmsKeyId", `<kmsKeyId>alias/aws/ebs</kmsKeyId>`)),
		exchange("ec2:GetEbsDefaultKmsKeyId", "eu-west-1", `{}`, 200, ec2XML,
			ec2Answer("GetEbsDefaultKmsKeyId", `<kmsKeyId>`+key+`</kmsKeyId>`)),
		exchange("kms:DescribeKey", "eu-west-1", `{"KeyId":"`+key+`"}`, 200, ssmAPI,
			`{"KeyMetadata":{"KeyId":"1","Arn":"`+key+`","KeyManager":"CUSTOMER"}}`),
	)
	rows := inventory.EBSDefaultKeyDetails.Rows(inv)
	if len(rows) != 1 || rows[0].Key() != checktest.Account.In("eu-west-1").Key() || rows[0].KeyManager != "CUSTOMER" {
		t.Errorf("rows: %+v", rows)
	}
	if gaps := inv.Gaps(inventory.EBSDefaultKeyDetails); len(gaps) != 0 {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestVersionsOfALaunchTemplateMeetAcrossPages(t *testing.T) {
	version := func(number, devices string) string {
		return ec2Answer("DescribeLaunchTemplateVersions", `<launchTemplateVersionSet><item>
<launchTemplateId>lt-1</launchTemplateId><launchTemplateName>web</launchTemplateName><versionNumber>`+number+`</versionNumber>
<launchTemplateData><imageId>ami-1</imageId><blockDeviceMappingSet>`+devices+`</blockDeviceMappingSet></launchTemplateData>
</item></launchTemplateVersionSet><nextToken>`+number+`</nextToken>`)
	}
	first := `{"MaxResults":200,"Versions":["$Default","$Latest"]}`
	after := func(token string) string {
		return `{"MaxResults":200,"NextToken":"` + token + `","Versions":["$Default","$Latest"]}`
	}
	none := ec2Answer("DescribeLaunchTemplateVersions", `<launchTemplateVersionSet/>`)
	inv := replay(t, []inventory.Handle{inventory.LaunchTemplates},
		exchange("ec2:DescribeLaunchTemplateVersions", "us-east-1", first, 200, ec2XML,
			version("3", `<item><deviceName>/dev/sda</deviceName><ebs><encrypted>true</encrypted></ebs></item>`)),
		exchange("ec2:DescribeLaunchTemplateVersions", "us-east-1", after("3"), 200, ec2XML,
			version("1", `<item><deviceName>/dev/sda</deviceName><ebs><volumeSize>8</volumeSize></ebs></item><item><deviceName>/dev/sdb</deviceName><noDevice/></item>`)),
		exchange("ec2:DescribeLaunchTemplateVersions", "us-east-1", after("1"), 200, ec2XML, none),
		exchange("ec2:DescribeLaunchTemplateVersions", "eu-west-1", first, 200, ec2XML, none),
	)
	rows := inventory.LaunchTemplates.Rows(inv)
	if len(rows) != 1 || rows[0].Name != "web" || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1" {
		t.Fatalf("rows: %+v, gaps: %+v", rows, inv.Gaps(inventory.LaunchTemplates))
	}
	want := []inventory.LaunchTemplateVersion{
		{VersionNumber: 1, BlockDeviceMappings: []inventory.LaunchDevice{{DeviceName: "/dev/sda"}}},
		{VersionNumber: 3, BlockDeviceMappings: []inventory.LaunchDevice{{DeviceName: "/dev/sda", Encrypted: "true"}}},
	}
	if diff := cmp.Diff(want, rows[0].Versions); diff != "" {
		t.Error(diff)
	}
}

func TestALaunchTemplateOfOneVersionIsOne(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.LaunchTemplates},
		exchange("ec2:DescribeLaunchTemplateVersions", "us-east-1", `{"MaxResults":200,"Versions":["$Default","$Latest"]}`, 200, ec2XML,
			ec2Answer("DescribeLaunchTemplateVersions", `<launchTemplateVersionSet><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>web</launchTemplateName>
<versionNumber>1</versionNumber><launchTemplateData/></item></launchTemplateVersionSet>`)))
	rows := inventory.LaunchTemplates.Rows(inv)
	if len(rows) != 1 || rows[0].Name != "web" || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1" || len(rows[0].Versions) != 1 {
		t.Errorf("rows: %+v, gaps: %+v", rows, inv.Gaps(inventory.LaunchTemplates))
	}
}

func TestASpotFleetHasTheDevicesOfItsSpecifications(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SpotFleets},
		exchange("ec2:DescribeSpotFleetRequests", "us-east-1", `{"MaxResults":1000}`, 200, ec2XML,
			ec2Answer("DescribeSpotFleetRequests", `<spotFleetRequestConfigSet><item>
<spotFleetRequestId>sfr-1</spotFleetRequestId><spotFleetRequestState>active</spotFleetRequestState>
<spotFleetRequestConfig><launchSpecifications><item><imageId>ami-1</imageId><blockDeviceMapping>
<item><deviceName>/dev/sda</deviceName><ebs><encrypted>false</encrypted></ebs></item></blockDeviceMapping></item></launchSpecifications>
</spotFleetRequestConfig></item></spotFleetRequestConfigSet>`)),
		exchange("ec2:DescribeSpotFleetRequests", "eu-west-1", `{"MaxResults":1000}`, 200, ec2XML,
			ec2Answer("DescribeSpotFleetRequests", `<spotFleetRequestConfigSet/>`)),
	)
	rows := inventory.SpotFleets.Rows(inv)
	if len(rows) != 1 || rows[0].SpotFleetRequestState != "active" || len(inv.Gaps(inventory.SpotFleets)) != 0 {
		t.Fatalf("rows: %+v, gaps: %+v", rows, inv.Gaps(inventory.SpotFleets))
	}
	want := []inventory.SpotLaunchSpecification{{BlockDeviceMappings: []inventory.LaunchDevice{{DeviceName: "/dev/sda", Encrypted: "false"}}}}
	if diff := cmp.Diff(want, rows[0].LaunchSpecifications); diff != "" {
		t.Error(diff)
	}
}
