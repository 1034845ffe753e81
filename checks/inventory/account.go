package inventory

// AccountContacts holds one row, about the account: account:GetContactInformation.
// ResourceNotFoundException is a row that is not Set.
var AccountContacts = NewTable[AccountContact]("account.contacts")

// An AccountContact is whether the account has contact details. Who they name
// is left out: no check needs it, and it is personal data. Its Resource is
// Account.Resource().
type AccountContact struct {
	Resource
	Set bool
	// Missing names the fields that are absent or blank, of those that AWS
	// requires: AddressLine1, City, CountryCode, FullName, PhoneNumber, PostalCode.
	Missing []string
}

// AccountSecurityContacts holds one row, about the account:
// account:GetAlternateContact with AlternateContactType=SECURITY.
// ResourceNotFoundException is a row that is not Set.
var AccountSecurityContacts = NewTable[AccountSecurityContact]("account.security_contacts")

// An AccountSecurityContact is whether the account has a security contact. Its
// Resource is Account.Resource().
type AccountSecurityContact struct {
	Resource
	Set bool
}
