package awstest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/wire"
)

// A Size is how much there is in a generated account.
type Size struct {
	Volumes, Snapshots, Instances, Groups int
	Buckets, Keys, Functions, Databases   int
	Queues, Topics, Secrets, Repositories int
	LoadBalancers, Roles, Users           int
}

// Resources is how many resources there are, with the interface of each
// instance and the rules of each group.
func (s Size) Resources() int {
	return s.Volumes + s.Snapshots + 2*s.Instances + (1+rulesOfGroup)*s.Groups + s.Buckets + s.Keys + s.Functions + s.Databases +
		s.Queues + s.Topics + s.Secrets + s.Repositories + s.LoadBalancers + s.Roles + s.Users
}

const (
	accountID    = "111122223333"
	home         = "us-east-1"
	quiet        = "ap-northeast-1" // a region of the demo account that has nothing but what AWS makes
	rulesOfGroup = 4
)

// A Generated is an account of any size, always the same one. What is not
// generated is as in a quiet region of the demo account.
type Generated struct {
	size    Size
	regions []string // the first has most of all
	base    map[string]wire.Exchange
}

// Generate returns an account of a size in 17 regions.
func Generate(s Size) (*Generated, error) {
	recording, err := demo.Recording()
	if err != nil {
		return nil, err
	}
	g := &Generated{size: s, regions: []string{home}, base: map[string]wire.Exchange{}}
	for _, x := range recording.Exchanges {
		if x.Operation == "ec2:DescribeVpcs" && x.Region != home {
			g.regions = append(g.regions, x.Region)
		}
		_, known := g.base[x.Operation]
		if x.Region == quiet || !known {
			g.base[x.Operation] = x
		}
	}
	return g, nil
}

// Answer is what AWS says to a call.
func (g *Generated) Answer(c Call) Answer {
	if answer, ok := answers[c.Operation]; ok {
		return answer(g, c)
	}
	x, ok := g.base[c.Operation]
	if !ok {
		return Answer{http.StatusNotImplemented, "text/plain", "", "no such operation is recorded: " + c.Operation}
	}
	body := x.Body
	if x.Region == quiet {
		body = strings.ReplaceAll(body, quiet, c.Region)
	}
	return Answer{x.Status, x.ContentType, x.ErrorType, body}
}

// in is how many of a kind are in a region: two thirds in the first, as many in
// each of the others.
func (g *Generated) in(region string, all int) int {
	others := len(g.regions) - 1
	each := all / 3 / others
	if region == g.regions[0] {
		return all - others*each
	}
	return each
}

// name is the n-th name of a kind in a region, as random as those of AWS.
func name(kind, region string, n int) string {
	h := fnv.New64a()
	fmt.Fprint(h, kind, region, n)
	return fmt.Sprintf("%016x", h.Sum64())
}

// list writes the entries of a page, and returns where the next one begins.
func list(c Call, all, size int, write func(n int) string) (entries []string, next string) {
	from, _ := strconv.Atoi(c.token()) // the first page has none
	to := min(from+size, all)
	for n := from; n < to; n++ {
		entries = append(entries, write(n))
	}
	if to < all {
		next = strconv.Itoa(to)
	}
	return entries, next
}

// element is an element, unless it would be empty.
func element(name, text string) string {
	if text == "" {
		return ""
	}
	return "<" + name + ">" + text + "</" + name + ">"
}

const (
	ofEC2   = "http://ec2.amazonaws.com/doc/2016-11-15/"
	ofIAM   = "https://iam.amazonaws.com/doc/2010-05-08/"
	ofELB   = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"
	ofRDS   = "http://rds.amazonaws.com/doc/2014-10-31/"
	ofSNS   = "http://sns.amazonaws.com/doc/2010-03-31/"
	ofS3    = "http://s3.amazonaws.com/doc/2006-03-01/"
	created = "2024-03-11T09:12:31.000Z"
)

