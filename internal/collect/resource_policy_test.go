package collect

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const (
	policy = `{"Statement":[]}`
	// quoted is the policy as a value of JSON.
	quoted = `"{\"Statement\":[]}"`
	// escaped is the policy as the text of XML.
	escaped = `{&quot;Statement&quot;:[]}`
)

func jsonError(operation, input, code string) wire.Exchange {
	x := exchange(operation, "us-east-1", input, 400, json11, `{"__type":"`+code+`","message":"m"}`)
	x.ErrorType = code
	return x
}

func answered200(operation, input, contentType, body string) wire.Exchange {
	return exchange(operation, "us-east-1", input, 200, contentType, body)
}

func queryAnswer(operation, result string) string {
	return fmt.Sprintf(`<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>`, operation, result)
}

// Each service has its own way to say that there is a policy, that there is
// none, and that one must not see it.
func TestPoliciesOfResources(t *testing.T) {
	for name, tc := range map[string]struct {
		table     inventory.Handle
		rows      func(*inventory.Inventory) []inventory.ResourcePolicy
		exchanges []wire.Exchange
	}{
		"queues": {inventory.SQSQueuePolicies, inventory.SQSQueuePolicies.Rows, []wire.Exchange{
			answered200("sqs:ListQueues", `{"MaxResults":1000}`, "application/x-amz-json-1.0", `{"QueueUrls":[
				"https://sqs.us-east-1.amazonaws.com/123456789012/with","https://sqs.us-east-1.amazonaws.com/123456789012/without",
				"https://sqs.us-east-1.amazonaws.com/123456789012/denied"]}`),
			answered200("sqs:GetQueueAttributes", queueInput("with"), "application/x-amz-json-1.0", `{"Attributes":{"Policy":`+quoted+`}}`),
			answered200("sqs:GetQueueAttributes", queueInput("without"), "application/x-amz-json-1.0", `{}`),
			jsonError("sqs:GetQueueAttributes", queueInput("denied"), "AccessDeniedException"),
		}},
		"repositories": {inventory.ECRRepositoryPolicies, inventory.ECRRepositoryPolicies.Rows, []wire.Exchange{
			answered200("ecr:DescribeRepositories", `{"MaxResults":1000}`, json11, `{"repositories":[`+
				repository("with")+`,`+repository("without")+`,`+repository("denied")+`]}`),
			answered200("ecr:GetRepositoryPolicy", `{"RepositoryName":"with"}`, json11, `{"policyText":`+quoted+`}`),
			jsonError("ecr:GetRepositoryPolicy", `{"RepositoryName":"without"}`, "RepositoryPolicyNotFoundException"),
			jsonError("ecr:GetRepositoryPolicy", `{"RepositoryName":"denied"}`, "AccessDeniedException"),
		}},
		"vaults": {inventory.GlacierVaultPolicies, inventory.GlacierVaultPolicies.Rows, []wire.Exchange{
			answered200("glacier:ListVaults", `{"AccountId":"-"}`, "application/json", `{"VaultList":[`+
				vault("with")+`,`+vault("without")+`,`+vault("denied")+`]}`),
			answered200("glacier:GetVaultAccessPolicy", `{"AccountId":"-","VaultName":"with"}`, "application/json", `{"Policy":`+quoted+`}`),
			jsonError("glacier:GetVaultAccessPolicy", `{"AccountId":"-","VaultName":"without"}`, "ResourceNotFoundException"),
			jsonError("glacier:GetVaultAccessPolicy", `{"AccountId":"-","VaultName":"denied"}`, "AccessDeniedException"),
		}},
		"secrets": {inventory.SecretPolicies, inventory.SecretPolicies.Rows, []wire.Exchange{
			answered200("secretsmanager:ListSecrets", `{"MaxResults":100}`, json11, `{"SecretList":[`+
				secret("with")+`,`+secret("without")+`,`+secret("denied")+`]}`),
			answered200("secretsmanager:GetResourcePolicy", secretInput("with"), json11, `{"Name":"with","ResourcePolicy":`+quoted+`}`),
			answered200("secretsmanager:GetResourcePolicy", secretInput("without"), json11, `{"Name":"without"}`),
			jsonError("secretsmanager:GetResourcePolicy", secretInput("denied"), "AccessDeniedException"),
		}},
		"functions": {inventory.LambdaPolicies, inventory.LambdaPolicies.Rows, []wire.Exchange{
			answered200("lambda:ListFunctions", `{"MaxItems":50}`, "application/json", `{"Functions":[`+
				function("with")+`,`+function("without")+`,`+function("denied")+`]}`),
			answered200("lambda:GetPolicy", functionInput("with"), "application/json", `{"Policy":`+quoted+`}`),
			jsonError("lambda:GetPolicy", functionInput("without"), "ResourceNotFoundException"),
			jsonError("lambda:GetPolicy", functionInput("denied"), "AccessDeniedException"),
		}},
		"buckets": {inventory.S3BucketPolicies, inventory.S3BucketPolicies.Rows, []wire.Exchange{
			answered200("s3:ListBuckets", `{"MaxBuckets":1000}`, xml, `<ListAllMyBucketsResult><Buckets>`+
				bucketItem("with")+bucketItem("without")+bucketItem("denied")+`</Buckets></ListAllMyBucketsResult>`),
			answered200("s3:GetBucketPolicy", `{"Bucket":"with"}`, "application/json", policy),
			exchange("s3:GetBucketPolicy", "us-east-1", `{"Bucket":"without"}`, 404, xml, s3Error("NoSuchBucketPolicy")),
			exchange("s3:GetBucketPolicy", "us-east-1", `{"Bucket":"denied"}`, 403, xml, s3Error("AccessDenied")),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := replay(t, []inventory.Handle{tc.table}, tc.exchanges...)
			got := map[string]string{}
			for _, r := range tc.rows(inv) {
				got[r.ID] = r.Policy
			}
			if diff := cmp.Diff(map[string]string{"with": policy, "without": ""}, got); diff != "" {
				t.Error(diff)
			}
			var here []inventory.Gap
			for _, g := range inv.Gaps(tc.table) {
				if g.Subject.Region == "us-east-1" {
					here = append(here, g)
				}
			}
			if len(here) != 1 || here[0].Subject.ID != "denied" || here[0].Reason != inventory.Denied {
				t.Errorf("gaps: %+v", here)
			}
		})
	}
}

