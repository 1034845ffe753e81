package collect

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"github.com/yourside/yourside/checks/inventory"
)

// Each region lists the trails that reach it. A trail of all regions is listed
// in every region, which is how one whose home is not scanned is still seen.
var cloudtrailCollectors = []Collector{
	perRegion(inventory.CloudTrails, listTrails, "cloudtrail:DescribeTrails").once(),
	perRow(inventory.CloudTrails, inventory.CloudTrailStatuses, getTrailStatus, "cloudtrail:GetTrailStatus"),
	perRow(inventory.CloudTrails, inventory.CloudTrailSelectors, getEventSelectors, "cloudtrail:GetEventSelectors"),
	perRow(inventory.CloudTrails, inventory.CloudTrailInsights, getInsightSelectors, "cloudtrail:GetInsightSelectors"),
}

func listTrails(ctx context.Context, s Session, emit func(inventory.CloudTrail)) error {
	out, err := cloudtrail.NewFromConfig(s.Config).DescribeTrails(ctx,
		&cloudtrail.DescribeTrailsInput{IncludeShadowTrails: aws.Bool(true)})
	if err != nil {
		return err
	}
	var failed []error
	for _, t := range out.TrailList {
		row, err := trail(s, t)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		emit(row)
	}
	return errors.Join(failed...)
}

func trail(s Session, t types.Trail) (inventory.CloudTrail, error) {
	arn, name := aws.ToString(t.TrailARN), aws.ToString(t.Name)
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || t.HomeRegion == nil || t.IsMultiRegionTrail == nil || t.LogFileValidationEnabled == nil {
		return inventory.CloudTrail{}, fmt.Errorf("the description of the trail %q %s is incomplete", name, arn)
	}
	r := s.Resource("AWS::CloudTrail::Trail", name, arn)
	// The trail of an organisation belongs to another account.
	r.Name, r.Region, r.Account = name, *t.HomeRegion, parts[4]
	return inventory.CloudTrail{
		Resource:                  r,
		IsMultiRegionTrail:        *t.IsMultiRegionTrail,
		IsOrganizationTrail:       aws.ToBool(t.IsOrganizationTrail),
		LogFileValidationEnabled:  *t.LogFileValidationEnabled,
		KmsKeyId:                  aws.ToString(t.KmsKeyId),
		S3BucketName:              aws.ToString(t.S3BucketName),
		CloudWatchLogsLogGroupArn: aws.ToString(t.CloudWatchLogsLogGroupArn),
	}, nil
}

func getTrailStatus(ctx context.Context, s Session, t inventory.CloudTrail, emit func(inventory.CloudTrailStatus)) error {
	out, err := cloudtrail.NewFromConfig(s.Config).GetTrailStatus(ctx, &cloudtrail.GetTrailStatusInput{Name: &t.ARN})
	if err != nil {
		return err
	}
	if out.IsLogging == nil {
		return errors.New("the status does not say whether the trail is logging")
	}
	emit(inventory.CloudTrailStatus{
		Resource:                          t.Resource,
		IsLogging:                         *out.IsLogging,
		LatestDeliveryError:               aws.ToString(out.LatestDeliveryError),
		LatestDigestDeliveryError:         aws.ToString(out.LatestDigestDeliveryError),
		LatestCloudWatchLogsDeliveryError: aws.ToString(out.LatestCloudWatchLogsDeliveryError),
		LatestCloudWatchLogsDeliveryTime:  dateOf(out.LatestCloudWatchLogsDeliveryTime),
	})
	return nil
}

func getEventSelectors(ctx context.Context, s Session, t inventory.CloudTrail, emit func(inventory.CloudTrailSelector)) error {
	out, err := cloudtrail.NewFromConfig(s.Config).GetEventSelectors(ctx, &cloudtrail.GetEventSelectorsInput{TrailName: &t.ARN})
	if err != nil {
		return err
	}
	row := inventory.CloudTrailSelector{Resource: t.Resource}
	for _, e := range out.EventSelectors {
		if e.IncludeManagementEvents == nil {
			return errors.New("an event selector does not say whether it takes management events")
		}
		row.EventSelectors = append(row.EventSelectors, eventSelector(e))
	}
	for _, e := range out.AdvancedEventSelectors {
		row.AdvancedEventSelectors = append(row.AdvancedEventSelectors, advancedEventSelector(e))
	}
	emit(row)
	return nil
}

func eventSelector(e types.EventSelector) inventory.EventSelector {
	selector := inventory.EventSelector{
		ReadWriteType:                 string(e.ReadWriteType),
		IncludeManagementEvents:       aws.ToBool(e.IncludeManagementEvents),
		ExcludeManagementEventSources: e.ExcludeManagementEventSources,
	}
	for _, d := range e.DataResources {
		selector.DataResources = append(selector.DataResources,
			inventory.DataResource{Type: aws.ToString(d.Type), Values: d.Values})
	}
	return selector
}

func advancedEventSelector(e types.AdvancedEventSelector) inventory.AdvancedEventSelector {
	var selector inventory.AdvancedEventSelector
	for _, f := range e.FieldSelectors {
		selector.FieldSelectors = append(selector.FieldSelectors, inventory.AdvancedFieldSelector{
			Field:  aws.ToString(f.Field),
			Equals: f.Equals, StartsWith: f.StartsWith, EndsWith: f.EndsWith,
			NotEquals: f.NotEquals, NotStartsWith: f.NotStartsWith, NotEndsWith: f.NotEndsWith,
		})
	}
	return selector
}

func getInsightSelectors(ctx context.Context, s Session, t inventory.CloudTrail, emit func(inventory.CloudTrailInsight)) error {
	row := inventory.CloudTrailInsight{Resource: t.Resource}
	out, err := cloudtrail.NewFromConfig(s.Config).GetInsightSelectors(ctx,
		&cloudtrail.GetInsightSelectorsInput{TrailName: &t.ARN})
	if err != nil && !answered(err, "InsightNotEnabledException") {
		return err
	}
	if err == nil {
		for _, i := range out.InsightSelectors {
			row.InsightTypes = append(row.InsightTypes, string(i.InsightType))
		}
	}
	emit(row)
	return nil
}