// ec2List is an answer of EC2 with one list.
func ec2List(c Call, list string, entries []string, next string) Answer {
	_, operation, _ := strings.Cut(c.Operation, ":")
	return Answer{http.StatusOK, "text/xml;charset=UTF-8", "", fmt.Sprintf(
		`<%sResponse xmlns=%q><requestId>r</requestId><%s>%s</%s>%s</%sResponse>`, operation, ofEC2, list,
		wrap("item", entries), list, element("nextToken", next), operation)}
}

// queryAnswer is an answer of a service that speaks the query protocol.
func queryAnswer(c Call, namespace, result string) Answer {
	_, operation, _ := strings.Cut(c.Operation, ":")
	return Answer{http.StatusOK, "text/xml", "", fmt.Sprintf(
		`<%[1]sResponse xmlns=%[2]q><%[1]sResult>%[3]s</%[1]sResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></%[1]sResponse>`,
		operation, namespace, result)}
}

func s3Answer(root, content string) Answer {
	return Answer{http.StatusOK, "application/xml", "", fmt.Sprintf(`<%[1]s xmlns=%[2]q>%[3]s</%[1]s>`, root, ofS3, content)}
}

func jsonAnswer(kind string, fields map[string]any) Answer {
	for name, v := range fields {
		if v == "" {
			delete(fields, name)
		}
	}
	text, err := json.Marshal(fields)
	if err != nil {
		panic(err) // of text, numbers and lists of them
	}
	return Answer{http.StatusOK, kind, "", string(text)}
}

const (
	json11   = "application/x-amz-json-1.1"
	restJSON = "application/json"
)

func wrap(name string, entries []string) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString("<" + name + ">" + e + "</" + name + ">")
	}
	return b.String()
}

func (e Error) answer(operation string) Answer {
	r := e.Response(operation)
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body) // a buffer
	return Answer{r.StatusCode, r.Header.Get("Content-Type"), r.Header.Get("X-Amzn-Errortype"), string(body)}
}

