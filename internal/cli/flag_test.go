package cli

import (
	"encoding/json"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestAFlagWithoutAValueIsNotItsDefault(t *testing.T) {
	c := signedIn(t, &cloud{})
	words := []string{"role-arn", "external-id", "fail-on", "record", "replay"}
	lists := []string{"profile", "region", "check", "skip", "domain", "service", "severity", "output"}
	for _, flag := range slices.Concat(words, lists) {
		for _, value := range []string{"", ","} {
			if value == "," && slices.Contains(words, flag) {
				continue
			}
			out, errs, exit := run(t, "scan", "--"+flag, value)
			if want := "yourside: --" + flag + " has an empty value: leave it out to have the default\n"; exit != exitUsage || errs != want || out != "" {
				t.Errorf("exit %d: %s, want %s", exit, errs, want)
			}
		}
	}
	if asked := c.calls(); len(asked) > 0 {
		t.Errorf("AWS was asked: %v", asked)
	}
}

func TestMistakesInFlagsAreOneLineAndExitTwo(t *testing.T) {
	c := signedIn(t, &cloud{})
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"no time":                {[]string{"scan", "--timeout", "0"}, "--timeout and --concurrency must be above 0"},
		"less than no time":      {[]string{"scan", "--timeout", "-1s"}, "--timeout and --concurrency must be above 0"},
		"a time without a unit":  {[]string{"scan", "--timeout", "5"}, `"5" for "--timeout" flag`},
		"no calls":               {[]string{"scan", "--concurrency", "0"}, "--timeout and --concurrency must be above 0"},
		"less than no calls":     {[]string{"scan", "--concurrency", "-1"}, "--timeout and --concurrency must be above 0"},
		"no share":               {[]string{"scan", "--api-share", "0"}, "--api-share must be above 0 and at most 1"},
		"more than all":          {[]string{"scan", "--api-share", "1.01"}, "--api-share must be above 0 and at most 1"},
		"no number":              {[]string{"scan", "--api-share", "NaN"}, "--api-share must be above 0 and at most 1"},
		"words for a number":     {[]string{"scan", "--concurrency", "many"}, `"many" for "--concurrency" flag`},
		"a misspelt level":       {[]string{"scan", "--fail-on", "hgh"}, `did you mean "high"?`},
		"a misspelt check":       {[]string{"scan", "--check", versioning + ",s3.bucket-versionin"}, `did you mean "s3.bucket-versioning"?`},
		"a misspelt skip":        {[]string{"scan", "--skip", "s3.bucket-versionin"}, `did you mean "s3.bucket-versioning"?`},
		"a misspelt domain":      {[]string{"scan", "--domain", "detectiv"}, `did you mean "detective"?`},
		"a misspelt service":     {[]string{"scan", "--service", "s4"}, `there is no service "s4"; did you mean "s3"?`},
		"a misspelt severity":    {[]string{"scan", "--severity", "critcal"}, `did you mean "critical"?`},
		"a misspelt region":      {[]string{"scan", "--check", versioning, "--region", "us-east-l"}, `did you mean "us-east-1"?`},
		"a misspelt flag":        {[]string{"scan", "--sevrity", "high"}, "did you mean --severity?"},
		"an unknown letter":      {[]string{"scan", "-z"}, "unknown shorthand flag"},
		"a flag with no value":   {[]string{"scan", "--check"}, "flag needs an argument: --check"},
		"a misspelt command":     {[]string{"scn"}, `there is no command "scn"; did you mean "scan"?`},
		"an argument":            {[]string{"scan", "123456789012"}, `yourside scan takes flags only, not "123456789012"`},
		"nothing left":           {[]string{"scan", "--check", versioning, "--skip", versioning}, "no check is left"},
		"record and replay":      {[]string{"scan", "--record", "a", "--replay", "b"}, "--record and --replay exclude each other"},
		"an ID without its role": {[]string{"scan", "--external-id", "x"}, "--external-id goes with a role"},
		"a role that is none":    {[]string{"scan", "--role-arn", "auditor"}, `--role-arn "auditor" is not the ARN of a role`},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, tc.args...)
			if exit != exitUsage || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, tc.says) || out != "" {
				t.Errorf("exit %d, want that it says %q: %s%s", exit, tc.says, errs, out)
			}
		})
	}
	for _, call := range c.calls() {
		switch call {
		case "GetCallerIdentity", "ListAccountAliases", "DescribeRegions": // for the region
		default:
			t.Errorf("AWS was asked for %s", call)
		}
	}
}

func TestListsRepeatAndHaveCommas(t *testing.T) {
	want, _, _ := run(t, "checks", "--check", versioning+",s3.bucket-mfa-delete,ec2.volume-encrypted")
	got, _, _ := run(t, "checks", "--check", versioning, "--check", "s3.bucket-mfa-delete,ec2.volume-encrypted")
	if got != want || strings.Count(got, "\n") != 4 {
		t.Errorf("%s\nand\n%s", want, got)
	}
}

