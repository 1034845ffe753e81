package collect

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// A field that nobody fills is one that a check reads as its zero value.
func TestARowHasAllThatTheAnswerSays(t *testing.T) {
	const mine = ":us-east-1:123456789012:"
	account, region := checktest.Account.Resource(), checktest.Account.In("us-east-1")
	// of is a resource of the region. Its name is its ID, or another.
	of := func(cfnType, id, arn string, name ...string) inventory.Resource {
		r := inventory.Resource{Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: cfnType, ID: id, ARN: arn}
		r.Name = strings.Join(name, "")
		return r
	}
	global := func(r inventory.Resource) inventory.Resource {
		r.Region = ""
		return r
	}
	// parent is what details are about here, and which their rows are about too.
	const parent = `{"ID":"a","ARN":"arn:a","Region":"us-east-1"}`
	detailed := inventory.Resource{Region: "us-east-1", ID: "a", ARN: "arn:a"}
	ec2Item := func(operation, set, fields string) string {
		return ec2Answer(operation, "<"+set+"><item>"+fields+"</item></"+set+">")
	}
	list := func(operation, set, fields string) string {
		return elbResult(operation, "<"+set+"><member>"+fields+"</member></"+set+">")
	}
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, tc := range []struct {
		table        inventory.Handle
		body, parent string
		want         inventory.Row
	}{
		{inventory.AccountContacts, `{"ContactInformation":{"AddressLine1":"1 Quay","City":"Bern","CountryCode":"CH","FullName":"Ann","PhoneNumber":"+41","PostalCode":"3000"}}`, "",
			inventory.AccountContact{Resource: account, Set: true}},
		{inventory.AccountSecurityContacts, `{"AlternateContact":{"EmailAddress":"ann@example.com"}}`, "", inventory.AccountSecurityContact{Resource: account, Set: true}},
		{inventory.ACMCertificateList, `{"CertificateSummaryList":[{"CertificateArn":"arn:aws:acm` + mine + `certificate/c","DomainName":"www.example.com","Status":"ISSUED","KeyAlgorithm":"RSA_2048","NotAfter":1767225600}]}`, "",
			inventory.ACMCertificateSummary{
				Resource: of("AWS::CertificateManager::Certificate", "c", "arn:aws:acm"+mine+"certificate/c", "www.example.com"),
				Status:   "ISSUED", KeyAlgorithm: "RSA_2048", NotAfter: day("2026-01-01"),
			}},
		{inventory.CloudFrontDistributionConfigs, `<DistributionConfig><DefaultRootObject>index.html</DefaultRootObject></DistributionConfig>`, parent,
			inventory.CloudFrontDistributionConfig{Resource: detailed, DefaultRootObject: "index.html"}},
		{inventory.CloudFrontOriginAccessControls, `<OriginAccessControlList><Items><OriginAccessControlSummary><Id>C1</Id><Name>n</Name><SigningBehavior>always</SigningBehavior></OriginAccessControlSummary></Items></OriginAccessControlList>`, "",
			inventory.CloudFrontOriginAccessControl{
				Resource: ofCloudFront("AWS::CloudFront::OriginAccessControl", "C1", "arn:aws:cloudfront::123456789012:origin-access-control/C1", "C1"), SigningBehavior: "always",
			}},
		{inventory.CloudTrails, `{"trailList":[{"Name":"t","TrailARN":"arn:aws:cloudtrail:us-east-1:123456789012:trail/t","HomeRegion":"us-east-1","IsMultiRegionTrail":false,"LogFileValidationEnabled":false,"CloudWatchLogsLogGroupArn":"arn:g","S3BucketName":"logs","KmsKeyId":"arn:k"}]}`, "",
			inventory.CloudTrail{Resource: of("AWS::CloudTrail::Trail", "t", "arn:aws:cloudtrail"+mine+"trail/t", "t"), CloudWatchLogsLogGroupArn: "arn:g", S3BucketName: "logs", KmsKeyId: "arn:k"}},
		{inventory.CloudTrailStatuses, `{"IsLogging":true,"LatestDeliveryError":"a","LatestDigestDeliveryError":"b","LatestCloudWatchLogsDeliveryError":"c","LatestCloudWatchLogsDeliveryTime":1767225600}`, parent,
			inventory.CloudTrailStatus{
				Resource: detailed, IsLogging: true, LatestDeliveryError: "a", LatestDigestDeliveryError: "b", LatestCloudWatchLogsDeliveryError: "c",
				LatestCloudWatchLogsDeliveryTime: day("2026-01-01"),
			}},
		{inventory.CloudTrailSelectors, `{"AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"f","Equals":["a"],"StartsWith":["b"],"EndsWith":["c"],"NotEquals":["d"],"NotStartsWith":["e"],"NotEndsWith":["f"]}]}]}`, parent,
			inventory.CloudTrailSelector{Resource: detailed, AdvancedEventSelectors: []inventory.AdvancedEventSelector{{FieldSelectors: []inventory.AdvancedFieldSelector{{
				Field: "f", Equals: []string{"a"}, StartsWith: []string{"b"}, EndsWith: []string{"c"}, NotEquals: []string{"d"}, NotStartsWith: []string{"e"}, NotEndsWith: []string{"f"},
			}}}}}},
		{inventory.CloudTrailInsights, `{"InsightSelectors":[{"InsightType":"ApiCallRateInsight"}]}`, parent, inventory.CloudTrailInsight{Resource: detailed, InsightTypes: []string{"ApiCallRateInsight"}}},
		{inventory.CloudWatchAlarms, `{"MetricAlarms":[{"AlarmName":"a","AlarmArn":"arn:a","ActionsEnabled":true,"MetricName":"m","Namespace":"n","ExtendedStatistic":"p90"}]}`, "",
			inventory.CloudWatchAlarm{Resource: of("AWS::CloudWatch::Alarm", "a", "arn:a", "a"), ActionsEnabled: true, Metrics: []inventory.AlarmMetric{{Namespace: "n", MetricName: "m", Stat: "p90", ReturnData: true}}}},
		{inventory.CloudWatchAlarms, `{"LogAlarms":[{"AlarmName":"a","AlarmArn":"arn:a","ActionsEnabled":true,"ComparisonOperator":"GreaterThanThreshold","Threshold":2}]}`, "",
			inventory.CloudWatchAlarm{Resource: of("AWS::CloudWatch::LogAlarm", "a", "arn:a", "a"), ActionsEnabled: true, ComparisonOperator: "GreaterThanThreshold", Threshold: 2}},
		{inventory.ConfigRecorders, `{"ConfigurationRecorders":[{"name":"default","roleARN":"arn:r","recordingGroup":{"allSupported":false,"includeGlobalResourceTypes":true,"resourceTypes":["AWS::EC2::Volume"],"recordingStrategy":{"useOnly":"INCLUSION_BY_RESOURCE_TYPES"}}}]}`, "",
			inventory.ConfigRecorder{
				Resource: of("AWS::Config::ConfigurationRecorder", "default", "arn:aws:config"+mine+"configuration-recorder/default", "default"), RoleARN: "arn:r",
				RecordingGroup: inventory.RecordingGroup{IncludeGlobalResourceTypes: true, ResourceTypes: []string{"AWS::EC2::Volume"}, RecordingStrategy: "INCLUSION_BY_RESOURCE_TYPES"},
			}},
		{inventory.ConfigChannels, `{"DeliveryChannels":[{"name":"default"}]}`, "",
			inventory.ConfigChannel{Resource: of("AWS::Config::DeliveryChannel", "default", "arn:aws:config"+mine+"delivery-channel/default", "default")}},
		{inventory.ConfigChannelStatuses, `{"DeliveryChannelsStatus":[{"name":"d","configSnapshotDeliveryInfo":{"lastStatus":"SUCCESS"},"configHistoryDeliveryInfo":{"lastStatus":"FAILURE","lastErrorCode":"a"},"configStreamDeliveryInfo":{"lastStatus":"FAILURE","lastErrorCode":"b"}}]}`, "",
			inventory.ConfigChannelStatus{
				Resource:                   of("AWS::Config::DeliveryChannel", "d", "arn:aws:config"+mine+"delivery-channel/d", "d"),
				ConfigSnapshotDeliveryInfo: inventory.ConfigDelivery{LastStatus: "Success"},
				ConfigHistoryDeliveryInfo:  inventory.ConfigDelivery{LastStatus: "Failure", LastErrorCode: "a"},
				ConfigStreamDeliveryInfo:   inventory.ConfigDelivery{LastStatus: "Failure", LastErrorCode: "b"},
			}},
		{inventory.ConfigAggregators, `{"ConfigurationAggregators":[{"ConfigurationAggregatorName":"all","ConfigurationAggregatorArn":"arn:all","OrganizationAggregationSource":{"RoleArn":"arn:r","AllAwsRegions":true}}]}`, "",
			inventory.ConfigAggregator{Resource: of("AWS::Config::ConfigurationAggregator", "all", "arn:all", "all"), Organization: true, AllAwsRegions: true}},
		{inventory.ConfigDelegatedAdministrators, `{"DelegatedAdministrators":[{"Id":"111122223333","Arn":"arn:m","Name":"audit"}]}`, "",
			inventory.ConfigDelegatedAdministrator{Resource: global(of("AWS::Organizations::Account", "111122223333", "arn:m", "audit"))}},
		{inventory.AccessAnalyzers, `{"analyzers":[{"name":"a","arn":"arn:a","type":"ACCOUNT","status":"ACTIVE"}]}`, "",
			inventory.AccessAnalyzer{Resource: of("AWS::AccessAnalyzer::Analyzer", "a", "arn:a", "a"), AnalyzerType: "ACCOUNT", Status: "ACTIVE"}},
		{inventory.GuardDutyDetectors, `{"detectorIds":["d"]}`, "", inventory.GuardDutyDetector{Resource: of("AWS::GuardDuty::Detector", "d", "arn:aws:guardduty"+mine+"detector/d")}},
		{inventory.GuardDutyStates, `{"status":"ENABLED"}`, parent, inventory.GuardDutyState{Resource: detailed, Status: "ENABLED"}},
		{inventory.SecurityHubProducts, `{"ProductSubscriptions":["arn:p"]}`, parent, inventory.SecurityHubSources{Resource: detailed, Sources: []string{"arn:p"}}},
		{inventory.SecurityHubStandards, `{"StandardsSubscriptions":[{"StandardsArn":"arn:s","StandardsStatus":"READY"}]}`, parent, inventory.SecurityHubSources{Resource: detailed, Sources: []string{"arn:s"}}},
		{inventory.InspectorStates, `{"accounts":[{"accountId":"123456789012","resourceState":{"ec2":{"status":"ENABLED"},"ecr":{"status":"ENABLING"},"lambda":{"status":"DISABLED"},"lambdaCode":{"status":"SUSPENDED"}}}]}`, "",
			inventory.InspectorState{Resource: region, EC2: "ENABLED", ECR: "ENABLING", Lambda: "DISABLED", LambdaCode: "SUSPENDED"}},
		{inventory.InspectorFindings, `{"findings":[{"title":"CVE-1"}]}`, parent, inventory.InspectorFinding{Resource: detailed, Titles: []string{"CVE-1"}}},
		{inventory.MacieSessions, `{"status":"PAUSED"}`, "", inventory.MacieSession{Resource: region, Status: "PAUSED"}},
		{inventory.Snapshots, ec2Item("DescribeSnapshots", "snapshotSet", "<snapshotId>snap-1</snapshotId><encrypted>true</encrypted>"), "",
			inventory.Snapshot{Resource: of("AWS::EC2::Snapshot", "snap-1", "arn:aws:ec2:us-east-1::snapshot/snap-1"), Encrypted: true}},
		{inventory.Images, ec2Item("DescribeImages", "imagesSet", "<imageId>ami-1</imageId><imageState>available</imageState><isPublic>true</isPublic><name>web</name>"), "",
			inventory.Image{Resource: of("AWS::EC2::Image", "ami-1", "arn:aws:ec2:us-east-1::image/ami-1", "web"), State: "available", Public: true}},
		{inventory.InstanceImages, ec2Item("DescribeImages", "imagesSet", "<imageId>ami-1</imageId><imageState>disabled</imageState><isPublic>true</isPublic><name>web</name>"), `{"ImageID":"ami-1"}`,
			inventory.InstanceImage{Resource: of("AWS::EC2::Image", "ami-1", "arn:aws:ec2:us-east-1::image/ami-1", "web"), State: "disabled"}},
		{inventory.InstanceMetadataDefaults, ec2Answer("GetInstanceMetadataDefaults", "<accountLevel><httpTokens>required</httpTokens><httpTokensEnforced>enabled</httpTokensEnforced></accountLevel>"), "",
			inventory.InstanceMetadataDefault{Resource: region, HTTPTokens: "required", HTTPTokensEnforced: "enabled"}},
		{inventory.ManagedInstances, `{"InstanceInformationList":[{"InstanceId":"i-1","PingStatus":"Online","PlatformType":"Linux","IsLatestVersion":true}]}`, "",
			inventory.ManagedInstance{Resource: of("AWS::EC2::Instance", "i-1", "arn:aws:ec2"+mine+"instance/i-1"), PingStatus: "Online", PlatformType: "Linux", IsLatestVersion: true}},
		{inventory.ECRRepositories, `{"repositories":[{"repositoryName":"shop","repositoryArn":"arn:r"}]}`, "", inventory.ECRRepository{Resource: of("AWS::ECR::Repository", "shop", "arn:r", "shop")}},
		{inventory.EFSFileSystems, `{"FileSystems":[{"FileSystemId":"fs-1","FileSystemArn":"arn:f","Encrypted":true,"KmsKeyId":"k","Name":"shop"}]}`, "",
			inventory.EFSFileSystem{Resource: of("AWS::EFS::FileSystem", "fs-1", "arn:f", "shop"), Encrypted: true, KMSKeyID: "k"}},
		{inventory.ELBLoadBalancers, list("DescribeLoadBalancers", "LoadBalancerDescriptions", "<LoadBalancerName>web</LoadBalancerName><DNSName>web.elb.amazonaws.com</DNSName><Scheme>internal</Scheme>"), "",
			inventory.ELBLoadBalancer{Resource: of("AWS::ElasticLoadBalancing::LoadBalancer", "web", "arn:aws:elasticloadbalancing"+mine+"loadbalancer/web", "web"), DNSName: "web.elb.amazonaws.com", Scheme: "internal"}},
		{inventory.ELBPolicies, list("DescribeLoadBalancerPolicies", "PolicyDescriptions", "<PolicyName>p</PolicyName><PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName>"), parent,
			inventory.ELBPolicySet{Resource: detailed, PolicyDescriptions: []inventory.ELBPolicy{{PolicyName: "p", PolicyTypeName: "SSLNegotiationPolicyType", PolicyAttributeDescriptions: map[string]string{}}}}},
		{inventory.ELBAttributes, elbResult("DescribeLoadBalancerAttributes", "<LoadBalancerAttributes><AccessLog><Enabled>true</Enabled></AccessLog></LoadBalancerAttributes>"), parent,
			inventory.ELBAttribute{Resource: detailed, AccessLogEnabled: true}},
		{inventory.ELBv2LoadBalancers, list("DescribeLoadBalancers", "LoadBalancers", "<LoadBalancerArn>arn:l</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName><DNSName>web.elb.amazonaws.com</DNSName><Type>network</Type><Scheme>internal</Scheme><IpAddressType>ipv4</IpAddressType>"), "",
			inventory.ELBv2LoadBalancer{Resource: of("AWS::ElasticLoadBalancingV2::LoadBalancer", "web", "arn:l", "web"), DNSName: "web.elb.amazonaws.com", LoadBalancerType: "network", Scheme: "internal", IPAddressType: "ipv4"}},
		{inventory.ELBv2SSLPolicies, elbResult("DescribeSSLPolicies", "<SslPolicies><member><Name>p</Name><SslProtocols><member>TLSv1.2</member></SslProtocols></member></SslPolicies>"), "",
			inventory.ELBv2SSLPolicy{Resource: of("SslPolicy", "p", "p", "p"), SslProtocols: []string{"TLSv1.2"}}},
		{inventory.ELBv2TargetHealth, elbResult("DescribeTargetHealth", "<TargetHealthDescriptions/>"), parent, inventory.ELBv2TargetSet{Resource: detailed}},
		{inventory.GlacierVaults, `{"VaultList":[{"VaultName":"v","VaultARN":"arn:v"}]}`, "", inventory.GlacierVault{Resource: of("AWS::Glacier::Vault", "v", "arn:v", "v")}},
		{inventory.IAMGroups, list("GetAccountAuthorizationDetails", "GroupDetailList", `<GroupName>ops</GroupName><Arn>arn:g</Arn>
<AttachedManagedPolicies><member><PolicyArn>arn:p</PolicyArn></member></AttachedManagedPolicies><GroupPolicyList><member><PolicyName>own</PolicyName><PolicyDocument>%7B%7D</PolicyDocument></member></GroupPolicyList>`), "",
			inventory.IAMGroup{
				Resource: global(of("AWS::IAM::Group", "ops", "arn:g", "ops")), AttachedPolicies: []string{"arn:p"}, InlinePolicies: []inventory.IAMInlinePolicy{{Name: "own", Document: "{}"}},
			}},
		{inventory.IAMRoles, list("GetAccountAuthorizationDetails", "RoleDetailList", `<RoleName>app</RoleName><Arn>arn:r</Arn><AttachedManagedPolicies><member><PolicyArn>arn:p</PolicyArn></member></AttachedManagedPolicies>`), "",
			inventory.IAMRole{Resource: global(of("AWS::IAM::Role", "app", "arn:r", "app")), AttachedPolicies: []string{"arn:p"}}},
		{inventory.IAMPolicyEntities, elbResult("ListEntitiesForPolicy", `<PolicyUsers><member><UserName>ann</UserName></member></PolicyUsers><PolicyGroups><member><GroupName>ops</GroupName></member></PolicyGroups><PolicyRoles><member><RoleName>app</RoleName></member></PolicyRoles>`), "",
			inventory.IAMPolicyEntity{
				Resource:    global(of("AWS::IAM::ManagedPolicy", "AWSCloudShellFullAccess", "arn:aws:iam::aws:policy/AWSCloudShellFullAccess", "AWSCloudShellFullAccess")),
				PolicyUsers: []string{"ann"}, PolicyGroups: []string{"ops"}, PolicyRoles: []string{"app"},
			}},
		{inventory.IAMAccountSummaries, elbResult("GetAccountSummary", `<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry></SummaryMap>`), "",
			inventory.IAMAccountSummary{Resource: account, SummaryMap: map[string]int{"AccountMFAEnabled": 1}}},
		{inventory.IAMPasswordPolicies, elbResult("GetAccountPasswordPolicy", `<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><RequireUppercaseCharacters>true</RequireUppercaseCharacters>
<RequireLowercaseCharacters>true</RequireLowercaseCharacters><RequireNumbers>true</RequireNumbers><RequireSymbols>true</RequireSymbols><ExpirePasswords>true</ExpirePasswords><MaxPasswordAge>90</MaxPasswordAge><PasswordReusePrevention>24</PasswordReusePrevention></PasswordPolicy>`), "",
			inventory.IAMPasswordPolicy{
				Resource: account, Set: true, MinimumPasswordLength: 14, RequireUppercaseCharacters: true, RequireLowercaseCharacters: true,
				RequireNumbers: true, RequireSymbols: true, ExpirePasswords: true, MaxPasswordAge: 90, PasswordReusePrevention: 24,
			}},
		{inventory.IAMVirtualMFADevices, list("ListVirtualMFADevices", "VirtualMFADevices", `<SerialNumber>arn:aws:iam::123456789012:mfa/ann</SerialNumber><User><Arn>arn:u</Arn></User>`), "",
			inventory.IAMVirtualMFADevice{Resource: global(of("AWS::IAM::VirtualMFADevice", "ann", "arn:aws:iam::123456789012:mfa/ann", "ann")), UserARN: "arn:u"}},
		{inventory.IAMSAMLProviders, list("ListSAMLProviders", "SAMLProviderList", `<Arn>arn:aws:iam::123456789012:saml-provider/idp</Arn><ValidUntil>2026-01-01T00:00:00Z</ValidUntil>`), "",
			inventory.IAMSAMLProvider{Resource: global(of("AWS::IAM::SAMLProvider", "idp", "arn:aws:iam::123456789012:saml-provider/idp", "idp")), ValidUntil: day("2026-01-01")}},
		{inventory.IAMOIDCProviders, list("ListOpenIDConnectProviders", "OpenIDConnectProviderList", `<Arn>arn:aws:iam::123456789012:oidc-provider/idp.example.com</Arn>`), "",
			inventory.IAMOIDCProvider{Resource: global(of("AWS::IAM::OIDCProvider", "idp.example.com", "arn:aws:iam::123456789012:oidc-provider/idp.example.com", "idp.example.com")), URL: "idp.example.com"}},
		{inventory.OrganizationRootFeatures, list("ListOrganizationsFeatures", "EnabledFeatures", "RootSessions"), parent, inventory.OrganizationRootFeature{Resource: detailed, EnabledFeatures: []string{"RootSessions"}}},
		{inventory.KMSKeys, `{"KeyMetadata":{"KeyId":"a","KeyManager":"CUSTOMER","KeyState":"PendingDeletion","KeySpec":"RSA_2048","Origin":"EXTERNAL","DeletionDate":1767225600}}`, parent,
			inventory.KMSKey{Resource: detailed, KeyManager: "CUSTOMER", KeyState: "PendingDeletion", KeySpec: "RSA_2048", Origin: "EXTERNAL", DeletionDate: day("2026-01-01")}},
		{inventory.KMSRotations, `{"KeyRotationEnabled":true}`, parent, inventory.KMSRotation{Resource: detailed, KeyRotationEnabled: true}},
		{inventory.KMSGrants, `{"Grants":[]}`, parent, inventory.KMSGrantSet{Resource: detailed}},
		{inventory.LambdaFunctions, `{"Functions":[{"FunctionName":"f","FunctionArn":"arn:f"}]}`, "", inventory.LambdaFunction{Resource: of("AWS::Lambda::Function", "f", "arn:f", "f")}},
		{inventory.LogGroups, `{"logGroups":[{"logGroupName":"g","logGroupArn":"arn:g","logGroupClass":"INFREQUENT_ACCESS","retentionInDays":30}]}`, "",
			inventory.LogGroup{Resource: of("AWS::Logs::LogGroup", "g", "arn:g", "g"), LogGroupClass: "INFREQUENT_ACCESS", RetentionInDays: 30}},
		{inventory.MetricFilters, `{"metricFilters":[{"filterName":"f","logGroupName":"g","filterPattern":"{ $.a = b }","fieldSelectionCriteria":"c"}]}`, "",
			inventory.MetricFilter{
				Resource:     of("AWS::Logs::MetricFilter", "g|f", "arn:aws:logs"+mine+"log-group:g:metric-filter:f", "f"),
				LogGroupName: "g", FilterPattern: "{ $.a = b }", FieldSelectionCriteria: "c",
			}},
		{inventory.OrganizationPolicyTargets, `{"Targets":[{"TargetId":"r-ab12"}]}`, parent, inventory.PolicyTargets{Resource: detailed, Targets: []string{"r-ab12"}}},
		{inventory.OrganizationAdministrators, `{"DelegatedAdministrators":[{"Id":"111122223333","Arn":"arn:m","Name":"audit"}]}`, parent,
			inventory.OrganizationAdministrator{Resource: global(of("AWS::Organizations::Account", "111122223333", "arn:m", "audit"))}},
		{inventory.SSOInstances, `{"Instances":[{"InstanceArn":"arn:aws:sso:::instance/ssoins-1","Name":"people","Status":"ACTIVE","OwnerAccountId":"123456789012"}]}`, "",
			inventory.SSOInstance{Resource: of("AWS::SSO::Instance", "ssoins-1", "arn:aws:sso:::instance/ssoins-1", "people"), Status: "ACTIVE", OwnerAccountID: "123456789012"}},
		{inventory.PermissionSetSessions, `{"PermissionSet":{"Name":"Admin","SessionDuration":"PT1H"}}`, parent,
			inventory.PermissionSetSession{Resource: inventory.Resource{Region: "us-east-1", ID: "a", ARN: "arn:a", Name: "Admin"}, SessionDuration: "PT1H"}},
		{inventory.PermissionSetInlinePolicies, `{"InlinePolicy":"{}"}`, parent, inventory.ResourcePolicy{Resource: detailed, Policy: "{}"}},
		{inventory.PermissionSetManagedPolicies, `{"AttachedManagedPolicies":[{"Arn":"arn:p"}]}`, parent, inventory.PermissionSetManagedPolicy{Resource: detailed, Policies: []string{"arn:p"}}},
		{inventory.DBInstances, elbResult("DescribeDBInstances", `<DBInstances><DBInstance><DBInstanceIdentifier>d</DBInstanceIdentifier><DBInstanceArn>arn:d</DBInstanceArn><DBClusterIdentifier>c</DBClusterIdentifier><ReadReplicaSourceDBClusterIdentifier>s</ReadReplicaSourceDBClusterIdentifier>
<Engine>mysql</Engine><EngineVersion>8.0</EngineVersion><PubliclyAccessible>false</PubliclyAccessible><StorageEncrypted>false</StorageEncrypted><MultiAZ>true</MultiAZ><AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade></DBInstance></DBInstances>`), "",
			inventory.DBInstance{Resource: of("AWS::RDS::DBInstance", "d", "arn:d", "d"), Engine: "mysql", EngineVersion: "8.0", MultiAZ: true, DBClusterIdentifier: "c", ReadReplicaSource: "s"}},
		{inventory.DBClusters, dbClusterXML("<DBClusterIdentifier>c</DBClusterIdentifier><DBClusterArn>arn:c</DBClusterArn><Engine>aurora-mysql</Engine><StorageEncrypted>true</StorageEncrypted><MultiAZ>true</MultiAZ>"), "",
			inventory.DBCluster{Resource: of("AWS::RDS::DBCluster", "c", "arn:c", "c"), Engine: "aurora-mysql", StorageEncrypted: true, MultiAZ: true}},
		{inventory.DBMajorVersions, elbResult("DescribeDBMajorEngineVersions", "<DBMajorEngineVersions><DBMajorEngineVersion><Engine>mysql</Engine><MajorEngineVersion>8.0</MajorEngineVersion></DBMajorEngineVersion></DBMajorEngineVersions>"), "",
			inventory.DBMajorVersion{Resource: of("AWS::RDS::DBMajorEngineVersion", "mysql:8.0", "arn:aws:rds"+mine+"major-engine-version:mysql:8.0"), Engine: "mysql", MajorEngineVersion: "8.0"}},
		{inventory.HostedZones, `<ListHostedZonesResponse><HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name><Config><PrivateZone>true</PrivateZone></Config></HostedZone></HostedZones></ListHostedZonesResponse>`, "",
			inventory.HostedZone{Resource: global(of("AWS::Route53::HostedZone", "Z1", "arn:aws:route53:::hostedzone/Z1", "example.com")), Private: true}},
		{inventory.RecordSets, `<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>www.example.com.</Name><Type>A</Type><ResourceRecords><ResourceRecord><Value>52.1.2.3</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets></ListResourceRecordSetsResponse>`,
			`{"ID":"Z1","ARN":"arn:z","Account":"123456789012","Partition":"aws"}`,
			inventory.RecordSet{
				Resource:   global(of("AWS::Route53::RecordSet", "Z1/www.example.com/A", "arn:z/recordset/www.example.com/A", "www.example.com")),
				RecordName: "www.example.com", RecordType: "A", Values: []string{"52.1.2.3"},
			}},
		{inventory.AppEnvironments, list("DescribeEnvironments", "Environments", "<EnvironmentId>e-1</EnvironmentId><EnvironmentName>shop</EnvironmentName><EnvironmentArn>arn:e</EnvironmentArn><CNAME>shop.us-east-1.elasticbeanstalk.com</CNAME>"), "",
			inventory.AppEnvironment{Resource: of("AWS::ElasticBeanstalk::Environment", "e-1", "arn:e", "shop"), CNAME: "shop.us-east-1.elasticbeanstalk.com"}},
		{inventory.S3BucketVersionings, `<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Disabled</MfaDelete></VersioningConfiguration>`, parent,
			inventory.S3BucketVersioning{Resource: detailed, Status: "Enabled", MFADelete: "Disabled"}},
		{inventory.S3BucketACLs, `<AccessControlPolicy><Owner/><AccessControlList/></AccessControlPolicy>`, parent, inventory.S3BucketACL{Resource: detailed}},
		{inventory.Secrets, `{"SecretList":[{"Name":"s","ARN":"arn:s"}]}`, "", inventory.Secret{Resource: of("AWS::SecretsManager::Secret", "s", "arn:s", "s")}},
		{inventory.ShieldResponders, `{"RoleArn":"arn:r"}`, parent, inventory.ShieldResponder{Resource: detailed, RoleArn: "arn:r"}},
		{inventory.ShieldContacts, `{"EmergencyContactList":[{"EmailAddress":"ann@example.com"}]}`, parent, inventory.ShieldContactList{Resource: detailed, Contacts: 1}},
		{inventory.SQSQueues, `{"QueueUrls":["https://sqs.us-east-1.amazonaws.com/123456789012/jobs"]}`, "",
			inventory.SQSQueue{Resource: of("AWS::SQS::Queue", "jobs", "arn:aws:sqs"+mine+"jobs", "jobs"), URL: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"}},
		{inventory.SSMAgentUpdates, `{"Associations":[{"AssociationId":"a-1","AssociationName":"agents","ScheduleExpression":"rate(1 day)"}]}`, "",
			inventory.SSMAssociation{Resource: of("AWS::SSM::Association", "a-1", "arn:aws:ssm"+mine+"association/a-1", "agents"), ScheduleExpression: "rate(1 day)"}},
		{inventory.SSMHostManagement, `{"ServiceSetting":{"SettingValue":"service-role/r","Status":"Customized"}}`, "", inventory.SSMServiceSetting{Resource: region, SettingValue: "service-role/r", Status: "Customized"}},
		{inventory.SSMPatchBaselines, `{"BaselineIdentities":[{"BaselineId":"pb-1","BaselineName":"shop"}]}`, "", inventory.SSMPatchBaseline{Resource: of("AWS::SSM::PatchBaseline", "pb-1", "arn:aws:ssm"+mine+"patchbaseline/pb-1", "shop")}},
		{inventory.SSMPatchRules, `{"OperatingSystem":"UBUNTU","ApprovalRules":{"PatchRules":[{"PatchFilterGroup":{"PatchFilters":[]},"ApproveAfterDays":7}]}}`, parent,
			inventory.SSMPatchRuleSet{Resource: detailed, OperatingSystem: "UBUNTU", ApprovalRules: []inventory.SSMPatchRule{{ApproveAfterDays: 7}}}},
		{inventory.SecurityGroupRules, ec2Item("DescribeSecurityGroupRules", "securityGroupRuleSet", "<securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><groupOwnerId>123456789012</groupOwnerId><isEgress>false</isEgress><ipProtocol>-1</ipProtocol><prefixListId>pl-1</prefixListId>"), "",
			inventory.SecurityGroupRule{
				Resource: of("AWS::EC2::SecurityGroupIngress", "sgr-1", "arn:aws:ec2"+mine+"security-group-rule/sgr-1"), GroupID: "sg-1", IPProtocol: "-1", FromPort: -1, ToPort: -1, PrefixListID: "pl-1",
			}},
		{inventory.PrefixListEntries, ec2Item("GetManagedPrefixListEntries", "entrySet", "<cidr>10.0.0.0/8</cidr>"), parent, inventory.PrefixListContent{Resource: detailed, Entries: []string{"10.0.0.0/8"}}},
		{inventory.FlowLogs, ec2Item("DescribeFlowLogs", "flowLogSet", "<flowLogId>fl-1</flowLogId><resourceId>vpc-1</resourceId><flowLogStatus>ACTIVE</flowLogStatus><trafficType>REJECT</trafficType><deliverLogsStatus>FAILED</deliverLogsStatus>"), "",
			inventory.FlowLog{Resource: of("AWS::EC2::FlowLog", "fl-1", "arn:aws:ec2"+mine+"vpc-flow-log/fl-1"), ResourceID: "vpc-1", FlowLogStatus: "ACTIVE", TrafficType: "REJECT", DeliverLogsStatus: "FAILED"}},
		{inventory.NetworkACLs, ec2Item("DescribeNetworkAcls", "networkAclSet", "<networkAclId>acl-1</networkAclId><ownerId>123456789012</ownerId><default>true</default><entrySet><item><ruleNumber>1</ruleNumber><egress>true</egress><protocol>-1</protocol><ruleAction>deny</ruleAction><ipv6CidrBlock>::/0</ipv6CidrBlock></item></entrySet>"), "",
			inventory.NetworkACL{
				Resource: of("AWS::EC2::NetworkAcl", "acl-1", "arn:aws:ec2"+mine+"network-acl/acl-1"), IsDefault: true,
				Entries: []inventory.NetworkACLEntry{{RuleNumber: 1, Egress: true, Protocol: "-1", RuleAction: "deny", IPv6CIDRBlock: "::/0", FromPort: -1, ToPort: -1}},
			}},
		{inventory.WAFRuleGroupList, `{"RuleGroups":[{"Id":"1","Name":"g","ARN":"arn:g"}]}`, "", inventory.WAFRuleGroupRef{Resource: of("AWS::WAFv2::RuleGroup", "1", "arn:g", "g")}},
		{inventory.WAFRuleGroups, `{"RuleGroup":{"Name":"g","VisibilityConfig":{"CloudWatchMetricsEnabled":true}}}`, parent, inventory.WAFRuleGroup{Resource: detailed, Metrics: true}},
	} {
		t.Run(tc.table.Name(), func(t *testing.T) {
			c := collectorOf(t, tc.table)
			answer := sameToAll{200, tc.body}
			x := exchange(c.Operations[0], "us-east-1", `{}`, answer.status, answer.kind(), tc.body)
			conform(t, []wire.Exchange{x})
			rows, err := filled(t, c, answer, tc.parent)
			if diff := cmp.Diff([]inventory.Row{tc.want}, rows); diff != "" || err != nil {
				t.Errorf("%s%v", diff, err)
			}
		})
	}
}