// answers are those that depend on the size.
var answers = map[string]func(*Generated, Call) Answer{
	"ec2:DescribeVolumes":            (*Generated).volumes,
	"ec2:DescribeSnapshots":          (*Generated).snapshots,
	"ec2:DescribeSnapshotAttribute":  (*Generated).snapshotAttribute,
	"ec2:DescribeInstances":          (*Generated).instances,
	"ec2:DescribeImages":             (*Generated).images,
	"ec2:DescribeNetworkInterfaces":  (*Generated).interfaces,
	"ec2:DescribeSecurityGroups":     (*Generated).groups,
	"ec2:DescribeSecurityGroupRules": (*Generated).rules,

	"organizations:ListPoliciesForTarget": (*Generated).policies,

	"s3:ListBuckets": (*Generated).buckets,
	"s3:GetBucketAcl": func(*Generated, Call) Answer {
		return s3Answer("AccessControlPolicy", "<Owner><ID>o</ID></Owner><AccessControlList></AccessControlList>")
	},
	"s3:GetBucketEncryption":        func(*Generated, Call) Answer { return s3Answer("ServerSideEncryptionConfiguration", sse) },
	"s3:GetBucketLogging":           func(*Generated, Call) Answer { return s3Answer("BucketLoggingStatus", "") },
	"s3:GetBucketOwnershipControls": func(*Generated, Call) Answer { return s3Answer("OwnershipControls", ownerEnforced) },
	"s3:GetBucketPolicy": func(_ *Generated, c Call) Answer {
		return Error{http.StatusNotFound, "NoSuchBucketPolicy", "The bucket policy does not exist"}.answer(c.Operation)
	},
	"s3:GetBucketVersioning":  func(*Generated, Call) Answer { return s3Answer("VersioningConfiguration", "") },
	"s3:GetPublicAccessBlock": func(*Generated, Call) Answer { return s3Answer("PublicAccessBlockConfiguration", blocked) },

	"kms:ListKeys":    (*Generated).keys,
	"kms:DescribeKey": (*Generated).key,
	"kms:GetKeyPolicy": func(*Generated, Call) Answer {
		return jsonAnswer(json11, map[string]any{"Policy": ofAccount("kms:*"), "PolicyName": "default"})
	},
	"kms:GetKeyRotationStatus": func(*Generated, Call) Answer { return jsonAnswer(json11, map[string]any{"KeyRotationEnabled": true}) },
	"kms:ListGrants": func(*Generated, Call) Answer {
		return jsonAnswer(json11, map[string]any{"Grants": []any{}, "Truncated": false})
	},

	"shield:GetSubscriptionState": func(*Generated, Call) Answer {
		return jsonAnswer(json11, map[string]any{"SubscriptionState": "INACTIVE"})
	},
	"route53:ListHostedZones": func(*Generated, Call) Answer {
		return Answer{http.StatusOK, "text/xml", "", "<ListHostedZonesResponse><HostedZones/><IsTruncated>false</IsTruncated></ListHostedZonesResponse>"}
	},
	"s3:HeadBucket": func(*Generated, Call) Answer { return Answer{http.StatusOK, "application/xml", "", ""} },

	"lambda:ListFunctions": (*Generated).functions,
	"lambda:GetPolicy":     func(_ *Generated, c Call) Answer { return Gone(c.Operation).answer(c.Operation) },

	"sqs:ListQueues":                   (*Generated).queues,
	"sqs:GetQueueAttributes":           func(*Generated, Call) Answer { return jsonAnswer(json11, map[string]any{}) },
	"sns:ListTopics":                   (*Generated).topics,
	"sns:GetTopicAttributes":           (*Generated).topic,
	"secretsmanager:ListSecrets":       (*Generated).secrets,
	"secretsmanager:GetResourcePolicy": (*Generated).secretPolicy,
	"ecr:DescribeRepositories":         (*Generated).repositories,
	"ecr:GetRepositoryPolicy": func(_ *Generated, c Call) Answer {
		return Error{http.StatusBadRequest, "RepositoryPolicyNotFoundException", "it has no policy"}.answer(c.Operation)
	},
	"ecr:DescribeImages": (*Generated).repositoryImages,
	"ecr:DescribeImageScanFindings": func(*Generated, Call) Answer {
		return jsonAnswer(json11, map[string]any{
			"imageScanStatus": map[string]any{"status": "COMPLETE"}, "imageScanFindings": map[string]any{"findingSeverityCounts": map[string]any{}},
		})
	},
	"rds:DescribeDBInstances": (*Generated).databases,

	"elasticloadbalancingv2:DescribeLoadBalancers":          (*Generated).balancers,
	"elasticloadbalancingv2:DescribeLoadBalancerAttributes": (*Generated).balancerAttributes,
	"elasticloadbalancingv2:DescribeListeners":              (*Generated).listeners,

	"iam:GetAccountAuthorizationDetails": (*Generated).authorizationDetails,
	"iam:GetCredentialReport":            (*Generated).credentialReport,
	"iam:ListEntitiesForPolicy":          func(_ *Generated, c Call) Answer { return queryAnswer(c, ofIAM, "<IsTruncated>false</IsTruncated>") },
	"iam:ListOpenIDConnectProviders":     func(_ *Generated, c Call) Answer { return queryAnswer(c, ofIAM, "<OpenIDConnectProviderList/>") },
	"iam:ListSAMLProviders":              func(_ *Generated, c Call) Answer { return queryAnswer(c, ofIAM, "<SAMLProviderList/>") },
	"iam:ListVirtualMFADevices": func(_ *Generated, c Call) Answer {
		return queryAnswer(c, ofIAM, "<IsTruncated>false</IsTruncated><VirtualMFADevices/>")
	},
	"cloudtrail:DescribeTrails": func(*Generated, Call) Answer { return jsonAnswer(json11, map[string]any{"trailList": []any{}}) },
}

