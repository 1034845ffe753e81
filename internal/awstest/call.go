package awstest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A Call is what a signed request asks for, read off the wire as AWS has to.
type Call struct {
	Operation  string // "ec2:DescribeVolumes"
	Region     string
	Parameters map[string]string // by their names on the wire; of JSON what is a list or an object as JSON
}

// services are named by what requests are signed for, where the scanner has
// another name.
var services = map[string]string{
	"config": "configservice", "es": "opensearch", "events": "eventbridge", "sso": "ssoadmin", "monitoring": "cloudwatch", "logs": "cloudwatchlogs",
	"access-analyzer": "accessanalyzer", "elasticfilesystem": "efs", "ds": "directoryservice", "cognito-idp": "cognitoidentityprovider",
}

// ReadCall reads a request and leaves its body as it was.
func ReadCall(r *http.Request) (Call, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return Call{}, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	// Credential=AKID/20261124/us-east-1/ec2/aws4_request
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	scope := strings.Split(credential, "/")
	if len(scope) < 5 {
		return Call{}, fmt.Errorf("%s %s is not signed", r.Method, r.URL.Path)
	}
	c := Call{Region: scope[2], Parameters: map[string]string{}}
	service := scope[3]
	if name, ok := services[service]; ok {
		service = name
	}
	var err error
	switch target, kind := r.Header.Get("X-Amz-Target"), r.Header.Get("Content-Type"); {
	case target != "":
		c.Operation = service + ":" + target[strings.LastIndex(target, ".")+1:]
		err = c.readJSON(body)
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		err = c.readForm(service, string(body))
	default:
		err = c.readPath(service, r, body)
	}
	return c, err
}

