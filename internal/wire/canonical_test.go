package wire

import (
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/securityhub/types"
)

// What a later SDK adds to a structure within the arguments changes no key of a
// recording either.
func TestArgumentsAreTheSameWhateverIsNotSet(t *testing.T) {
	type within struct {
		Name   *string
		Values []string
		Kind   string
	}
	name := "a"
	got, err := canonical(struct {
		Filter *within
		All    []within
		Token  *string
	}{&within{Name: &name}, []within{{Values: []string{"", "b"}}}, nil})
	if want := `{"All":[{"Values":["","b"]}],"Filter":{"Name":"a"}}`; err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

// A call that has no key can be neither recorded nor told from others.
func TestACallWhoseArgumentsCannotBeWrittenIsNotSent(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
	o := through(end)
	o.Allowed = []string{"securityhub:GetFindings"}
	_, err := securityhub.NewFromConfig(config(o)).GetFindings(t.Context(), &securityhub.GetFindingsInput{
		Filters: &types.AwsSecurityFindingFilters{Confidence: []types.NumberFilter{{Eq: aws.Float64(math.NaN())}}},
	})
	if err == nil || !strings.Contains(err.Error(), "securityhub:GetFindings: json: unsupported value: NaN") || len(end.seen()) > 0 {
		t.Errorf("%d requests: %v", len(end.seen()), err)
	}
	if got, err := canonical([]string{"a"}); err == nil {
		t.Errorf("a list of arguments without names is %s", got)
	}
}