const (
	sse           = "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>"
	ownerEnforced = "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>"
	blocked       = "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>" +
		"<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
)

// ofAccount is a policy that lets in the account alone.
func ofAccount(action string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + accountID +
		`:root"},"Action":"` + action + `","Resource":"*"}]}`
}

func (g *Generated) volumes(c Call) Answer {
	entries, next := list(c, g.in(c.Region, g.size.Volumes), 500, func(n int) string {
		return fmt.Sprintf(`<volumeId>vol-%s</volumeId><size>100</size><status>in-use</status><createTime>%s</createTime>`+
			`<volumeType>gp3</volumeType><encrypted>%t</encrypted><availabilityZone>%sa</availabilityZone>`+
			`<tagSet><item><key>Name</key><value>data %d</value></item></tagSet>`, name("vol", c.Region, n), created, n%4 != 0, c.Region, n)
	})
	return ec2List(c, "volumeSet", entries, next)
}

func (g *Generated) snapshots(c Call) Answer {
	entries, next := list(c, g.in(c.Region, g.size.Snapshots), 1000, func(n int) string {
		return fmt.Sprintf(`<snapshotId>snap-%s</snapshotId><volumeId>vol-%s</volumeId><status>completed</status><startTime>%s</startTime>`+
			`<ownerId>%s</ownerId><volumeSize>100</volumeSize><encrypted>%t</encrypted>`,
			name("snap", c.Region, n), name("vol", c.Region, n), created, accountID, n%4 != 0)
	})
	return ec2List(c, "snapshotSet", entries, next)
}

func (g *Generated) snapshotAttribute(c Call) Answer {
	return Answer{http.StatusOK, "text/xml;charset=UTF-8", "", `<DescribeSnapshotAttributeResponse xmlns="` + ofEC2 + `"><requestId>r</requestId>` +
		element("snapshotId", c.Parameters["SnapshotId"]) + `<createVolumePermission/></DescribeSnapshotAttributeResponse>`}
}

// policies are the service control policies of the demo account; no other kind
// is enabled in its organization.
func (g *Generated) policies(c Call) Answer {
	x := g.base[c.Operation]
	if c.Parameters["Filter"] != "SERVICE_CONTROL_POLICY" {
		x.Body = `{"Policies":[]}`
	}
	return Answer{x.Status, x.ContentType, "", x.Body}
}

// place is where the interfaces of the generated instances are: the default VPC
// of the quiet region, which all regions have.
func (g *Generated) place() (vpc, subnet string) {
	body := g.base["ec2:DescribeSubnets"].Body
	between := func(from, to string) string {
		_, rest, _ := strings.Cut(body, from)
		text, _, _ := strings.Cut(rest, to)
		return text
	}
	return between("<vpcId>", "</vpcId>"), between("<subnetId>", "</subnetId>")
}

func (g *Generated) instances(c Call) Answer {
	entries, next := list(c, g.in(c.Region, g.size.Instances), 1000, func(n int) string {
		return fmt.Sprintf(`<reservationId>r-%[1]s</reservationId><ownerId>%[2]s</ownerId><groupSet/><instancesSet><item>`+
			`<instanceId>i-%[1]s</instanceId><imageId>`+image+`</imageId><instanceState><code>16</code><name>running</name></instanceState>`+
			`<instanceType>m7g.large</instanceType><launchTime>%[3]s</launchTime><metadataOptions><state>applied</state>`+
			`<httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint></metadataOptions>`+
			`<tagSet><item><key>Name</key><value>node %[4]d</value></item></tagSet></item></instancesSet>`, name("i", c.Region, n), accountID, created, n)
	})
	return ec2List(c, "reservationSet", entries, next)
}

// image is what all instances run.
const image = "ami-0123456789abcdef0"

func (g *Generated) images(c Call) Answer {
	if c.Parameters["Filter.1.Value.1"] != image {
		return ec2List(c, "imagesSet", nil, "")
	}
	return ec2List(c, "imagesSet", []string{element("imageId", image) +
		"<imageState>available</imageState><imageOwnerId>137112412989</imageOwnerId><isPublic>true</isPublic><name>al2023</name>"}, "")
}

