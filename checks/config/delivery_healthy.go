package config

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DeliveryHealthy is the check config.delivery-healthy.
var DeliveryHealthy = &check.Check{
	ID:        "config.delivery-healthy",
	Title:     "Config delivers to an existing bucket without errors",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Each region that has a recorder has a delivery channel. The last delivery of history to its bucket was a success, and neither snapshots nor the stream failed. A channel that has not yet delivered history is UNKNOWN.",
	Rationale: "What is recorded but not delivered is lost to whoever reads the bucket.",
	Remedy:    "Create the delivery channel. If deliveries fail, restore the bucket and let Config write to it, and check the key and topic that the channel names.",
	Fix: check.Fix{
		Console: "AWS Config console, Settings, Customer managed recorder, Edit, Delivery channel: choose a bucket that exists. Its policy is in the S3 console, the bucket, Permissions.",
		CLI: `aws configservice describe-delivery-channel-status --region REGION
# The policy of the bucket must let config.amazonaws.com get its ACL, list it and put objects.
aws configservice put-delivery-channel --delivery-channel name=default,s3BucketName=BUCKET --region REGION`,
		Terraform: `resource "aws_config_delivery_channel" "region" {
  name           = "default"
  s3_bucket_name = "BUCKET"
}`,
		Breaks: "Whoever reads the old bucket finds nothing new there. Name the topic and the key too if the channel has them, so that the call does not drop them.",
		Undo:   "Put the delivery channel with its old bucket, topic and key again.",
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html", "https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannelStatus.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.Regions, deliveryHealthy,
		inventory.ConfigRecorders, inventory.ConfigChannels, inventory.ConfigChannelStatuses),
}

func deliveryHealthy(e check.Env, region inventory.Region) check.Verdict {
	c, ok := check.Find(e, inventory.ConfigChannels, region.Resource, func(inventory.ConfigChannel) bool { return true })
	if !ok {
		return channelMissing(e, region)
	}
	s := check.Detail(e, inventory.ConfigChannelStatuses, c.Resource)
	history := check.SawOn(c.Resource, "ConfigHistoryDeliveryInfo", s.ConfigHistoryDeliveryInfo)
	snapshot := check.SawOn(c.Resource, "ConfigSnapshotDeliveryInfo", s.ConfigSnapshotDeliveryInfo)
	stream := check.SawOn(c.Resource, "ConfigStreamDeliveryInfo", s.ConfigStreamDeliveryInfo)
	switch {
	case s.ConfigHistoryDeliveryInfo.LastStatus == "Failure":
		return check.Fail("fails to deliver history: "+s.ConfigHistoryDeliveryInfo.LastErrorCode, history)
	case s.ConfigSnapshotDeliveryInfo.LastStatus == "Failure":
		return check.Fail("fails to deliver snapshots: "+s.ConfigSnapshotDeliveryInfo.LastErrorCode, history, snapshot)
	case s.ConfigStreamDeliveryInfo.LastStatus == "Failure":
		return check.Fail("fails to deliver the stream: "+s.ConfigStreamDeliveryInfo.LastErrorCode, history, snapshot, stream)
	case s.ConfigHistoryDeliveryInfo.LastStatus != "Success":
		return check.Unknown("has not delivered history to its bucket yet", history, snapshot, stream)
	}
	return check.Pass("delivers without errors", history, snapshot, stream)
}

func channelMissing(e check.Env, region inventory.Region) check.Verdict {
	if _, ok := recorderOf(e, region); ok {
		return check.Fail("has a configuration recorder but no delivery channel", check.Saw("channels", 0))
	}
	return check.NotApplicable("has neither a configuration recorder nor a delivery channel",
		check.Saw("recorders", 0), check.Saw("channels", 0))
}
