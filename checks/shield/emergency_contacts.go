package shield

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// EmergencyContacts is the check shield.emergency-contacts.
var EmergencyContacts = &check.Check{
	ID:        "shield.emergency-contacts",
	Title:     "Shield emergency contacts are registered",
	Domain:    check.DetectiveControls,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Reads the emergency contacts of Shield Advanced. Passes if there is one at least. Fails if there is none. Does not apply without a subscription.",
	Rationale: "When an attack hurts, the Shield Response Team calls those contacts. Without one it has nobody to call, and no proactive engagement can be turned on.",
	Remedy:    "Register who is to be called during an attack.",
	Fix: check.Fix{
		Console: "WAF & Shield console, AWS Shield, Overview, Proactive engagement and contacts, Edit: add contacts.",
		CLI: `aws shield update-emergency-contact-settings --region us-east-1 \
  --emergency-contact-list EmailAddress=SECURITY@EXAMPLE.COM,PhoneNumber=+12065550100`,
		Terraform: `resource "aws_shield_proactive_engagement" "this" {
  enabled = true
  emergency_contact {
    email_address = "SECURITY@EXAMPLE.COM"
    phone_number  = "+12065550100"
  }
}`,
		Breaks: "Nothing.",
		Undo:   "The same command with the former list.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html",
		"https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_DescribeEmergencyContactSettings.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.ShieldSubscriptions, emergencyContacts, inventory.ShieldContacts),
}

func emergencyContacts(e check.Env, s inventory.ShieldSubscription) check.Verdict {
	if !s.Active() {
		return check.NotApplicable(withoutSubscription, check.Saw("State", s.State))
	}
	n := check.Detail(e, inventory.ShieldContacts, s.Resource).Contacts
	return check.PassIf(n > 0, "has emergency contacts of Shield Advanced", "has no emergency contact of Shield Advanced",
		check.Saw("State", s.State), check.Saw("Contacts", n))
}
