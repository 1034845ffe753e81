package inventory_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestOriginsNameTheirBucketInEachOfItsHosts(t *testing.T) {
	for host, want := range map[string]string{
		"site.s3.amazonaws.com":                     "site in ",
		"site.s3.eu-west-1.amazonaws.com":           "site in eu-west-1",
		"site.s3-eu-west-1.amazonaws.com":           "site in eu-west-1",
		"site.s3.dualstack.eu-west-1.amazonaws.com": "site in eu-west-1",
		"Site.S3.EU-WEST-1.amazonaws.com":           "site in eu-west-1",
		"a.b.s3.us-east-1.amazonaws.com":            "a.b in us-east-1",
		"my.s3.bucket.s3.us-east-1.amazonaws.com":   "my.s3.bucket in us-east-1",
		"site.s3.cn-north-1.amazonaws.com.cn":       "site in cn-north-1",
		"media.mediastore.us-east-1.amazonaws.com":  "",
		"s3.amazonaws.com":                          "",
		".s3.amazonaws.com":                         "",
		".s3.us-east-1.amazonaws.com":               "",
		".s3-us-east-1.amazonaws.com":               "",
		"site.s3.a.b.amazonaws.com":                 "",
		"site.s3-a.b.amazonaws.com":                 "",
	} {
		b, ok := inventory.CloudFrontOrigin{Kind: "s3", DomainName: host}.Bucket(checktest.Account.Resource())
		if got := b.ID + " in " + b.Region; ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, %v; want %q", host, got, ok, want)
		}
		if ok && (b.Partition != checktest.Account.Partition || b.Account != checktest.Account.ID || b.ARN != "arn:aws:s3:::"+b.ID) {
			t.Errorf("%s: %+v", host, b)
		}
	}
	if _, ok := (inventory.CloudFrontOrigin{Kind: "custom", DomainName: "site.s3.amazonaws.com"}).Bucket(checktest.Account.Resource()); ok {
		t.Error("a custom origin is taken for a bucket")
	}
}
