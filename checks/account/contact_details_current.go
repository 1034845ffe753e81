package account

import (
	"fmt"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ContactDetailsCurrent is the check account.contact-details-current.
var ContactDetailsCurrent = &check.Check{
	ID:        "account.contact-details-current",
	Title:     "Account contact details are present and reviewed",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Fails when the account has no contact details or lacks a required one. AWS does not say whether they are right: passes when the day of the last review, a parameter, is within the given days, and is UNKNOWN when no such day is set.",
	Rationale: "AWS uses these details when it must reach the owner, as when the account is abused or access to it was lost.",
	Remedy:    "Read the contact details on the account page, correct them, and set the parameter reviewed to the day of the review.",
	Fix: check.Fix{
		Console: "The account's name at the top right, Account, Contact information, Edit.",
		CLI: `aws account get-contact-information
aws account put-contact-information --contact-information file://CONTACT.json`,
		Terraform: `resource "aws_account_primary_contact" "CONTACT" {
  full_name      = "NAME"
  phone_number   = "PHONE"
  address_line_1 = "ADDRESS"
  city           = "CITY"
  postal_code    = "POSTAL_CODE"
  country_code   = "COUNTRY"
}`,
		Breaks: "Nothing: only whom AWS writes to and calls changes.",
		Undo:   "Put the former details the same way.",
	},
	References: []string{"https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html"},
	Controls:   []string{"CIS-1.4/1.1", "CIS-1.5/1.1", "CIS-2.0/1.1", "CIS-3.0/1.1", "CIS-4.0/1.1", "CIS-5.0/1.1", "CIS-6.0/2.1", "CIS-7.0/2.2"},
	Params:     []check.Setting{reviewed, maxReviewAge},
	Assess:     check.ForEach(inventory.AccountContacts, contactDetailsCurrent),
}

var (
	reviewed     = check.NewParam("reviewed", "", "day of the last review of the contact details, such as 2026-01-31")
	maxReviewAge = check.NewParam("max-review-age-days", 365, "days after which the details must be reviewed again")
)

func contactDetailsCurrent(e check.Env, c inventory.AccountContact) check.Verdict {
	saw := []check.Evidence{check.Saw("Set", c.Set), check.Saw("Missing", c.Missing)}
	if !c.Set {
		return check.Fail("has no contact details", saw...)
	}
	if len(c.Missing) > 0 {
		return check.Fail("lacks required contact details", saw...)
	}
	if reviewed.Get(e) == "" {
		return check.Unknown("has contact details, of which nobody has said when they were last reviewed", saw...)
	}
	day, err := time.Parse(time.DateOnly, reviewed.Get(e))
	if err != nil || day.After(e.Now) {
		return check.Unknown("cannot be judged: the parameter reviewed is not a past day of the form 2026-01-31", saw...)
	}
	age := int(e.Now.Sub(day) / (24 * time.Hour))
	return check.PassIf(age <= maxReviewAge.Get(e), "has contact details that were reviewed",
		fmt.Sprintf("has contact details last reviewed %d days ago", age), saw...)
}
