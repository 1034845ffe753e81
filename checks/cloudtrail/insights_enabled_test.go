package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInsightsEnabled(t *testing.T) {
	trail := inventory.CloudTrails.Of(everywhere)
	insights := func(types ...string) inventory.Part {
		return inventory.CloudTrailInsights.Of(inventory.CloudTrailInsight{Resource: primary, InsightTypes: types})
	}
	checktest.Run(t, InsightsEnabled, checktest.Cases{
		"on":  checktest.Pass(trail, logging(primary), insights("ApiCallRateInsight")),
		"off": checktest.Fail(trail, logging(primary), insights(), basic(primary, inventory.EventSelector{ReadWriteType: "All", IncludeManagementEvents: true})),
		"off, without KMS": checktest.Fail(trail, logging(primary), insights(), basic(primary, inventory.EventSelector{
			ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: []string{"kms.amazonaws.com"},
		})),
		"off, advanced, without KMS": checktest.Fail(trail, logging(primary), insights(), advanced(primary, []inventory.AdvancedFieldSelector{
			is("eventCategory", "Management"), {Field: "eventSource", NotEquals: []string{"kms.amazonaws.com"}},
		})),
		"insights denied": checktest.Unknown(trail, logging(primary), inventory.CloudTrailInsights.Missing(checktest.Denied(primary)),
			basic(primary, inventory.EventSelector{ReadWriteType: "All", IncludeManagementEvents: true})),
		"on but stopped":   checktest.Fail(trail, stopped(primary), insights("ApiCallRateInsight")),
		"data events only": checktest.NotApplicable(trail, logging(primary), insights(), basic(primary, objects("All", "arn:aws:s3"))),
	})
}
