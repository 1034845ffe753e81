package collect

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const json10 = "application/x-amz-json-1.0"

// atHome is an exchange of us-east-1; the other region is left unanswered.
func atHome(operation, input string, status int, body string) wire.Exchange {
	kind := json11
	switch service, _, _ := strings.Cut(operation, ":"); service {
	case "cloudwatch":
		kind = json10
	case "sns", "rds", "iam":
		kind = queryXML
	case "accessanalyzer", "guardduty", "inspector2", "macie2", "securityhub":
		kind = "application/json"
	}
	return exchange(operation, "us-east-1", input, status, kind, body)
}

const allAlarms = `{"AlarmTypes":["MetricAlarm","CompositeAlarm","LogAlarm"],"MaxRecords":100}`

func TestAlarmsOfAllKindsAndPages(t *testing.T) {
	const topic, arn = "arn:aws:sns:us-east-1:123456789012:t", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:"
	inv := replay(t, []inventory.Handle{inventory.CloudWatchAlarms},
		atHome("cloudwatch:DescribeAlarms", allAlarms, 200, `{"MetricAlarms":[
{"AlarmName":"one","AlarmArn":"`+arn+`one","ActionsEnabled":true,"AlarmActions":["`+topic+`"],"OKActions":["`+topic+`"],"MetricName":"m","Namespace":"n","Statistic":"Sum","Dimensions":[{"Name":"d","Value":"v"}],"ComparisonOperator":"GreaterThanThreshold","Threshold":0.5},
{"AlarmName":"maths","AlarmArn":"`+arn+`maths","ActionsEnabled":false,"Metrics":[
{"Id":"e","Expression":"m1 * 2"},{"Id":"m1","ReturnData":false,"AccountId":"123456789012","MetricStat":{"Metric":{"Namespace":"n","MetricName":"m"},"Period":60,"Stat":"p90"}},
{"Id":"m2","ReturnData":false,"AccountId":"999999999999","MetricStat":{"Metric":{"Namespace":"n","MetricName":"m"},"Period":60,"Stat":"Sum"}}]}],"NextToken":"more"}`),
		atHome("cloudwatch:DescribeAlarms", `{"AlarmTypes":["MetricAlarm","CompositeAlarm","LogAlarm"],"MaxRecords":100,"NextToken":"more"}`, 200, `{
"CompositeAlarms":[{"AlarmName":"any","AlarmArn":"`+arn+`any","ActionsEnabled":true,"AlarmRule":"ALARM(one)"}],
"LogAlarms":[{"AlarmName":"lines","AlarmArn":"`+arn+`lines","ActionsEnabled":true,"ScheduledQueryConfiguration":{"LogGroupIdentifiers":["trail"],"QueryString":"q","ScheduledQueryRoleARN":"arn:aws:iam::123456789012:role/r","AggregationExpression":"count(*)"}}]}`),
	)
	want := []inventory.CloudWatchAlarm{
		{ActionsEnabled: true, AlarmRule: "ALARM(one)"},
		{ActionsEnabled: true, LogGroups: []string{"trail"}},
		{Metrics: []inventory.AlarmMetric{
			{ID: "e", Expression: "m1 * 2", ReturnData: true},
			{ID: "m1", Namespace: "n", MetricName: "m", Stat: "p90"},
			{ID: "m2", Namespace: "n", MetricName: "m", Stat: "Sum", AccountID: "999999999999"},
		}},
		{
			ActionsEnabled: true, AlarmActions: []string{topic}, OtherActions: []string{topic}, ComparisonOperator: "GreaterThanThreshold",
			Threshold: 0.5, Metrics: []inventory.AlarmMetric{{Namespace: "n", MetricName: "m", Dimensions: []string{"d"}, Stat: "Sum", ReturnData: true}},
		},
	}
	if diff := cmp.Diff(want, inventory.CloudWatchAlarms.Rows(inv), cmpopts.IgnoreTypes(inventory.Resource{})); diff != "" {
		t.Errorf("%s%+v", diff, inv.Gaps(inventory.CloudWatchAlarms))
	}
}