func TestTheEnvironmentSetsWhatTheCommandLineDoesNot(t *testing.T) {
	recorded := recording(t)
	base := []string{"scan", "--replay", recorded, "--check", "s3.bucket-mfa-delete", "-o", "json"}
	for name, tc := range map[string]struct {
		env  map[string]string
		args []string
		exit int
		says string // on either stream
	}{
		"a word":                {map[string]string{"YOURSIDE_FAIL_ON": "low"}, base, exitFindings, `"fail_on": "low"`},
		"a word, and a flag":    {map[string]string{"YOURSIDE_FAIL_ON": "low"}, append(base, "--fail-on", "none"), exitIncomplete, `"fail_on": "none"`},
		"an empty word":         {map[string]string{"YOURSIDE_FAIL_ON": ""}, base, exitIncomplete, `"fail_on": "none"`},
		"an empty word, in CI":  {map[string]string{"YOURSIDE_FAIL_ON": "", "CI": "1"}, base, exitIncomplete, `"fail_on": "high"`},
		"all but one flag":      {map[string]string{"YOURSIDE_REPLAY": recorded, "YOURSIDE_OUTPUT": "json", "YOURSIDE_FAIL_ON": "low"}, base[:1], exitFindings, `"fail_on": "low"`},
		"a list":                {map[string]string{"YOURSIDE_CHECK": "ec2.volume-encrypted,s3.bucket-mfa-delete"}, []string{"checks"}, exitOK, "ec2.volume-encrypted"},
		"a switch":              {map[string]string{"YOURSIDE_QUIET": "true"}, base, exitIncomplete, `"fail_on": "none"`},
		"help and version":      {map[string]string{"YOURSIDE_HELP": "x", "YOURSIDE_VERSION": "1.2.3", "YOURSIDE_JSON": "true"}, []string{"version"}, exitOK, `"go"`},
		"not a number":          {map[string]string{"YOURSIDE_CONCURRENCY": "many"}, base, exitUsage, `YOURSIDE_CONCURRENCY="many" is not a value of --concurrency`},
		"a list with a hole":    {map[string]string{"YOURSIDE_REGION": "us-east-1,"}, base, exitUsage, `YOURSIDE_REGION="us-east-1," is not a value of --region`},
		"a number out of range": {map[string]string{"YOURSIDE_CONCURRENCY": "0"}, base, exitUsage, "must be above 0 (the environment sets YOURSIDE_CONCURRENCY)"},
		"no such check":         {map[string]string{"YOURSIDE_SKIP": "s3.bucket-versionin"}, base, exitUsage, `did you mean "s3.bucket-versioning"? (the environment sets YOURSIDE_SKIP)`},
		"another command's":     {map[string]string{"YOURSIDE_TIMEOUT": "never"}, []string{"checks"}, exitOK, "ec2.volume-encrypted"},
	} {
		t.Run(name, func(t *testing.T) {
			for variable, value := range tc.env {
				t.Setenv(variable, value)
			}
			out, errs, exit := run(t, tc.args...)
			if exit != tc.exit || !strings.Contains(out+errs, tc.says) {
				t.Errorf("exit %d, want %d and %q:\n%s%s", exit, tc.exit, tc.says, errs, out)
			}
			if quiet := tc.env["YOURSIDE_QUIET"] != ""; quiet && errs != "" {
				t.Errorf("not quiet: %s", errs)
			}
		})
	}
}

func TestHelpTellsOfEveryFlagAndOfTheEnvironment(t *testing.T) {
	for command, flags := range map[string][]string{
		"scan": {
			"profile", "role-arn", "external-id", "region", "check", "skip", "domain", "service", "severity", "fail-on", "output", "record", "replay",
			"timeout", "concurrency", "api-share", "quiet", "no-color", "no-credential-report",
		},
		"demo":        {"check", "skip", "domain", "service", "severity", "output", "quiet", "no-color", "no-credential-report"},
		"checks":      {"check", "skip", "domain", "service", "severity", "output"},
		"permissions": {"check", "skip", "domain", "service", "severity"},
	} {
		out, errs, exit := run(t, "help", command, "--all")
		if exit != exitOK || errs != "" {
			t.Errorf("exit %d: %s", exit, errs)
		}
		for _, f := range flags {
			if !strings.Contains(out, "--"+f+" ") {
				t.Errorf("%s does not tell of --%s:\n%s", command, f, out)
			}
		}
	}
	for _, args := range [][]string{{"--help"}, {"scan", "--help"}} {
		if out, _, _ := run(t, args...); !strings.Contains(out, "YOURSIDE_FAIL_ON") {
			t.Errorf("%v: nothing of the environment:\n%s", args, out)
		}
	}
}

func TestTheVersionIsTheSameEachWayItIsAskedFor(t *testing.T) {
	flag, _, _ := run(t, "--version")
	command, _, exit := run(t, "version")
	if flag != command || exit != exitOK || flag != "yourside version "+version()+"\n" {
		t.Errorf("exit %d: %q and %q", exit, flag, command)
	}
	out, _, _ := run(t, "version", "--json")
	var got map[string]string
	if err := json.Unmarshal([]byte(out), &got); err != nil || got["version"] != version() || got["go"] != runtime.Version() {
		t.Errorf("%v: %s", err, out)
	}
}
