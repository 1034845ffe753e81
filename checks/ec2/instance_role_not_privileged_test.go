package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceRoleNotPrivileged(t *testing.T) {
	const (
		profile       = "arn:aws:iam::123456789012:instance-profile/web"
		administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
		toEC2         = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	)
	instance := func(state, profile string) inventory.Part {
		return inventory.Instances.Of(inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state, IamInstanceProfile: profile})
	}
	running := instance("running", profile)
	role := func(name string, change func(*inventory.IAMRole)) inventory.IAMRole {
		r := inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", name), AssumeRolePolicyDocument: toEC2}
		change(&r)
		return r
	}
	may := func(statements string) []inventory.IAMInlinePolicy {
		return []inventory.IAMInlinePolicy{{Name: "own", Document: `{"Version":"2012-10-17","Statement":[` + statements + `]}`}}
	}
	web := func(statements string) inventory.IAMRole {
		return role("web", func(r *inventory.IAMRole) { r.InstanceProfiles, r.InlinePolicies = []string{profile}, may(statements) })
	}
	admin := func(profiles ...string) inventory.IAMRole {
		return role("admin", func(r *inventory.IAMRole) { r.InstanceProfiles, r.AttachedPolicies = profiles, []string{administrator} })
	}
	managed := func(arn, statements string) inventory.IAMPolicy {
		return inventory.IAMPolicy{Resource: inventory.Resource{ARN: arn, Partition: "aws", Account: checktest.Account.ID, Type: "AWS::IAM::ManagedPolicy"}, Document: may(statements)[0].Document, AttachmentCount: 1}
	}
	ofAWS := inventory.IAMAWSPolicies.Of(managed(administrator, `{"Effect":"Allow","Action":"*","Resource":"*"}`))
	const (
		reads  = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}`
		passes = `{"Effect":"Allow","Action":["iam:PassRole","ec2:RunInstances"],"Resource":"*"}`
		own    = `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"arn:aws:iam::123456789012:role/web"}`
	)
	roles := inventory.IAMRoles.Of
	scp := inventory.Resource{Type: "AWS::Organizations::Policy", ID: "p-own", ARN: "arn:aws:organizations::444455556666:policy/o-a/service_control_policy/p-own"}
	attached := inventory.SCPAttachments.Of(inventory.PolicyAttachments{Resource: checktest.Account.Resource(), Policies: []string{scp.ARN}})
	onlyS3 := inventory.SCPs.Of(inventory.OrganizationPolicy{Resource: scp, Content: may(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)[0].Document})
	checktest.Run(t, InstanceRoleNotPrivileged, checktest.Cases{
		"an administrator's, where nothing but S3 is allowed":    checktest.Pass(running, roles(admin(profile)), ofAWS, attached, onlyS3).Says("no policy at 123456789012 allows an administrator's rights"),
		"an administrator's, what the organization says unknown": checktest.Fail(running, roles(admin(profile)), ofAWS, attached, inventory.SCPs.Missing(checktest.Denied())),
		"a role that reads":                  checktest.Pass(running, roles(web(reads))).Says("role web"),
		"a role without policies":            checktest.Pass(running, roles(role("web", func(r *inventory.IAMRole) { r.InstanceProfiles = []string{profile} }))),
		"an administrator's":                 checktest.Fail(running, roles(admin(profile)), ofAWS).Says("AdministratorAccess"),
		"an administrator's, stopped":        checktest.Fail(instance("stopped", profile), roles(admin(profile)), ofAWS),
		"an administrator's, terminated":     checktest.NotApplicable(instance("terminated", profile), roles(admin(profile)), ofAWS),
		"another instance's role":            checktest.Pass(running, roles(web(reads), admin("arn:aws:iam::123456789012:instance-profile/other")), ofAWS),
		"no profile":                         checktest.NotApplicable(instance("running", ""), roles(web(reads))),
		"a profile without a role":           checktest.NotApplicable(running, roles(role("web", func(*inventory.IAMRole) {}))),
		"one that gives itself rights":       checktest.Fail(running, roles(web(own))).Says("put-role-policy"),
		"one that may pass an administrator": checktest.Fail(running, roles(web(passes), admin()), ofAWS).Says("pass-role-run-instances", "role/admin"),
		"one that may pass nothing strong":   checktest.Pass(running, roles(web(passes))),
		"held by a boundary": checktest.Pass(running, roles(role("web", func(r *inventory.IAMRole) {
			r.InstanceProfiles, r.AttachedPolicies, r.PermissionsBoundary = []string{profile}, []string{administrator}, "arn:aws:iam::123456789012:policy/b"
		})), ofAWS, inventory.IAMPolicies.Of(managed("arn:aws:iam::123456789012:policy/b", reads))),
		"a policy that was not read":   checktest.Unknown(running, roles(admin(profile))),
		"roles denied":                 checktest.Unknown(running, inventory.IAMRoles.Missing(checktest.Denied())),
		"policies of AWS denied":       checktest.Unknown(running, roles(admin(profile)), inventory.IAMAWSPolicies.Missing(checktest.Denied())),
		"users denied":                 checktest.Unknown(running, roles(web(reads)), inventory.IAMUsers.Missing(checktest.Denied())),
		"no policies, users denied":    checktest.Pass(running, roles(role("web", func(r *inventory.IAMRole) { r.InstanceProfiles = []string{profile} })), inventory.IAMUsers.Missing(checktest.Denied())),
		"an unreadable policy":         checktest.Unknown(running, roles(web("{"))),
		"permission sets, of a member": checktest.Unknown(running, roles(web(`{"Effect":"Allow","Action":"sso:*","Resource":"*"}`)), inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: true, MasterAccountID: "999999999999"})),
		"two instances": checktest.Want([]check.Status{check.StatusPass, check.StatusFail}, roles(web(reads), admin("arn:aws:iam::123456789012:instance-profile/admin")), ofAWS,
			running, inventory.Instances.Of(inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-2"), State: "running", IamInstanceProfile: "arn:aws:iam::123456789012:instance-profile/admin"})),
	})
}
