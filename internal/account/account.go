// Package account signs in: it loads credentials the way every AWS tool does,
// and asks whose they are. What goes wrong here is told as one line that says
// what to do.
package account

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"

	"github.com/yourside/yourside/checks/inventory"
)

// Operations are what signing in calls, beside the exchange of credentials.
var Operations = []string{"sts:GetCallerIdentity", "iam:ListAccountAliases"}

// patience is how long signing in may take in all. A profile may chain roles or
// start a program.
const patience = 30 * time.Second

// Options say whose credentials to use.
type Options struct {
	Profile    string // of the shared AWS configuration
	RoleARN    string // a role to take with them
	ExternalID string // what that role's trust may ask for
}

var roleARN = regexp.MustCompile(`^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+$`)

// Validate reports a mistake in the options that shows without asking AWS.
func (o Options) Validate() error {
	switch {
	case o.RoleARN != "" && !roleARN.MatchString(o.RoleARN):
		return fmt.Errorf("--role-arn %q is not the ARN of a role: it looks like arn:aws:iam::123456789012:role/auditor", o.RoleARN)
	case o.RoleARN == "" && o.ExternalID != "":
		return fmt.Errorf("--external-id goes with a role: name it by --role-arn")
	}
	return nil
}

// Load returns the configuration of the SDK's usual credential chain, with the
// role on top if one is named.
func Load(ctx context.Context, o Options) (aws.Config, error) {
	load := []func(*config.LoadOptions) error{
		config.WithLogger(logging.Nop{}), // the SDK would write its warnings to the standard error
		config.WithRetryer(impatient),
		config.WithDefaultRegion("us-east-1"), // where a profile's role is taken too
	}
	if o.Profile != "" {
		load = append(load, config.WithSharedConfigProfile(o.Profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return aws.Config{}, explainConfiguration(err)
	}
	if o.RoleARN != "" {
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

// impatient are the attempts to get credentials. Where there are none, the last
// source of the chain is a host that does not answer, and whoever has forgotten
// to sign in waits for it.
func impatient() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxBackoff = 300 * time.Millisecond })
}

// An Identity is whose credentials they are.
type Identity struct {
	inventory.Account
	ARN   string // of the caller
	Alias string // of the account; empty if it has none, or the caller may not see it
}

// Identify asks AWS whose credentials the configuration has.
func Identify(ctx context.Context, cfg aws.Config, o Options) (Identity, error) {
	asking, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var name string
	var naming sync.WaitGroup
	naming.Go(func() { name = alias(asking, cfg) })
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(asking, &sts.GetCallerIdentityInput{})
	if ctx.Err() != nil {
		return Identity{}, ctx.Err()
	}
	if err != nil {
		return Identity{}, explain(err, o, cfg.Region)
	}
	naming.Wait()
	caller, err := arn.Parse(aws.ToString(out.Arn))
	if err != nil || aws.ToString(out.Account) == "" {
		return Identity{}, notAWS(fmt.Errorf("the caller's ARN is %q", aws.ToString(out.Arn)))
	}
	return Identity{
		Account: inventory.Account{Partition: caller.Partition, ID: aws.ToString(out.Account)},
		ARN:     aws.ToString(out.Arn),
		Alias:   name,
	}, nil
}

// alias is for people to recognise the account by; a scan needs no more of it.
func alias(ctx context.Context, cfg aws.Config) string {
	out, err := iam.NewFromConfig(cfg).ListAccountAliases(ctx, &iam.ListAccountAliasesInput{})
	if err != nil {
		return ""
	}
	return strings.Join(out.AccountAliases, " ") // there is at most one
}
