package vpc

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InterfaceEndpointsPresent is the check vpc.interface-endpoints-present.
var InterfaceEndpointsPresent = &check.Check{
	ID:        "vpc.interface-endpoints-present",
	Title:     "VPCs reach listed services through endpoints",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::VPC",
	Logic:     "Looks in each VPC for an available interface endpoint of each listed service. A VPC that another account shares is for that account to judge.",
	Rationale: "Without an endpoint, calls to the service leave the VPC by an internet or NAT gateway, where no endpoint policy limits them.",
	Remedy:    "Create the missing interface endpoints with private DNS, and a policy that admits your own principals and resources.",
	Fix: check.Fix{
		Console: "VPC console, Endpoints, Create endpoint: choose the service, the VPC, a subnet of each Availability Zone in use, and a security group that admits HTTPS from the VPC.",
		CLI: `aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id VPC_ID --service-name com.amazonaws.REGION.SERVICE \
  --subnet-ids SUBNET_ID --security-group-ids SG_ID --private-dns-enabled`,
		Terraform: `resource "aws_vpc_endpoint" "service" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "VPC_ID"
  service_name        = "com.amazonaws.REGION.SERVICE"
  subnet_ids          = ["SUBNET_ID"]
  security_group_ids  = ["SG_ID"]
  private_dns_enabled = true
}`,
		Breaks: "With private DNS all calls to the service from the VPC take the endpoint at once: they fail if its security group does not admit them or its policy does not cover them. Each endpoint costs by the hour and zone.",
		Undo:   "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ENDPOINT_ID. Calls then leave by the internet or NAT gateway again.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-10"},
	Controls:   []string{"CIS-7.0/6.8", "FSBP/EC2.10", "FSBP/EC2.55", "FSBP/EC2.56", "FSBP/EC2.57", "FSBP/EC2.58", "FSBP/EC2.60"},
	Params:     []check.Setting{endpointServices},
	Assess:     check.ForEach(inventory.VPCs, interfaceEndpointsPresent, inventory.VPCEndpoints),
}

var endpointServices = check.NewParam("services", []string{"ec2", "ecr.api", "ecr.dkr", "ssm", "ssm-contacts", "ssm-incidents"},
	"services that each VPC must have an interface endpoint for")

var endpointsByVPC = check.NewIndex(inventory.VPCEndpoints, func(p inventory.VPCEndpoint) []string { return []string{p.VPCID} })

func interfaceEndpointsPresent(e check.Env, v inventory.VPC) check.Verdict {
	owner := check.Saw("OwnerID", v.OwnerID)
	if v.OwnerID != e.Account.ID {
		return check.NotApplicable("belongs to the account "+v.OwnerID, owner)
	}
	seen := []check.Evidence{owner}
	var present []string
	for _, p := range endpointsByVPC.Rows(e, v.Resource, v.ID) {
		seen = append(seen, check.SawOn(p.Resource, "VPCID", p.VPCID), check.SawOn(p.Resource, "ServiceName", p.ServiceName),
			check.SawOn(p.Resource, "VPCEndpointType", p.VPCEndpointType), check.SawOn(p.Resource, "State", p.State))
		if p.VPCEndpointType == "Interface" && strings.EqualFold(p.State, "available") {
			present = append(present, p.ServiceName)
		}
	}
	var missing []string
	for _, s := range endpointServices.Get(e) {
		// China puts its own prefix before com.amazonaws.
		serves := func(name string) bool { return strings.HasSuffix(name, "com.amazonaws."+v.Region+"."+s) }
		if !slices.ContainsFunc(present, serves) {
			missing = append(missing, s)
		}
	}
	return check.PassIf(len(missing) == 0, "has an endpoint for each listed service",
		"has no interface endpoint for "+strings.Join(missing, ", "), seen...)
}
