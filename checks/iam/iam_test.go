package iam

import (
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func daysAgo(n int) inventory.Moment {
	return inventory.Moment{At: checktest.Now.Add(-time.Duration(n) * 24 * time.Hour)}
}

func said(word string) inventory.Moment { return inventory.Moment{Said: word} }

// user is a row of the credential report about a user that is a year old and
// has no credential.
func user(change ...func(*inventory.IAMCredential)) inventory.Part {
	c := inventory.IAMCredential{
		Resource: checktest.In("", "AWS::IAM::User", "ann"), Created: daysAgo(365).At,
		PasswordLastUsed: said("N/A"), PasswordLastChanged: said("N/A"),
	}
	for _, f := range change {
		f(&c)
	}
	return inventory.IAMCredentials.Of(c)
}

func withPassword(lastUsed, lastChanged inventory.Moment) func(*inventory.IAMCredential) {
	return func(c *inventory.IAMCredential) {
		c.PasswordEnabled, c.PasswordLastUsed, c.PasswordLastChanged = true, lastUsed, lastChanged
	}
}

func withKey(active bool, lastRotated, lastUsed inventory.Moment) func(*inventory.IAMCredential) {
	return func(c *inventory.IAMCredential) {
		c.AccessKeys = append(c.AccessKeys, inventory.AccessKey{
			Number: len(c.AccessKeys) + 1, Active: active, LastRotated: lastRotated, LastUsed: lastUsed,
		})
	}
}

func root(passwordLastUsed inventory.Moment, keys ...inventory.AccessKey) inventory.Part {
	return inventory.IAMCredentials.Of(inventory.IAMCredential{
		Resource: checktest.Account.Resource(), Root: true, Created: daysAgo(2000).At,
		PasswordLastUsed: passwordLastUsed, PasswordLastChanged: said("not_supported"), AccessKeys: keys,
	})
}

func summary(counts map[string]int) inventory.Part {
	return inventory.IAMAccountSummaries.Of(inventory.IAMAccountSummary{
		Resource: checktest.Account.Resource(), SummaryMap: counts,
	})
}

func passwordPolicy(p inventory.IAMPasswordPolicy) inventory.Part {
	p.Resource = checktest.Account.Resource()
	return inventory.IAMPasswordPolicies.Of(p)
}
