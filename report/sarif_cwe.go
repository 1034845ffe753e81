package report

// cwe is the weakness that a check finds, where one says just that: its number in
// the Common Weakness Enumeration. A check without one has no entry.
var cwe = map[string]string{}

func init() {
	for number, checks := range map[string][]string{
		"308": { // use of single-factor authentication
			"iam.admin-mfa", "iam.root-mfa-enabled", "iam.user-console-mfa",
		},
		"311": { // missing encryption of sensitive data
			"ec2.ami-encrypted", "ec2.ebs-default-encryption", "ec2.launch-template-encrypted-volumes", "ec2.snapshot-encrypted",
			"ec2.spot-fleet-encrypted-volumes", "ec2.volume-encrypted", "s3.bucket-sse-enabled",
		},
		"319": { // cleartext transmission of sensitive information
			"elb.listeners-tls", "elbv2.alb-http-redirect", "elbv2.listener-secure-protocol", "elbv2.target-group-encrypted", "s3.bucket-tls-only",
		},
		"326": { // inadequate encryption strength
			"elb.tls-policy-strong", "elbv2.tls-policy-recommended", "s3.bucket-min-tls-version",
		},
		"262": {"iam.password-expiry"}, // not using password aging
		"521": {"iam.password-complexity", "iam.password-min-length"},
		"269": { // improper privilege management
			"iam.policy-no-admin-attached", "iam.policy-no-privilege-escalation", "iam.principal-no-escalation-path", "ec2.instance-role-not-privileged",
		},
		"668": { // exposure of resource to wrong sphere
			"ec2.instance-sensitive-port-exposed", "eks.endpoint-not-public", "opensearch.not-public", "rds.instance-not-public", "redshift.cluster-not-public",
			"vpc.nacl-no-open-admin-ports", "vpc.sg-no-open-admin-ports", "vpc.sg-no-open-all-ports", "vpc.sg-no-open-any-port", "vpc.sg-no-open-cifs", "vpc.sg-no-open-sensitive-ports",
		},
		"732": { // incorrect permission assignment for critical resource
			"cloudtrail.bucket-not-public", "ec2.ami-not-public", "ec2.snapshot-not-public", "ecr.policy-not-public", "eventbridge.bus-not-public",
			"glacier.vault-policy-not-public", "iam.role-trust-not-public", "kms.key-not-public", "lambda.policy-not-public",
			"s3.bucket-no-public-write", "s3.bucket-not-public", "secretsmanager.policy-not-public", "sns.topic-not-public", "sqs.queue-not-public",
		},
		"778": { // insufficient logging
			"cloudtrail.bucket-access-logging", "cloudtrail.management-events-read-write", "cloudtrail.multi-region-trail",
			"cloudtrail.s3-data-events-read", "cloudtrail.s3-data-events-write", "elb.access-logging", "elbv2.access-logging",
			"s3.bucket-access-logging", "vpc.flow-logs-enabled",
		},
	} {
		for _, id := range checks {
			cwe[id] = "external/cwe/cwe-" + number
		}
	}
}
