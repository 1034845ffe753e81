// Package checks is the catalogue: every check that is built in, by service.
package checks

import (
	"slices"

	"github.com/yourside/yourside/checks/accessanalyzer"
	"github.com/yourside/yourside/checks/account"
	"github.com/yourside/yourside/checks/acm"
	"github.com/yourside/yourside/checks/apigateway"
	"github.com/yourside/yourside/checks/apigatewayv2"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/cloudfront"
	"github.com/yourside/yourside/checks/cloudtrail"
	"github.com/yourside/yourside/checks/cloudwatch"
	"github.com/yourside/yourside/checks/cognito"
	"github.com/yourside/yourside/checks/config"
	"github.com/yourside/yourside/checks/ds"
	"github.com/yourside/yourside/checks/ec2"
	"github.com/yourside/yourside/checks/ecr"
	"github.com/yourside/yourside/checks/efs"
	"github.com/yourside/yourside/checks/eks"
	"github.com/yourside/yourside/checks/elb"
	"github.com/yourside/yourside/checks/elbv2"
	"github.com/yourside/yourside/checks/eventbridge"
	"github.com/yourside/yourside/checks/glacier"
	"github.com/yourside/yourside/checks/guardduty"
	"github.com/yourside/yourside/checks/iam"
	"github.com/yourside/yourside/checks/inspector2"
	"github.com/yourside/yourside/checks/kms"
	"github.com/yourside/yourside/checks/lambda"
	"github.com/yourside/yourside/checks/logs"
	"github.com/yourside/yourside/checks/macie"
	"github.com/yourside/yourside/checks/opensearch"
	"github.com/yourside/yourside/checks/organizations"
	"github.com/yourside/yourside/checks/rds"
	"github.com/yourside/yourside/checks/redshift"
	"github.com/yourside/yourside/checks/route53"
	"github.com/yourside/yourside/checks/s3"
	"github.com/yourside/yourside/checks/sagemaker"
	"github.com/yourside/yourside/checks/secretsmanager"
	"github.com/yourside/yourside/checks/securityhub"
	"github.com/yourside/yourside/checks/shield"
	"github.com/yourside/yourside/checks/sns"
	"github.com/yourside/yourside/checks/sqs"
	"github.com/yourside/yourside/checks/ssm"
	"github.com/yourside/yourside/checks/ssoadmin"
	"github.com/yourside/yourside/checks/vpc"
	"github.com/yourside/yourside/checks/wafv2"
)

// All returns the built-in checks.
func All() []*check.Check {
	return slices.Concat(
		accessanalyzer.Checks,
		account.Checks,
		acm.Checks,
		apigateway.Checks,
		apigatewayv2.Checks,
		cloudfront.Checks,
		cloudtrail.Checks,
		cloudwatch.Checks,
		cognito.Checks,
		config.Checks,
		ds.Checks,
		ec2.Checks,
		ecr.Checks,
		efs.Checks,
		eks.Checks,
		elb.Checks,
		elbv2.Checks,
		eventbridge.Checks,
		glacier.Checks,
		guardduty.Checks,
		iam.Checks,
		inspector2.Checks,
		kms.Checks,
		lambda.Checks,
		logs.Checks,
		macie.Checks,
		opensearch.Checks,
		organizations.Checks,
		rds.Checks,
		redshift.Checks,
		route53.Checks,
		s3.Checks,
		sagemaker.Checks,
		secretsmanager.Checks,
		securityhub.Checks,
		shield.Checks,
		sns.Checks,
		sqs.Checks,
		ssm.Checks,
		ssoadmin.Checks,
		vpc.Checks,
		wafv2.Checks,
	)
}
