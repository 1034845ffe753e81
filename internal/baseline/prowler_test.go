package baseline

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var counterparts = []Counterpart{
	{"ec2.instance-sensitive-port-exposed", "AWS::EC2::Instance", []string{"ec2_instance_port_ftp_exposed_to_internet", "ec2_instance_port_ssh_exposed_to_internet"}},
	{"ec2.volume-encrypted", "AWS::EC2::Volume", []string{"ec2_ebs_volume_encryption"}},
	{"apigateway.waf-associated", "AWS::ApiGateway::Stage", []string{"apigateway_restapi_waf_acl_attached"}},
	{"ecr.policy-not-public", "AWS::ECR::Repository", []string{"ecr_repositories_not_publicly_accessible"}},
	{"guardduty.enabled", "AWS::::Account", []string{"guardduty_is_enabled"}},
	{"ec2.spot-fleet-encrypted-volumes", "AWS::EC2::SpotFleet", nil},
	{"iam.user-console-mfa", "AWS::IAM::User", []string{"iam_user_mfa_enabled_console_access"}},
	{"lambda.policy-not-public", "AWS::Lambda::Function", []string{"awslambda_function_not_publicly_accessible"}},
	{"s3.bucket-versioning", "AWS::S3::Bucket", []string{"s3_bucket_object_versioning"}},
}

// imported takes over the rules of account *, and returns the exceptions as
// "CHECK key=value ...", and what was left.
func imported(t *testing.T, mutelist string) (exceptions []string, in *Import) {
	t.Helper()
	in, err := FromProwler([]byte(mutelist), counterparts, []string{"eu-west-1", "eu-west-2", "us-east-1"}, "2027-02-22")
	if err != nil {
		t.Fatal(err)
	}
	f := New()
	f.Import(in)
	// What was written is read, and says the same.
	for _, e := range parsed(t, fileOf(t, f)).Exceptions {
		if e.Until != "2027-02-22" || e.Reason == "" || e.Owner == "" {
			t.Errorf("%+v", e)
		}
		line := e.Check
		for _, one := range []struct {
			key string
			all []string
		}{{"accounts", e.Accounts}, {"regions", e.Regions}, {"resources", e.Resources}} {
			if len(one.all) > 0 {
				line += " " + one.key + "=" + strings.Join(one.all, ",")
			}
		}
		if e.Tags != nil {
			line += " team=" + e.Tags["team"] + " env=" + e.Tags["env"]
		}
		exceptions = append(exceptions, line)
	}
	return exceptions, in
}

func mutelist(account, check string, lines ...string) string {
	text := "Mutelist:\n  Accounts:\n    \"" + account + "\":\n      Checks:\n        \"" + check + "\":\n"
	for _, line := range lines {
		text += "          " + line + "\n"
	}
	return text
}

