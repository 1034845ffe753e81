package policy

// requestKeys are properties of the request.
var requestKeys = []Key{
	{Name: "aws:CalledVia", Says: How, Multi: true, Source: ofKey + "calledvia", domain: ofKinds(chosen, user, session, root)},
	{Name: "aws:CalledViaFirst", Says: How, Source: ofKey + "calledviafirst", domain: ofKinds(chosen, user, session, root)},
	{Name: "aws:CalledViaLast", Says: How, Source: ofKey + "calledvialast", domain: ofKinds(chosen, user, session, root)},
	{Name: "aws:CalledViaAWSMCP", Says: How, Source: ofKey + "calledviaawasmcp", domain: ofKinds(chosen, user, session, root)},
	{Name: "aws:ViaAWSService", Says: How, Source: ofKey + "viaawsservice", domain: viaService},
	{Name: "aws:ViaAWSMCPService", Says: How, Source: ofKey + "viaawsmcpservice", domain: ofKinds(optional("true", "false"), user, session, root)},
	{Name: "aws:CurrentTime", Says: How, Source: ofKey + "currenttime", domain: now},
	{Name: "aws:EpochTime", Says: How, Source: ofKey + "epochtime", domain: epoch},
	{Name: "aws:Referer", Says: How, Source: ofKey + "referer", domain: chosen},
	{Name: "aws:RequestedRegion", Says: What, Source: ofKey + "requestedregion", domain: requestedRegion},
	{Name: "aws:RequestTag/", Says: How, Source: ofKey + "requesttag", domain: chosen},
	{Name: "aws:TagKeys", Says: How, Multi: true, Source: ofKey + "tagkeys", domain: chosen},
	{Name: "aws:SecureTransport", Says: How, Source: ofKey + "securetransport", domain: either("true", "false")},
	{Name: "aws:SourceAccount", Says: Who, Source: ofKey + "sourceaccount", domain: ofKinds(sourceAccount, service)},
	{Name: "aws:SourceArn", Says: Who, Source: ofKey + "sourcearn", domain: ofKinds(sourceARN, service)},
	{Name: "aws:SourceOrgID", Says: Who, Source: ofKey + "sourceorgid", domain: ofKinds(sourceOrg, service)},
	{Name: "aws:SourceOrgPaths", Says: Who, Multi: true, Source: ofKey + "sourceorgpaths", domain: ofKinds(sourceOrgPath, service)},
	{Name: "aws:SourceOwner", Says: Who, Source: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#source-account-versus-source-owner", domain: sourceOwner},
	{Name: "aws:UserAgent", Says: How, Source: ofKey + "useragent", domain: sent},
	{Name: "aws:IsMcpServiceAction", Says: How, Source: globalKeys, domain: notKnown},
}

func viaService(c *caller) domain {
	if c.signed() {
		return domain{values: []string{"true", "false"}}
	}
	return domain{values: []string{"false"}}
}

// requestedRegion is the resource's own region, where it has one.
func requestedRegion(c *caller) domain {
	region := c.target.Region
	if region == "" {
		a, _ := parseARN(c.target.ARN)
		region = a.region
	}
	switch {
	case c.self != nil:
		return sent(c)
	case region == "":
		return domain{unknown: true}
	}
	return domain{values: []string{region}}
}

// sourceAccount is the account whose resource the service acts for. Not every
// service says, and which ones do is not listed.
func sourceAccount(c *caller) domain {
	if c.account == "" {
		return domain{unknown: true}
	}
	return domain{values: []string{c.account}, vague: c.unnamed, doubted: true}
}

// sourceARN is the resource that the service acts for: of the caller's account,
// or a bucket of his, whose ARN has no account.
func sourceARN(c *caller) domain {
	if c.account == "" {
		return domain{unknown: true}
	}
	bucket := shape{glob: beginning("arn:" + c.target.partition() + ":s3:::"), valid: c.marks}
	return domain{shapes: append(c.anyARN("", ""), bucket), doubted: true}
}

func sourceOrg(c *caller) domain {
	if c.home() {
		return domain{unknown: true}
	}
	return domain{absent: true, values: []string{"o-" + c.mark()}, vague: true}
}

func sourceOrgPath(c *caller) domain {
	if c.home() {
		return domain{unknown: true}
	}
	return domain{absent: true, shapes: like(beginning("o-" + c.mark() + "/")), vague: true}
}

// sourceOwner is the account that calls, or that the service acts for. The
// policy that SNS gives a new topic tells the owner's users by it.
func sourceOwner(c *caller) domain {
	switch c.kind {
	case user, session, root, service:
		return domain{values: []string{c.account}, vague: c.unnamed, doubted: true, unknown: c.account == ""}
	}
	return lacking
}