func TestTheTopicsOfAlarmsSayWhoIsSubscribed(t *testing.T) {
	const mine, gone, others = "arn:aws:sns:us-east-1:123456789012:mine", "arn:aws:sns:us-east-1:123456789012:gone", "arn:aws:sns:us-east-1:999999999999:t"
	subscriptions := func(arns ...string) string {
		var all strings.Builder
		for _, arn := range arns {
			all.WriteString("<member><SubscriptionArn>" + arn + "</SubscriptionArn></member>")
		}
		return elbResult("ListSubscriptionsByTopic", "<Subscriptions>"+all.String()+"</Subscriptions>")
	}
	refused := `<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`
	alarm := func(name, actions string) string {
		return `{"AlarmName":"` + name + `","AlarmArn":"arn:` + name + `","ActionsEnabled":true,"AlarmActions":[` + actions + `]}`
	}
	home := homeAnswered([]string{"cloudwatch:DescribeAlarms", "sns:ListSubscriptionsByTopic"},
		atHome("cloudwatch:DescribeAlarms", allAlarms, 200, `{"MetricAlarms":[`+alarm("a", `"`+mine+`","arn:aws:automate:us-east-1:ec2:stop"`)+`,`+
			alarm("b", `"`+mine+`","`+gone+`","`+others+`"`)+`]}`),
		atHome("sns:ListSubscriptionsByTopic", `{"TopicArn":"`+mine+`"}`, 200, subscriptions(mine+":1", "PendingConfirmation", "Deleted", "Deleted")),
		atHome("sns:ListSubscriptionsByTopic", `{"TopicArn":"`+gone+`"}`, 404, strings.ReplaceAll(refused, "AuthorizationError", "NotFound")),
		atHome("sns:ListSubscriptionsByTopic", `{"TopicArn":"`+others+`"}`, 403, refused))
	plan := planOf(t, inventory.SNSSubscriptions)
	inv := collected(plan, home)
	want := []inventory.SNSSubscription{{}, {Exists: true, Confirmed: 1, Pending: 1}}
	if diff := cmp.Diff(want, inventory.SNSSubscriptions.Rows(inv), cmpopts.IgnoreTypes(inventory.Resource{})); diff != "" {
		t.Error(diff)
	}
	for _, g := range inv.Gaps(inventory.SNSSubscriptions) {
		if g.Subject.Region == "us-east-1" && (g.Subject.ARN != others || g.Reason != inventory.Denied) {
			t.Errorf("%+v", g)
		}
	}
}

func TestMetricFiltersSayWhatTheyMatchAndMake(t *testing.T) {
	all := []inventory.Handle{inventory.MetricFilters, inventory.LogGroups}
	inv := replay(t, all,
		atHome("cloudwatchlogs:DescribeMetricFilters", `{"Limit":50}`, 200, `{"metricFilters":[
{"filterName":"f","logGroupName":"g","filterPattern":"","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"1","dimensions":{"b":"$.b","a":"$.a"}}],"emitSystemFieldDimensions":["@aws.region"],"fieldSelectionCriteria":"x"}]}`),
		atHome("cloudwatchlogs:DescribeLogGroups", `{"Limit":50}`, 200, `{"logGroups":[
{"logGroupName":"a","arn":"arn:aws:logs:us-east-1:123456789012:log-group:a:*","logGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:a","retentionInDays":30,"logGroupClass":"STANDARD"},
{"logGroupName":"b","arn":"arn:aws:logs:us-east-1:123456789012:log-group:b:*"}]}`),
	)
	filters := []inventory.MetricFilter{{LogGroupName: "g", FieldSelectionCriteria: "x", MetricTransformations: []inventory.MetricTransformation{
		{MetricNamespace: "n", MetricName: "m", MetricValue: "1", Dimensions: []string{"a", "b", "@aws.region"}},
	}}}
	if diff := cmp.Diff(filters, inventory.MetricFilters.Rows(inv), cmpopts.IgnoreTypes(inventory.Resource{})); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, g := range inventory.LogGroups.Rows(inv) {
		got = append(got, g.ARN)
	}
	if diff := cmp.Diff([]string{"arn:aws:logs:us-east-1:123456789012:log-group:a", "arn:aws:logs:us-east-1:123456789012:log-group:b"}, got); diff != "" {
		t.Error(diff)
	}
}

