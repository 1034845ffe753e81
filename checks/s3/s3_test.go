package s3

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func bucket(name string) inventory.Resource {
	return checktest.Resource("AWS::S3::Bucket", name)
}
