package policy

import "strings"

// networkKeys are properties of the network. A request has those of the
// internet or those of a VPC endpoint; of a service's request, AWS redacts them.
var networkKeys = []Key{
	{Name: "aws:SourceIp", Says: Where, Source: ofKey + "sourceip", domain: sourceIP},
	{Name: "aws:SourceVpc", Says: Where, Source: ofKey + "sourcevpc", domain: viaEndpoint(ownVPC("vpc-"))},
	{Name: "aws:SourceVpcArn", Says: Where, Source: ofKey + "sourcevpcarn", domain: viaEndpoint(sourceVPCARN)},
	{Name: "aws:SourceVpce", Says: Where, Source: ofKey + "sourcevpce", domain: viaEndpoint(ownVPC("vpce-"))},
	{Name: "aws:VpceAccount", Says: Where, Source: ofKey + "vpceaccount", domain: viaEndpoint(vpceAccount)},
	{Name: "aws:VpceOrgID", Says: Where, Source: ofKey + "vpceorgid", domain: viaEndpoint(vpceOrg)},
	{Name: "aws:VpceOrgPaths", Says: Where, Multi: true, Source: ofKey + "vpceorgpaths", domain: viaEndpoint(vpceOrgPath)},
	// Private addresses are not unique: anyone's VPC may have them.
	{Name: "aws:VpcSourceIp", Says: How, Source: ofKey + "vpcsourceip", domain: viaEndpoint(sent)},
}

func sourceIP(c *caller) domain {
	if c.endpoint || c.kind == service {
		return lacking
	}
	return domain{address: true}
}

func viaEndpoint(d func(*caller) domain) func(*caller) domain {
	return func(c *caller) domain {
		if !c.endpoint || c.kind == service {
			return lacking
		}
		return d(c)
	}
}

// ownVPC is the identifier of the caller's VPC or endpoint. Where he is of the
// target's account, it may be any that the policy names.
func ownVPC(prefix string) func(*caller) domain {
	return func(c *caller) domain {
		if c.home() {
			return sent(c)
		}
		return domain{values: []string{prefix + c.mark()}, vague: true}
	}
}

// The services that pass the newer keys on, of those whose policies are judged
// here. Of the requests to others it is not documented.
const (
	passVpceAccount = " dynamodb ecr iam kms lambda s3 "
	passVpceOrg     = " dynamodb ecr iam kms lambda s3 sqs "
	passVpcARN      = " ecr iam kms lambda s3 "
)

func passed(c *caller, list string, d domain) domain {
	if !strings.Contains(list, " "+c.target.service()+" ") {
		d.absent = true
		d.unknown = true
	}
	return d
}

func sourceVPCARN(c *caller) domain {
	if c.home() {
		return domain{unknown: true}
	}
	d := domain{shapes: c.anyARN("ec2", "vpc/vpc-"+c.mark())}
	return passed(c, passVpcARN, d)
}

func vpceAccount(c *caller) domain {
	d := domain{values: []string{c.account}, vague: c.unnamed}
	return passed(c, passVpceAccount, d)
}

func vpceOrg(c *caller) domain {
	if c.home() {
		return domain{unknown: true}
	}
	return passed(c, passVpceOrg, domain{absent: true, values: []string{"o-" + c.mark()}, vague: true})
}

func vpceOrgPath(c *caller) domain {
	if c.home() {
		return domain{unknown: true}
	}
	d := domain{absent: true, shapes: like(beginning("o-" + c.mark() + "/")), vague: true}
	return passed(c, passVpceAccount, d)
}

// service is the service that guards the target, as actions name it.
func (t Target) service() string {
	a, _ := parseARN(t.ARN)
	switch {
	case a.service == "iam" && strings.HasPrefix(a.resource, "role/"):
		return "sts"
	case strings.HasPrefix(a.service, "s3"):
		return "s3"
	}
	return a.service
}