func (g *Generated) interfaces(c Call) Answer {
	vpc, subnet := g.place()
	entries, next := list(c, g.in(c.Region, g.size.Instances), 1000, func(n int) string {
		private, public := fmt.Sprintf("172.31.%d.%d", n/250%16, n%250+4), ""
		if n%10 == 0 {
			public = fmt.Sprintf("<association><ipOwnerId>amazon</ipOwnerId><publicIp>198.51.%d.%d</publicIp></association>", n/250%250, n%250+4)
		}
		group := "sg-" + name("sg", c.Region, n%max(1, g.in(c.Region, g.size.Groups)))
		return element("networkInterfaceId", "eni-"+name("eni", c.Region, n)) + element("subnetId", subnet) + element("vpcId", vpc) +
			element("ownerId", accountID) + "<status>in-use</status><interfaceType>interface</interfaceType>" + element("privateIpAddress", private) +
			element("groupSet", element("item", element("groupId", group))) +
			element("attachment", "<attachmentId>eni-attach-1</attachmentId>"+element("instanceId", "i-"+name("i", c.Region, n))+
				"<deviceIndex>0</deviceIndex><status>attached</status>") +
			element("privateIpAddressesSet", element("item", element("privateIpAddress", private)+"<primary>true</primary>"+public))
	})
	return ec2List(c, "networkInterfaceSet", entries, next)
}

func (g *Generated) groups(c Call) Answer {
	vpc, _ := g.place()
	entries, next := list(c, g.in(c.Region, g.size.Groups), 1000, func(n int) string {
		return fmt.Sprintf(`<groupId>sg-%s</groupId><groupName>app-%d</groupName><groupDescription>of an app</groupDescription>`+
			`<ownerId>%s</ownerId><vpcId>%s</vpcId>`, name("sg", c.Region, n), n, accountID, vpc)
	})
	return ec2List(c, "securityGroupInfo", entries, next)
}

func (g *Generated) rules(c Call) Answer {
	entries, next := list(c, rulesOfGroup*g.in(c.Region, g.size.Groups), 1000, func(n int) string {
		group, port, from := n/rulesOfGroup, 8000+n%rulesOfGroup, "10.0.0.0/8"
		if n%50 == 0 {
			port, from = 443, "0.0.0.0/0"
		}
		return fmt.Sprintf(`<securityGroupRuleId>sgr-%s</securityGroupRuleId><groupId>sg-%s</groupId><groupOwnerId>%s</groupOwnerId>`+
			`<isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>%d</fromPort><toPort>%[4]d</toPort><cidrIpv4>%s</cidrIpv4>`,
			name("sgr", c.Region, n), name("sg", c.Region, group), accountID, port, from)
	})
	return ec2List(c, "securityGroupRuleSet", entries, next)
}

func (g *Generated) buckets(c Call) Answer {
	entries, next := list(c, g.size.Buckets, 1000, func(n int) string {
		region := g.regions[0]
		if n%3 == 2 {
			region = g.regions[n/3%len(g.regions)]
		}
		return fmt.Sprintf("<Name>acme-%d-%s</Name><CreationDate>%s</CreationDate><BucketRegion>%s</BucketRegion>",
			n, name("bucket", "", n), created, region)
	})
	return s3Answer("ListAllMyBucketsResult", "<Owner><ID>o</ID></Owner><Buckets>"+wrap("Bucket", entries)+"</Buckets>"+element("ContinuationToken", next))
}

func keyARN(region string, n int) string {
	h := name("key", region, n)
	return fmt.Sprintf("arn:aws:kms:%s:%s:key/%s-%s-%s-8000-%012x", region, accountID, h[:8], h[8:12], h[12:16], n)
}

