package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAMINotPublic(t *testing.T) {
	image := func(public bool) inventory.Part {
		return inventory.Images.Of(inventory.Image{Resource: checktest.Resource("AWS::EC2::Image", "ami-1"), State: "available", Public: public})
	}
	checktest.Run(t, AMINotPublic, checktest.Cases{
		"private": checktest.Pass(image(false)),
		"public":  checktest.Fail(image(true)),
		"none":    checktest.None(inventory.Images.Empty()),
	})
}
