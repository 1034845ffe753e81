package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccessLogging(t *testing.T) {
	checktest.Run(t, AccessLogging, checktest.Cases{
		"to a bucket":                          checktest.Pass(serving(), config(true, "")).Says("logs.s3.amazonaws.com"),
		"to a bucket, deliveries denied":       checktest.Pass(serving(), config(true, ""), inventory.CloudFrontLogDeliveries.Missing(checktest.Denied())),
		"delivered":                            checktest.Pass(serving(), config(false, ""), delivery("ACCESS_LOGS", site.ARN)),
		"delivered, configuration denied":      checktest.Pass(serving(), inventory.CloudFrontDistributionConfigs.Missing(checktest.Denied(site)), delivery("ACCESS_LOGS", site.ARN)),
		"neither":                              checktest.Fail(serving(), config(false, "")),
		"connections delivered":                checktest.Fail(serving(), config(false, ""), delivery("CONNECTION_LOGS", site.ARN)),
		"another distribution delivered":       checktest.Fail(serving(), config(false, ""), delivery("ACCESS_LOGS", "arn:aws:cloudfront::123456789012:distribution/OTHER")),
		"not to a bucket, deliveries denied":   checktest.Unknown(serving(), config(false, ""), inventory.CloudFrontLogDeliveries.Missing(checktest.Denied())),
		"none delivered, configuration denied": checktest.Unknown(serving(), inventory.CloudFrontDistributionConfigs.Missing(checktest.Denied(site))),
	})
}

func delivery(kind, arn string) inventory.Part {
	return inventory.CloudFrontLogDeliveries.Of(inventory.CloudFrontLogDelivery{
		Resource: checktest.Resource("AWS::Logs::Delivery", "d"), LogType: kind, ResourceArns: []string{arn},
	})
}
