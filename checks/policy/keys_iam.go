package policy

const (
	iamKeysPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html"
	stsKeys     = iamKeysPage + "#condition-keys-sts"
	samlKeys    = iamKeysPage + "#condition-keys-saml"
)

const (
	assumeActions   = "sts:AssumeRole*"
	attachActions   = "iam:Attach* iam:Detach*"
	boundaryActions = "iam:CreateUser iam:CreateRole iam:Attach* iam:Detach* iam:PutUser* iam:PutRole* iam:DeleteUser* iam:DeleteRole*"
)

// trustKeys are condition keys of the trust policies of roles. Those of OIDC
// providers are named after the provider: see claims.
var trustKeys = []Key{
	// Not a secret: it is there for those who assume roles for others.
	{Name: "sts:ExternalId", Says: How, Source: stsKeys, actions: "sts:AssumeRole", domain: chosen},
	{Name: "sts:RoleSessionName", Says: How, Source: stsKeys, actions: assumeActions, domain: sent},
	{Name: "sts:SourceIdentity", Says: How, Source: stsKeys, actions: assumeActions + " sts:SetSourceIdentity", domain: chosen},
	{Name: "sts:TransitiveTagKeys", Says: How, Multi: true, Source: stsKeys, actions: assumeActions + " sts:TagSession", domain: chosen},
	{Name: "sts:AWSServiceName", Says: How, Source: stsKeys, actions: "sts:GetServiceBearerToken", domain: sent},
	{Name: "sts:DurationSeconds", Says: How, Source: stsKeys, actions: "sts:GetServiceBearerToken", domain: sent},
	{Name: "saml:aud", Says: How, Source: samlKeys, domain: ofKinds(notKnown, federated)},
	{Name: "saml:", Says: Who, Source: samlKeys, domain: ofKinds(notKnown, federated)},
}

// iamKeys are the condition keys of what IAM itself does.
var iamKeys = []Key{
	{Name: "iam:PassedToService", Says: How, Source: iamKeysPage + "#ck_PassedToService", actions: "iam:PassRole", domain: sent},
	{Name: "iam:AssociatedResourceArn", Says: How, Source: iamKeysPage + "#ck_AssociatedResourceArn", actions: "iam:PassRole", domain: sent},
	{Name: "iam:PolicyARN", Says: How, Source: iamKeysPage + "#ck_PolicyArn", actions: attachActions, domain: sent},
	// Of the user or role that is changed, or about to be made.
	{Name: "iam:PermissionsBoundary", Says: What, Source: iamKeysPage + "#ck_PermissionsBoundary", actions: boundaryActions, domain: notKnown},
	{Name: "iam:AWSServiceName", Says: How, Source: iamKeysPage + "#ck_AWSServiceName", actions: "iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole", domain: sent},
}
