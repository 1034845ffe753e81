package policy

const (
	kmsKeysPage     = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
	lambdaKeysPage  = authorization + "list_awslambda.html"
	secretsKeysPage = authorization + "list_awssecretsmanager.html"
	eventsKeysPage  = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html"
	snsKeysPage     = authorization + "list_amazonsns.html"
	efsKeysPage     = "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html#what-is-a-public-policy"
)

const (
	cryptoActions = "kms:Encrypt kms:Decrypt kms:GenerateDataKey* kms:ReEncrypt* kms:CreateGrant kms:RetireGrant"
	grantActions  = "kms:CreateGrant kms:ListGrants kms:RevokeGrant"
)

// serviceKeys are the condition keys of the services, other than S3, whose
// policies are judged.
var serviceKeys = []Key{
	// Whoever uses an integrated service has it call KMS for him.
	{Name: "kms:ViaService", Says: How, Source: kmsKeysPage + "#conditions-kms-via-service", domain: ofKinds(chosen, user, session, root)},
	{Name: "kms:EncryptionContext:", Says: How, Source: kmsKeysPage + "#conditions-kms-encryption-context", actions: cryptoActions, domain: chosen},
	{Name: "kms:EncryptionContextKeys", Says: How, Multi: true, Source: kmsKeysPage + "#conditions-kms-encryption-context-keys", actions: cryptoActions, domain: chosen},
	{Name: "kms:EncryptionAlgorithm", Says: How, Source: kmsKeysPage + "#conditions-kms-encryption-algorithm", actions: "kms:Encrypt kms:Decrypt kms:ReEncrypt*", domain: chosen},
	{Name: "kms:GrantIsForAWSResource", Says: How, Source: kmsKeysPage + "#conditions-kms-grant-is-for-aws-resource", actions: grantActions, domain: optional("true", "false")},
	{Name: "kms:GrantConstraintType", Says: How, Source: kmsKeysPage + "#conditions-kms-grant-constraint-type", actions: "kms:CreateGrant", domain: chosen},
	{Name: "kms:GrantOperations", Says: How, Multi: true, Source: kmsKeysPage + "#conditions-kms-grant-operations", actions: "kms:CreateGrant", domain: sent},
	{Name: "kms:GranteePrincipal", Says: How, Source: kmsKeysPage + "#conditions-kms-grantee-principal", actions: "kms:CreateGrant", domain: sent},
	{Name: "kms:RetiringPrincipal", Says: How, Source: kmsKeysPage + "#conditions-kms-retiring-principal", actions: "kms:CreateGrant", domain: chosen},
	{Name: "kms:RequestAlias", Says: How, Source: kmsKeysPage + "#conditions-kms-request-alias", domain: chosen},
	{Name: "kms:MessageType", Says: How, Source: kmsKeysPage + "#conditions-kms-message-type", actions: "kms:Sign kms:Verify", domain: either("RAW", "DIGEST")},
	{Name: "kms:SigningAlgorithm", Says: How, Source: kmsKeysPage + "#conditions-kms-signing-algorithm", actions: "kms:Sign kms:Verify", domain: sent},
	{Name: "kms:MacAlgorithm", Says: How, Source: kmsKeysPage + "#conditions-kms-mac-algorithm", actions: "kms:GenerateMac kms:VerifyMac", domain: sent},
	{Name: "kms:ReEncryptOnSameKey", Says: How, Source: kmsKeysPage + "#conditions-kms-reencrypt-on-same-key", actions: "kms:ReEncrypt*", domain: either("true", "false")},

	// What the function URL is set to, not what a caller says: a statement
	// that needs NONE lets anyone in once the URL is set to it.
	{Name: "lambda:FunctionUrlAuthType", Says: What, Source: lambdaKeysPage, actions: "lambda:InvokeFunctionUrl lambda:InvokeFunction", domain: either("NONE", "AWS_IAM")},
	{Name: "lambda:InvokedViaFunctionUrl", Says: How, Source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html", actions: "lambda:InvokeFunction", domain: optional("true", "false")},
	{Name: "lambda:EventSourceToken", Says: Who, Source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html", domain: ownName("")},

	// Who may be subscribed: only whoever has that endpoint gets the messages.
	{Name: "sns:Endpoint", Says: Who, Source: snsKeysPage, actions: "sns:Subscribe", domain: ownEndpoint},
	{Name: "sns:Protocol", Says: How, Source: snsKeysPage, actions: "sns:Subscribe", domain: sent},

	{Name: "events:source", Says: How, Multi: true, Source: eventsKeysPage, actions: "events:PutEvents events:PutRule", domain: sent},
	{Name: "events:detail-type", Says: How, Multi: true, Source: eventsKeysPage, actions: "events:PutEvents events:PutRule", domain: sent},
	{Name: "events:detail.", Says: How, Source: eventsKeysPage, actions: "events:PutRule", domain: chosen},
	{Name: "events:creatorAccount", Says: Who, Source: eventsKeysPage, domain: principalAccount},
	{Name: "events:eventBusInvocation", Says: How, Source: eventsKeysPage, actions: "events:PutEvents", domain: either("true", "false")},
	{Name: "events:ManagedBy", Says: How, Source: eventsKeysPage, domain: chosen},

	{Name: "secretsmanager:VersionId", Says: How, Source: secretsKeysPage, domain: chosen},
	{Name: "secretsmanager:VersionStage", Says: How, Source: secretsKeysPage, domain: chosen},
	{Name: "secretsmanager:ForceDeleteWithoutRecovery", Says: How, Source: secretsKeysPage, actions: "secretsmanager:DeleteSecret", domain: optional("true", "false")},
	{Name: "secretsmanager:RecoveryWindowInDays", Says: How, Source: secretsKeysPage, actions: "secretsmanager:DeleteSecret", domain: chosen},
	{Name: "secretsmanager:BlockPublicPolicy", Says: How, Source: secretsKeysPage, actions: "secretsmanager:PutResourcePolicy", domain: optional("true", "false")},

	// Through a mount target one comes from the VPC, which AWS takes for not
	// public.
	{Name: "elasticfilesystem:AccessedViaMountTarget", Says: Where, Source: efsKeysPage, domain: mountTarget},
	{Name: "elasticfilesystem:AccessPointArn", Says: How, Source: authorization + "list_amazonelasticfilesystem.html", domain: chosen},
}

func ownEndpoint(c *caller) domain {
	m := c.mark()
	return domain{values: []string{
		"https://" + m + "/", "http://" + m + "/", m + "@" + m, c.arnOf("sqs", m), c.arnOf("lambda", "function:"+m), "+1" + m,
	}}
}

func mountTarget(c *caller) domain {
	if c.home() || c.anywhere {
		return domain{values: []string{"true", "false"}}
	}
	return domain{values: []string{"false"}}
}
