//go:build e2e

package checks

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// Whoever pastes a command changes the names in capitals, and no option.
func TestTheAWSCLIKnowsEachCommandThatFixesSomething(t *testing.T) {
	commands := map[string]string{}
	for _, c := range All() {
		commands[c.ID] = c.Fix.CLI
	}
	if wrong := refused(t, commands); wrong != "" {
		t.Error(wrong)
	}
}

// What finds nothing wrong anywhere would find nothing wrong above.
func TestACommandThatTheAWSCLIRefusesIsFound(t *testing.T) {
	for command, says := range map[string]string{
		"aws ec3 describe-volumes":                                                  "there is no service ec3",
		"aws ec2 describe-volume":                                                   "ec2 has no command describe-volume",
		"aws sns subscribe --topic-arn T --protocol email --topics A":               "sns subscribe has no option --topics",
		"aws s3api put-bucket-acl --acl private":                                    "s3api put-bucket-acl lacks --bucket",
		"aws iam delete-policy --policy-arn A, then the next":                       "--policy-arn takes one value",
		"aws ec2 create-volume --availability-zone Z --encrypted true":              "--encrypted takes no value",
		`aws s3api put-bucket-tagging --bucket B --tagging '{"Tags":[]}'`:           "--tagging has no Tags",
		"aws s3api put-bucket-acl --bucket B --acl privat":                          "--acl is none of private",
		"ID=$(aws ec2 describe-images --image-id X) && aws ec2 describe-images --x": "ec2 describe-images has no option --image-id",
	} {
		if wrong := refused(t, map[string]string{"s3.x": command}); !strings.HasPrefix(wrong, "s3.x: "+says) {
			t.Errorf("%s: %q, want %q", command, wrong, says)
		}
	}
	if wrong := refused(t, map[string]string{"s3.x": "# aws ec3 x\naws s3api put-bucket-acl --bucket B \\\n  --acl private --region REGION > 'a\nfile'"}); wrong != "" {
		t.Error(wrong)
	}
}

// refused returns what the AWS CLI would refuse of commands, by check.
func refused(t *testing.T, commands map[string]string) string {
	t.Helper()
	input, err := json.Marshal(commands)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "../.venv/bin/python", "../testdata/commands.py")
	var errs strings.Builder
	c.Stdin, c.Stderr = bytes.NewReader(input), &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	return strings.TrimSpace(string(out))
}
