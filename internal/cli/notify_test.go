package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// newIn is a report in which of each check some findings are new.
func newIn(counts map[check.Severity]int) *report.Report {
	var all []check.Finding
	var checks []*check.Check
	for _, s := range check.Severities {
		c := &check.Check{ID: "s3." + s.String(), Title: "Title of " + s.String(), Severity: s, Domain: check.DataProtection, Resource: "AWS::S3::Bucket"}
		checks = append(checks, c)
		for n := range counts[s] + 1 {
			arn := "arn:aws:s3:::top-secret-" + string(rune('a'+n))
			all = append(all, check.Finding{Check: c, Resource: inventory.Resource{ARN: arn, ID: arn, Account: "123456789012"}, Verdict: check.Fail("is open to top-secret")})
		}
	}
	return report.New(report.Tool{}, report.Scan{ID: "20261124T120000Z-123456789012", Account: "123456789012", Complete: true}, checks, slices.Values(all),
		func(f *report.Finding) { f.New = !strings.HasSuffix(f.Resource.ID, "-a") },
		func(f *report.Finding) {
			if strings.HasSuffix(f.Resource.ID, "-b") && f.Severity == check.Low {
				f.Muted = &report.Muted{By: "baseline", Until: "never"}
			}
		})
}

func TestAWebhookHearsHowManyAreNewAndOfWhichChecks(t *testing.T) {
	var got string
	var kind string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // what is lacking shows below
		got, kind = r.Method+" "+string(body), r.Header.Get("Content-Type")
	}))
	defer server.Close()
	r := newIn(map[check.Severity]int{check.Critical: 1, check.High: 2, check.Medium: 5})
	if err := post(t.Context(), server.URL+"/T0KEN", news(r, check.High)); err != nil {
		t.Fatal(err)
	}
	const want = `POST {"schema_version":"1","text":"yourside: 3 new findings in AWS account 123456789012: 1 critical, 2 high","account":"123456789012",` +
		`"scan":"20261124T120000Z-123456789012","complete":true,"exit_code":0,"new":{"critical":1,"high":2},"checks":[` +
		`{"check":"s3.critical","title":"Title of critical","severity":"critical","new":1},{"check":"s3.high","title":"Title of high","severity":"high","new":2}]}`
	if got != want || kind != "application/json" {
		t.Errorf("%s: %s\nwant %s", kind, got, want)
	}
}

func TestAWebhookHearsOfNothingThatIsNoNews(t *testing.T) {
	for name, r := range map[string]*report.Report{
		"nothing is new":   newIn(nil),
		"of less severity": newIn(map[check.Severity]int{check.Medium: 3}),
		"muted":            newIn(map[check.Severity]int{check.Low: 1}),
	} {
		least := check.High
		if name == "muted" {
			least = check.Low
		}
		if n := news(r, least); n != nil {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestAWebhookThatFailsIsTriedOnceMoreAndItsAddressIsNotTold(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	n := news(newIn(map[check.Severity]int{check.High: 1}), check.High)
	for name, tc := range map[string]struct {
		answers []int
		fails   bool
		asked   int
	}{
		"it is busy, once":     {[]int{503, 200}, false, 2},
		"it is busy":           {[]int{503, 429, 200}, true, 2},
		"it refuses":           {[]int{403, 200}, true, 1},
		"it is somewhere else": {[]int{302, 200}, true, 1},
		"nobody is there":      {nil, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(tc.answers[asked])
				asked++
			}))
			defer server.Close()
			address := server.URL
			if tc.answers == nil {
				address = gone.URL
			}
			err := post(t.Context(), address+"/hooks/T0KEN?key=S3CRET", n)
			if (err != nil) != tc.fails || asked != tc.asked {
				t.Errorf("asked %d times: %v", asked, err)
			}
			if err != nil && (strings.Contains(err.Error(), "T0KEN") || strings.Contains(err.Error(), "S3CRET")) {
				t.Errorf("the address is told: %v", err)
			}
		})
	}
}

func TestAddressesOfWebhooks(t *testing.T) {
	for address, good := range map[string]bool{
		"https://chat.example.com/hooks/T0KEN": true, "http://localhost:8080/T0KEN": true, "http://127.0.0.1/T0KEN": true, "http://[::1]/T0KEN": true,
		"http://chat.example.com/T0KEN": false, "chat.example.com/T0KEN": false, "ftp://x/T0KEN": false, "https:///T0KEN": false, "https://a b/T0KEN\x7f": false,
	} {
		if err := webhookAddress(address); (err == nil) != good || err != nil && strings.Contains(err.Error(), "T0KEN") {
			t.Errorf("%s: %v", address, err)
		}
	}
	signedIn(t, &cloud{})
	if _, errs, exit := run(t, "scan", "--notify-webhook", "http://chat.example.com/T0KEN"); exit != exitUsage || strings.Contains(errs, "T0KEN") {
		t.Errorf("exit %d: %s", exit, errs)
	}
}
