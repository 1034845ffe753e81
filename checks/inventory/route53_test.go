package inventory_test

import (
	"testing"

	"github.com/yourside/yourside/checks/inventory"
)

func TestWhereRecordsLead(t *testing.T) {
	const app = "shop.us-east-1.elasticbeanstalk.com"
	cname := func(name string, values ...string) inventory.RecordSet {
		return inventory.RecordSet{RecordName: name, RecordType: "CNAME", Values: values}
	}
	for name, tc := range map[string]struct {
		records             inventory.RecordSet
		target, bucket, app string
	}{
		"a bucket":                  {cname("old.example.com", "Old.Example.com.s3.amazonaws.com."), "old.example.com.s3.amazonaws.com", "old.example.com in ", ""},
		"a website":                 {cname("old.example.com", "old.example.com.s3-website-us-east-1.amazonaws.com"), "old.example.com.s3-website-us-east-1.amazonaws.com", "old.example.com in us-east-1", ""},
		"an alias":                  {inventory.RecordSet{RecordName: "old.example.com", RecordType: "A", AliasOf: "s3-website.eu-central-1.amazonaws.com."}, "s3-website.eu-central-1.amazonaws.com", "old.example.com in eu-central-1", ""},
		"an alias besides a name":   {inventory.RecordSet{RecordType: "CNAME", AliasOf: "a.example.com", Values: []string{"b.example.com"}}, "a.example.com", "", ""},
		"no name of a bucket":       {cname("*.example.com", "s3.amazonaws.com"), "s3.amazonaws.com", "", ""},
		"an environment":            {cname("*.example.com", app), app, "", "shop in us-east-1"},
		"one that nobody chooses":   {cname("a.example.com", "shop.eba-x.us-east-1.elasticbeanstalk.com"), "shop.eba-x.us-east-1.elasticbeanstalk.com", "", ""},
		"an address":                {inventory.RecordSet{RecordName: "a.example.com", RecordType: "A", Values: []string{"52.1.2.3"}}, "", "", ""},
		"two names, which is wrong": {cname("a.example.com", app, app), "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tc.records.Target(); got != tc.target {
				t.Errorf("the target is %q, want %q", got, tc.target)
			}
			tc.records.Partition, tc.records.Account = "aws", "123456789012"
			is := func(what, want, arn string, r inventory.Resource, ok bool) {
				if got := r.ID + " in " + r.Region; ok != (want != "") || ok && got != want {
					t.Errorf("%s: %q, %v; want %q", what, got, ok, want)
				}
				if ok && (r.Name != r.ID || r.Account != "123456789012" || r.Partition != "aws" || r.ARN != arn) {
					t.Errorf("%s: %+v, want the ARN %s", what, r, arn)
				}
			}
			bucket, ok := tc.records.Bucket()
			is("bucket", tc.bucket, "arn:aws:s3:::"+bucket.ID, bucket, ok)
			app, ok := tc.records.App()
			is("app", tc.app, "arn:aws:elasticbeanstalk:"+app.Region+"::cname/"+app.ID, app, ok)
		})
	}
}