func TestAMutelistIsTakenOverAsFarAsItAcceptsNoMore(t *testing.T) {
	all := []string{`Regions: ["*"]`, `Resources: ["*"]`}
	one := "s3_bucket_object_versioning"
	with := func(resources string) string { return mutelist("*", one, `Regions: ["*"]`, "Resources: "+resources) }
	for name, tc := range map[string]struct {
		text     string
		want     []string
		left     string // what is said of what was left
		narrowed string
	}{
		"all of a check":   {mutelist("*", one, all...), []string{"s3.bucket-versioning"}, "", ""},
		"of an account":    {mutelist("123456789012", one, all...), []string{"s3.bucket-versioning accounts=123456789012"}, "", ""},
		"the old key":      {strings.Replace(mutelist("*", one, all...), "Mutelist", "Mute List", 1), []string{"s3.bucket-versioning"}, "", ""},
		"an old name":      {mutelist("*", "lambda_function_not_publicly_accessible", all...), []string{"lambda.policy-not-public"}, "", ""},
		"a word":           {with(`["ci-logs"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::ci-logs"}, "", `"ci-logs" has to be the whole name`},
		"a whole name":     {with(`["^ci-logs$"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::ci-logs"}, "", ""},
		"an ARN":           {with(`["arn:aws:s3:::ci-logs"]`), []string{"s3.bucket-versioning resources=arn:aws:s3:::ci-logs"}, "", "has to be the whole name"},
		"one of two":       {with(`["^a$|^b$"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::a,arn:*:s3:::b"}, "", ""},
		"a pattern":        {with(`["^ci-.+$"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::ci-?*"}, "", ""},
		"a part":           {with(`[".+-logs"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::*?*-logs*"}, "", ""},
		"a star":           {with(`["*-logs$"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::**-logs"}, "", ""},
		"all and one":      {with(`["a", ".*"]`), []string{"s3.bucket-versioning"}, "", ""},
		"digits":           {with(`["^a[0-9]+$"]`), nil, `the resource "^a[0-9]+$" cannot be said as a glob`, ""},
		"no expression":    {with(`["a("]`), nil, "is not understood", ""},
		"one of them":      {with(`["^a$", "[ab]"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::a"}, `"[ab]" cannot be said`, ""},
		"no resources":     {with(`[]`), nil, "without Resources it mutes nothing", ""},
		"another type":     {mutelist("*", "ec2_ebs_volume_encryption", `Regions: ["*"]`, `Resources: ["vol-.*"]`), nil, "cannot be said as a glob", ""},
		"a region":         {mutelist("*", one, `Regions: ["us-east-1", "sa-east-1"]`, all[1]), []string{"s3.bucket-versioning regions=sa-east-1,us-east-1"}, "", ""},
		"some regions":     {mutelist("*", one, `Regions: ["eu-*"]`, all[1]), []string{"s3.bucket-versioning regions=eu-west-1,eu-west-2"}, "", ""},
		"a region twice":   {mutelist("*", one, `Regions: ["eu-west-2", "eu-*"]`, all[1]), []string{"s3.bucket-versioning regions=eu-west-1,eu-west-2"}, "", ""},
		"no region":        {mutelist("*", one, `Regions: ["mars"]`, all[1]), nil, `"mars" is no region that is known`, ""},
		"no regions":       {mutelist("*", one, all[1]), nil, "without Regions it mutes nothing", ""},
		"users of regions": {mutelist("*", "iam_user_mfa_enabled_console_access", `Regions: ["us-east-1"]`, all[1]), []string{"iam.user-console-mfa regions=us-east-1"}, "", "what has no region"},
		"a tag":            {mutelist("*", one, all[0], all[1], `Tags: ["env=dev"]`), []string{"s3.bucket-versioning team= env=dev"}, "", "a tag has to have the whole value"},
		"tags":             {mutelist("*", one, all[0], all[1], `Tags: ["env=dev", "team=a|team=b"]`), []string{"s3.bucket-versioning team=a env=dev", "s3.bucket-versioning team=b env=dev"}, "", "whole value"},
		"a tag of signs":   {mutelist("*", one, all[0], all[1], `Tags: ["env=(a|b)"]`), nil, "is no key with its value", ""},
		"no tag":           {mutelist("*", one, all[0], all[1], `Tags: ["dev"]`), nil, "is no key with its value", ""},
		"a part of ours":   {mutelist("*", "ec2_instance_port_ssh_exposed_to_internet", all...), nil, "the check here asks more than that, so more would be accepted (ec2.instance-sensitive-port-exposed)", ""},
		"all of ours":      {mutelist("*", "ec2_*", all...), []string{"ec2.instance-sensitive-port-exposed", "ec2.volume-encrypted"}, "", ""},
		"nothing of ours":  {mutelist("*", "ecs_task_definitions_no_environment_secrets", all...), nil, "no check asks that", ""},
		"exceptions":       {mutelist("*", one, all[0], all[1], `Exceptions: {Accounts: ["123456789012"]}`), nil, "its exceptions cannot be said", ""},
		"no exceptions":    {mutelist("*", one, all[0], all[1], `Exceptions: {Accounts: []}`), []string{"s3.bucket-versioning"}, "", ""},
		"another cloud":    {mutelist("my-project", one, all...), nil, `"my-project" is no AWS account`, ""},
		"another key":      {mutelist("*", one, all[0], all[1], `Severity: [low]`), nil, `its key "Severity" is not known`, ""},

		// https://github.com/prowler-cloud/prowler/blob/0624fafa/prowler/lib/mutelist/mutelist.py: is_item_matched
		"an empty text":          {with(`["^$"]`), nil, `"^$" cannot be said`, ""},
		"an entry that is empty": {with("\n            - ^a$\n            -"), []string{"s3.bucket-versioning resources=arn:*:s3:::a"}, "an entry of Resources is no text", ""},
		"regions that are empty": {mutelist("*", one, "Regions:", all[1]), nil, "without Regions it mutes nothing", ""},
		"a region that is empty": {mutelist("*", one, "Regions: [us-east-1, ~]", all[1]), []string{"s3.bucket-versioning regions=us-east-1"}, "an entry of Regions is no text", ""},
		"a tag that is empty":    {mutelist("*", one, all[0], all[1], "Tags: [env=dev, ~]"), nil, "an entry of Tags is no text", ""},
		"a region that is no expression, and all": {
			mutelist("*", one, `Regions: ["us-east-1", "eu-(", "*"]`, all[1]), []string{"s3.bucket-versioning regions=us-east-1"}, `"eu-(" is not understood`, "",
		},
		"a resource that is no expression, and another": {with(`["^a$", "b(", "^c$"]`), []string{"s3.bucket-versioning resources=arn:*:s3:::a"}, `"b(" is not understood`, ""},
		"a check that is no expression":                 {mutelist("*", "s3_(", all...), nil, `"s3_(" is not understood`, ""},
		"a region for a list":                           {mutelist("*", one, "Regions: us-east-1", all[1]), nil, "Regions is no list", ""},
		"a tag for a list":                              {mutelist("*", one, all[0], all[1], "Tags: env=dev"), nil, "Tags is no list", ""},
		"no tags":                                       {mutelist("*", one, all[0], all[1], "Tags:"), []string{"s3.bucket-versioning"}, "", ""},
		"exceptions for a list":                         {mutelist("*", one, all[0], all[1], `Exceptions: {Accounts: "123456789012"}`), nil, "its exceptions cannot be said", ""},
		"a list of exceptions":                          {mutelist("*", one, all[0], all[1], `Exceptions: [prod]`), nil, "its exceptions cannot be said", ""},
		"exceptions that are empty":                     {mutelist("*", one, all[0], all[1], "Exceptions: {Accounts: , Tags: []}"), []string{"s3.bucket-versioning"}, "", ""},
		"any tags":                                      {mutelist("*", one, all[0], all[1], `Tags: [".*"]`), []string{"s3.bucket-versioning"}, "", ""},
		"some tag":                                      {mutelist("*", one, all[0], all[1], `Tags: [".+"]`), nil, "is no key with its value", ""},
		"the only tag":                                  {mutelist("*", one, all[0], all[1], `Tags: ["^env=dev$"]`), nil, "is no key with its value", ""},
		"the first tag":                                 {mutelist("*", one, all[0], all[1], `Tags: ["^env=dev"]`), nil, "is no key with its value", ""},
		"the last tag":                                  {mutelist("*", one, all[0], all[1], `Tags: ["env=dev$"]`), nil, "is no key with its value", ""},
		"a tag that is cut":                             {mutelist("*", one, all[0], all[1], `Tags: ['env=dev\']`), nil, "is no key with its value", ""},
		"a tag with two values":                         {mutelist("*", one, all[0], all[1], `Tags: ["env=dev", "env=prod"]`), nil, "its tags cannot be said", ""},
		"a tag twice":                                   {mutelist("*", one, all[0], all[1], `Tags: ["env=dev", "env=dev|env=prod"]`), []string{"s3.bucket-versioning team= env=dev"}, "", "whole value"},
		"tags in more ways than can be read": {
			mutelist("*", one, all[0], all[1], `Tags: ["a=1|a=2|a=3|a=4|a=5", "b=1|b=2|b=3|b=4"]`), nil, "its tags cannot be said", "",
		},

		"a dot":             {with(`['^a\.c$']`), []string{"s3.bucket-versioning resources=arn:*:s3:::a.c"}, "", ""},
		"a digit":           {with(`['^ci\d$']`), nil, "cannot be said as a glob", ""},
		"the beginning":     {with(`['\Aci']`), nil, "cannot be said as a glob", ""},
		"a star of itself":  {with(`['^a\*$']`), nil, "cannot be said as a glob", ""},
		"a mark of itself":  {with(`['^a\?$']`), nil, "cannot be said as a glob", ""},
		"a bar of itself":   {with(`['^a\|b$']`), []string{"s3.bucket-versioning resources=arn:*:s3:::a|b"}, "", ""},
		"any sign":          {with(`['^ci-.\.x.*$']`), []string{"s3.bucket-versioning resources=arn:*:s3:::ci-?.x*"}, "", ""},
		"a bar in a group":  {with(`["(a|b)c"]`), nil, "cannot be said as a glob", ""},
		"a bar after one":   {with(`["(a)|^b$"]`), nil, "cannot be said as a glob", ""},
		"a name with slash": {mutelist("*", "ecr_repositories_not_publicly_accessible", all[0], `Resources: ["^app$"]`), []string{"ecr.policy-not-public resources=arn:*:ecr:*:*:repository/app"}, "", ""},
		"a stage": {
			mutelist("*", "apigateway_restapi_waf_acl_attached", all[0], `Resources: ["prod"]`), nil, `"prod" cannot be said`, "",
		},
		"the account by its user": {mutelist("*", "guardduty_is_enabled", all[0], `Resources: ["root"]`), nil, `"root" cannot be said`, ""},
		"what two checks cannot say": {
			mutelist("*", "s3_bucket_object_versioning|iam_user", all[0], `Resources: ["[ab]"]`), nil, `"[ab]" cannot be said as a glob on the ARN that matches no more (2 checks)`, "",
		},
		"what is said once": {
			mutelist("*", one, "Regions: &all ['*']", "Resources: *all") + "    '123456789012': {Checks: &more {ec2_ebs_volume_encryption: {Regions: *all, Resources: *all}}}\n    '999999999999': {Checks: *more}\n",
			[]string{"s3.bucket-versioning", "ec2.volume-encrypted accounts=123456789012", "ec2.volume-encrypted accounts=999999999999"}, "", "",
		},
		"what is no part": {strings.Replace(mutelist("*", one, all...), "Mutelist:", "Mutelist:\n  Resources: [a]", 1), []string{"s3.bucket-versioning"}, `"Resources" is no part of a mutelist`, ""},
		"after exceptions of what is no expression": {
			mutelist("*", "(?=s3).*", all[0], all[1], `Exceptions: {Tags: ["env=prod"]}`) + "        " + one + ": {Regions: ['*'], Resources: ['*']}\n",
			nil, "the exceptions of line 5 hold here too", "",
		},
		"after exceptions": {
			mutelist("*", "s3_*", all[0], all[1], `Exceptions: {Tags: ["env=prod"]}`) + "        " + one + ": {Regions: ['*'], Resources: ['*']}\n" +
				"        ec2_ebs_volume_encryption: {Regions: ['*'], Resources: ['*']}\n",
			[]string{"ec2.volume-encrypted"}, "the exceptions of line 5 hold here too", "",
		},
		"a key that is there twice": {
			mutelist("*", one, `Regions: ["us-east-1"]`, all[1]) + "        " + one + ": {Regions: [eu-west-1], Resources: ['*']}\n",
			[]string{"s3.bucket-versioning regions=eu-west-1"}, "is there again at line 8", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, in := imported(t, tc.text)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
			for _, of := range []struct {
				told []Problem
				want string
			}{{in.Left, tc.left}, {in.Narrowed, tc.narrowed}} {
				said := ""
				for _, one := range of.told {
					said += one.String() + "\n"
				}
				if !strings.Contains(said, of.want) || (of.want == "") != (said == "") {
					t.Errorf("it says %q, want %q", said, of.want)
				}
			}
		})
	}
}

func TestWhatIsNoMutelistIsNotTakenOver(t *testing.T) {
	for text, says := range map[string]string{
		"": "no key Mutelist", "a: b": "no key Mutelist", "- a": "no key Mutelist", "Mutelist: [": "line 1: did not find expected node content", "\xff": "invalid",
	} {
		if _, err := FromProwler([]byte(text), counterparts, nil, Never); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAnImportSaysWhereItIsFrom(t *testing.T) {
	text := mutelist("*", "s3_bucket_object_versioning", `Regions: ["*"]`, `Resources: ["ci-logs", "[x]"]`, "Tags: [team=web]", "Description: public site, ask bob@example.com\n")
	in, err := FromProwler([]byte(text), counterparts, nil, "2027-02-22")
	if err != nil {
		t.Fatal(err)
	}
	f := parsed(t, "# ours\nexceptions:\n  # mine\n  - check: ec2.volume-encrypted\n    reason: r\n    owner: o\n    until: never\n")
	if n := f.Import(in); n != 1 {
		t.Errorf("%d added", n)
	}
	want := `# ours
# not taken over from Prowler: line 7: s3_bucket_object_versioning: the resource "[x]" cannot be said as a glob on the ARN that matches no more (s3.bucket-versioning)
exceptions:
  # mine
  - check: ec2.volume-encrypted
    reason: r
    owner: o
    until: never
  # Prowler: s3_bucket_object_versioning of account * (line 5)
  # "ci-logs" has to be the whole name, where Prowler searches for it in names
  # a tag has to have the whole value
  - check: s3.bucket-versioning
    resources: ['arn:*:s3:::ci-logs']
    tags: {team: web}
    reason: public site, ask bob@example.com
    owner: bob@example.com
    until: 2027-02-22
`
	if diff := cmp.Diff(want, fileOf(t, f)); diff != "" {
		t.Error(diff)
	}
	if n := f.Import(in); n != 0 || fileOf(t, f) != want {
		t.Errorf("%d added the second time:\n%s", n, fileOf(t, f))
	}
	silent, err := FromProwler([]byte(mutelist("*", "s3_bucket_object_versioning", `Regions: ["*"]`, `Resources: ["*"]`)), counterparts, nil, "2027-02-22")
	if err != nil {
		t.Fatal(err)
	}
	g := New()
	g.Import(silent)
	for _, want := range []string{"# without a Description: the reason is missing\n", "# the owner is missing: who answers for this?\n"} {
		if !strings.Contains(fileOf(t, g), want) {
			t.Errorf("%q is not in\n%s", want, fileOf(t, g))
		}
	}
	notices := parsed(t, fileOf(t, g)).Lint(at, known)
	if len(notices) != 1 || !strings.Contains(notices[0].Text, "lacks a reason or an owner") {
		t.Errorf("%v", notices)
	}
}

// Whatever a mutelist says, what is accepted of a bucket or a user is what Prowler
// mutes: it searches for the expression in the name.
func FuzzGlobsOf(f *testing.F) {
	for _, pattern := range []string{"ci-logs", "^ci-.*$", "*-logs", ".+-logs", "a|b", "a.c", `a\.c`, "^", "", "^$", "^ci-logs$", "arn:aws:s3:::x"} {
		f.Add(pattern, "ci-logs", "team")
	}
	f.Fuzz(func(t *testing.T, pattern, name, path string) {
		odd := func(s string) bool { return s == "" || regexp.MustCompile(`[^A-Za-z0-9._+=,@-]`).MatchString(s) }
		if odd(name) || odd(path) || strings.Contains(pattern, "arn:") {
			return
		}
		for _, of := range []struct{ typ, arn, name string }{
			{"AWS::S3::Bucket", "arn:aws:s3:::" + name, name},
			{"AWS::IAM::User", "arn:aws:iam::123456789012:user/" + path + "/" + name, name},
			{"AWS::Lambda::Function", "arn:aws:lambda:eu-west-1:123456789012:function:" + name, name},
			{"AWS::ECR::Repository", "arn:aws:ecr:eu-west-1:123456789012:repository/" + path + "/" + name, path + "/" + name},
		} {
			globs, _, err := globsOf(pattern, of.typ)
			if err != nil {
				continue
			}
			muted := globs == nil
			for _, g := range globs {
				muted = muted || match(g, of.arn)
			}
			expression, err := searched(pattern)
			if err != nil {
				t.Fatalf("%q is not understood, and was taken over", pattern)
			}
			if muted && !expression.MatchString(of.name) {
				t.Errorf("%q accepts %s, which Prowler does not mute: %q", pattern, of.arn, globs)
			}
		}
	})
}