var ofTheOrganization = []inventory.Handle{
	inventory.OrganizationAccounts, inventory.OrganizationPolicyContents, inventory.OrganizationPolicyTargets,
	inventory.OrganizationAdministrators, inventory.OrganizationRootFeatures,
}

func TestOnlyTheManagerIsAskedForItsOrganization(t *testing.T) {
	inv := replay(t, ofTheOrganization, asked("DescribeOrganization", `{}`, ofShops))
	for _, h := range ofTheOrganization {
		if gaps := inv.Gaps(h); len(gaps) > 0 {
			t.Errorf("%s of a member: %+v", h.Name(), gaps)
		}
	}
}

func TestAnOrganizationIsReadFromItsRootDown(t *testing.T) {
	account := func(id string) string {
		return `{"Id":"` + id + `","Arn":"arn:aws:organizations::123456789012:account/o-a/` + id + `","Name":"of ` + id + `","Status":"ACTIVE"}`
	}
	under := func(parent, accounts, units string) []wire.Exchange {
		return []wire.Exchange{
			asked("ListAccountsForParent", `{"ParentId":"`+parent+`"}`, `{"Accounts":[`+accounts+`]}`),
			asked("ListOrganizationalUnitsForParent", `{"ParentId":"`+parent+`"}`, `{"OrganizationalUnits":[`+units+`]}`),
		}
	}
	exchanges := []wire.Exchange{
		asked("DescribeOrganization", `{}`, strings.ReplaceAll(ofShops, "444455556666", "123456789012")),
		asked("ListRoots", `{}`, `{"Roots":[{"Id":"r-ab12","Arn":"arn:aws:organizations::123456789012:root/o-a/r-ab12","PolicyTypes":[
{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"},{"Type":"RESOURCE_CONTROL_POLICY","Status":"PENDING_ENABLE"}]}]}`),
		asked("ListPolicies", `{"Filter":"SERVICE_CONTROL_POLICY"}`, `{"Policies":[`+fullSCP+`,`+ownSCP+`]}`),
		asked("ListPolicies", `{"Filter":"RESOURCE_CONTROL_POLICY"}`, `{"Policies":[]}`),
		asked("ListTargetsForPolicy", `{"PolicyId":"p-own"}`, `{"Targets":[{"TargetId":"ou-ab12-shops","Type":"ORGANIZATIONAL_UNIT"}]}`),
		asked("ListDelegatedAdministrators", `{}`, `{"DelegatedAdministrators":[`+account("111111111111")+`]}`),
		atHome("iam:ListOrganizationsFeatures", `{}`, 409, `<ErrorResponse><Error><Type>Sender</Type><Code>ServiceAccessNotEnabledException</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>`),
	}
	exchanges = append(exchanges, under("r-ab12", account("123456789012"), `{"Id":"ou-ab12-shops"}`)...)
	exchanges = append(exchanges, under("ou-ab12-shops", account("111111111111"), `{"Id":"ou-ab12-eu"}`)...)
	exchanges = append(exchanges, under("ou-ab12-eu", account("222222222222"), "")...)
	needs := []inventory.Handle{
		inventory.OrganizationAccounts, inventory.OrganizationPolicyTargets, inventory.OrganizationAdministrators, inventory.OrganizationRootFeatures,
	}
	inv := replay(t, needs, exchanges...)
	within := map[string]string{}
	for _, a := range inventory.OrganizationAccounts.Rows(inv) {
		within[a.ID] = strings.Join(a.Within, " ")
		if a.Name != "of "+a.ID || a.Status != "ACTIVE" || a.Region != "" {
			t.Errorf("%+v", a)
		}
	}
	for _, p := range inventory.OrganizationPolicies.Rows(inv) {
		if p.PolicyType != "SERVICE_CONTROL_POLICY" || p.AwsManaged != (p.ID == "p-FullAWSAccess") || p.Name != iamName(p.ARN) || p.Region != "" {
			t.Errorf("%+v", p)
		}
	}
	want := map[string]string{
		"123456789012": "r-ab12", "111111111111": "r-ab12 ou-ab12-shops", "222222222222": "r-ab12 ou-ab12-shops ou-ab12-eu",
	}
	if diff := cmp.Diff(want, within); diff != "" {
		t.Errorf("%s%+v", diff, inv.Gaps(inventory.OrganizationAccounts))
	}
	if r := inventory.OrganizationRoots.Rows(inv); len(r) != 1 || !slices.Equal(r[0].PolicyTypes, []string{"SERVICE_CONTROL_POLICY"}) {
		t.Errorf("roots %+v", r)
	}
	targets, gaps := inventory.OrganizationPolicyTargets.Rows(inv), inv.Gaps(inventory.OrganizationPolicyTargets)
	if len(targets) != 1 || len(targets[0].Targets) != 1 || len(gaps) > 0 {
		t.Errorf("targets %+v, gaps %+v, of one policy that is not of AWS", targets, gaps)
	}
	if r := inventory.OrganizationAdministrators.Rows(inv); len(r) != 1 || r[0].ID != "111111111111" {
		t.Errorf("administrators %+v", r)
	}
	if r := inventory.OrganizationRootFeatures.Rows(inv); len(r) != 1 || len(r[0].EnabledFeatures) != 0 {
		t.Errorf("features %+v, %+v", r, inv.Gaps(inventory.OrganizationRootFeatures))
	}
}

