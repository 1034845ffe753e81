package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestS3OriginExists(t *testing.T) {
	checktest.Run(t, S3OriginExists, checktest.Cases{
		"asked for":                   checktest.Pass(serving(origins(bucket("a"))), head("a", true)),
		"gone":                        checktest.Fail(serving(origins(bucket("a"))), head("a", false)).Says("does not exist: a"),
		"the second is gone":          checktest.Fail(serving(origins(bucket("b"), bucket("a"))), head("a", false), inventory.S3Buckets.Missing(checktest.Denied())),
		"its own, though refused":     checktest.Pass(serving(origins(bucket("a"))), refused("a"), buckets("a")),
		"of another account, refused": checktest.Unknown(serving(origins(bucket("a"))), refused("a"), buckets("b")),
		"refused, and the list too":   checktest.Unknown(serving(origins(bucket("a"))), refused("a"), inventory.S3Buckets.Missing(checktest.Denied())),
		"no bucket":                   checktest.NotApplicable(serving(origins(custom("a", "https-only")))),
	})
}

func named(name string) inventory.Resource {
	r, _ := bucket(name).Bucket(site)
	return r
}

func head(name string, exists bool) inventory.Part {
	return inventory.CloudFrontOriginBuckets.Of(inventory.NamedBucket{Resource: named(name), Exists: exists})
}

func refused(name string) inventory.Part {
	return inventory.CloudFrontOriginBuckets.Missing(checktest.Denied(named(name)))
}

func buckets(name string) inventory.Part {
	r := named(name)
	r.Region = "eu-west-1"
	return inventory.S3Buckets.Of(inventory.S3Bucket{Resource: r})
}
