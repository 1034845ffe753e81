package account

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SecurityContactRegistered is the check account.security-contact-registered.
var SecurityContactRegistered = &check.Check{
	ID:        "account.security-contact-registered",
	Title:     "Security alternate contact is registered",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has an alternate contact of the type SECURITY.",
	Rationale: "AWS writes to this contact about abuse and leaked keys. Without one, the message goes to the owner of the root address, who may not read it in time.",
	Remedy:    "Register a security contact, best a mailbox and a telephone that several people answer.",
	Fix: check.Fix{
		Console: "The account's name at the top right, Account, Alternate contacts, Edit: fill in the security contact.",
		CLI: `aws account put-alternate-contact --alternate-contact-type SECURITY --name NAME \
  --title TITLE --email-address EMAIL --phone-number PHONE`,
		Terraform: `resource "aws_account_alternate_contact" "SECURITY" {
  alternate_contact_type = "SECURITY"
  name                   = "NAME"
  title                  = "TITLE"
  email_address          = "EMAIL"
  phone_number           = "PHONE"
}`,
		Breaks: "Nothing: the owner of the root address goes on getting what AWS writes.",
		Undo:   "aws account delete-alternate-contact --alternate-contact-type SECURITY",
	},
	References: []string{"https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html"},
	Controls:   []string{"CIS-1.4/1.2", "CIS-1.5/1.2", "CIS-2.0/1.2", "CIS-3.0/1.2", "CIS-4.0/1.2", "CIS-5.0/1.2", "CIS-6.0/2.2", "CIS-7.0/2.3", "FSBP/Account.1"},
	Assess:     check.ForEach(inventory.AccountSecurityContacts, securityContactRegistered),
}

func securityContactRegistered(_ check.Env, c inventory.AccountSecurityContact) check.Verdict {
	return check.PassIf(c.Set, "has a security contact", "has no security contact", check.Saw("Set", c.Set))
}
