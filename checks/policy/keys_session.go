package policy

import (
	"strconv"
	"time"
)

// sessionKeys are properties of a role's session, given to it when it began.
var sessionKeys = []Key{
	{Name: "aws:AssumedRoot", Says: How, Source: ofKey + "assumedroot", domain: ofKinds(optional("true"), root)},
	{Name: "aws:FederatedProvider", Says: Who, Source: ofKey + "federatedprovider", domain: ofKinds(provider, session, federated)},
	{Name: "aws:TokenIssueTime", Says: How, Source: ofKey + "tokenissuetime", domain: issued},
	{Name: "aws:SignInSessionArn", Says: How, Source: ofKey + "signinsessionarn", domain: ofKinds(accountARN("signin", "session/"), user, session, root)},
	{Name: "aws:MultiFactorAuthAge", Says: How, Source: ofKey + "multifactorauthage", domain: ofKinds(chosen, user, session, root)},
	{Name: "aws:MultiFactorAuthPresent", Says: How, Source: ofKey + "multifactorauthpresent", domain: ofKinds(optional("true", "false"), user, session, root)},
	{Name: "aws:ChatbotSourceArn", Says: Who, Source: ofKey + "chatbotsourcearn", domain: ofKinds(accountARN("chatbot", ""), session)},
	{Name: "aws:Ec2InstanceSourceVpc", Says: Where, Source: ofKey + "ec2instancesourcevpc", domain: ofKinds(ownName("vpc-"), session)},
	{Name: "aws:Ec2InstanceSourcePrivateIPv4", Says: How, Source: ofKey + "ec2instancesourceprivateip4", domain: ofKinds(chosen, session)},
	{Name: "aws:SourceIdentity", Says: How, Source: ofKey + "sourceidentity", domain: ofKinds(chosen, session)},
	{Name: "ec2:RoleDelivery", Says: How, Source: ofKey + "ec2-role-delivery", domain: ofKinds(optional("1.0", "2.0"), session)},
	{Name: "ec2:SourceInstanceArn", Says: Who, Source: ofKey + "ec2-source-instance-arn", domain: ofKinds(accountARN("ec2", "instance/"), session)},
	{Name: "glue:RoleAssumedBy", Says: How, Source: ofKey + "glue-role-assumed-by", domain: ofKinds(optional("glue.amazonaws.com"), session)},
	{Name: "glue:CredentialIssuingService", Says: How, Source: ofKey + "glue-credential-issuing", domain: ofKinds(optional("glue.amazonaws.com"), session)},
	{Name: "codebuild:BuildArn", Says: Who, Source: ofKey + "codebuild-build-arn", domain: ofKinds(accountARN("codebuild", "build/"), session)},
	{Name: "codebuild:ProjectArn", Says: Who, Source: ofKey + "codebuild-project-arn", domain: ofKinds(accountARN("codebuild", "project/"), session)},
	{Name: "lambda:SourceFunctionArn", Says: Who, Source: ofKey + "lambda-source-function-arn", domain: ofKinds(accountARN("lambda", "function:"), session)},
	{Name: "ssm:SourceInstanceArn", Says: Who, Source: ofKey + "ssm-source-instance-arn", domain: ofKinds(accountARN("ec2", "instance/"), session)},
	{Name: "identitystore:UserId", Says: Who, Source: ofKey + "identity-store-user-id", domain: ofKinds(ownName(""), session)},
}

// accountARN is an ARN of a resource in the caller's account, or none.
func accountARN(service, resource string) func(*caller) domain {
	return func(c *caller) domain {
		return domain{absent: true, shapes: c.anyARN(service, resource)}
	}
}

// ownName is an identifier that AWS gave to something of the caller's, or
// none.
func ownName(prefix string) func(*caller) domain {
	return func(c *caller) domain {
		return domain{absent: true, values: []string{prefix + c.mark()}, vague: true, unknown: c.home()}
	}
}

func provider(c *caller) domain {
	if c.kind == federated {
		return domain{values: []string{c.id}}
	}
	return domain{unknown: true}
}

// issued is when temporary credentials were made: just now, if the caller
// likes. A user may do without them.
func issued(c *caller) domain {
	if !c.signed() {
		return lacking
	}
	d := now(c)
	d.absent = c.kind != session
	return d
}

// now is the moment that the target is judged at.
func now(c *caller) domain {
	if c.target.Now.IsZero() {
		return domain{unknown: true}
	}
	return domain{values: []string{c.target.Now.UTC().Format(time.RFC3339)}}
}

// epoch is the same in seconds since 1970.
func epoch(c *caller) domain {
	if c.target.Now.IsZero() {
		return domain{unknown: true}
	}
	return domain{values: []string{strconv.FormatInt(c.target.Now.Unix(), 10)}}
}