func TestPermissionSetsAreThoseOfOnesOwnInstance(t *testing.T) {
	instance := func(owner string) wire.Exchange {
		return atHome("ssoadmin:ListInstances", `{"MaxResults":100}`, 200,
			`{"Instances":[{"InstanceArn":"arn:aws:sso:::instance/ssoins-1","Status":"ACTIVE","OwnerAccountId":"`+owner+`"}]}`)
	}
	const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
	tables := []inventory.Handle{inventory.PermissionSetInlinePolicies, inventory.PermissionSetManagedPolicies, inventory.PermissionSetSessions}
	about := func(more string) string {
		return `{"InstanceArn":"arn:aws:sso:::instance/ssoins-1",` + more + `"PermissionSetArn":"` + set + `"}`
	}
	inv := replay(t, tables, instance("123456789012"),
		atHome("ssoadmin:ListPermissionSets", `{"InstanceArn":"arn:aws:sso:::instance/ssoins-1","MaxResults":100}`, 200, `{"PermissionSets":["`+set+`"]}`),
		atHome("ssoadmin:GetInlinePolicyForPermissionSet", about(""), 200, `{"InlinePolicy":""}`),
		atHome("ssoadmin:DescribePermissionSet", about(""), 200, `{"PermissionSet":{"Name":"Admin","SessionDuration":"PT12H"}}`),
		atHome("ssoadmin:ListManagedPoliciesInPermissionSet", about(`"MaxResults":100,`), 200, `{"AttachedManagedPolicies":[{"Name":"AdministratorAccess","Arn":"arn:aws:iam::aws:policy/AdministratorAccess"}]}`))
	inline, managed := inventory.PermissionSetInlinePolicies.Rows(inv), inventory.PermissionSetManagedPolicies.Rows(inv)
	sessions := inventory.PermissionSetSessions.Rows(inv)
	if len(inline) != 1 || inline[0].Policy != "" || len(managed) != 1 || len(managed[0].Policies) != 1 ||
		len(sessions) != 1 || sessions[0].SessionDuration != "PT12H" || sessions[0].ID != "ps-1" {
		t.Errorf("%+v %+v %+v", inline, managed, sessions)
	}
	inv = replay(t, tables, instance("999999999999"))
	for _, h := range tables {
		for _, g := range inv.Gaps(h) {
			if g.Subject.Region == "us-east-1" {
				t.Errorf("%s of the instance of another account: %+v", h.Name(), g)
			}
		}
	}
}