func (c *Call) readJSON(body []byte) error {
	if len(body) == 0 {
		return nil
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	for name, v := range fields {
		switch v.(type) {
		case string, float64:
			c.Parameters[name] = fmt.Sprint(v)
		case []any, map[string]any:
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			c.Parameters[name] = string(text)
		}
	}
	return nil
}

func (c *Call) readForm(service, body string) error {
	form, err := url.ParseQuery(body)
	if err != nil {
		return err
	}
	for name := range form {
		c.Parameters[name] = form.Get(name)
	}
	// Both kinds of load balancers are signed for under one name.
	if service == "elasticloadbalancing" && form.Get("Version") == "2015-12-01" {
		service = "elasticloadbalancingv2"
	}
	c.Operation = service + ":" + form.Get("Action")
	return nil
}

// A route is that of an operation of a REST service.
type route struct {
	service, method string
	parts           string // {name} is a parameter
	query           string // that has to be there
	operation       string
}

var routes = []route{
	{"s3", "GET", "v20180820/configuration/publicAccessBlock", "", "s3control:GetPublicAccessBlock"},
	{"s3", "GET", "{Bucket}", "acl", "s3:GetBucketAcl"},
	{"s3", "GET", "{Bucket}", "encryption", "s3:GetBucketEncryption"},
	{"s3", "GET", "{Bucket}", "logging", "s3:GetBucketLogging"},
	{"s3", "GET", "{Bucket}", "ownershipControls", "s3:GetBucketOwnershipControls"},
	{"s3", "GET", "{Bucket}", "policy", "s3:GetBucketPolicy"},
	{"s3", "GET", "{Bucket}", "publicAccessBlock", "s3:GetPublicAccessBlock"},
	{"s3", "GET", "{Bucket}", "versioning", "s3:GetBucketVersioning"},
	{"s3", "GET", "", "", "s3:ListBuckets"},
	{"account", "POST", "getAlternateContact", "", "account:GetAlternateContact"},
	{"account", "POST", "getContactInformation", "", "account:GetContactInformation"},
	{"eks", "GET", "clusters", "", "eks:ListClusters"},
	{"eks", "GET", "clusters/{Name}", "", "eks:DescribeCluster"},
	{"opensearch", "GET", "2021-01-01/domain", "", "opensearch:ListDomainNames"},
	{"opensearch", "POST", "2021-01-01/opensearch/domain-info", "", "opensearch:DescribeDomains"},
	{"glacier", "GET", "{AccountId}/vaults", "", "glacier:ListVaults"},
	{"glacier", "GET", "{AccountId}/vaults/{VaultName}/access-policy", "", "glacier:GetVaultAccessPolicy"},
	{"accessanalyzer", "GET", "analyzer", "", "accessanalyzer:ListAnalyzers"},
	{"guardduty", "GET", "detector", "", "guardduty:ListDetectors"},
	{"guardduty", "GET", "detector/{DetectorId}", "", "guardduty:GetDetector"},
	{"inspector2", "POST", "findings/list", "", "inspector2:ListFindings"},
	{"inspector2", "POST", "status/batch/get", "", "inspector2:BatchGetAccountStatus"},
	{"macie2", "GET", "macie", "", "macie2:GetMacieSession"},
	{"securityhub", "GET", "accounts", "", "securityhub:DescribeHub"},
	{"securityhub", "GET", "productSubscriptions", "", "securityhub:ListEnabledProductsForImport"},
	{"securityhub", "POST", "standards/get", "", "securityhub:GetEnabledStandards"},
	{"s3", "HEAD", "{Bucket}", "", "s3:HeadBucket"},
	{"apigateway", "GET", "restapis", "", "apigateway:GetRestApis"},
	{"apigateway", "GET", "restapis/{RestApiId}/stages", "", "apigateway:GetStages"},
	{"apigateway", "GET", "v2/apis", "", "apigatewayv2:GetApis"},
	{"apigateway", "GET", "v2/apis/{ApiId}/stages", "", "apigatewayv2:GetStages"},
	{"cloudfront", "GET", "2020-05-31/distribution", "", "cloudfront:ListDistributions"},
	{"cloudfront", "GET", "2020-05-31/distribution/{Id}/config", "", "cloudfront:GetDistributionConfig"},
	{"cloudfront", "GET", "2020-05-31/origin-access-control", "", "cloudfront:ListOriginAccessControls"},
	{"cloudfront", "GET", "2020-05-31/response-headers-policy", "", "cloudfront:ListResponseHeadersPolicies"},
	{"route53", "GET", "2013-04-01/hostedzone", "", "route53:ListHostedZones"},
	{"route53", "GET", "2013-04-01/hostedzone/{HostedZoneId}/rrset", "", "route53:ListResourceRecordSets"},
	{"efs", "GET", "2015-02-01/file-systems", "", "efs:DescribeFileSystems"},
	{"lambda", "GET", "2015-03-31/functions", "", "lambda:ListFunctions"},
	{"lambda", "GET", "2015-03-31/functions/{FunctionName}/policy", "", "lambda:GetPolicy"},
}

func (c *Call) readPath(service string, r *http.Request, body []byte) error {
	query := r.URL.Query()
	full := r.URL.EscapedPath()
	if bucket, _, ok := strings.Cut(cmp.Or(r.Host, r.URL.Host), ".s3."); ok { // AWS itself has a host for each
		full = bucket + full
	}
	at := strings.Split(strings.Trim(full, "/"), "/")
	for _, p := range routes {
		if p.service != service || p.method != r.Method || p.query != "" && !query.Has(p.query) || !c.follows(p, at) {
			continue
		}
		c.Operation = p.operation
		for name := range query {
			c.Parameters[name] = query.Get(name)
		}
		if r.Method == http.MethodPost {
			return c.readJSON(body)
		}
		return nil
	}
	return fmt.Errorf("no operation of %s is known for %s %s", service, r.Method, r.URL)
}

// follows reports whether the parts of a path are those of an operation, and
// keeps the parameters among them.
func (c *Call) follows(p route, at []string) bool {
	parts := strings.Split(p.parts, "/")
	if len(parts) != len(at) {
		return false
	}
	found := map[string]string{}
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, "{"); ok && at[i] != "" {
			found[strings.TrimSuffix(name, "}")], _ = url.PathUnescape(at[i])
			continue
		}
		if part != at[i] {
			return false
		}
	}
	maps.Copy(c.Parameters, found)
	return true
}

// tokens are the names that services give to where a page begins.
var tokens = []string{"NextToken", "nextToken", "Marker", "continuation-token", "marker"}

// token is where the page that is asked for begins, or empty.
func (c Call) token() string {
	i := slices.IndexFunc(tokens, func(name string) bool { return c.Parameters[name] != "" })
	if i < 0 {
		return ""
	}
	return c.Parameters[tokens[i]]
}