// SQS tells by its old code that a queue was deleted since it was listed. What
// it may only not want to show is not gone.
func TestAQueueThatIsNoMoreIsGone(t *testing.T) {
	for message, want := range map[string]inventory.Reason{
		"The specified queue does not exist.":                                 inventory.Gone,
		"The specified queue does not exist or you do not have access to it.": inventory.Denied,
	} {
		x := exchange("sqs:GetQueueAttributes", "us-east-1", queueInput("q"), 400, "application/x-amz-json-1.0",
			`{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"`+message+`"}`)
		x.QueryError = "AWS.SimpleQueueService.NonExistentQueue;Sender"
		inv := replay(t, []inventory.Handle{inventory.SQSQueuePolicies},
			answered200("sqs:ListQueues", `{"MaxResults":1000}`, "application/x-amz-json-1.0",
				`{"QueueUrls":["https://sqs.us-east-1.amazonaws.com/123456789012/q"]}`), x)
		gaps := inv.Gaps(inventory.SQSQueuePolicies)
		i := slices.IndexFunc(gaps, func(g inventory.Gap) bool { return g.Subject.ID == "q" })
		if i < 0 || gaps[i].Reason != want || gaps[i].Code != "AWS.SimpleQueueService.NonExistentQueue" {
			t.Errorf("%s: %+v", message, gaps)
		}
	}
}

func queueInput(name string) string {
	return `{"AttributeNames":["Policy"],"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/` + name + `"}`
}

func repository(name string) string {
	return `{"repositoryName":"` + name + `","repositoryArn":"arn:aws:ecr:us-east-1:123456789012:repository/` + name + `"}`
}

func vault(name string) string {
	return `{"VaultName":"` + name + `","VaultARN":"arn:aws:glacier:us-east-1:123456789012:vaults/` + name + `"}`
}

