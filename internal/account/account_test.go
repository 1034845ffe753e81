package account

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const (
	keyID  = "AKIAI44QH8DHBEXAMPLE"
	secret = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"
	token  = "IQoJb3JpZ2luX2VjEXAMPLETOKEN"
	role   = "arn:aws:iam::123456789012:role/auditor"
)

var signedIn = map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token}

const keys = "\naws_access_key_id = " + keyID + "\naws_secret_access_key = " + secret + "\n"

// A machine is what somebody runs the scanner on, and what AWS answers there.
type machine struct {
	config string            // the shared configuration
	env    map[string]string // also of what the machine has by itself
	files  map[string]string // in the home directory
	answer http.HandlerFunc
	client aws.HTTPClient // instead of the network, for the scan's own calls
}

// signIn loads the configuration and identifies the caller.
func (m machine) signIn(t *testing.T, o Options) (Identity, error) {
	t.Helper()
	home := t.TempDir()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	if m.answer == nil {
		m.answer = http.NotFound
	}
	server := httptest.NewServer(m.answer)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"HOME": home, "AWS_CONFIG_FILE": filepath.Join(home, "config"), "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(home, "credentials"),
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": server.URL,
		// The SDK finds the general one too late for what brings credentials.
		"AWS_ENDPOINT_URL_SSO": server.URL, "AWS_ENDPOINT_URL_STS": server.URL,
	} {
		t.Setenv(name, value)
	}
	for name, value := range m.env {
		t.Setenv(name, strings.NewReplacer("$HOME", home, "$SERVER", server.URL).Replace(value))
	}
	write(t, filepath.Join(home, "config"), m.config)
	for name, content := range m.files {
		write(t, filepath.Join(home, name), content)
	}
	cfg, err := Load(t.Context(), o)
	if err != nil {
		return Identity{}, err
	}
	if m.client == nil {
		m.client = wire.NewTransport(cfg.HTTPClient)
	}
	// As of a recording: no second attempts to wait for.
	wire.Install(&cfg, wire.Options{Allowed: Operations, Recorded: true, Client: wire.NewRecorder(m.client, nil)})
	return Identify(t.Context(), cfg, o)
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func says(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func refuses(status int, code, message string) http.HandlerFunc {
	return says(status, "text/xml", "<ErrorResponse><Error><Code>"+code+"</Code><Message>"+message+"</Message></Error></ErrorResponse>")
}

// lost is a network on which nothing is found.
type lost struct{ err error }

func (l lost) Do(*http.Request) (*http.Response, error) { return nil, l.err }

const (
	ssoRole     = "[profile audit]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = auditor\n"
	ssoProfile  = ssoRole + "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n"
	roleProfile = "[profile audit]\nrole_arn = " + role + "\nsource_profile = base\n[profile base]" + keys
)

// ssoToken is the file that `aws sso login` keeps of the session.
func ssoToken(session string, expires time.Time) map[string]string {
	sum := sha1.Sum([]byte(session))
	return map[string]string{
		".aws/sso/cache/" + hex.EncodeToString(sum[:]) + ".json": `{"accessToken": "` + token + `", "expiresAt": "` + expires.UTC().Format(time.RFC3339) + `"}`,
	}
}

func TestWhatIsWrongWithASignInIsOneLineThatSaysWhatToDo(t *testing.T) {
	audit := Options{Profile: "audit"}
	for name, tc := range map[string]struct {
		machine machine
		options Options
		says    string
	}{
		"no credentials": {
			machine{}, Options{}, "no AWS credentials were found: sign in (`aws sso login`), name a --profile, or set AWS_ACCESS_KEY_ID",
		},
		"no credentials, and no role of the host": {
			machine{env: map[string]string{"AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "$SERVER"}, answer: http.NotFound},
			Options{}, "no AWS credentials were found",
		},
		"a role of the host whose credentials are none": {
			machine{env: map[string]string{"AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "$SERVER"}, answer: says(200, "text/plain", "auditor")},
			Options{}, "no AWS credentials were found",
		},
		"half of the credentials": {
			machine{env: map[string]string{"AWS_ACCESS_KEY_ID": keyID}}, Options{}, "no AWS credentials were found",
		},
		"half of a profile's credentials": {
			machine{config: "[profile audit]\naws_access_key_id = " + keyID + "\n"}, audit, "check the profile and the AWS_ variables: ",
		},
		"no such profile": {
			machine{config: "[profile other]" + keys}, audit, "there is no profile \"audit\" in the AWS configuration: `aws configure list-profiles`",
		},
		"no such profile in AWS_PROFILE": {
			machine{env: map[string]string{"AWS_PROFILE": "audit"}}, Options{}, `there is no profile "audit"`,
		},
		"no such source profile": {
			machine{config: "[profile audit]\nrole_arn = " + role + "\nsource_profile = ghost\n"}, audit, `there is no profile "ghost"`,
		},
		"a configuration that is cut": {
			machine{config: "[profile aud"}, audit, `there is no profile "audit"`,
		},
		"a configuration that cannot be read": {
			machine{env: map[string]string{"AWS_CONFIG_FILE": "$HOME"}}, Options{}, "cannot be read: ",
		},
		"a variable with a bad value": {
			machine{env: map[string]string{"AWS_MAX_ATTEMPTS": "many"}}, Options{}, "the AWS configuration cannot be used, check the profile and the AWS_ variables: invalid value AWS_MAX_ATTEMPTS=many",
		},
		"a CA bundle that is not there": {
			machine{env: map[string]string{"AWS_CA_BUNDLE": "/nonexistent/ca.pem"}}, Options{}, "check the profile and the AWS_ variables: open /nonexistent/ca.pem",
		},

		"never signed in by SSO":   {machine{config: ssoProfile}, audit, "there is no SSO sign-in, or it has expired: run `aws sso login --profile audit`"},
		"an SSO token too old":     {machine{config: ssoProfile, files: ssoToken("corp", time.Now().Add(-time.Hour))}, audit, "run `aws sso login --profile audit`"},
		"an SSO token in bits":     {machine{config: ssoProfile, files: ssoToken("corp", time.Time{})}, audit, "run `aws sso login --profile audit`"},
		"SSO without its session":  {machine{config: ssoRole}, audit, "failed to find SSO session section, corp"},
		"SSO without its settings": {machine{config: "[profile audit]\nsso_start_url = https://corp.awsapps.com/start\n"}, audit, "missing required configuration: sso_region"},
		"an SSO token taken back": {
			machine{
				config: ssoProfile, files: ssoToken("corp", time.Now().Add(time.Hour)),
				answer: says(401, "application/json", `{"__type":"UnauthorizedException","message":"Session token not found or invalid"}`),
			}, audit, "the SSO sign-in is not valid any more: run `aws sso login --profile audit`",
		},
		"a role that SSO does not give": {
			machine{
				config: ssoProfile, files: ssoToken("corp", time.Now().Add(time.Hour)),
				answer: says(403, "application/json", `{"__type":"ForbiddenException","message":"No access"}`),
			}, audit, "SSO does not give this role to you: check sso_account_id and sso_role_name of the profile (No access)",
		},
		"SSO out of reach": {
			machine{
				config: ssoProfile, files: ssoToken("corp", time.Now().Add(time.Hour)),
				env: map[string]string{"AWS_ENDPOINT_URL_SSO": "http://127.0.0.1:1"},
			}, audit, "AWS could not be reached: check the network",
		},
		"a session of `aws login` that is over": {
			machine{config: "[profile audit]\nlogin_session = arn:aws:iam::123456789012:user/alice\nregion = us-east-1\n"},
			audit, "run `aws login --profile audit`",
		},
		"a profile with MFA": {
			machine{config: roleProfile + "[profile mfa]\nrole_arn = " + role + "\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n"},
			Options{Profile: "mfa"}, "the profile asks for an MFA token: sign in with it first (`aws sts get-session-token`)",
		},
		"a credential_process that fails": {
			machine{config: "[profile audit]\ncredential_process = sh -c \"exit 3\"\n"}, audit, "the credential_process of the profile failed: error in credential_process: exit status 3",
		},
		"a credential_process that says no JSON": {
			machine{config: "[profile audit]\ncredential_process = echo key: " + secret + "\n"}, audit, "its output is not the JSON that it should be",
		},
		"a credential_process without a key": {
			machine{config: "[profile audit]\ncredential_process = echo '{\"Version\": 1, \"SecretAccessKey\": \"" + secret + "\"}'\n"}, audit, "missing AccessKeyId in process output",
		},
		"a web identity that is not there": {
			machine{env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent/token", "AWS_ROLE_ARN": role}},
			Options{}, "there is no web identity: unable to read file at /nonexistent/token",
		},
		"no credentials of the container": {
			machine{env: map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/"}}, Options{},
			"the credentials of the container could not be had: check AWS_CONTAINER_CREDENTIALS_FULL_URI",
		},

		"a role that is denied": {
			machine{env: signedIn, answer: refuses(403, "AccessDenied", "User: alice is not authorized to perform: sts:AssumeRole")},
			Options{RoleARN: role, ExternalID: "x"}, "the role " + role + " was refused: its trust policy must name the caller, and --external-id must match (User: alice",
		},
		"a role of the profile that is denied": {
			machine{config: roleProfile, answer: refuses(403, "AccessDenied", "User: alice is\n not authorized")},
			audit, "the role of the profile was refused: its trust policy must name the caller (User: alice is not authorized)",
		},
		"credentials that expired": {
			machine{env: signedIn, answer: refuses(403, "ExpiredToken", "The security token included in the request is expired")},
			Options{}, "the credentials have expired: sign in again (`aws sso login`), or renew AWS_SESSION_TOKEN",
		},
		"credentials nobody knows": {
			machine{env: signedIn, answer: refuses(403, "InvalidClientTokenId", "The security token included in the request is invalid.")},
			Options{}, "AWS does not know the credentials: sign in again",
		},
		"a wrong secret": {
			machine{env: signedIn, answer: refuses(403, "SignatureDoesNotMatch", "The request signature we calculated does not match")},
			Options{}, "AWS refused the credentials: the secret key or the clock of this machine is wrong (SignatureDoesNotMatch)",
		},
		"a wrong clock": {
			machine{env: signedIn, answer: refuses(403, "SignatureDoesNotMatch", "Signature expired: 20261124T120000Z is now earlier than 20261124T124500Z")},
			Options{}, "the clock of this machine is wrong: set it",
		},
		"credentials copied in part": {
			machine{env: signedIn, answer: refuses(403, "IncompleteSignature", "Authorization=AWS4-HMAC-SHA256 Credential="+keyID+", Signature="+secret)},
			Options{}, "AWS refused the credentials: check that they were copied whole (IncompleteSignature)",
		},
		"credentials copied with a line break": {
			machine{env: map[string]string{"AWS_ACCESS_KEY_ID": keyID + "\nx", "AWS_SECRET_ACCESS_KEY": secret}},
			Options{}, "the credentials hold a line break",
		},
		"another refusal": {
			machine{env: signedIn, answer: refuses(403, "RegionDisabledException", "STS is not activated in this region")},
			Options{}, "AWS refused the credentials: STS is not activated in this region (RegionDisabledException)",
		},

		"no such region": {
			machine{
				env:    map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_REGION": "us-est-1", "AWS_ENDPOINT_URL_STS": ""},
				client: lost{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "sts.us-est-1.amazonaws.com", IsNotFound: true}}},
			},
			Options{}, "there is no host sts.us-est-1.amazonaws.com: check the network, and whether us-est-1 is a region (AWS_REGION)",
		},
		"no region at all": {
			machine{env: map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_REGION": "N. Virginia", "AWS_ENDPOINT_URL_STS": ""}},
			Options{}, `"N. Virginia" is not the name of a region: check AWS_REGION`,
		},
		"an endpoint that is none": {
			machine{env: map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_ENDPOINT_URL_STS": "::"}},
			Options{}, "there is no endpoint of AWS for the region us-east-1: check AWS_REGION and AWS_ENDPOINT_URL",
		},
		"an endpoint out of reach": {
			machine{env: map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1"}},
			Options{}, "AWS could not be reached: check the network, proxy and AWS_ENDPOINT_URL (dial: connect: connection refused)",
		},
		"a sign-in page":      {machine{env: signedIn, answer: says(200, "text/html", "<html><p>Welcome\nto the hotel")}, Options{}, "what answered is not AWS: check AWS_ENDPOINT_URL"},
		"a page that says no": {machine{env: signedIn, answer: says(403, "text/html", "<html>Forbidden")}, Options{}, "what answered is not AWS"},
		"an empty answer":     {machine{env: signedIn, answer: says(200, "text/xml", "")}, Options{}, "what answered is not AWS"},
		"AWS fails":           {machine{env: signedIn, answer: says(503, "text/html", "<html>")}, Options{}, "AWS failed to answer: HTTP status 503; try again later"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tc.machine.signIn(t, tc.options)
			if _, ok := errors.AsType[*SignInError](err); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			line := err.Error()
			if !strings.Contains(line, tc.says) {
				t.Errorf("%s\nwant %s", line, tc.says)
			}
			if strings.Contains(line, "\n") || len(line) > 300 {
				t.Errorf("more than a line: %s", line)
			}
			for _, private := range []string{secret, token} {
				if strings.Contains(line, private) {
					t.Errorf("it holds a secret: %s", line)
				}
			}
		})
	}
}

func TestMistakesInTheOptionsShowWithoutAskingAWS(t *testing.T) {
	for name, tc := range map[string]struct {
		options Options
		says    string // nothing if they are right
	}{
		"nothing":                       {Options{}, ""},
		"a role":                        {Options{RoleARN: role, ExternalID: "x"}, ""},
		"a role with a path":            {Options{RoleARN: "arn:aws-us-gov:iam::123456789012:role/team/a+b=c,d.e@f-g_h"}, ""},
		"an external ID without a role": {Options{ExternalID: "x"}, "--external-id goes with a role: name it by --role-arn"},
		"a name for a role":             {Options{RoleARN: "auditor"}, `--role-arn "auditor" is not the ARN of a role: it looks like arn:aws:iam::`},
		"a user for a role":             {Options{RoleARN: "arn:aws:iam::123456789012:user/alice"}, "is not the ARN of a role"},
		"a session for a role":          {Options{RoleARN: "arn:aws:sts::123456789012:assumed-role/auditor/x"}, "is not the ARN of a role"},
		"a role of a short account":     {Options{RoleARN: "arn:aws:iam::1234:role/auditor"}, "is not the ARN of a role"},
		"a role and a line":             {Options{RoleARN: role + "\n"}, "is not the ARN of a role"},
	} {
		t.Run(name, func(t *testing.T) {
			err := tc.options.Validate()
			if (err == nil) != (tc.says == "") || err != nil && (!strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n")) {
				t.Errorf("%v, want %q", err, tc.says)
			}
		})
	}
}

// A cloud answers as AWS does, to a caller of this name, and keeps what it was asked.
type cloud struct {
	caller  string
	noAlias bool

	mu    sync.Mutex
	asked []string
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	form, _ := io.ReadAll(r.Body) // what cannot be read is no call that is known
	c.mu.Lock()
	c.asked = append(c.asked, string(form))
	c.mu.Unlock()
	w.Header().Set("Content-Type", "text/xml")
	switch body := string(form); {
	case strings.Contains(body, "Action=AssumeRole"):
		fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>`+
			`<SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
			time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	case strings.Contains(body, "Action=ListAccountAliases") && c.noAlias:
		refuses(403, "AccessDenied", "no")(w, r)
	case strings.Contains(body, "Action=ListAccountAliases"):
		fmt.Fprint(w, `<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases><member>acme</member></AccountAliases>`+
			`</ListAccountAliasesResult></ListAccountAliasesResponse>`)
	case strings.Contains(body, "Action=GetCallerIdentity"):
		fmt.Fprint(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>`+c.caller+`</Arn><Account>123456789012</Account>`+
			`</GetCallerIdentityResult></GetCallerIdentityResponse>`)
	}
}

func TestTheCallerSaysWhichAccountThisIs(t *testing.T) {
	there := &cloud{caller: "arn:aws-cn:sts::123456789012:assumed-role/auditor/yourside"}
	got, err := machine{env: signedIn, answer: there.ServeHTTP}.signIn(t, Options{RoleARN: role, ExternalID: "a&b"})
	if err != nil {
		t.Fatal(err)
	}
	want := Identity{Account: inventory.Account{Partition: "aws-cn", ID: "123456789012"}, ARN: there.caller, Alias: "acme"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	if first := there.asked[0]; !strings.Contains(first, "ExternalId=a%26b") || !strings.Contains(first, "RoleSessionName=yourside") {
		t.Errorf("asked %q", first)
	}
}

func TestTheAuthoritiesOfTheConfigurationAreTrusted(t *testing.T) {
	there := &cloud{caller: "arn:aws:iam::123456789012:user/alice"}
	server := httptest.NewTLSServer(there)
	defer server.Close()
	bundle := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	got, err := machine{
		files: map[string]string{"ca.pem": string(bundle)},
		env: map[string]string{
			"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_CA_BUNDLE": "$HOME/ca.pem",
			"AWS_ENDPOINT_URL": server.URL, "AWS_ENDPOINT_URL_STS": server.URL,
		},
	}.signIn(t, Options{})
	if err != nil || got.ARN != there.caller {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnAliasThatIsRefusedIsNone(t *testing.T) {
	there := &cloud{caller: "arn:aws:iam::123456789012:user/alice", noAlias: true}
	got, err := machine{env: signedIn, answer: there.ServeHTTP}.signIn(t, Options{})
	if err != nil || got.ARN != there.caller || got.Alias != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestACallerThatIsNoneIsNotAWS(t *testing.T) {
	there := &cloud{caller: "alice"}
	_, err := machine{env: signedIn, answer: there.ServeHTTP}.signIn(t, Options{})
	if err == nil || !strings.Contains(err.Error(), "what answered is not AWS") {
		t.Errorf("%v", err)
	}
}

// silent never answers.
type silent struct{}

func (silent) Do(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestASignInDoesNotWaitForEver(t *testing.T) {
	for name, tc := range map[string]struct {
		within time.Duration // the scan has
		want   time.Duration
		says   string
	}{
		"no answer":             {time.Hour, patience, "AWS did not answer in time: check the network, proxy and AWS_ENDPOINT_URL"},
		"no more time":          {time.Second, time.Second, context.DeadlineExceeded.Error()},
		"somebody is impatient": {0, time.Second, context.Canceled.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				if tc.within > 0 {
					ctx, cancel = context.WithTimeout(t.Context(), tc.within)
				} else {
					time.AfterFunc(tc.want, cancel)
				}
				defer cancel()
				cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider(keyID, secret, "")}
				wire.Install(&cfg, wire.Options{Allowed: Operations, Client: wire.NewRecorder(silent{}, nil)})
				began := time.Now()
				_, err := Identify(ctx, cfg, Options{})
				if err == nil || err.Error() != tc.says {
					t.Errorf("%v, want %s", err, tc.says)
				}
				if took := time.Since(began); took != tc.want {
					t.Errorf("took %v, want %v", took, tc.want)
				}
			})
		})
	}
}