func (g *Generated) keys(c Call) Answer {
	keys := []any{}
	_, next := list(c, g.in(c.Region, g.size.Keys), 1000, func(n int) string {
		arn := keyARN(c.Region, n)
		keys = append(keys, map[string]any{"KeyArn": arn, "KeyId": arn[strings.LastIndex(arn, "/")+1:]})
		return ""
	})
	return jsonAnswer(json11, map[string]any{"Keys": keys, "Truncated": next != "", "NextMarker": next})
}

func (g *Generated) key(c Call) Answer {
	arn := c.Parameters["KeyId"]
	return jsonAnswer(json11, map[string]any{"KeyMetadata": map[string]any{
		"AWSAccountId": accountID, "Arn": arn, "KeyId": arn[strings.LastIndex(arn, "/")+1:], "KeyManager": "CUSTOMER",
		"KeyState": "Enabled", "Enabled": true, "KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "Origin": "AWS_KMS",
		"MultiRegion": false,
	}})
}

func (g *Generated) functions(c Call) Answer {
	functions := []any{}
	_, next := list(c, g.in(c.Region, g.size.Functions), 50, func(n int) string {
		id := "job-" + name("function", c.Region, n)
		functions = append(functions, map[string]any{
			"FunctionName": id, "FunctionArn": "arn:aws:lambda:" + c.Region + ":" + accountID + ":function:" + id, "Runtime": "python3.13",
			"Handler": "main.handler", "CodeSize": 1234, "Timeout": 3, "MemorySize": 128, "LastModified": "2024-03-11T09:12:31.000+0000",
		})
		return ""
	})
	return jsonAnswer(restJSON, map[string]any{"Functions": functions, "NextMarker": next})
}

func (g *Generated) queues(c Call) Answer {
	urls, next := list(c, g.in(c.Region, g.size.Queues), 1000, func(n int) string {
		return "https://sqs." + c.Region + ".amazonaws.com/" + accountID + "/q-" + name("queue", c.Region, n)
	})
	return jsonAnswer(json11, map[string]any{"QueueUrls": slices.Concat([]string{}, urls), "NextToken": next})
}

func (g *Generated) topics(c Call) Answer {
	arns, next := list(c, g.in(c.Region, g.size.Topics), 100, func(n int) string {
		return "<TopicArn>arn:aws:sns:" + c.Region + ":" + accountID + ":t-" + name("topic", c.Region, n) + "</TopicArn>"
	})
	return queryAnswer(c, ofSNS, "<Topics>"+wrap("member", arns)+"</Topics>"+element("NextToken", next))
}

func (g *Generated) topic(c Call) Answer {
	return queryAnswer(c, ofSNS, "<Attributes><entry><key>TopicArn</key><value>"+c.Parameters["TopicArn"]+"</value></entry>"+
		"<entry><key>Policy</key><value>"+ofAccount("sns:Publish")+"</value></entry></Attributes>")
}

func (g *Generated) secrets(c Call) Answer {
	secrets := []any{}
	_, next := list(c, g.in(c.Region, g.size.Secrets), 100, func(n int) string {
		id := "app/" + name("secret", c.Region, n)
		secrets = append(secrets, map[string]any{"Name": id, "ARN": "arn:aws:secretsmanager:" + c.Region + ":" + accountID + ":secret:" + id + "-AbCdEf"})
		return ""
	})
	return jsonAnswer(json11, map[string]any{"SecretList": secrets, "NextToken": next})
}

func (g *Generated) secretPolicy(c Call) Answer {
	return jsonAnswer(json11, map[string]any{"ARN": c.Parameters["SecretId"], "Name": "app"})
}

func (g *Generated) repositories(c Call) Answer {
	repositories := []any{}
	_, next := list(c, g.in(c.Region, g.size.Repositories), 1000, func(n int) string {
		id := "app/" + name("repository", c.Region, n)
		repositories = append(repositories, map[string]any{
			"repositoryName": id, "repositoryArn": "arn:aws:ecr:" + c.Region + ":" + accountID + ":repository/" + id, "registryId": accountID,
		})
		return ""
	})
	return jsonAnswer(json11, map[string]any{"repositories": repositories, "nextToken": next})
}