// To be off and to be refused look alike.
func TestAServiceThatIsOffIsNotARefusal(t *testing.T) {
	failed := func(operation, code, message string, status int) wire.Exchange {
		field := "message"
		if strings.HasPrefix(operation, "securityhub") {
			field = "Message"
		}
		x := atHome(operation, "{}", status, `{"`+field+`":"`+message+`"}`)
		x.ErrorType = code
		return x
	}
	region := checktest.Account.In("us-east-1")
	inv := replay(t, []inventory.Handle{inventory.MacieSessions, inventory.SecurityHubStandards},
		failed("macie2:GetMacieSession", "AccessDeniedException", "Macie is not enabled", 403),
		failed("securityhub:DescribeHub", "InvalidAccessException", "Account 123456789012 is not subscribed to AWS Security Hub", 401))
	macie, _ := inventory.MacieSessions.Row(inv, region.Key())
	hub, ok := inventory.SecurityHubs.Row(inv, region.Key())
	if macie.ARN == "" || macie.Status != "" || !ok || hub.Enabled {
		t.Errorf("%+v %+v", macie, hub)
	}
	inv = replay(t, []inventory.Handle{inventory.MacieSessions, inventory.SecurityHubs},
		failed("macie2:GetMacieSession", "AccessDeniedException", "You are not authorized to perform: macie2:GetMacieSession", 403),
		failed("securityhub:DescribeHub", "AccessDeniedException", "not authorized", 403))
	for _, h := range []inventory.Handle{inventory.MacieSessions, inventory.SecurityHubs} {
		gaps := inv.Gaps(h)
		if len(gaps) != 2 || gaps[1].Reason != inventory.Denied {
			t.Errorf("%s: %+v", h.Name(), gaps)
		}
	}
}

func TestInspectorTellsOfItsStateAndTheWorstThatItFound(t *testing.T) {
	is := func(s string) string { return `{"status":"` + s + `","errorCode":"ALREADY_ENABLED","errorMessage":""}` }
	const criteria = `{"FilterCriteria":{"AwsAccountId":[{"Comparison":"EQUALS","Value":"123456789012"}],"FindingStatus":[{"Comparison":"EQUALS","Value":"ACTIVE"}],"Severity":[{"Comparison":"EQUALS","Value":"CRITICAL"},{"Comparison":"EQUALS","Value":"HIGH"}]},"MaxResults":100}`
	inv := replay(t, []inventory.Handle{inventory.InspectorFindings},
		atHome("inspector2:BatchGetAccountStatus", `{"AccountIds":["123456789012"]}`, 200, `{"accounts":[{"accountId":"123456789012","state":`+is("ENABLED")+`,"resourceState":{"ec2":`+is("ENABLED")+`,"ecr":`+is("DISABLED")+`}}]}`),
		atHome("inspector2:ListFindings", criteria, 200, `{"findings":[],"nextToken":"more"}`))
	states, findings := inventory.InspectorStates.Rows(inv), inventory.InspectorFindings.Rows(inv)
	if len(states) != 1 || states[0].EC2 != "ENABLED" || states[0].ECR != "DISABLED" || states[0].Lambda != "" || states[0].LambdaCode != "" {
		t.Errorf("%+v", states)
	}
	if len(findings) != 1 || !findings[0].More || len(findings[0].Titles) != 0 {
		t.Errorf("%+v, %+v", findings, inv.Gaps(inventory.InspectorFindings))
	}
}

