package account

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A SignInError is a problem with credentials; its text says what to do.
type SignInError struct {
	advice string
	cause  error
}

func (e *SignInError) Error() string { return e.advice }
func (e *SignInError) Unwrap() error { return e.cause }

func advise(cause error, format string, args ...any) error {
	// Some of what AWS and the SDK say has several lines.
	return &SignInError{strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "), cause}
}

func notAWS(cause error) error {
	return advise(cause, "what answered is not AWS: check AWS_ENDPOINT_URL, and whether a proxy or a sign-in page is in between")
}

// command returns what to run on the AWS command line, as the same profile.
func (o Options) command(words string) string {
	if o.Profile != "" {
		words += " --profile " + o.Profile
	}
	return "`aws " + words + "`"
}

// explainConfiguration is about the files and variables that say whose
// credentials to use.
func explainConfiguration(err error) error {
	if e, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		return advise(err, "there is no profile %q in the AWS configuration: `aws configure list-profiles` names those there are", e.Profile)
	}
	if e, ok := errors.AsType[config.SharedConfigLoadError](err); ok {
		return advise(err, "the AWS configuration %s cannot be read: %v", e.Filename, e.Err)
	}
	if _, ok := errors.AsType[config.AssumeRoleTokenProviderNotSetError](err); ok {
		return advise(err, "the profile asks for an MFA token: sign in with it first (`aws sts get-session-token`), and use those credentials")
	}
	return advise(err, "the AWS configuration cannot be used, check the profile and the AWS_ variables: %v", err)
}

// explain turns an error of the sign-in into the one line that helps.
func explain(err error, o Options, region string) error {
	if _, unreachable := errors.AsType[*smithyhttp.RequestSendError](err); !unreachable {
		if advice := explainSource(err, o); advice != nil {
			return advice
		}
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok && !garbled(api) {
		return explainRefusal(err, api, o)
	}
	return explainSilence(err, o, region)
}

// explainSource is about where credentials come from on this machine.
func explainSource(err error, o Options) error {
	text := err.Error()
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok || strings.Contains(text, "SSO token") {
		return advise(err, "there is no SSO sign-in, or it has expired: run %s", o.command("sso login"))
	}
	if strings.Contains(text, "please reauthenticate") {
		return advise(err, "there is no sign-in, or it has expired: run %s", o.command("login"))
	}
	if e, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		if strings.HasPrefix(e.Err.Error(), "parse failed") { // the text has the output, and so perhaps credentials
			return advise(err, "the credential_process of the profile failed: its output is not the JSON that it should be")
		}
		return advise(err, "the credential_process of the profile failed: %v", e.Err)
	}
	if _, cause, ok := strings.Cut(text, "failed to retrieve jwt from provide source, "); ok {
		return advise(err, "there is no web identity: %s (AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file of the profile)", cause)
	}
	return nil
}

// garbled reports whether the error code was made up by the SDK, since what
// answered does not speak as AWS does.
func garbled(api smithy.APIError) bool {
	return api.ErrorCode() == "UnknownError" || api.ErrorCode() == ""
}

// explainRefusal is about what AWS answered.
func explainRefusal(err error, api smithy.APIError, o Options) error {
	login := o.command("sso login")
	said := api.ErrorMessage()
	op, _ := errors.AsType[*smithy.OperationError](err)
	assuming := op != nil && strings.Contains(err.Error(), "AssumeRole")
	switch code := api.ErrorCode(); {
	case strings.HasPrefix(code, "ExpiredToken") || code == "RequestExpired":
		return advise(err, "the credentials have expired: sign in again (%s), or renew AWS_SESSION_TOKEN", login)
	case code == "UnauthorizedException": // of SSO
		return advise(err, "the SSO sign-in is not valid any more: run %s", login)
	case code == "ForbiddenException":
		return advise(err, "SSO does not give this role to you: check sso_account_id and sso_role_name of the profile (%s)", said)
	case strings.HasPrefix(code, "AccessDenied") && o.RoleARN != "" && assuming:
		return advise(err, "the role %s was refused: its trust policy must name the caller, and --external-id must match (%s)", o.RoleARN, said)
	case strings.HasPrefix(code, "AccessDenied") && assuming:
		return advise(err, "the role of the profile was refused: its trust policy must name the caller (%s)", said)
	case code == "InvalidClientTokenId" || code == "UnrecognizedClientException":
		return advise(err, "AWS does not know the credentials: sign in again (%s); those of another partition need their AWS_REGION (%s)", login, code)
	case code == "SignatureDoesNotMatch" && (strings.Contains(said, "Signature expired") || strings.Contains(said, "Signature not yet current")):
		return advise(err, "the clock of this machine is wrong: set it (%s)", code)
	case code == "SignatureDoesNotMatch":
		return advise(err, "AWS refused the credentials: the secret key or the clock of this machine is wrong (%s)", code)
	case strings.Contains(said, "Signature"): // the text has the signature
		return advise(err, "AWS refused the credentials: check that they were copied whole (%s)", code)
	default:
		return advise(err, "AWS refused the credentials: %s (%s)", said, code)
	}
}

// explainSilence is about there being no answer from AWS.
func explainSilence(err error, o Options, region string) error {
	text := err.Error()
	dns, noSuchHost := errors.AsType[*net.DNSError](err)
	sent, _ := errors.AsType[*smithyhttp.RequestSendError](err)
	response, answered := errors.AsType[*smithyhttp.ResponseError](err)
	switch {
	case missing(text): // whyever the last source of the chain has none
		return advise(err, "no AWS credentials were found: sign in (%s), name a --profile, or set AWS_ACCESS_KEY_ID", o.command("sso login"))
	case errors.Is(err, context.DeadlineExceeded):
		return advise(err, "AWS did not answer in time: check the network, proxy and AWS_ENDPOINT_URL")
	case strings.Contains(text, "failed to load credentials"):
		return advise(err, "the credentials of the container could not be had: check AWS_CONTAINER_CREDENTIALS_FULL_URI or unset it")
	case strings.Contains(text, "invalid header field value"):
		return advise(err, "the credentials hold a line break, or what else they cannot have: check that they were copied as they are")
	case noSuchHost:
		return advise(err, "there is no host %s: check the network, and whether %s is a region (AWS_REGION)", dns.Name, region)
	case sent != nil:
		return advise(err, "AWS could not be reached: check the network, proxy and AWS_ENDPOINT_URL (%v)", sent.Err)
	case strings.Contains(text, "failed to bind endpoint params"):
		return advise(err, "%q is not the name of a region: check AWS_REGION", region)
	case strings.Contains(text, "failed to resolve service endpoint"):
		return advise(err, "there is no endpoint of AWS for the region %s: check AWS_REGION and AWS_ENDPOINT_URL", region)
	case answered && response.HTTPStatusCode() >= 500:
		return advise(err, "AWS failed to answer: HTTP status %d; try again later, and check AWS_ENDPOINT_URL", response.HTTPStatusCode())
	case answered:
		return notAWS(err)
	}
	return advise(err, "signing in failed: %v", err)
}

// missing reports whether no source of the chain had credentials: the last one
// asks the host about its role, and there is none.
func missing(text string) bool {
	return strings.Contains(text, "EC2 IMDS") || strings.Contains(text, "static credentials are empty")
}