func (g *Generated) repositoryImages(Call) Answer {
	return jsonAnswer(json11, map[string]any{"imageDetails": []any{map[string]any{
		"imageDigest": "sha256:" + strings.Repeat("0123456789abcdef", 4), "imagePushedAt": 1790000000,
	}}})
}

func (g *Generated) databases(c Call) Answer {
	entries, next := list(c, g.in(c.Region, g.size.Databases), 100, func(n int) string {
		id := "db-" + name("db", c.Region, n)
		return fmt.Sprintf("<DBInstanceIdentifier>%[1]s</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:%[2]s:%[3]s:db:%[1]s</DBInstanceArn>"+
			"<Engine>postgres</Engine><EngineVersion>17.6</EngineVersion><StorageEncrypted>true</StorageEncrypted><MultiAZ>true</MultiAZ><AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade><DBInstanceStatus>available</DBInstanceStatus><PubliclyAccessible>false</PubliclyAccessible>"+
			"<AvailabilityZone>%[2]sa</AvailabilityZone><NetworkType>IPV4</NetworkType>"+
			"<Endpoint><Address>%[1]s.x.%[2]s.rds.amazonaws.com</Address><Port>5432</Port></Endpoint>", id, c.Region, accountID)
	})
	return queryAnswer(c, ofRDS, element("Marker", next)+"<DBInstances>"+wrap("DBInstance", entries)+"</DBInstances>")
}

func (g *Generated) balancers(c Call) Answer {
	vpc, subnet := g.place()
	entries, next := list(c, g.in(c.Region, g.size.LoadBalancers), 400, func(n int) string {
		id := name("lb", c.Region, n)
		return fmt.Sprintf("<LoadBalancerArn>arn:aws:elasticloadbalancing:%s:%s:loadbalancer/net/app-%d/%s</LoadBalancerArn>"+
			"<LoadBalancerName>app-%[3]d</LoadBalancerName><DNSName>app-%[3]d.elb.%[1]s.amazonaws.com</DNSName><Scheme>internal</Scheme><Type>network</Type>"+
			"<VpcId>%[5]s</VpcId><State><Code>active</Code></State><IpAddressType>ipv4</IpAddressType><AvailabilityZones><member><ZoneName>%[1]sa</ZoneName>"+
			"<SubnetId>%[6]s</SubnetId></member></AvailabilityZones>", c.Region, accountID, n, id, vpc, subnet)
	})
	return queryAnswer(c, ofELB, "<LoadBalancers>"+wrap("member", entries)+"</LoadBalancers>"+element("NextMarker", next))
}

func (g *Generated) balancerAttributes(c Call) Answer {
	var entries []string
	for _, a := range [][2]string{
		{"access_logs.s3.enabled", "true"}, {"deletion_protection.enabled", "true"}, {"load_balancing.cross_zone.enabled", "true"},
	} {
		entries = append(entries, element("Key", a[0])+element("Value", a[1]))
	}
	return queryAnswer(c, ofELB, "<Attributes>"+wrap("member", entries)+"</Attributes>")
}

func (g *Generated) listeners(c Call) Answer {
	balancer := c.Parameters["LoadBalancerArn"]
	listener := strings.Replace(balancer, ":loadbalancer/", ":listener/", 1) + "/" + name("listener", balancer, 0)
	return queryAnswer(c, ofELB, "<Listeners><member>"+element("ListenerArn", listener)+element("LoadBalancerArn", balancer)+
		"<Port>5432</Port><Protocol>TCP</Protocol><DefaultActions><member><Type>forward</Type><TargetGroupArn>"+
		strings.Replace(balancer, ":loadbalancer/", ":targetgroup/", 1)+"</TargetGroupArn></member></DefaultActions></member></Listeners>")
}
