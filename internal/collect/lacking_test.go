package collect

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// sameToAll is AWS that gives one answer to every call.
type sameToAll struct {
	status int
	body   string
}

func (a sameToAll) kind() string {
	if strings.HasPrefix(a.body, "<") {
		return queryXML
	}
	return json11
}

// Do answers the request.
func (a sameToAll) Do(request *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: http.Header{"Content-Type": {a.kind()}, "X-Amzn-Errortype": {"AccessDeniedException"}},
		Body: io.NopCloser(strings.NewReader(a.body)), Request: request,
	}, nil
}

// filled returns what a collector makes of one answer to all that it asks about
// one thing, of which no more is known than this JSON says.
func filled(t *testing.T, c Collector, answer sameToAll, parent string) (rows []inventory.Row, err error) {
	t.Helper()
	var about []inventory.Row
	if c.Parent != nil {
		part, err := c.Parent.Parse([]byte("[" + parent + "]"))
		if err != nil {
			t.Fatal(err)
		}
		about = c.parents(inventory.New(checktest.Account, checktest.Now, part))
	}
	cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("K", "S", "")}
	wire.Install(&cfg, wire.Options{Allowed: c.Operations, Recorded: true, Client: answer})
	s := Session{
		Account: checktest.Account, Region: "us-east-1", Config: cfg, shared: &answers{of: map[string]any{}},
	}
	err = c.list(t.Context(), s, about, func(row inventory.Row) { rows = append(rows, row) })
	return rows, err
}

// One lister that takes a refusal for an empty answer makes passes of it.
func TestNoListerTakesARefusalForAnAnswer(t *testing.T) {
	refusal := sameToAll{403, `{"__type":"AccessDeniedException","message":"no"}`}
	named := `{"ID":"a","ARN":"arn:aws:x:us-east-1:123456789012:a","Region":"us-east-1"}`
	for _, c := range collectors() {
		t.Run(c.Table.Name(), func(t *testing.T) {
			parent := named
			if c.Table == inventory.InstanceImages {
				parent = `{"ImageID":"ami-1"}` // without one there is nothing to ask
			}
			if rows, err := filled(t, c, refusal, parent); err == nil || len(rows) > 0 {
				t.Errorf("%d rows, %v", len(rows), err)
			}
		})
	}
}