func TestVersionsOfEnginesHaveAnEnd(t *testing.T) {
	life := func(name, end string) string {
		return "<SupportedEngineLifecycle><LifecycleSupportName>" + name + "</LifecycleSupportName><LifecycleSupportStartDate>2018-10-23T00:00:00Z</LifecycleSupportStartDate>" +
			"<LifecycleSupportEndDate>" + end + "T00:00:00Z</LifecycleSupportEndDate></SupportedEngineLifecycle>"
	}
	inv := replay(t, []inventory.Handle{inventory.DBMajorVersions, inventory.DBEngineVersions},
		atHome("rds:DescribeDBMajorEngineVersions", `{"MaxRecords":100}`, 200, elbResult("DescribeDBMajorEngineVersions", "<DBMajorEngineVersions><DBMajorEngineVersion><Engine>mysql</Engine>"+
			"<MajorEngineVersion>8.0</MajorEngineVersion><SupportedEngineLifecycles>"+life("open-source-rds-extended-support", "2029-07-31")+
			life("open-source-rds-standard-support", "2026-07-31")+"</SupportedEngineLifecycles></DBMajorEngineVersion></DBMajorEngineVersions>")),
		atHome("rds:DescribeDBInstances", `{"MaxRecords":100}`, 200, elbResult("DescribeDBInstances", "<DBInstances>"+
			dbInstance("a", runsPostgres+"<PubliclyAccessible>false</PubliclyAccessible>")+dbInstance("b", runsPostgres+"<PubliclyAccessible>false</PubliclyAccessible>")+"</DBInstances>")),
		atHome("rds:DescribeDBEngineVersions", `{"Engine":"postgres","EngineVersion":"16.10","IncludeAll":true,"MaxRecords":100}`, 200,
			elbResult("DescribeDBEngineVersions", "<DBEngineVersions><DBEngineVersion><Engine>postgres</Engine><EngineVersion>16.10</EngineVersion><Status>deprecated</Status></DBEngineVersion></DBEngineVersions>")))
	majors, versions := inventory.DBMajorVersions.Rows(inv), inventory.DBEngineVersions.Rows(inv)
	if len(majors) != 1 || majors[0].StandardSupportEnd.Format("2006-01-02") != "2026-07-31" {
		t.Errorf("%+v %+v", majors, inv.Gaps(inventory.DBMajorVersions))
	}
	if len(versions) != 1 || versions[0].Status != "deprecated" || versions[0].Key() != inventory.DBInstances.Rows(inv)[1].Version().Key() {
		t.Errorf("%+v %+v", versions, inv.Gaps(inventory.DBEngineVersions))
	}
}

func TestStandardsThatAreNotGoingAreOn(t *testing.T) {
	standard := func(name, status string) string {
		return `{"StandardsSubscriptionArn":"arn:aws:securityhub:us-east-1:123456789012:subscription/` + name + `","StandardsArn":"` + name + `","StandardsInput":{},"StandardsStatus":"` + status + `"}`
	}
	inv := replay(t, []inventory.Handle{inventory.SecurityHubStandards},
		atHome("securityhub:DescribeHub", `{}`, 200, `{"HubArn":"arn:aws:securityhub:us-east-1:123456789012:hub/default"}`),
		atHome("securityhub:GetEnabledStandards", `{"MaxResults":100}`, 200, `{"StandardsSubscriptions":[`+standard("ready", "READY")+`,`+standard("begun", "PENDING")+`,`+
			standard("partly", "INCOMPLETE")+`,`+standard("going", "DELETING")+`,`+standard("failed", "FAILED")+`]}`))
	rows := inventory.SecurityHubStandards.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("%+v, gaps %+v", rows, inv.Gaps(inventory.SecurityHubStandards))
	}
	if diff := cmp.Diff([]string{"ready", "begun", "partly"}, rows[0].Sources); diff != "" {
		t.Error(diff)
	}
}

