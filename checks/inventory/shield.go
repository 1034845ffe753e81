package inventory

// ShieldSubscriptions holds whether the account has subscribed to Shield
// Advanced: shield:GetSubscriptionState. It has one row, whose Resource is the
// account, in the partition aws, and none in others, where it does not exist.
var ShieldSubscriptions = NewTable[ShieldSubscription]("shield.subscriptions")

// A ShieldSubscription is that of the account to Shield Advanced.
type ShieldSubscription struct {
	Resource
	State string // ACTIVE or INACTIVE
}

// Active reports whether there is a subscription.
func (s ShieldSubscription) Active() bool { return s.State == "ACTIVE" }

// ShieldProtections holds every protection of an account that has subscribed:
// shield:ListProtections.
var ShieldProtections = NewTable[ShieldProtection]("shield.protections")

// A ShieldProtection is that of one resource by Shield Advanced.
type ShieldProtection struct {
	Resource
	// ResourceArn is of what is protected. That of an Elastic IP address says
	// eip-allocation where EC2 says elastic-ip.
	ResourceArn string
}

// ShieldContacts holds how many people Shield Advanced may call, of an account
// that has subscribed: shield:DescribeEmergencyContactSettings.
var ShieldContacts = NewTable[ShieldContactList]("shield.emergency_contacts")

// A ShieldContactList is the emergency contacts of the account, whose Resource it
// has.
type ShieldContactList struct {
	Resource
	Contacts int
}

// ShieldResponders holds what the Shield Response Team may do in an account that
// has subscribed: shield:DescribeDRTAccess.
var ShieldResponders = NewTable[ShieldResponder]("shield.response_team_access")

// A ShieldResponder is the access of the response team to the account, whose
// Resource it has.
type ShieldResponder struct {
	Resource
	RoleArn string // of the role that it works under; empty if it has none
}
