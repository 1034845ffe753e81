package collect

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"github.com/yourside/yourside/checks/inventory"
)

// Neither call names the account: with an account ID they are calls about a
// member, which only the management account may make.
var accountCollectors = []Collector{
	perAccount(inventory.AccountContacts, getContactInformation, "account:GetContactInformation"),
	perAccount(inventory.AccountSecurityContacts, getSecurityContact, "account:GetAlternateContact"),
}

func getContactInformation(ctx context.Context, s Session, emit func(inventory.AccountContact)) error {
	row := inventory.AccountContact{Resource: s.Account.Resource()}
	out, err := account.NewFromConfig(s.Config).GetContactInformation(ctx, &account.GetContactInformationInput{})
	if err != nil && answered(err, "ResourceNotFoundException") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	if out.ContactInformation == nil {
		return errors.New("the answer has no contact information")
	}
	row.Set, row.Missing = true, missingContactFields(out.ContactInformation)
	emit(row)
	return nil
}

func missingContactFields(c *types.ContactInformation) []string {
	var missing []string
	for _, f := range []struct {
		name  string
		value *string
	}{
		{"AddressLine1", c.AddressLine1},
		{"City", c.City},
		{"CountryCode", c.CountryCode},
		{"FullName", c.FullName},
		{"PhoneNumber", c.PhoneNumber},
		{"PostalCode", c.PostalCode},
	} {
		if strings.TrimSpace(aws.ToString(f.value)) == "" {
			missing = append(missing, f.name)
		}
	}
	return missing
}

func getSecurityContact(ctx context.Context, s Session, emit func(inventory.AccountSecurityContact)) error {
	row := inventory.AccountSecurityContact{Resource: s.Account.Resource()}
	out, err := account.NewFromConfig(s.Config).GetAlternateContact(ctx,
		&account.GetAlternateContactInput{AlternateContactType: types.AlternateContactTypeSecurity})
	if err != nil && !answered(err, "ResourceNotFoundException") {
		return err
	}
	if err == nil && out.AlternateContact == nil {
		return errors.New("the answer has no alternate contact")
	}
	row.Set = err == nil
	emit(row)
	return nil
}
