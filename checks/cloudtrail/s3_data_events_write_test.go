package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestS3DataEventsWrite(t *testing.T) {
	trail, on := inventory.CloudTrails.Of(everywhere), logging(primary)
	checktest.Run(t, S3DataEventsWrite, checktest.Cases{
		"all buckets":              checktest.Pass(trail, on, basic(primary, objects("WriteOnly", "arn:aws:s3"))),
		"all buckets, with colons": checktest.Pass(trail, on, basic(primary, objects("All", "arn:aws:s3:::"))),
		"the other kind":           checktest.Fail(trail, on, basic(primary, objects("ReadOnly", "arn:aws:s3"))),
		"one bucket":               checktest.Fail(trail, on, basic(primary, objects("All", "arn:aws:s3:::photos/"))),
		"stopped":                  checktest.Fail(trail, stopped(primary)),
		"of one region":            checktest.Fail(inventory.CloudTrails.Of(oneRegion), logging(second), basic(second, objects("All", "arn:aws:s3"))),
		"advanced":                 checktest.Pass(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object"), is("readOnly", "false")})),
		"advanced, the other kind": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object"), is("readOnly", "true")})),
		"advanced, one bucket": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{
			is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object"), {Field: "resources.ARN", StartsWith: []string{"arn:aws:s3:::photos/"}},
		})),
		"advanced, all ARNs": checktest.Pass(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{
			is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object"), {Field: "resources.ARN", StartsWith: []string{"arn:aws:s3:::"}},
		})),
		"advanced, all ARNs but some": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{
			is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object"),
			{Field: "resources.ARN", StartsWith: []string{"arn:aws:s3:::"}, NotStartsWith: []string{"arn:aws:s3:::photos/"}},
		})),
		"another type": checktest.Fail(trail, on, advanced(primary, []inventory.AdvancedFieldSelector{is("eventCategory", "Data"), is("resources.type", "AWS::Lambda::Function")})),
		"one of two": checktest.Want([]check.Status{check.StatusPass, check.StatusNotApplicable},
			inventory.CloudTrails.Of(everywhere, oneRegion), logging(primary, second), basic(primary, objects("All", "arn:aws:s3"))),
		"of the organization": checktest.Pass(inventory.CloudTrails.Of(orgTrail), logging(foreign), basic(foreign, objects("All", "arn:aws:s3"))).Says(foreign.ARN),
		"selectors denied":    checktest.Unknown(trail, on, inventory.CloudTrailSelectors.Missing(checktest.Denied(primary))),
	})
}
