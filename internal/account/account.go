// Package account signs in: it loads credentials the way every AWS tool does,
// and asks whose they are. What goes wrong here is told as one line that says
// what to do.
package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/yourside/yourside/checks/inventory"
)

// Operations are what signing in calls, beside the exchange of credentials.
var Operations = []string{"sts:GetCallerIdentity"}

// Options say whose credentials to use.
type Options struct {
	Profile    string // of the shared AWS configuration
	RoleARN    string // a role to take with them
	ExternalID string // what that role's trust may ask for
}

// A SignInError is a problem with credentials; its text says what to do.
type SignInError struct {
	advice string
	cause  error
}

func (e *SignInError) Error() string { return e.advice }
func (e *SignInError) Unwrap() error { return e.cause }

// Load returns the configuration of the SDK's usual credential chain, with the
// role on top if one is named.
func Load(ctx context.Context, o Options) (aws.Config, error) {
	var load []func(*config.LoadOptions) error
	if o.Profile != "" {
		load = append(load, config.WithSharedConfigProfile(o.Profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return aws.Config{}, explain(err, o)
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1"
	}
	if o.RoleARN != "" {
		if !arn.IsARN(o.RoleARN) {
			return aws.Config{}, &SignInError{advice: fmt.Sprintf("--role-arn %q is not an ARN", o.RoleARN)}
		}
		cfg.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), o.RoleARN,
			func(a *stscreds.AssumeRoleOptions) {
				a.RoleSessionName = "yourside"
				if o.ExternalID != "" {
					a.ExternalID = aws.String(o.ExternalID)
				}
			}))
	}
	return cfg, nil
}

// An Identity is whose credentials they are.
type Identity struct {
	inventory.Account
	ARN string // of the caller
}

// Identify asks AWS whose credentials the configuration has.
func Identify(ctx context.Context, cfg aws.Config, o Options) (Identity, error) {
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return Identity{}, explain(err, o)
	}
	caller, err := arn.Parse(aws.ToString(out.Arn))
	if err != nil {
		return Identity{}, fmt.Errorf("sts:GetCallerIdentity answered with the ARN %q: %w", aws.ToString(out.Arn), err)
	}
	return Identity{
		Account: inventory.Account{Partition: caller.Partition, ID: aws.ToString(out.Account)},
		ARN:     aws.ToString(out.Arn),
	}, nil
}

// explain turns an error of the sign-in into the one line that helps.
func explain(err error, o Options) error {
	login := "aws sso login"
	if o.Profile != "" {
		login += " --profile " + o.Profile
	}
	var (
		sso       *ssocreds.InvalidTokenError
		noProfile config.SharedConfigProfileNotExistError
		api       smithy.APIError
		sent      *smithyhttp.RequestSendError
	)
	switch {
	case errors.As(err, &sso):
		return &SignInError{"the SSO sign-in has expired: run `" + login + "`", err}
	case errors.As(err, &noProfile):
		return &SignInError{fmt.Sprintf("there is no profile %q in the AWS configuration: `aws configure list-profiles` names those there are", noProfile.Profile), err}
	case errors.As(err, &api):
		switch code := api.ErrorCode(); {
		case strings.HasPrefix(code, "ExpiredToken"):
			return &SignInError{"the credentials have expired: sign in again (" + login + ")", err}
		case strings.HasPrefix(code, "AccessDenied") && o.RoleARN != "":
			return &SignInError{fmt.Sprintf("the role %s was refused: its trust policy must name the caller, and --external-id must match (%s)", o.RoleARN, api.ErrorMessage()), err}
		}
		return &SignInError{fmt.Sprintf("AWS refused the credentials: %s (%s)", api.ErrorMessage(), api.ErrorCode()), err}
	case strings.Contains(err.Error(), "get identity") || strings.Contains(err.Error(), "failed to refresh cached credentials"):
		return &SignInError{"no AWS credentials were found: sign in (`" + login + "`), name a --profile, or set AWS_ACCESS_KEY_ID", err}
	case errors.As(err, &sent):
		return &SignInError{"AWS could not be reached: check the network, proxy and AWS_ENDPOINT_URL (" + sent.Err.Error() + ")", err}
	}
	return &SignInError{"signing in failed: " + err.Error(), err}
}
