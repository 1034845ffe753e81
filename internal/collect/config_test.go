package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// configAnswers is an answer in the first region and an empty one in the other.
func configAnswers(operation, input, body string) []wire.Exchange {
	return []wire.Exchange{
		exchange("configservice:"+operation, "us-east-1", input, 200, json11, body),
		exchange("configservice:"+operation, "eu-west-1", input, 200, json11, `{}`),
	}
}

// The bodies spell statuses as AWS does on the wire, the rows as its reference.
func TestRecordersAndTheirStatusesAreAboutTheSameResource(t *testing.T) {
	const arn = "arn:aws:config:us-east-1:111122223333:configuration-recorder/default/abc"
	inv := replay(t, []inventory.Handle{inventory.ConfigRecorders, inventory.ConfigRecorderStatuses}, append(
		configAnswers("DescribeConfigurationRecorders", `{}`, `{"ConfigurationRecorders":[
			{"arn":"`+arn+`","name":"default","roleARN":"arn:aws:iam::111122223333:role/r","recordingGroup":{"allSupported":false,
			"includeGlobalResourceTypes":false,"resourceTypes":[],"exclusionByResourceTypes":{"resourceTypes":["AWS::IAM::User"]},
			"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}},"recordingScope":"PAID"},
			{"name":"AWSConfigurationRecorderForX","servicePrincipal":"x.amazonaws.com","recordingScope":"INTERNAL"}]}`),
		configAnswers("DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[
			{"arn":"`+arn+`","name":"default","recording":true,"lastStatus":"FAILURE","lastErrorCode":"AccessDenied"}]}`)...)...)
	recorders, statuses := inventory.ConfigRecorders.Rows(inv), inventory.ConfigRecorderStatuses.Rows(inv)
	if len(recorders) != 1 || len(statuses) != 1 {
		t.Fatalf("recorders %+v, statuses %+v", recorders, statuses)
	}
	want := inventory.RecordingGroup{
		ExclusionByResourceTypes: []string{"AWS::IAM::User"}, RecordingStrategy: "EXCLUSION_BY_RESOURCE_TYPES",
	}
	if diff := cmp.Diff(want, recorders[0].RecordingGroup); diff != "" {
		t.Error(diff)
	}
	s := statuses[0]
	if s.Key() != recorders[0].Key() || s.ARN != arn || !s.Recording || s.LastStatus != "Failure" || s.LastErrorCode != "AccessDenied" {
		t.Errorf("status: %+v", s)
	}
}

func TestARecorderThatDoesNotSayWhatItRecordsIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ConfigRecorders},
		configAnswers("DescribeConfigurationRecorders", `{}`, `{"ConfigurationRecorders":[{"name":"default"}]}`)...)
	if rows, gaps := inventory.ConfigRecorders.Rows(inv), inv.Gaps(inventory.ConfigRecorders); len(rows) != 0 || len(gaps) != 1 {
		t.Errorf("rows %+v, gaps %+v", rows, gaps)
	}
}

func TestChannelsAndTheirStatusesAreAboutTheSameResource(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ConfigChannels, inventory.ConfigChannelStatuses}, append(
		configAnswers("DescribeDeliveryChannels", `{}`, `{"DeliveryChannels":[{"name":"default","s3BucketName":"logs"}]}`),
		configAnswers("DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"name":"default",
			"configHistoryDeliveryInfo":{"lastStatus":"SUCCESS"},"configStreamDeliveryInfo":{"lastStatus":"FAILURE","lastErrorCode":"NoSuchBucket"}}]}`)...)...)
	channels, statuses := inventory.ConfigChannels.Rows(inv), inventory.ConfigChannelStatuses.Rows(inv)
	if len(channels) != 1 || len(statuses) != 1 || channels[0].Key() != statuses[0].Key() {
		t.Fatalf("channels %+v, statuses %+v", channels, statuses)
	}
	want := inventory.ConfigChannelStatus{
		Resource:                  channels[0].Resource,
		ConfigHistoryDeliveryInfo: inventory.ConfigDelivery{LastStatus: "Success"},
		ConfigStreamDeliveryInfo:  inventory.ConfigDelivery{LastStatus: "Failure", LastErrorCode: "NoSuchBucket"},
	}
	if diff := cmp.Diff(want, statuses[0]); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyAggregatorsOfAnOrganizationAreMarkedSo(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ConfigAggregators},
		configAnswers("DescribeConfigurationAggregators", `{"Limit":100}`, `{"ConfigurationAggregators":[
			{"ConfigurationAggregatorName":"org","ConfigurationAggregatorArn":"arn:aws:config:us-east-1:111122223333:config-aggregator/a",
			"OrganizationAggregationSource":{"RoleArn":"r","AllAwsRegions":true}},
			{"ConfigurationAggregatorName":"some","ConfigurationAggregatorArn":"arn:aws:config:us-east-1:111122223333:config-aggregator/b",
			"AccountAggregationSources":[{"AccountIds":["111122223333"],"AllAwsRegions":true}]}]}`)...)
	got := map[string][2]bool{}
	for _, a := range inventory.ConfigAggregators.Rows(inv) {
		got[a.ID] = [2]bool{a.Organization, a.AllAwsRegions}
	}
	if diff := cmp.Diff(map[string][2]bool{"org": {true, true}, "some": {}}, got); diff != "" {
		t.Error(diff, inv.Gaps(inventory.ConfigAggregators))
	}
}
