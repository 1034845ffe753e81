package opensearch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DashboardsFederated is the check opensearch.dashboards-federated.
var DashboardsFederated = &check.Check{
	ID:        "opensearch.dashboards-federated",
	Title:     "OpenSearch Dashboards sign-in is federated through SAML or Cognito",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::OpenSearchService::Domain",
	Logic:     "Reads how people sign in to the Dashboards, or the Kibana, of each domain. Passes if SAML or Amazon Cognito is enabled. Fails if neither is: then users of the internal database sign in, or nobody has to. A domain that AWS is still making has no Dashboards yet.",
	Rationale: "Users and passwords that are kept within a domain are nobody's when a person leaves, and have no second factor.",
	Remedy:    "Have people sign in with your identity provider by SAML, or with a user pool of Cognito.",
	Fix: check.Fix{
		Console: "Domains, the domain, Security configuration, Edit: enable SAML authentication for OpenSearch Dashboards under Fine-grained access control and import the metadata of the provider; or enable Amazon Cognito authentication.",
		CLI: `# By SAML, where fine-grained access control is on:
aws opensearch update-domain-config --domain-name DOMAIN --advanced-security-options file://SAML.json
# By Cognito:
aws opensearch update-domain-config --domain-name DOMAIN \
  --cognito-options Enabled=true,UserPoolId=USER_POOL_ID,IdentityPoolId=IDENTITY_POOL_ID,RoleArn=ROLE_ARN`,
		Terraform: `resource "aws_opensearch_domain_saml_options" "DOMAIN" {
  domain_name = "DOMAIN"
  saml_options {
    enabled = true
    idp {
      entity_id        = "ENTITY_ID"
      metadata_content = file("METADATA.xml")
    }
  }
}`,
		Breaks: "With SAML, those who signed in to the Dashboards with a user of the internal database no longer can by default; with Cognito, nobody signs in with such a user. Programs that send requests to the domain are not affected.",
		Undo:   "aws opensearch update-domain-config with SAMLOptions={Enabled=false} in the advanced security options, or with --cognito-options Enabled=false.",
	},
	References: []string{
		"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/saml.html",
		"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html",
		"https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DescribeDomains.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.OpenSearchDomains, dashboardsFederated),
}

func dashboardsFederated(_ check.Env, d inventory.OpenSearchDomain) check.Verdict {
	saw := []check.Evidence{check.Saw("SAML", d.SAML), check.Saw("Cognito", d.Cognito)}
	switch {
	case d.SAML:
		return check.Pass("has people sign in by SAML", saw...)
	case d.Cognito:
		return check.Pass("has people sign in with Cognito", saw...)
	case d.Endpoint == "" && d.VPCID == "":
		return check.NotApplicable("has no Dashboards yet", append(saw, check.Saw("Endpoint", d.Endpoint), check.Saw("VPCID", d.VPCID))...)
	}
	return check.Fail("has neither SAML nor Cognito for those who sign in to its Dashboards",
		append(saw, check.Saw("Endpoint", d.Endpoint), check.Saw("VPCID", d.VPCID))...)
}
