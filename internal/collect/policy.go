package collect

import (
	"slices"
	"strings"
)

// prefixes are the services whose IAM prefix is not the SDK's package name.
var prefixes = map[string]string{
	"elasticloadbalancingv2":  "elasticloadbalancing",
	"cloudwatchlogs":          "logs",
	"cognitoidentityprovider": "cognito-idp",
	"configservice":           "config",
	"directoryservice":        "ds",
	"ssoadmin":                "sso",
	"s3control":               "s3",
	"efs":                     "elasticfilesystem",
	"eventbridge":             "events",
	"opensearch":              "es",
	"accessanalyzer":          "access-analyzer",
}

// actions are the operations whose IAM action has another name.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
var actions = map[string]string{
	"s3:ListBuckets":                 "s3:ListAllMyBuckets",
	"s3:HeadBucket":                  "s3:ListBucket",
	"s3:GetPublicAccessBlock":        "s3:GetBucketPublicAccessBlock",
	"s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
	"s3:GetBucketEncryption":         "s3:GetEncryptionConfiguration",
	"apigateway:GetRestApis":         "apigateway:GET",
	"apigateway:GetStages":           "apigateway:GET",
	"apigatewayv2:GetApis":           "apigateway:GET",
	"apigatewayv2:GetStages":         "apigateway:GET",
}

// further are the actions that an operation needs besides its own.
// https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
var further = map[string][]string{
	"wafv2:GetWebACLForResource": {"cognito-idp:GetWebACLForResource", "elasticloadbalancing:GetLoadBalancerWebACL", "wafv2:GetWebACL"},
}

// Action returns the IAM action that permits an operation.
func Action(operation string) string {
	if a, ok := actions[operation]; ok {
		return a
	}
	service, name, _ := strings.Cut(operation, ":")
	if p, ok := prefixes[service]; ok {
		service = p
	}
	return service + ":" + name
}

// A PolicyDocument is an IAM policy.
type PolicyDocument struct {
	Version   string
	Statement []Statement
}

// A Statement is one statement of an IAM policy.
type Statement struct {
	Sid      string
	Effect   string
	Action   []string
	Resource string
}

// Policy returns the least policy that permits the operations. They are lists
// and descriptions over a whole account, so the resource is everything.
func Policy(operations []string) PolicyDocument {
	var all []string
	for _, op := range operations {
		all = append(all, Action(op))
		all = append(all, further[op]...)
	}
	slices.Sort(all)
	return PolicyDocument{
		Version:   "2012-10-17",
		Statement: []Statement{{Sid: "Yourside", Effect: "Allow", Action: slices.Compact(all), Resource: "*"}},
	}
}
