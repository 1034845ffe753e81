package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// Who adds a check of a new service learns here that the ledger must know its
// class; and no check judges what is not the customer's.
func TestEveryCheckIsAboutAPartThatTheCustomerHas(t *testing.T) {
	for _, c := range checks.All() {
		r := report.New(report.Tool{}, report.Scan{Account: account}, []*check.Check{c}, ordered([]check.Finding{
			{Check: c, Resource: volume("vol-1"), Verdict: check.Pass("is as it should be")},
		}))
		l := report.Responsibility(r)
		if len(l.Services) != 1 {
			t.Errorf("%s: the class of its service is not known", c.ID)
			continue
		}
		part := l.Services[0].Parts[report.LayerOf(c.ID, c.Domain)]
		if part.State != report.Good || part.Owner != report.Customer && part.Owner != report.Both {
			t.Errorf("%s: %s of %s is no part of the customer's", c.ID, report.LayerOf(c.ID, c.Domain).Title(), l.Services[0].Title)
		}
	}
}

func TestTheLedgerSaysWhoseAPartIsAndHowItStands(t *testing.T) {
	pass := func(c *check.Check, r inventory.Resource) check.Finding {
		return check.Finding{Check: c, Resource: r, Verdict: check.Pass("is as it should be")}
	}
	muted := func(f *report.Finding) { f.Muted = &report.Muted{By: "exception", Until: "never"} }
	bucket := &check.Check{
		ID: "s3.bucket-versioning", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: "AWS::S3::Bucket",
	}
	for name, c := range map[string]struct {
		findings []check.Finding
		marks    []func(*report.Finding)
		want     string // service, layer, owner and standing, or what is absent
	}{
		"what fails is bad": {
			[]check.Finding{bare("vol-1"), pass(volumeEncrypted, volume("vol-2"))}, nil, "EC2 and EBS: Server-side encryption 3 1",
		},
		"what is muted is accepted": {
			[]check.Finding{bare("vol-1")}, []func(*report.Finding){muted}, "EC2 and EBS: Server-side encryption 3 4",
		},
		"what is unknown is not good": {
			[]check.Finding{
				unread(volumeEncrypted, volume("vol-1"), "ec2:DescribeVolumes", inventory.Denied, "", ""), pass(volumeEncrypted, volume("vol-2")),
			}, nil, "EC2 and EBS: Server-side encryption 3 2",
		},
		"what passes is good":               {[]check.Finding{pass(keyRotated, key("1"))}, nil, "KMS: Server-side encryption 2 3"},
		"the building is AWS's":             {[]check.Finding{pass(keyRotated, key("1"))}, nil, "KMS: Facilities 1 0"},
		"a network keeps no data":           {[]check.Finding{fails(defaultGroup, group("eu-west-1", "sg-1"), "is open")}, nil, "VPC: Client-side data 0 0"},
		"patches of instances are not seen": {[]check.Finding{bare("vol-1")}, nil, "EC2 and EBS: Operating system and patches 3 6"},
		"no API tells of client-side keys":  {[]check.Finding{bare("vol-1")}, nil, "EC2 and EBS: Client-side data 3 7"},
		"versions protect the data":         {[]check.Finding{fails(bucket, volume("b"), "keeps none")}, nil, "S3: Client-side data 3 1"},
		"what could not be listed may be there": {
			[]check.Finding{unread(volumeEncrypted, whole("eu-west-1"), "ec2:DescribeVolumes", inventory.Denied, "", "")}, nil,
			"EC2 and EBS: unlisted",
		},
		"what is not there is absent": {[]check.Finding{fails(defaultEncryption, whole("eu-west-1"), "does not encrypt")}, nil, "EC2 and EBS: absent"},
		"an account has IAM":          {nil, nil, "IAM: Identity and access 3 6"},
	} {
		t.Run(name, func(t *testing.T) {
			r := report.New(report.Tool{}, of().Scan, append(of().Checks, bucket), ordered(c.findings), c.marks...)
			l := report.Responsibility(r)
			var said []string
			for _, s := range l.Services {
				for i, p := range s.Parts {
					said = append(said, fmt.Sprintf("%s: %s %d %d", s.Title, report.Layers[i].Title(), p.Owner, p.State))
				}
				if s.Unlisted {
					said = append(said, s.Title+": unlisted")
				}
			}
			for _, title := range l.Absent {
				said = append(said, title+": absent")
			}
			if !slices.Contains(said, c.want) {
				t.Errorf("the ledger does not say %q but\n%s", c.want, strings.Join(said, "\n"))
			}
		})
	}
}

func TestAServiceWhoseClassIsNotKnownIsNamed(t *testing.T) {
	c := &check.Check{ID: "acme.widget-locked", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: "AWS::Acme::Widget"}
	r := report.New(report.Tool{}, of().Scan, []*check.Check{c}, ordered([]check.Finding{fails(c, volume("w"), "is open")}))
	if l := report.Responsibility(r); !slices.Equal(l.Unsorted, []string{"acme"}) || len(l.Services) != 0 {
		t.Errorf("%+v", l)
	}
}
