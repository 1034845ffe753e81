package policy

const s3KeysPage = authorization + "list_amazons3.html"

// The actions that have a key, where not all of S3 do. In requests of others
// the key is missing, which makes a negated condition hold.
const (
	listActions      = "s3:ListBucket s3:ListBucketVersions"
	putActions       = "s3:PutObject s3:ReplicateObject"
	aclActions       = "s3:PutObject s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutBucketAcl s3:CreateBucket s3:ReplicateObject"
	versionActions   = "s3:*ObjectVersion* s3:DeleteObject s3:GetObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject"
	tagActions       = "s3:PutObject s3:PutObjectTagging s3:PutObjectVersionTagging s3:ReplicateTags"
	objectTagActions = "s3:GetObject* s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutObjectTagging s3:PutObjectVersionTagging" +
		" s3:DeleteObjectTagging s3:DeleteObjectVersionTagging s3:DeleteObject s3:DeleteObjectVersion s3:RestoreObject"
	lockActions = "s3:PutObject s3:PutObjectRetention s3:PutObjectLegalHold s3:BypassGovernanceRetention s3:ReplicateObject"
)

// s3Keys are the condition keys of S3.
var s3Keys = []Key{
	{Name: "s3:prefix", Says: How, Source: s3KeysPage, actions: listActions, domain: chosen},
	{Name: "s3:delimiter", Says: How, Source: s3KeysPage, actions: listActions, domain: chosen},
	{Name: "s3:max-keys", Says: How, Source: s3KeysPage, actions: listActions, domain: chosen},
	{Name: "s3:VersionId", Says: How, Source: s3KeysPage, actions: versionActions, domain: chosen},
	{Name: "s3:x-amz-acl", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-grant-read", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-grant-write", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-grant-read-acp", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-grant-write-acp", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-grant-full-control", Says: How, Source: s3KeysPage, actions: aclActions, domain: chosen},
	{Name: "s3:x-amz-copy-source", Says: How, Source: s3KeysPage, actions: putActions, domain: chosen},
	{Name: "s3:x-amz-metadata-directive", Says: How, Source: s3KeysPage, actions: putActions, domain: chosen},
	{Name: "s3:x-amz-server-side-encryption", Says: How, Source: s3KeysPage, actions: putActions, domain: chosen},
	{Name: "s3:x-amz-server-side-encryption-aws-kms-key-id", Says: Who, Source: s3KeysPage, actions: putActions, domain: ownKMSKey},
	{Name: "s3:x-amz-server-side-encryption-customer-algorithm", Says: How, Source: s3KeysPage, actions: putActions + " s3:GetObject s3:GetObjectAttributes", domain: chosen},
	{Name: "s3:x-amz-storage-class", Says: How, Source: s3KeysPage, actions: putActions, domain: chosen},
	{Name: "s3:x-amz-website-redirect-location", Says: How, Source: s3KeysPage, actions: putActions, domain: chosen},
	{Name: "s3:x-amz-content-sha256", Says: How, Source: s3KeysPage, domain: chosen},
	{Name: "s3:x-amz-object-ownership", Says: How, Source: s3KeysPage, actions: "s3:CreateBucket", domain: chosen},
	{Name: "s3:if-match", Says: How, Source: s3KeysPage, actions: "s3:PutObject s3:DeleteObject", domain: chosen},
	{Name: "s3:if-none-match", Says: How, Source: s3KeysPage, actions: "s3:PutObject", domain: chosen},
	{Name: "s3:RequestObjectTag/", Says: How, Source: s3KeysPage, actions: tagActions, domain: chosen},
	{Name: "s3:RequestObjectTagKeys", Says: How, Multi: true, Source: s3KeysPage, actions: tagActions, domain: chosen},
	{Name: "s3:object-lock-mode", Says: How, Source: s3KeysPage, actions: lockActions, domain: chosen},
	{Name: "s3:object-lock-retain-until-date", Says: How, Source: s3KeysPage, actions: lockActions, domain: chosen},
	{Name: "s3:object-lock-remaining-retention-days", Says: How, Source: s3KeysPage, actions: lockActions, domain: chosen},
	{Name: "s3:object-lock-legal-hold", Says: How, Source: s3KeysPage, actions: lockActions, domain: chosen},
	{Name: "s3:LocationConstraint", Says: How, Source: s3KeysPage, actions: "s3:CreateBucket", domain: chosen},
	{Name: "s3:authType", Says: How, Source: s3KeysPage, domain: ofKinds(optional("REST-HEADER", "REST-QUERY-STRING", "POST"), user, session, root)},
	{Name: "s3:signatureversion", Says: How, Source: s3KeysPage, domain: ofKinds(optional("AWS", "AWS4-HMAC-SHA256"), user, session, root)},
	{Name: "s3:signatureAge", Says: How, Source: s3KeysPage, domain: ofKinds(chosen, user, session, root)},
	{Name: "s3:TlsVersion", Says: How, Source: s3KeysPage, domain: optional("1.2", "1.3")},
	{Name: "s3:DataAccessPointAccount", Says: Who, Source: s3KeysPage, domain: accessPointAccount},
	{Name: "s3:DataAccessPointArn", Says: Who, Source: s3KeysPage, domain: accessPointARN},
	{Name: "s3:AccessPointNetworkOrigin", Says: How, Source: s3KeysPage, domain: optional("Internet", "VPC")},
	{Name: "s3:AccessGrantsInstanceArn", Says: Who, Source: s3KeysPage, domain: accountARN("s3", "access-grants/")},
}

// ownKMSKey: to encrypt with another's key, one has to be let use it.
func ownKMSKey(c *caller) domain {
	return domain{absent: true, shapes: c.anyARN("kms", "key/")}
}

// accessPointAccount: anyone may attach an access point of his to a bucket.
func accessPointAccount(c *caller) domain {
	if c.kind == anonymous || c.account == "" {
		return domain{absent: true}
	}
	return domain{absent: true, values: []string{c.account}, vague: c.unnamed}
}

func accessPointARN(c *caller) domain {
	if c.kind == anonymous || c.account == "" {
		return domain{absent: true}
	}
	return domain{absent: true, shapes: c.anyARN("s3", "accesspoint/")}
}
