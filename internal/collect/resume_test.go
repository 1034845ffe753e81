package collect

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// recording returns a session that is answered these and recorded, and goes on
// with what is recorded already.
func recording(t *testing.T, j *wire.Journal, operations []string, exchanges ...wire.Exchange) Session {
	t.Helper()
	if err := j.Of(checktest.Account.ID); err != nil {
		t.Fatal(err)
	}
	cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "")}
	wire.Install(&cfg, wire.Options{
		Allowed: operations, Recorded: true, Resumed: j, Client: wire.NewRecorder(wire.NewReplayer(exchanges), j),
	})
	return Session{Account: checktest.Account, Region: "us-east-1", Config: cfg}
}

// The way to the next page may be gone when a scan goes on.
func TestAListWhoseNextPageIsGoneIsAskedForFromTheStart(t *testing.T) {
	const rpc = "application/x-amz-json-1.1"
	page := func(input string, status int, body string) wire.Exchange {
		return exchange("kms:ListKeys", "us-east-1", input, status, rpc, body)
	}
	const first, second, third = `{"KeyId":"1","KeyArn":"arn:1"}`, `{"KeyId":"2","KeyArn":"arn:2"}`, `{"KeyId":"3","KeyArn":"arn:3"}`
	begun := page(`{"Limit":1000}`, 200, `{"Keys":[`+first+`,`+second+`],"Truncated":true,"NextMarker":"old"}`)
	for name, tc := range map[string]struct {
		later []wire.Exchange
		keys  []string
		gaps  []inventory.Reason
	}{
		"the next page is there": {[]wire.Exchange{page(`{"Limit":1000,"Marker":"old"}`, 200, `{"Keys":[`+third+`]}`)}, []string{"1", "2", "3"}, nil},
		"it is gone": {[]wire.Exchange{
			page(`{"Limit":1000,"Marker":"old"}`, 400, `{"__type":"InvalidMarkerException","message":"m"}`),
			page(`{"Limit":1000}`, 200, `{"Keys":[`+second+`],"Truncated":true,"NextMarker":"new"}`),
			page(`{"Limit":1000,"Marker":"new"}`, 200, `{"Keys":[`+third+`]}`),
		}, []string{"1", "2", "3"}, nil},
		"it is denied": {[]wire.Exchange{
			page(`{"Limit":1000,"Marker":"old"}`, 400, `{"__type":"AccessDeniedException","message":"m"}`),
		}, []string{"1", "2"}, []inventory.Reason{inventory.Denied}},
		"it is gone, and the rest too": {[]wire.Exchange{
			page(`{"Limit":1000,"Marker":"old"}`, 400, `{"__type":"InvalidMarkerException","message":"m"}`),
			page(`{"Limit":1000}`, 400, `{"__type":"InvalidMarkerException","message":"m"}`),
		}, []string{"1", "2"}, []inventory.Reason{inventory.Failed}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "recording")
			plan := planOf(t, inventory.KMSKeyList)
			j, err := wire.Begin(dir, wire.Manifest{}, "v1.2.3")
			if err != nil {
				t.Fatal(err)
			}
			collected(plan, recording(t, j, plan.Operations(), begun))
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			j, err = wire.Resume(dir, "v1.2.3")
			if err != nil {
				t.Fatal(err)
			}
			defer j.Close()
			got := collected(plan, recording(t, j, plan.Operations(), tc.later...))
			var keys []string
			for _, k := range inventory.KMSKeyList.Rows(got) {
				keys = append(keys, k.ID)
			}
			slices.Sort(keys)
			if diff := cmp.Diff(tc.keys, keys); diff != "" {
				t.Errorf("keys, - want, + got:\n%s", diff)
			}
			var gaps []inventory.Reason
			for _, g := range got.Gaps(inventory.KMSKeyList) {
				if g.Subject.Region == "us-east-1" { // nobody answers in the other region
					gaps = append(gaps, g.Reason)
				}
			}
			if diff := cmp.Diff(tc.gaps, gaps); diff != "" {
				t.Errorf("gaps, - want, + got:\n%s", diff)
			}
		})
	}
}
