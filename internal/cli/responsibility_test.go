package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLedgerIsOfSavedReportsOrOfTheLastScan(t *testing.T) {
	noPast(t)
	if out, errs, exit := run(t, "responsibility"); exit != exitUsage || !strings.Contains(errs, "the history has no scan to show") || out != "" {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	file := reportFile(t, "r.json")
	saved, errs, exit := run(t, "responsibility", file)
	if exit != exitOK || errs != "" {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	// One of the two buckets could not be read.
	for _, want := range []string{
		"Account  123456789012\n", "incomplete: what could not be read is", "Checks   1 of ", "\n  S3\n    AWS   Facilities, Hardware, ",
		"    you   Client-side data              unknown     1 unknown, 1 pass\n          unknown: s3.bucket-versioning\n",
		"    you   Identity and access           not judged  no verdict\n",
	} {
		if !strings.Contains(saved, want) {
			t.Errorf("no %q in\n%s", want, saved)
		}
	}
	signedIn(t, &cloud{})
	if _, errs, exit := run(t, "scan", "-q", "--check", versioning, "-o", "json"); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	out, errs, exit := run(t, "responsibility", "--account", "123456789012")
	if exit != exitOK || errs != "" || !strings.Contains(out, "Client-side data              good        2 pass\n") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	for _, args := range [][]string{{"--account", "210987654321"}, {"--account", "123456789012", file}, {"-o", "html"}, {filepath.Join(t.TempDir(), "none")}} {
		if out, errs, exit := run(t, append([]string{"responsibility"}, args...)...); exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit %d: %s%s", args, exit, errs, out)
		}
	}
}

func TestTheLedgerIsThereForProgramsToo(t *testing.T) {
	file := reportFile(t, "r.json")
	other := reportFile(t, "other.json", "123456789012", "210987654321")
	into := filepath.Join(t.TempDir(), "ledger.json")
	if out, errs, exit := run(t, "responsibility", file, other, file, "-o", "json="+into, "-q"); exit != exitOK || out+errs != "" {
		t.Fatalf("exit %d: %s%s", exit, errs, out)
	}
	out, errs, exit := run(t, "responsibility", file, other, file, "-o", "json")
	if exit != exitOK || !strings.Contains(errs, "left out "+file) {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	var document struct {
		Accounts []struct {
			Scan     struct{ Account string }
			Services []struct {
				Service, Class string
				Layers         []struct{ Layer, Owner, State string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &document); err != nil || len(document.Accounts) != 2 {
		t.Fatalf("%v: %s", err, out)
	}
	for i, account := range []string{"123456789012", "210987654321"} {
		a := document.Accounts[i]
		if s := a.Services; a.Scan.Account != account || len(s) != 1 || s[0].Service != "s3" || s[0].Class != "abstracted" || len(s[0].Layers) != 11 || s[0].Layers[8].State != "unknown" {
			t.Errorf("%+v", a)
		}
	}
}
