package policy

import (
	"strconv"
	"strings"
)

const (
	globalKeys = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
	ofKey      = globalKeys + "#condition-keys-"
)

// principalKeys are properties of the principal.
var principalKeys = []Key{
	{Name: "aws:PrincipalArn", Says: Who, Source: ofKey + "principalarn", domain: principalARN},
	{Name: "aws:PrincipalAccount", Says: Who, Source: ofKey + "principalaccount", domain: principalAccount},
	{Name: "aws:PrincipalOrgID", Says: Who, Source: ofKey + "principalorgid", domain: principalOrg},
	{Name: "aws:PrincipalOrgPaths", Says: Who, Multi: true, Source: ofKey + "principalorgpaths", domain: principalOrgPath},
	{Name: "aws:PrincipalTag/", Says: How, Source: ofKey + "principaltag", domain: principalTag},
	{Name: "aws:PrincipalIsAWSService", Says: Who, Source: ofKey + "principalisawsservice", domain: isService},
	{Name: "aws:PrincipalServiceName", Says: Who, Source: ofKey + "principalservicename", domain: ofKinds(serviceName, service)},
	{Name: "aws:PrincipalServiceNamesList", Says: Who, Multi: true, Source: ofKey + "principalservicenameslist", domain: ofKinds(serviceName, service)},
	{Name: "aws:PrincipalType", Says: How, Source: ofKey + "principaltype", domain: principalType},
	{Name: "aws:userid", Says: Who, Source: ofKey + "userid", domain: userID},
	{Name: "aws:username", Says: How, Source: ofKey + "username", domain: ofKinds(userName, user)},
	// Another account of one key, from before there were global ones.
	{Name: "kms:CallerAccount", Says: Who, Source: kmsKeysPage + "#conditions-kms-caller-account", domain: principalAccount},
}

func principalAccount(c *caller) domain {
	switch {
	case c.kind == anonymous:
		return domain{values: []string{"anonymous"}}
	case c.kind == canonical:
		return domain{unknown: true}
	case c.kind == service:
		return domain{values: []string{"service" + c.mark()}} // of the service, not of who makes use of it
	case c.account == "":
		return domain{unknown: true}
	}
	return domain{values: []string{c.account}, vague: c.unnamed}
}

// principalARN is the user's, the role's, never the session's.
func principalARN(c *caller) domain {
	switch c.kind {
	case anonymous:
		return lacking
	case user, session, root:
	default:
		return domain{unknown: c.kind != service, absent: true, values: []string{"service" + c.mark()}}
	}
	switch {
	case strings.Contains(c.arn, ":assumed-role/"):
		return domain{unknown: true} // a session does not tell its role's path
	case c.arn != "":
		return domain{values: []string{c.arn}}
	case c.account == "":
		return domain{unknown: true}
	case c.kind == root:
		return domain{values: []string{c.arnOf("iam", "root")}}
	case c.kind == session:
		return domain{shapes: like(beginning(c.arnOf("iam", "role/")))}
	}
	return domain{shapes: like(
		beginning(c.arnOf("iam", "user/")),
		beginning(c.arnOf("sts", "federated-user/")),
	)}
}

func principalOrg(c *caller) domain {
	switch {
	case !c.signed():
		return lacking
	case c.home() && c.target.Organization == "":
		return domain{unknown: true}
	case c.home():
		return domain{values: []string{c.target.Organization}}
	}
	return domain{absent: true, values: []string{"o-" + c.mark()}, vague: true}
}

func principalOrgPath(c *caller) domain {
	switch {
	case !c.signed():
		return lacking
	case c.home():
		return domain{unknown: true}
	}
	return domain{absent: true, shapes: like(beginning("o-" + c.mark() + "/")), vague: true}
}

// principalTag: whoever owns a principal tags it as he likes.
func principalTag(c *caller) domain {
	switch {
	case c.self != nil:
		return domain{unknown: true}
	case c.signed():
		return chosen(c)
	}
	return lacking
}

func isService(c *caller) domain {
	if c.kind == anonymous {
		return lacking
	}
	return domain{values: []string{strconv.FormatBool(c.kind == service)}}
}

func serviceName(c *caller) domain {
	if c.id != "" {
		return domain{values: []string{c.id}}
	}
	return sent(c)
}

func principalType(c *caller) domain {
	switch c.kind {
	case anonymous:
		return domain{values: []string{"Anonymous"}}
	case user:
		return domain{values: []string{"User", "FederatedUser"}}
	case session:
		return domain{values: []string{"AssumedRole"}}
	case root:
		return domain{values: []string{"Account"}}
	}
	return domain{unknown: true}
}

// userID begins with what AWS gave the principal; of a session, what the
// caller names it follows.
func userID(c *caller) domain {
	switch {
	case c.kind == anonymous:
		return domain{values: []string{"anonymous"}}
	case c.home() || c.arn != "":
		return domain{unknown: true}
	case c.kind == user:
		return domain{values: []string{"AIDA" + c.mark()}}
	case c.kind == root:
		return domain{values: []string{c.account}}
	case c.kind == session:
		return domain{shapes: like(beginning("AROA" + c.mark() + ":"))}
	case c.kind == service:
		return domain{values: []string{"service" + c.mark()}}
	}
	return domain{unknown: true}
}

func userName(c *caller) domain {
	if c.arn != "" {
		return domain{values: []string{c.arn[strings.LastIndexByte(c.arn, '/')+1:]}}
	}
	return sent(c)
}
