package awstest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

func (g *Generated) authorizationDetails(c Call) Answer {
	var lists, next string
	const page = 1000
	switch filter := c.Parameters["Filter.member.1"]; filter {
	case "Role":
		var roles []string
		roles, next = list(c, g.size.Roles, page, role)
		lists = "<RoleDetailList>" + wrap("member", roles) + "</RoleDetailList>"
	case "User":
		var users []string
		users, next = list(c, g.size.Users, page, user)
		lists = "<UserDetailList>" + wrap("member", users) + "</UserDetailList>"
	case "LocalManagedPolicy":
		lists = "<Policies><member>" + readObjects() + "</member></Policies>"
	}
	lists += fmt.Sprintf("<IsTruncated>%t</IsTruncated>", next != "") + element("Marker", next)
	return queryAnswer(c, ofIAM, lists)
}

const readsObjects = "arn:aws:iam::" + accountID + ":policy/reads-objects"

func readObjects() string {
	document := url.PathEscape(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-0/*"}]}`)
	return "<PolicyName>reads-objects</PolicyName><PolicyId>ANPAEXAMPLE</PolicyId>" + element("Arn", readsObjects) +
		"<Path>/</Path><DefaultVersionId>v1</DefaultVersionId><AttachmentCount>1</AttachmentCount><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>" +
		"<IsAttachable>true</IsAttachable><PolicyVersionList><member>" + element("Document", document) +
		"<VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList>"
}

var trustsLambda = url.PathEscape(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)

const attached = "<AttachedManagedPolicies><member><PolicyName>reads-objects</PolicyName><PolicyArn>" + readsObjects + "</PolicyArn></member></AttachedManagedPolicies>"

func role(n int) string {
	id := fmt.Sprintf("app-%d", n)
	return "<Path>/</Path>" + element("RoleName", id) + element("RoleId", "AROA"+strings.ToUpper(name("role", "", n))) +
		element("Arn", "arn:aws:iam::"+accountID+":role/"+id) + element("CreateDate", created) +
		element("AssumeRolePolicyDocument", trustsLambda) + "<RolePolicyList/>" + attached + "<InstanceProfileList/>"
}

func user(n int) string {
	id := fmt.Sprintf("user-%d", n)
	return "<Path>/</Path>" + element("UserName", id) + element("UserId", "AIDA"+strings.ToUpper(name("user", "", n))) +
		element("Arn", "arn:aws:iam::"+accountID+":user/"+id) + element("CreateDate", created) + "<UserPolicyList/><GroupList/>" + attached
}

func (g *Generated) credentialReport(c Call) Answer {
	var b strings.Builder
	b.WriteString("user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
		"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
		"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
		"cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n")
	const keys = ",false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
	b.WriteString("<root_account>,arn:aws:iam::" + accountID + ":root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true" + keys)
	for n := range g.size.Users {
		fmt.Fprintf(&b, "user-%d,arn:aws:iam::%s:user/user-%[1]d,2024-03-11T09:12:31+00:00,false,N/A,N/A,N/A,false"+keys, n, accountID)
	}
	return queryAnswer(c, ofIAM, element("Content", base64.StdEncoding.EncodeToString([]byte(b.String())))+
		"<ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-11-24T12:00:00Z</GeneratedTime>")
}
