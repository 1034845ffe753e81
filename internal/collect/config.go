package collect

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/yourside/yourside/checks/inventory"
)

var configCollectors = []Collector{
	perRegion(inventory.ConfigRecorders, listRecorders, "configservice:DescribeConfigurationRecorders").inAll(),
	perRegion(inventory.ConfigRecorderStatuses, listRecorderStatuses, "configservice:DescribeConfigurationRecorderStatus"),
	perRegion(inventory.ConfigChannels, listChannels, "configservice:DescribeDeliveryChannels"),
	perRegion(inventory.ConfigChannelStatuses, listChannelStatuses, "configservice:DescribeDeliveryChannelStatus"),
	perRegion(inventory.ConfigAggregators, listAggregators, "configservice:DescribeConfigurationAggregators").inAll(),
}

func (s Session) recorder(name, arn *string) inventory.Resource {
	id, given := aws.ToString(name), aws.ToString(arn)
	if given == "" {
		given = s.ARN("config", "configuration-recorder/"+id)
	}
	r := s.Resource("AWS::Config::ConfigurationRecorder", id, given)
	r.Name = id
	return r
}

func (s Session) deliveryChannel(name *string) inventory.Resource {
	id := aws.ToString(name)
	r := s.Resource("AWS::Config::DeliveryChannel", id, s.ARN("config", "delivery-channel/"+id))
	r.Name = id
	return r
}

func listRecorders(ctx context.Context, s Session, emit func(inventory.ConfigRecorder)) error {
	out, err := configservice.NewFromConfig(s.Config).DescribeConfigurationRecorders(ctx,
		&configservice.DescribeConfigurationRecordersInput{})
	if err != nil {
		return err
	}
	var failed []error
	for _, c := range out.ConfigurationRecorders {
		if c.ServicePrincipal != nil {
			continue // an AWS service's, which the customer does not control
		}
		if c.RecordingGroup == nil {
			failed = append(failed, fmt.Errorf("the recorder %s does not say what it records", aws.ToString(c.Name)))
			continue
		}
		emit(inventory.ConfigRecorder{
			Resource: s.recorder(c.Name, c.Arn), RoleARN: aws.ToString(c.RoleARN),
			RecordingGroup: recordingGroup(c.RecordingGroup),
		})
	}
	return errors.Join(failed...)
}

func recordingGroup(g *types.RecordingGroup) inventory.RecordingGroup {
	group := inventory.RecordingGroup{
		AllSupported:               g.AllSupported,
		IncludeGlobalResourceTypes: g.IncludeGlobalResourceTypes,
		ResourceTypes:              resourceTypes(g.ResourceTypes),
	}
	if g.ExclusionByResourceTypes != nil {
		group.ExclusionByResourceTypes = resourceTypes(g.ExclusionByResourceTypes.ResourceTypes)
	}
	if g.RecordingStrategy != nil {
		group.RecordingStrategy = string(g.RecordingStrategy.UseOnly)
	}
	return group
}

func resourceTypes(all []types.ResourceType) []string {
	var names []string
	for _, t := range all {
		names = append(names, string(t))
	}
	return names
}

// spelled returns the status as the API reference spells it. Services answer
// SUCCESS and FAILURE where that has Success and Failure.
// https://docs.aws.amazon.com/cli/latest/reference/configservice/describe-configuration-recorder-status.html
func spelled[T interface {
	~string
	Values() []T
}](status T) string {
	for _, v := range status.Values() {
		if strings.EqualFold(string(v), string(status)) {
			return string(v)
		}
	}
	return string(status)
}

func listRecorderStatuses(ctx context.Context, s Session, emit func(inventory.ConfigRecorderStatus)) error {
	out, err := configservice.NewFromConfig(s.Config).DescribeConfigurationRecorderStatus(ctx,
		&configservice.DescribeConfigurationRecorderStatusInput{})
	if err != nil {
		return err
	}
	for _, c := range out.ConfigurationRecordersStatus {
		if c.ServicePrincipal != nil {
			continue // as in listRecorders
		}
		emit(inventory.ConfigRecorderStatus{
			Resource: s.recorder(c.Name, c.Arn), Recording: c.Recording,
			LastStatus: spelled(c.LastStatus), LastErrorCode: aws.ToString(c.LastErrorCode),
		})
	}
	return nil
}

func listChannels(ctx context.Context, s Session, emit func(inventory.ConfigChannel)) error {
	out, err := configservice.NewFromConfig(s.Config).DescribeDeliveryChannels(ctx,
		&configservice.DescribeDeliveryChannelsInput{})
	if err != nil {
		return err
	}
	for _, c := range out.DeliveryChannels {
		emit(inventory.ConfigChannel{Resource: s.deliveryChannel(c.Name)})
	}
	return nil
}

func listChannelStatuses(ctx context.Context, s Session, emit func(inventory.ConfigChannelStatus)) error {
	out, err := configservice.NewFromConfig(s.Config).DescribeDeliveryChannelStatus(ctx,
		&configservice.DescribeDeliveryChannelStatusInput{})
	if err != nil {
		return err
	}
	for _, c := range out.DeliveryChannelsStatus {
		row := inventory.ConfigChannelStatus{
			Resource:                   s.deliveryChannel(c.Name),
			ConfigHistoryDeliveryInfo:  exportDelivery(c.ConfigHistoryDeliveryInfo),
			ConfigSnapshotDeliveryInfo: exportDelivery(c.ConfigSnapshotDeliveryInfo),
		}
		if d := c.ConfigStreamDeliveryInfo; d != nil {
			row.ConfigStreamDeliveryInfo = inventory.ConfigDelivery{
				LastStatus: spelled(d.LastStatus), LastErrorCode: aws.ToString(d.LastErrorCode),
			}
		}
		emit(row)
	}
	return nil
}

func exportDelivery(d *types.ConfigExportDeliveryInfo) inventory.ConfigDelivery {
	if d == nil {
		return inventory.ConfigDelivery{}
	}
	return inventory.ConfigDelivery{LastStatus: spelled(d.LastStatus), LastErrorCode: aws.ToString(d.LastErrorCode)}
}

func listAggregators(ctx context.Context, s Session, emit func(inventory.ConfigAggregator)) error {
	pages := configservice.NewDescribeConfigurationAggregatorsPaginator(configservice.NewFromConfig(s.Config),
		&configservice.DescribeConfigurationAggregatorsInput{Limit: 100})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.ConfigurationAggregators {
			name := aws.ToString(a.ConfigurationAggregatorName)
			r := s.Resource("AWS::Config::ConfigurationAggregator", name, aws.ToString(a.ConfigurationAggregatorArn))
			r.Name = name
			row := inventory.ConfigAggregator{Resource: r}
			if o := a.OrganizationAggregationSource; o != nil {
				row.Organization, row.AllAwsRegions = true, o.AllAwsRegions
			}
			emit(row)
		}
	}
	return nil
}
