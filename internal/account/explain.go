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

// explain turns an error of the sign-in into the one line that helps.
func explain(err error, o Options, region string) error {
	login := "aws sso login"
	if o.Profile != "" {
		login += " --profile " + o.Profile
	}
	if advice := explainProfile(err, login); advice != nil {
		return advice
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok && !garbled(api) {
		return explainRefusal(err, api, o, login)
	}
	return explainSilence(err, region, login)
}

// explainProfile is about what is on this machine.
func explainProfile(err error, login string) error {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok || strings.Contains(err.Error(), "SSO token") {
		return advise(err, "the SSO sign-in has expired: run `%s`", login)
	}
	if e, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		return advise(err, "there is no profile %q in the AWS configuration: `aws configure list-profiles` names those there are", e.Profile)
	}
	if e, ok := errors.AsType[config.SharedConfigLoadError](err); ok {
		return advise(err, "the AWS configuration %s cannot be read: %v", e.Filename, e.Err)
	}
	if _, ok := errors.AsType[config.AssumeRoleTokenProviderNotSetError](err); ok {
		return advise(err, "the profile asks for an MFA token: sign in with it first (`aws sts get-session-token`), and use those credentials")
	}
	if e, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		return advise(err, "the credential_process of the profile failed: %v", e.Err)
	}
	return nil
}

// garbled reports whether the error code was made up by the SDK, since what
// answered does not speak as AWS does.
func garbled(api smithy.APIError) bool {
	return api.ErrorCode() == "UnknownError" || api.ErrorCode() == ""
}

// explainRefusal is about what AWS answered.
func explainRefusal(err error, api smithy.APIError, o Options, login string) error {
	op, _ := errors.AsType[*smithy.OperationError](err)
	assuming := op != nil && strings.Contains(err.Error(), "AssumeRole")
	switch code := api.ErrorCode(); {
	case strings.HasPrefix(code, "ExpiredToken") || code == "RequestExpired":
		return advise(err, "the credentials have expired: sign in again (`%s`), or renew AWS_SESSION_TOKEN", login)
	case strings.HasPrefix(code, "AccessDenied") && o.RoleARN != "" && assuming:
		return advise(err, "the role %s was refused: its trust policy must name the caller, and --external-id must match (%s)", o.RoleARN, api.ErrorMessage())
	case strings.HasPrefix(code, "AccessDenied") && assuming:
		return advise(err, "the role of the profile was refused: its trust policy must name the caller (%s)", api.ErrorMessage())
	case code == "InvalidClientTokenId" || code == "UnrecognizedClientException":
		return advise(err, "AWS does not know the credentials: sign in again (`%s`); those of another partition need their AWS_REGION (%s)", login, code)
	case code == "SignatureDoesNotMatch":
		return advise(err, "AWS refused the credentials: the secret key or the clock of this machine is wrong (%s)", code)
	default:
		return advise(err, "AWS refused the credentials: %s (%s)", api.ErrorMessage(), code)
	}
}

// explainSilence is about there being no answer from AWS.
func explainSilence(err error, region, login string) error {
	dns, noSuchHost := errors.AsType[*net.DNSError](err)
	sent, _ := errors.AsType[*smithyhttp.RequestSendError](err)
	response, answered := errors.AsType[*smithyhttp.ResponseError](err)
	_, malformed := errors.AsType[*smithy.DeserializationError](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return advise(err, "AWS did not answer in time: check the network, proxy and AWS_ENDPOINT_URL")
	case missing(err):
		return advise(err, "no AWS credentials were found: sign in (`%s`), name a --profile, or set AWS_ACCESS_KEY_ID", login)
	case noSuchHost:
		return advise(err, "there is no host %s: check the network, and whether %s is a region (AWS_REGION)", dns.Name, region)
	case sent != nil:
		return advise(err, "AWS could not be reached: check the network, proxy and AWS_ENDPOINT_URL (%v)", sent.Err)
	case strings.Contains(err.Error(), "ResolveEndpoint"):
		return advise(err, "AWS has no endpoint for %q: check AWS_REGION and AWS_ENDPOINT_URL", region)
	case answered && response.HTTPStatusCode() >= 500:
		return advise(err, "AWS failed to answer: HTTP status %d; try again later, and check AWS_ENDPOINT_URL", response.HTTPStatusCode())
	case malformed || answered:
		return notAWS(err)
	}
	return advise(err, "signing in failed: %v", err)
}

// missing reports whether no source of the chain had credentials: the last one
// asks the host about its role, and there is none.
func missing(err error) bool {
	text := err.Error()
	return strings.Contains(text, "no EC2 IMDS role found") || strings.Contains(text, "get identity") &&
		strings.Contains(text, "EC2 IMDS") || strings.Contains(text, "static credentials are empty")
}
