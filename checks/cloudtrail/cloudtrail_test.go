package cloudtrail

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const trailType = "AWS::CloudTrail::Trail"

var (
	primary = checktest.Resource(trailType, "main")
	second  = checktest.Resource(trailType, "second")
	// foreign is the trail of an organization, as a member sees it.
	foreign = inventory.Resource{
		Partition: "aws", Account: "999999999999", Region: "eu-west-1", Type: trailType, ID: "org", Name: "org",
		ARN: "arn:aws:cloudtrail:eu-west-1:999999999999:trail/org",
	}

	everywhere = inventory.CloudTrail{Resource: primary, IsMultiRegionTrail: true, S3BucketName: "logs"}
	oneRegion  = inventory.CloudTrail{Resource: second, S3BucketName: "logs"}
	orgTrail   = inventory.CloudTrail{
		Resource: foreign, IsMultiRegionTrail: true, IsOrganizationTrail: true, S3BucketName: "org-logs",
	}
)

func logging(trails ...inventory.Resource) inventory.Part {
	var rows []inventory.CloudTrailStatus
	for _, t := range trails {
		rows = append(rows, inventory.CloudTrailStatus{Resource: t, IsLogging: true})
	}
	return inventory.CloudTrailStatuses.Of(rows...)
}

func stopped(t inventory.Resource) inventory.Part {
	return inventory.CloudTrailStatuses.Of(inventory.CloudTrailStatus{Resource: t})
}

func basic(t inventory.Resource, s ...inventory.EventSelector) inventory.Part {
	return inventory.CloudTrailSelectors.Of(inventory.CloudTrailSelector{Resource: t, EventSelectors: s})
}

// advanced makes one advanced selector of each list of conditions.
func advanced(t inventory.Resource, lists ...[]inventory.AdvancedFieldSelector) inventory.Part {
	row := inventory.CloudTrailSelector{Resource: t}
	for _, l := range lists {
		row.AdvancedEventSelectors = append(row.AdvancedEventSelectors, inventory.AdvancedEventSelector{FieldSelectors: l})
	}
	return inventory.CloudTrailSelectors.Of(row)
}

func is(field string, values ...string) inventory.AdvancedFieldSelector {
	return inventory.AdvancedFieldSelector{Field: field, Equals: values}
}

func objects(readWriteType string, arns ...string) inventory.EventSelector {
	return inventory.EventSelector{
		ReadWriteType: readWriteType,
		DataResources: []inventory.DataResource{{Type: "AWS::S3::Object", Values: arns}},
	}
}

func bucket(name string) inventory.Resource { return checktest.Resource("AWS::S3::Bucket", name) }

func buckets(names ...string) inventory.Part {
	var rows []inventory.S3Bucket
	for _, n := range names {
		rows = append(rows, inventory.S3Bucket{Resource: bucket(n)})
	}
	return inventory.S3Buckets.Of(rows...)
}
