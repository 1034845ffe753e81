package inventory

// CognitoUserPools holds every user pool: cognitoidentityprovider:ListUserPools.
var CognitoUserPools = NewTable[CognitoUserPool]("cognito.user_pools")

// A CognitoUserPool is a directory of the users of an application.
type CognitoUserPool struct {
	Resource
}

// CognitoWebACLs holds the web ACL of each: wafv2:GetWebACLForResource.
var CognitoWebACLs = NewTable[CognitoWebACL]("cognito.web_acls")

// A CognitoWebACL is the association of one user pool, whose Resource it has. One
// without a web ACL has a row too.
type CognitoWebACL struct {
	Resource
	WebACLArn string // empty if there is none
}