func secret(name string) string {
	return `{"Name":"` + name + `","ARN":"arn:aws:secretsmanager:us-east-1:123456789012:secret:` + name + `"}`
}

func secretInput(name string) string {
	return `{"SecretId":"arn:aws:secretsmanager:us-east-1:123456789012:secret:` + name + `"}`
}

func function(name string) string {
	return `{"FunctionName":"` + name + `","FunctionArn":"arn:aws:lambda:us-east-1:123456789012:function:` + name + `"}`
}

func functionInput(name string) string {
	return `{"FunctionName":"arn:aws:lambda:us-east-1:123456789012:function:` + name + `"}`
}

func bucketItem(name string) string {
	return `<Bucket><Name>` + name + `</Name><BucketRegion>us-east-1</BucketRegion></Bucket>`
}

func TestTopicsHaveAPolicyEach(t *testing.T) {
	const orders, half = "arn:aws:sns:us-east-1:123456789012:orders", "arn:aws:sns:us-east-1:123456789012:half"
	inv := replay(t, []inventory.Handle{inventory.SNSTopicPolicies},
		answered200("sns:ListTopics", `{}`, "text/xml", queryAnswer("ListTopics",
			`<Topics><member><TopicArn>`+orders+`</TopicArn></member><member><TopicArn>`+half+`</TopicArn></member></Topics>`)),
		answered200("sns:GetTopicAttributes", `{"TopicArn":"`+orders+`"}`, "text/xml", queryAnswer("GetTopicAttributes",
			`<Attributes><entry><key>Owner</key><value>123456789012</value></entry><entry><key>Policy</key><value>`+escaped+`</value></entry></Attributes>`)),
		answered200("sns:GetTopicAttributes", `{"TopicArn":"`+half+`"}`, "text/xml", queryAnswer("GetTopicAttributes",
			`<Attributes><entry><key>Owner</key><value>123456789012</value></entry></Attributes>`)),
	)
	rows := inventory.SNSTopicPolicies.Rows(inv)
	if len(rows) != 1 || rows[0].ARN != orders || rows[0].Name != "orders" || rows[0].Policy != policy {
		t.Errorf("rows: %+v", rows)
	}
	if !hasGap(inv, inventory.SNSTopicPolicies, half, inventory.Malformed) {
		t.Errorf("a topic without a policy is no gap: %+v", inv.Gaps(inventory.SNSTopicPolicies))
	}
}

func hasGap(inv *inventory.Inventory, table inventory.Handle, arn string, reason inventory.Reason) bool {
	for _, g := range inv.Gaps(table) {
		if g.Subject.ARN == arn && g.Reason == reason {
			return true
		}
	}
	return false
}

func TestEventBusesBringTheirPolicyFromAllPages(t *testing.T) {
	bus := func(name, more string) string {
		return `{"Name":"` + name + `","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/` + name + `"` + more + `}`
	}
	inv := replay(t, []inventory.Handle{inventory.EventBuses},
		answered200("eventbridge:ListEventBuses", `{"Limit":100}`, json11, `{"EventBuses":[`+bus("default", "")+`],"NextToken":"more"}`),
		answered200("eventbridge:ListEventBuses", `{"Limit":100,"NextToken":"more"}`, json11, `{"EventBuses":[`+bus("orders", `,"Policy":`+quoted)+`]}`),
	)
	rows := inventory.EventBuses.Rows(inv)
	if len(rows) != 2 || rows[0].Name != "default" || rows[0].Policy != "" || rows[1].Name != "orders" || rows[1].Policy != policy {
		t.Errorf("rows: %+v", rows)
	}
}