// To read a field that is not there as its zero value could turn a verdict.
func TestAnAnswerThatLacksWhatARowNeedsIsAnError(t *testing.T) {
	item := func(operation, set, fields string) string {
		return ec2Answer(operation, "<"+set+"><item>"+fields+"</item></"+set+">")
	}
	member := func(operation, set, fields string) string {
		return elbResult(operation, "<"+set+"><member>"+fields+"</member></"+set+">")
	}
	for name, tc := range map[string]struct {
		table  inventory.Handle
		body   string
		parent string
		lacks  string
	}{
		"volume":                     {inventory.Volumes, item("DescribeVolumes", "volumeSet", "<volumeId>v</volumeId>"), "", "Encrypted"},
		"snapshot":                   {inventory.Snapshots, item("DescribeSnapshots", "snapshotSet", "<snapshotId>s</snapshotId>"), "", "Encrypted"},
		"permission of a snapshot":   {inventory.SnapshotPermissions, ec2Answer("DescribeSnapshotAttribute", "<snapshotId/><createVolumePermission><item/></createVolumePermission>"), "{}", "UserId"},
		"another snapshot":           {inventory.SnapshotPermissions, ec2Answer("DescribeSnapshotAttribute", "<snapshotId>s</snapshotId>"), "{}", "SnapshotId"},
		"default encryption":         {inventory.EBSEncryptionDefaults, ec2Answer("GetEbsEncryptionByDefault", ""), "", "EbsEncryptionByDefault"},
		"default key":                {inventory.EBSDefaultKeys, ec2Answer("GetEbsDefaultKmsKeyId", ""), "", "KmsKeyId"},
		"image":                      {inventory.Images, item("DescribeImages", "imagesSet", "<isPublic>true</isPublic>"), "", "State"},
		"image, whose":               {inventory.Images, item("DescribeImages", "imagesSet", "<imageState>available</imageState>"), "", "Public"},
		"device of an image":         {inventory.Images, item("DescribeImages", "imagesSet", "<imageState>available</imageState><isPublic>true</isPublic><blockDeviceMapping><item><ebs><snapshotId>s</snapshotId></ebs></item></blockDeviceMapping>"), "", "Ebs.Encrypted"},
		"instance":                   {inventory.Instances, item("DescribeInstances", "reservationSet", "<instancesSet><item/></instancesSet>"), "", "State"},
		"image of an instance, when": {inventory.InstanceImages, item("DescribeImages", "imagesSet", "<imageId>ami-1</imageId><imageState>available</imageState><deprecationTime>soon</deprecationTime>"), `{"ImageID":"ami-1"}`, "DeprecationTime"},
		"launch template":            {inventory.LaunchTemplates, item("DescribeLaunchTemplateVersions", "launchTemplateVersionSet", "<launchTemplateData/>"), "", "VersionNumber"},
		"launch template, data":      {inventory.LaunchTemplates, item("DescribeLaunchTemplateVersions", "launchTemplateVersionSet", "<versionNumber>1</versionNumber>"), "", "LaunchTemplateData"},
		"spot fleet":                 {inventory.SpotFleets, item("DescribeSpotFleetRequests", "spotFleetRequestConfigSet", ""), "", "SpotFleetRequestConfig"},
		"VPC":                        {inventory.VPCs, item("DescribeVpcs", "vpcSet", "<isDefault>true</isDefault>"), "", "OwnerId"},
		"VPC, default":               {inventory.VPCs, item("DescribeVpcs", "vpcSet", "<ownerId>1</ownerId>"), "", "IsDefault"},
		"subnet":                     {inventory.Subnets, item("DescribeSubnets", "subnetSet", "<vpcId>v</vpcId>"), "", "OwnerId"},
		"subnet, VPC":                {inventory.Subnets, item("DescribeSubnets", "subnetSet", "<ownerId>1</ownerId>"), "", "VpcId"},
		"subnet, range":              {inventory.Subnets, item("DescribeSubnets", "subnetSet", "<ownerId>1</ownerId><vpcId>v</vpcId>"), "", "CidrBlock"},
		"security group":             {inventory.SecurityGroups, item("DescribeSecurityGroups", "securityGroupInfo", "<groupId>g</groupId>"), "", "GroupName"},
		"rule, group":                {inventory.SecurityGroupRules, item("DescribeSecurityGroupRules", "securityGroupRuleSet", "<ipProtocol>-1</ipProtocol>"), "", "GroupId"},
		"rule, protocol":             {inventory.SecurityGroupRules, item("DescribeSecurityGroupRules", "securityGroupRuleSet", "<groupId>g</groupId>"), "", "IpProtocol"},
		"prefix list":                {inventory.PrefixLists, item("DescribeManagedPrefixLists", "prefixListSet", "<ownerId>1</ownerId>"), "", "PrefixListArn"},
		"prefix list, owner":         {inventory.PrefixLists, item("DescribeManagedPrefixLists", "prefixListSet", "<prefixListArn>a</prefixListArn>"), "", "OwnerId"},
		"network ACL":                {inventory.NetworkACLs, item("DescribeNetworkAcls", "networkAclSet", ""), "", "IsDefault"},
		"entry of a network ACL":     {inventory.NetworkACLs, item("DescribeNetworkAcls", "networkAclSet", "<default>true</default><entrySet><item/></entrySet>"), "", "RuleNumber"},
		"ports of a network ACL":     {inventory.NetworkACLs, item("DescribeNetworkAcls", "networkAclSet", "<default>true</default><entrySet><item><ruleNumber>1</ruleNumber><egress>true</egress><protocol>6</protocol><ruleAction>allow</ruleAction><cidrBlock>0.0.0.0/0</cidrBlock><portRange><from>1</from></portRange></item></entrySet>"), "", "PortRange"},
		"exclusion":                  {inventory.VPCBlockPublicAccessExclusions, item("DescribeVpcBlockPublicAccessExclusions", "vpcBlockPublicAccessExclusionSet", "<state>create-complete</state><internetGatewayExclusionMode>allow-egress</internetGatewayExclusionMode>"), "", "ResourceArn"},
		"exclusion, state":           {inventory.VPCBlockPublicAccessExclusions, item("DescribeVpcBlockPublicAccessExclusions", "vpcBlockPublicAccessExclusionSet", "<resourceArn>a</resourceArn><internetGatewayExclusionMode>allow-egress</internetGatewayExclusionMode>"), "", "State"},
		"peering":                    {inventory.VPCPeeringConnections, item("DescribeVpcPeeringConnections", "vpcPeeringConnectionSet", ""), "", "Status"},
		"route table":                {inventory.RouteTables, item("DescribeRouteTables", "routeTableSet", ""), "", "VpcId"},
		"classic load balancer":      {inventory.ELBLoadBalancers, member("DescribeLoadBalancers", "LoadBalancerDescriptions", ""), "", "LoadBalancerName"},
		"certificate of a listener":  {inventory.ELBv2ListenerCertificates, member("DescribeListenerCertificates", "Certificates", ""), "{}", "CertificateArn"},
		"rule without an action":     {inventory.ELBv2ListenerRules, member("DescribeRules", "Rules", "<RuleArn>r</RuleArn>"), "{}", "action"},
		"TLS policy":                 {inventory.ELBv2SSLPolicies, member("DescribeSSLPolicies", "SslPolicies", "<Name>n</Name>"), "", "SslProtocols"},
		"target group":               {inventory.ELBv2TargetGroups, member("DescribeTargetGroups", "TargetGroups", "<TargetType>lambda</TargetType><HealthCheckEnabled>true</HealthCheckEnabled>"), "", "TargetGroupArn"},
		"target":                     {inventory.ELBv2TargetHealth, member("DescribeTargetHealth", "TargetHealthDescriptions", "<Target><Id>i</Id><Port>1</Port></Target>"), "{}", "TargetHealth"},
		"target, which":              {inventory.ELBv2TargetHealth, member("DescribeTargetHealth", "TargetHealthDescriptions", "<TargetHealth/>"), "{}", "Target"},
		"web ACL":                    {inventory.ELBv2WebACLs, `{"WebACL":{}}`, "{}", "WebACL"},
		"ACL grant":                  {inventory.S3BucketACLs, `<AccessControlPolicy><Owner/><AccessControlList><Grant><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`, `{"ID":"b"}`, "Grantee"},
		"ACL grant, permission":      {inventory.S3BucketACLs, `<AccessControlPolicy><Owner/><AccessControlList><Grant><Grantee><ID>i</ID></Grantee></Grant></AccessControlList></AccessControlPolicy>`, `{"ID":"b"}`, "Permission"},
		"ACL grant, to whom":         {inventory.S3BucketACLs, `<AccessControlPolicy><Owner/><AccessControlList><Grant><Grantee/><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`, `{"ID":"b"}`, "ID of a grantee"},
		"key":                        {inventory.KMSKeys, `{}`, `{"ID":"k"}`, "KeyMetadata"},
		"key policy":                 {inventory.KMSKeyPolicies, `{}`, `{"ARN":"k"}`, "Policy"},
		"grant of a key":             {inventory.KMSGrants, `{"Grants":[{"GrantId":"g"}]}`, `{"ARN":"k"}`, "grantee"},
		"grant of a key, which":      {inventory.KMSGrants, `{"Grants":[{"GranteePrincipal":"p"}]}`, `{"ARN":"k"}`, "GrantId"},
		"password policy":            {inventory.IAMPasswordPolicies, queryAnswer("GetAccountPasswordPolicy", ""), "", "minimum length"},
		"password policy, length":    {inventory.IAMPasswordPolicies, queryAnswer("GetAccountPasswordPolicy", "<PasswordPolicy/>"), "", "minimum length"},
		"OIDC provider":              {inventory.IAMOIDCProviders, member("ListOpenIDConnectProviders", "OpenIDConnectProviderList", "<Arn>a</Arn>"), "", "no ARN"},
		"topic":                      {inventory.SNSTopics, member("ListTopics", "Topics", ""), "", "TopicArn"},
		"queue":                      {inventory.SQSQueues, `{"QueueUrls":["https://sqs.us-east-1.amazonaws.com/1"]}`, "", "no URL"},
		"queue, no URL at all":       {inventory.SQSQueues, `{"QueueUrls":["%zz"]}`, "", "URL of a queue"},
		"repository":                 {inventory.ECRRepositories, `{"repositories":[{"repositoryName":"r"}]}`, "", "RepositoryArn"},
		"repository, name":           {inventory.ECRRepositories, `{"repositories":[{"repositoryArn":"r"}]}`, "", "RepositoryName"},
		"function":                   {inventory.LambdaFunctions, `{"Functions":[{"FunctionName":"f"}]}`, "", "FunctionArn"},
		"function, name":             {inventory.LambdaFunctions, `{"Functions":[{"FunctionArn":"f"}]}`, "", "FunctionName"},
		"event bus":                  {inventory.EventBuses, `{"EventBuses":[{"Name":"b"}]}`, "", "Arn"},
		"event bus, name":            {inventory.EventBuses, `{"EventBuses":[{"Arn":"b"}]}`, "", "Name"},
		"vault":                      {inventory.GlacierVaults, `{"VaultList":[{"VaultName":"v"}]}`, "", "VaultARN"},
		"vault, name":                {inventory.GlacierVaults, `{"VaultList":[{"VaultARN":"v"}]}`, "", "VaultName"},
		"Redshift cluster":           {inventory.RedshiftClusters, elbResult("DescribeClusters", "<Clusters><Cluster><ClusterIdentifier>c</ClusterIdentifier></Cluster></Clusters>"), "", "PubliclyAccessible"},
		"Redshift cluster, which":    {inventory.RedshiftClusters, elbResult("DescribeClusters", "<Clusters><Cluster><PubliclyAccessible>true</PubliclyAccessible></Cluster></Clusters>"), "", "ClusterIdentifier"},
		"Redshift subnet group":      {inventory.RedshiftSubnetGroups, elbResult("DescribeClusterSubnetGroups", "<ClusterSubnetGroups><ClusterSubnetGroup/></ClusterSubnetGroups>"), "", "ClusterSubnetGroupName"},
		"domain":                     {inventory.OpenSearchDomainList, `{"DomainNames":[{"EngineType":"OpenSearch"}]}`, "", "DomainName"},
		"domain, which":              {inventory.OpenSearchDomains, `{"DomainStatusList":[{"ARN":"d"}]}`, `{"ID":"d"}`, "DomainName"},
		"cluster":                    {inventory.EKSClusterList, `{"clusters":[""]}`, "", "name"},
		"cluster, access":            {inventory.EKSClusters, `{"cluster":{}}`, `{"ID":"c"}`, "ResourcesVpcConfig"},
		"cluster, kind of access":    {inventory.EKSClusters, `{"cluster":{"resourcesVpcConfig":{}}}`, `{"ID":"c"}`, "EndpointPublicAccess"},
		"distribution":               {inventory.CloudFrontDistributions, distributionsXML(distributionXML("E1", originXML("a.s3.amazonaws.com")+ofTheirs), ""), "", "DefaultCacheBehavior"},
		"distribution, certificate":  {inventory.CloudFrontDistributions, distributionsXML(distributionXML("E1", originXML("a.s3.amazonaws.com")+plainBehavior), ""), "", "ViewerCertificate"},
		"distribution, which":        {inventory.CloudFrontDistributions, distributionsXML(distributionXML("", originXML("a.s3.amazonaws.com")+plainBehavior+ofTheirs), ""), "", "Id"},
		"origin access control":      {inventory.CloudFrontOriginAccessControls, `<OriginAccessControlList><Items><OriginAccessControlSummary><Id>C</Id></OriginAccessControlSummary></Items></OriginAccessControlList>`, "", "SigningBehavior"},
		"delivery source":            {inventory.CloudFrontLogDeliveries, `{"deliverySources":[{"name":"s"}]}`, "", "Service"},
		"rules of a web ACL":         {inventory.WAFWebACLs, `{"WebACL":{"VisibilityConfig":{},"Rules":[{"Name":"r"}]}}`, `{"ID":"a","Name":"a"}`, "VisibilityConfig"},
		"web ACL, which":             {inventory.WAFWebACLList, `{"WebACLs":[{"Name":"a"}]}`, "", "Id"},
		"logging of a web ACL":       {inventory.WAFLoggings, `{"LoggingConfigurations":[{"ResourceArn":"a"}]}`, "", "LogDestinationConfigs"},
		"certificate":                {inventory.ACMCertificateList, `{"CertificateSummaryList":[{"CertificateArn":"c","Status":"ISSUED","KeyAlgorithm":"RSA_2048"}]}`, "", "NotAfter"},
		"certificate's ARN":          {inventory.ACMCertificateList, `{"CertificateSummaryList":[{"Status":"FAILED","KeyAlgorithm":"RSA_2048"}]}`, "", "CertificateArn"},
		"certificate's status":       {inventory.ACMCertificateList, `{"CertificateSummaryList":[{"CertificateArn":"c","KeyAlgorithm":"RSA_2048"}]}`, "", "Status"},
		"certificate's kind of key":  {inventory.ACMCertificateList, `{"CertificateSummaryList":[{"CertificateArn":"c","Status":"FAILED"}]}`, "", "KeyAlgorithm"},
		"file system":                {inventory.EFSFileSystems, `{"FileSystems":[{"FileSystemId":"fs-1","FileSystemArn":"a"}]}`, "", "Encrypted"},
		"API":                        {inventory.APIs, `{"items":[{"apiId":"a"}]}`, "", "ProtocolType"},
		"stage of a REST API":        {inventory.RestAPIStages, `{"item":[{}]}`, `{"ID":"a"}`, "StageName"},
		"directory":                  {inventory.Directories, `{"DirectoryDescriptions":[{"DirectoryId":"d-1","Type":"SimpleAD"}]}`, "", "Stage"},
		"directory, protocol":        {inventory.Directories, `{"DirectoryDescriptions":[{"DirectoryId":"d-1","Type":"MicrosoftAD","Stage":"Active","RadiusSettings":{}}]}`, "", "AuthenticationProtocol"},
		"studio":                     {inventory.SageMakerDomains, `{"Status":"InService"}`, `{"ID":"d-1"}`, "AuthMode"},
		"user pool":                  {inventory.CognitoUserPools, `{"UserPools":[{"Name":"p"}]}`, "", "Id"},
		"image of a repository":      {inventory.ECRLatestImages, `{"imageDetails":[{"imageDigest":"sha256:1"}]}`, `{"ID":"r"}`, "ImagePushedAt"},
		"scan of an image":           {inventory.ECRImageScans, `{}`, `{"ID":"r","ImageDigest":"sha256:1"}`, "ImageScanStatus"},
		"subscription":               {inventory.ShieldSubscriptions, `{}`, "", "SubscriptionState"},
		"protection":                 {inventory.ShieldProtections, `{"Protections":[{"Id":"p"}]}`, `{"State":"ACTIVE"}`, "ResourceArn"},
		"accelerator":                {inventory.Accelerators, `{"Accelerators":[{"AcceleratorArn":"a"}]}`, "", "DnsName"},
		"hosted zone":                {inventory.HostedZones, `<ListHostedZonesResponse><HostedZones><HostedZone><Id>Z</Id></HostedZone></HostedZones></ListHostedZonesResponse>`, "", "Name"},
		"record":                     {inventory.RecordSets, `<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type></ResourceRecordSet></ResourceRecordSets></ListResourceRecordSetsResponse>`, `{"ID":"Z"}`, "ResourceRecords"},
		"name of an environment":     {inventory.RecordApps, queryAnswer("CheckDNSAvailability", ""), `{"RecordName":"a","RecordType":"CNAME","Values":["shop.us-east-1.elasticbeanstalk.com"]}`, "Available"},
		"address":                    {inventory.Addresses, `<DescribeAddressesResponse><addressesSet><item><publicIp>52.1.2.3</publicIp></item></addressesSet></DescribeAddressesResponse>`, "", "AllocationId"},
		"analyzer":                   {inventory.AccessAnalyzers, `{"analyzers":[{"name":"a","type":"ACCOUNT","status":"ACTIVE"}]}`, "", "Arn"},
		"analyzer, kind":             {inventory.AccessAnalyzers, `{"analyzers":[{"name":"a","arn":"a","status":"ACTIVE"}]}`, "", "Type"},
		"analyzer, status":           {inventory.AccessAnalyzers, `{"analyzers":[{"name":"a","arn":"a","type":"ACCOUNT"}]}`, "", "Status"},
		"detector":                   {inventory.GuardDutyStates, `{}`, `{"ID":"d"}`, "Status"},
		"Macie":                      {inventory.MacieSessions, `{}`, "", "Status"},
		"alarm":                      {inventory.CloudWatchAlarms, `{"MetricAlarms":[{"AlarmName":"a","AlarmArn":"a"}]}`, "", "ActionsEnabled"},
		"alarm, name":                {inventory.CloudWatchAlarms, `{"CompositeAlarms":[{"AlarmArn":"a","ActionsEnabled":true}]}`, "", "AlarmName"},
		"database cluster":           {inventory.DBClusters, dbClusterXML("<Engine>aurora</Engine><StorageEncrypted>true</StorageEncrypted><MultiAZ>true</MultiAZ>"), "", "DBClusterArn"},
		"database cluster, engine":   {inventory.DBClusters, dbClusterXML("<DBClusterArn>c</DBClusterArn><StorageEncrypted>true</StorageEncrypted><MultiAZ>true</MultiAZ>"), "", "Engine"},
		"database cluster, key":      {inventory.DBClusters, dbClusterXML("<DBClusterArn>c</DBClusterArn><Engine>aurora</Engine><MultiAZ>true</MultiAZ>"), "", "StorageEncrypted"},
		"database cluster, zones":    {inventory.DBClusters, dbClusterXML("<DBClusterArn>c</DBClusterArn><Engine>aurora</Engine><StorageEncrypted>true</StorageEncrypted>"), "", "MultiAZ"},
		"file system, which":         {inventory.EFSFileSystems, `{"FileSystems":[{"FileSystemArn":"a","Encrypted":true}]}`, "", "FileSystemId"},
		"file system, ARN":           {inventory.EFSFileSystems, `{"FileSystems":[{"FileSystemId":"fs-1","Encrypted":true}]}`, "", "FileSystemArn"},
		"association":                {inventory.SSMAgentUpdates, `{"Associations":[{"AssociationName":"a"}]}`, "", "AssociationId"},
		"setting of Systems Manager": {inventory.SSMHostManagement, `{}`, "", "Status"},
		"setting without a status":   {inventory.SSMHostManagement, `{"ServiceSetting":{"SettingValue":"r"}}`, "", "Status"},
		"compliance":                 {inventory.SSMPatchStates, `{"ResourceComplianceSummaryItems":[{"Status":"COMPLIANT"}]}`, "", "ResourceId"},
		"compliance, status":         {inventory.SSMPatchStates, `{"ResourceComplianceSummaryItems":[{"ResourceId":"i-1"}]}`, "", "Status"},
		"configuration":              {inventory.CloudFrontDistributionConfigs, `<ETag/>`, `{"ID":"E1"}`, "DistributionConfig"},
		"origin access, which":       {inventory.CloudFrontOriginAccessControls, `<OriginAccessControlList><Items><OriginAccessControlSummary><SigningBehavior>always</SigningBehavior></OriginAccessControlSummary></Items></OriginAccessControlList>`, "", "Id"},
		"rule group, which":          {inventory.WAFRuleGroupList, `{"RuleGroups":[{"Name":"g","ARN":"g"}]}`, "", "Id"},
		"rule group, name":           {inventory.WAFRuleGroupList, `{"RuleGroups":[{"Id":"g","ARN":"g"}]}`, "", "Name"},
		"rule group, ARN":            {inventory.WAFRuleGroupList, `{"RuleGroups":[{"Id":"g","Name":"g"}]}`, "", "ARN"},
		"rule group":                 {inventory.WAFRuleGroups, `{}`, `{"ID":"g","Name":"g"}`, "RuleGroup"},
		"rule group, metrics":        {inventory.WAFRuleGroups, `{"RuleGroup":{}}`, `{"ID":"g","Name":"g"}`, "VisibilityConfig"},
		"rules of a rule group":      {inventory.WAFRuleGroups, `{"RuleGroup":{"VisibilityConfig":{},"Rules":[{"Name":"r"}]}}`, `{"ID":"g","Name":"g"}`, "VisibilityConfig"},
		"secret":                     {inventory.Secrets, `{"SecretList":[{"Name":"s"}]}`, "", "ARN"},
		"secret, name":               {inventory.Secrets, `{"SecretList":[{"ARN":"s"}]}`, "", "Name"},
	} {
		t.Run(name, func(t *testing.T) {
			c := collectorOf(t, tc.table)
			if rows, err := filled(t, c, sameToAll{200, tc.body}, tc.parent); err == nil || len(rows) > 0 || !strings.Contains(err.Error(), tc.lacks) {
				t.Errorf("%d rows, %v; want it to name %q", len(rows), err, tc.lacks)
			}
		})
	}
}

func collectorOf(t *testing.T, table inventory.Handle) Collector {
	t.Helper()
	for _, c := range collectors() {
		if c.Table.Name() == table.Name() {
			return c
		}
	}
	t.Fatal("no collector of " + table.Name())
	return Collector{}
}
