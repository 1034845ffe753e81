package scan

import (
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/internal/collect"
)

func TestEveryTableOfEveryCheckIsCollected(t *testing.T) {
	if _, err := Operations(checks.All()); err != nil {
		t.Fatal(err)
	}
}

// forbidden reads data or secrets, which a scan never does, or writes.
var forbidden = []string{
	"s3:GetObject", "secretsmanager:GetSecretValue", "kms:Decrypt", "lambda:GetFunction", "ec2:GetPasswordData",
	"ecr:GetAuthorizationToken", "logs:GetLogEvents", "sqs:ReceiveMessage", "dynamodb:Scan", "dynamodb:Query", "dynamodb:GetItem",
}

func TestOperationsOnlyRead(t *testing.T) {
	operations, err := Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range operations {
		if slices.Contains(forbidden, op) {
			t.Errorf("%s reads data or secrets", op)
		}
		if !reads(op) {
			t.Errorf("%s does not read only", op)
		}
		if a := collect.Action(op); a == "" {
			t.Errorf("%s has no IAM action", op)
		}
	}
}

func reads(operation string) bool {
	if operation == "iam:GenerateCredentialReport" { // the one exception
		return true
	}
	if operation == "elasticbeanstalk:CheckDNSAvailability" { // which asks whether a name is free, and does not take it
		return true
	}
	_, name, _ := strings.Cut(operation, ":")
	return strings.HasPrefix(name, "Describe") || strings.HasPrefix(name, "Get") || strings.HasPrefix(name, "BatchGet") || strings.HasPrefix(name, "Head") || strings.HasPrefix(name, "List")
}