func TestGrantsOfABucketNameAGroupOrAnAccount(t *testing.T) {
	const everybody = "http://acs.amazonaws.com/groups/global/AllUsers"
	inv := replay(t, []inventory.Handle{inventory.S3BucketACLs},
		answered200("s3:ListBuckets", `{"MaxBuckets":1000}`, xml, `<ListAllMyBucketsResult><Buckets>`+bucketItem("data")+bucketItem("half")+`</Buckets></ListAllMyBucketsResult>`),
		answered200("s3:GetBucketAcl", `{"Bucket":"data"}`, xml, `<AccessControlPolicy><Owner><ID>own</ID></Owner><AccessControlList>
			<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>own</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>
			<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>`+everybody+`</URI></Grantee><Permission>READ</Permission></Grant>
			</AccessControlList></AccessControlPolicy>`),
		answered200("s3:GetBucketAcl", `{"Bucket":"half"}`, xml, `<AccessControlPolicy/>`),
	)
	rows := inventory.S3BucketACLs.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	if diff := cmp.Diff([]inventory.S3Grant{{Grantee: "own", Permission: "FULL_CONTROL"}, {Grantee: everybody, Permission: "READ"}}, rows[0].Grants); diff != "" {
		t.Error(diff)
	}
	if !hasGap(inv, inventory.S3BucketACLs, "arn:aws:s3:::half", inventory.Malformed) {
		t.Errorf("an empty answer is taken for an empty list: %+v", inv.Gaps(inventory.S3BucketACLs))
	}
}

func TestPoliciesAndGrantsOfKeysAreReadOfCustomerKeysOnly(t *testing.T) {
	key := func(id string) string { return "arn:aws:kms:us-east-1:123456789012:key/" + id }
	described := func(id, manager string) wire.Exchange {
		return answered200("kms:DescribeKey", `{"KeyId":"`+key(id)+`"}`, json11, `{"KeyMetadata":{"KeyId":"`+id+`","KeyManager":"`+manager+`"}}`)
	}
	inv := replay(t, []inventory.Handle{inventory.KMSKeyPolicies, inventory.KMSGrants},
		answered200("kms:ListKeys", `{"Limit":1000}`, json11, `{"Keys":[{"KeyId":"mine","KeyArn":"`+key("mine")+`"},{"KeyId":"aws","KeyArn":"`+key("aws")+`"}]}`),
		described("mine", "CUSTOMER"), described("aws", "AWS"),
		answered200("kms:GetKeyPolicy", `{"KeyId":"`+key("mine")+`","PolicyName":"default"}`, json11, `{"Policy":`+quoted+`,"PolicyName":"default"}`),
		answered200("kms:ListGrants", `{"KeyId":"`+key("mine")+`","Limit":100}`, json11, `{"Grants":[
			{"GrantId":"g1","GranteePrincipal":"arn:aws:iam::999999999999:role/app","IssuingAccount":"arn:aws:iam::123456789012:root","Operations":["Decrypt"]},
			{"GrantId":"g3","GranteePrincipal":"arn:aws:iam::123456789012:role/app","Operations":["CreateGrant"],"Constraints":{"EncryptionContextSubset":{}}},
			{"GrantId":"g4","GranteeServicePrincipal":"ec2.amazonaws.com","Operations":["Decrypt"],"Constraints":{"SourceArn":"arn:aws:ec2:us-east-1:123456789012:volume/*"}},
			{"GrantId":"g2","GranteeServicePrincipal":"rds.amazonaws.com","Operations":["Encrypt"],"Constraints":{"EncryptionContextEquals":{"a":"b"}}}]}`),
	)
	policies, grants := inventory.KMSKeyPolicies.Rows(inv), inventory.KMSGrants.Rows(inv)
	if len(policies) != 1 || policies[0].ID != "mine" || policies[0].Policy != policy {
		t.Errorf("policies: %+v", policies)
	}
	want := []inventory.KMSGrant{
		{GrantID: "g1", Grantee: "arn:aws:iam::999999999999:role/app", IssuingAccount: "arn:aws:iam::123456789012:root", Operations: []string{"Decrypt"}},
		{GrantID: "g3", Grantee: "arn:aws:iam::123456789012:role/app", Operations: []string{"CreateGrant"}},
		{GrantID: "g4", Grantee: "ec2.amazonaws.com", Operations: []string{"Decrypt"}, Constrained: true},
		{GrantID: "g2", Grantee: "rds.amazonaws.com", Operations: []string{"Encrypt"}, Constrained: true},
	}
	if len(grants) != 1 {
		t.Fatalf("grants: %+v", grants)
	}
	if diff := cmp.Diff(want, grants[0].Grants); diff != "" {
		t.Error(diff)
	}
}
