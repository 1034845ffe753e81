package policy

// resourceKeys are properties of the resource.
var resourceKeys = []Key{
	{Name: "aws:ResourceAccount", Says: What, Source: ofKey + "resourceaccount", domain: resourceAccount},
	{Name: "aws:ResourceOrgID", Says: What, Source: ofKey + "resourceorgid", domain: resourceOrg},
	{Name: "aws:ResourceOrgPaths", Says: What, Multi: true, Source: ofKey + "resourceorgpaths", domain: notKnown},
	{Name: "aws:ResourceTag/", Says: What, Source: ofKey + "resourcetag", domain: notKnown},
	{Name: "s3:ResourceAccount", Says: What, Source: s3KeysPage, domain: resourceAccount},
	{Name: "iam:ResourceTag/", Says: What, Source: iamKeysPage, domain: notKnown},
	{Name: "ecr:ResourceTag/", Says: What, Source: authorization + "list_amazonelasticcontainerregistry.html", domain: notKnown},
	{Name: "secretsmanager:ResourceTag/", Says: What, Source: secretsKeysPage, domain: notKnown},
	{Name: "s3:ExistingObjectTag/", Says: What, Source: s3KeysPage, actions: objectTagActions, domain: someObject},
}

const authorization = "https://docs.aws.amazon.com/service-authorization/latest/reference/"

func resourceAccount(c *caller) domain {
	if a := c.target.account(); a != "" {
		return domain{values: []string{a}}
	}
	return domain{unknown: true}
}

func resourceOrg(c *caller) domain {
	if c.target.Organization != "" && (c.self == nil || c.inside) {
		return domain{values: []string{c.target.Organization}}
	}
	return domain{unknown: true}
}

// someObject: there may be an object with any tag, and one without.
func someObject(c *caller) domain { return chosen(c) }
