package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestManagementEventsReadWrite(t *testing.T) {
	trail, on := inventory.CloudTrails.Of(everywhere), logging(primary)
	management := func(readWriteType string) inventory.EventSelector {
		return inventory.EventSelector{ReadWriteType: readWriteType, IncludeManagementEvents: true}
	}
	checktest.Run(t, ManagementEventsReadWrite, checktest.Cases{
		"all":                    checktest.Pass(trail, on, basic(primary, management("All"))),
		"reads and writes apart": checktest.Pass(trail, on, basic(primary, management("ReadOnly"), management("WriteOnly"))),
		"writes":                 checktest.Fail(trail, on, basic(primary, management("WriteOnly"))),
		"without KMS": checktest.Fail(trail, on, basic(primary, inventory.EventSelector{
			ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: []string{"kms.amazonaws.com"},
		})),
		"data events only": checktest.Fail(trail, on, basic(primary, objects("All", "arn:aws:s3"))),
		"advanced":         checktest.Pass(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{is("eventCategory", "Management")})),
		"advanced, writes": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{is("eventCategory", "Management"), is("readOnly", "false")})),
		"advanced, without KMS": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{
			is("eventCategory", "Management"), {Field: "eventSource", NotEquals: []string{"kms.amazonaws.com"}},
		})),
		"stopped":             checktest.Fail(trail, stopped(primary), basic(primary, management("All"))),
		"of one region":       checktest.Fail(inventory.CloudTrails.Of(oneRegion), logging(second), basic(second, management("All"))),
		"of the organization": checktest.Pass(inventory.CloudTrails.Of(orgTrail), logging(foreign), basic(foreign, management("All"))).Says(foreign.ARN),
		"selectors denied":    checktest.Unknown(trail, on, inventory.CloudTrailSelectors.Missing(checktest.Denied(primary))),
		"none":                checktest.Fail(),
	})
}
