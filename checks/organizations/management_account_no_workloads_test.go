package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestManagementAccountNoWorkloads(t *testing.T) {
	instance := func(state string) inventory.Part {
		return inventory.Instances.Of(inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state})
	}
	function := func(name string) inventory.Part {
		return inventory.LambdaFunctions.Of(inventory.LambdaFunction{Resource: checktest.Resource("AWS::Lambda::Function", name)})
	}
	database := inventory.DBInstances.Of(inventory.DBInstance{Resource: checktest.Resource("AWS::RDS::DBInstance", "db")})
	elsewhere := checktest.Denied(checktest.Account.In("eu-west-1"))
	checktest.Run(t, ManagementAccountNoWorkloads, checktest.Cases{
		"nothing":                        checktest.Pass(manages),
		"an instance":                    checktest.Fail(manages, instance("running")).Says("i-1"),
		"a stopped instance":             checktest.Fail(manages, instance("stopped")),
		"a terminated instance":          checktest.Pass(manages, instance("terminated")),
		"a function":                     checktest.Fail(manages, function("thumbnails")),
		"a function of Control Tower":    checktest.Pass(manages, function("aws-controltower-NotificationForwarder")),
		"a database":                     checktest.Fail(manages, database),
		"a member may":                   checktest.NotApplicable(member, instance("running")),
		"in no organization":             checktest.NotApplicable(alone, instance("running")),
		"nothing that was seen":          checktest.Unknown(manages, inventory.Instances.Missing(elsewhere)),
		"an instance, and more not seen": checktest.Fail(manages, instance("running"), inventory.LambdaFunctions.Missing(elsewhere)),
	})
}
