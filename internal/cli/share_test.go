package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheReportSaysHowMuchWasTakenOfWhatAWSAllows(t *testing.T) {
	share := func(args ...string) float64 {
		t.Helper()
		out, _, _ := run(t, append([]string{"scan", "-o", "json"}, args...)...)
		return parse(t, []byte(out)).Scan.Share
	}
	signedIn(t, &cloud{})
	if got := share("--check", versioning); got != 0.6 {
		t.Errorf("%v, where nothing else is said", got)
	}
	signedIn(t, &cloud{expires: logs})
	dir := filepath.Join(t.TempDir(), "recording")
	if got := share("--check", versioning, "--api-share", "0.25", "--record", dir); got != 0.25 {
		t.Errorf("%v, where a quarter was allowed", got)
	}
	if got := share("--replay", dir); got != 0.25 {
		t.Errorf("a replay says %v of what was recorded with a quarter", got)
	}
	signedIn(t, &cloud{})
	if got := share("--resume", dir, "--api-share", "0.5"); got != 0.5 {
		t.Errorf("%v, of a scan that went on with a half", got)
	}
	out, _, _ := run(t, "scan", "--replay", dir, "-o", "text", "--no-color")
	if !strings.Contains(out, "\nRate     at most 50% of the calls a second that AWS allows the account\n") {
		t.Errorf("the text does not say it:\n%s", out)
	}
}
