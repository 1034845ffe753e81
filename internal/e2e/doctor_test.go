//go:build e2e

package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/collect"
)

func TestTheDoctorNamesWhatIsDeniedWhatGoesBlindAndTheCure(t *testing.T) {
	const args = "--check=ec2.volume-encrypted,s3.bucket-versioning,elbv2.waf-associated"
	healthy := yourside(t, signedIn(), "doctor", args, "--no-color")
	if healthy.exit != 0 || !strings.Contains(healthy.out, "A scan can read all that was tried.") {
		t.Errorf("exit %d:\n%s%s", healthy.exit, healthy.out, healthy.errs)
	}
	front.deny(t, "DescribeVolumes")
	before := front.count()
	o := yourside(t, signedIn(), "doctor", args, "--no-color")
	if o.exit != 3 {
		t.Errorf("exit %d: %s", o.exit, o.errs)
	}
	for _, want := range []string{"ec2:DescribeVolumes: denied (UnauthorizedOperation)", "1 check blind: ec2.volume-encrypted"} {
		if !strings.Contains(o.out, want) {
			t.Errorf("it does not say %q:\n%s", want, o.out)
		}
	}
	_, text, _ := strings.Cut(o.out, "This policy permits what was denied:\n")
	var policy collect.PolicyDocument
	if err := json.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatalf("%v:\n%s", err, o.out)
	}
	if len(policy.Statement) != 1 || strings.Join(policy.Statement[0].Action, " ") != "ec2:DescribeVolumes" {
		t.Errorf("the cure is %+v", policy)
	}
	// Three buckets, and one question about them; 3 calls sign in.
	if calls := front.count() - before; calls > 9 {
		t.Errorf("it made %d calls to learn of 8 operations", calls)
	}
}