func TestNodesOfSystemsManagerAreInstancesOrOtherMachines(t *testing.T) {
	const input = `{"Filters":[{"Key":"ComplianceType","Type":"EQUAL","Values":["Patch"]}],"MaxResults":50}`
	inv := replay(t, []inventory.Handle{inventory.SSMPatchStates, inventory.SSMAgentUpdates},
		atHome("ssm:ListResourceComplianceSummaries", input, 200, `{"ResourceComplianceSummaryItems":[
{"ComplianceType":"Patch","ResourceType":"ManagedInstance","ResourceId":"i-1","Status":"NON_COMPLIANT","NonCompliantSummary":{"NonCompliantCount":3}},
{"ComplianceType":"Patch","ResourceType":"ManagedInstance","ResourceId":"mi-1","Status":"COMPLIANT"}]}`),
		atHome("ssm:ListAssociations", `{"AssociationFilterList":[{"Key":"Name","Value":"AWS-UpdateSSMAgent"}],"MaxResults":50}`, 200, `{"Associations":[
{"Name":"AWS-UpdateSSMAgent","AssociationId":"a-1","AssociationName":"agents","ScheduleExpression":"rate(14 days)","Targets":[{"Key":"InstanceIds","Values":["*"]},{"Key":"tag:team","Values":["a"]}]}]}`))
	got := map[string]int{}
	for _, r := range inventory.SSMPatchStates.Rows(inv) {
		got[r.Type+" "+r.ARN+" "+r.Status] = r.NonCompliantCount
	}
	want := map[string]int{
		"AWS::EC2::Instance arn:aws:ec2:us-east-1:123456789012:instance/i-1 NON_COMPLIANT":             3,
		"AWS::SSM::ManagedInstance arn:aws:ssm:us-east-1:123456789012:managed-instance/mi-1 COMPLIANT": 0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s%+v", diff, inv.Gaps(inventory.SSMPatchStates))
	}
	rows := inventory.SSMAgentUpdates.Rows(inv)
	if len(rows) != 1 || rows[0].Name != "agents" || rows[0].ScheduleExpression != "rate(14 days)" || !slices.Equal(rows[0].InstanceIDs, []string{"*"}) {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.SSMAgentUpdates))
	}
}

func TestAFileSystemHasItsTags(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.EFSFileSystems},
		exchange("efs:DescribeFileSystems", "us-east-1", `{"MaxItems":100}`, 200, "application/json", `{"FileSystems":[{"OwnerId":"123456789012","CreationToken":"c",
"FileSystemId":"fs-1","FileSystemArn":"arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1","CreationTime":1.7e9,"LifeCycleState":"available","Name":"shop",
"NumberOfMountTargets":0,"SizeInBytes":{"Value":1},"PerformanceMode":"generalPurpose","Encrypted":true,"KmsKeyId":"k","Tags":[{"Key":"Name","Value":"shop"},{"Key":"team","Value":"a"}]}]}`))
	rows := inventory.EFSFileSystems.Rows(inv)
	if len(rows) != 1 || rows[0].Name != "shop" || !rows[0].Encrypted || rows[0].KMSKeyID != "k" || rows[0].Tags["team"] != "a" || len(rows[0].Tags) != 2 {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.EFSFileSystems))
	}
}

func TestPatchRulesSayForWhatAndWhen(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SSMPatchRules},
		atHome("ssm:DescribePatchBaselines", `{"Filters":[{"Key":"OWNER","Values":["Self"]}],"MaxResults":100}`, 200, `{"BaselineIdentities":[{"BaselineId":"pb-1","BaselineName":"shop"}]}`),
		atHome("ssm:GetPatchBaseline", `{"BaselineId":"pb-1"}`, 200, `{"OperatingSystem":"WINDOWS","ApprovalRules":{"PatchRules":[
{"PatchFilterGroup":{"PatchFilters":[{"Key":"MSRC_SEVERITY","Values":["Critical"]},{"Key":"PRODUCT","Values":["*"]}]},"ApproveAfterDays":0},
{"PatchFilterGroup":{"PatchFilters":[]},"ApproveUntilDate":"2024-01-01"}]}}`))
	want := []inventory.SSMPatchRuleSet{{OperatingSystem: "WINDOWS", ApprovalRules: []inventory.SSMPatchRule{
		{Severities: []string{"Critical"}}, {ApproveUntilDate: "2024-01-01"},
	}}}
	if diff := cmp.Diff(want, inventory.SSMPatchRules.Rows(inv), cmpopts.IgnoreTypes(inventory.Resource{})); diff != "" {
		t.Errorf("%s%+v", diff, inv.Gaps(inventory.SSMPatchRules))
	}
}
