package iam

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootHardwareMFA is the check iam.root-hardware-mfa.
var RootHardwareMFA = &check.Check{
	ID:        "iam.root-hardware-mfa",
	Title:     "Root user has hardware MFA",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  inventory.AccountType,
	Logic:     "Passes when root has MFA and no virtual MFA device is assigned to root, or when root has neither password nor access keys to sign in with.",
	Rationale: "The seed of an authenticator app can be copied from a phone or its backup. A security key or hardware token cannot be copied, and a security key also defeats phishing.",
	Remedy:    "Sign in as root, register a security key or hardware token, and remove the virtual MFA device.",
	Fix: check.Fix{
		Console:   "Signed in as root: the account's name at the top right, Security credentials, Assign MFA device, Passkey or security key, or Hardware TOTP token. Then select the virtual device, Remove.",
		CLI:       rootMFACLI,
		Terraform: rootMFATerraform,
		Breaks:    rootMFABreaks,
		Undo:      "Signed in as root: Security credentials, Assign MFA device, Authenticator app, then remove the hardware device.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-fido-mfa-for-root.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"},
	Controls:   []string{"CIS-1.4/1.6", "CIS-1.5/1.6", "CIS-2.0/1.6", "CIS-3.0/1.6", "CIS-4.0/1.6", "CIS-5.0/1.5", "CIS-6.0/2.5", "CIS-7.0/2.6", "FSBP/IAM.6"},
	Assess:     check.ForEach(inventory.IAMAccountSummaries, rootHardwareMFA, inventory.IAMVirtualMFADevices),
}

func rootHardwareMFA(e check.Env, s inventory.IAMAccountSummary) check.Verdict {
	if rootPasswordless(s) {
		return check.Pass("has a root user without credentials", sawPasswordless()...)
	}
	mfa, saw, silent := rootHas(s, "AccountMFAEnabled")
	if silent != nil {
		return *silent
	}
	if !mfa {
		return check.Fail("has no MFA on its root user", saw)
	}
	root := e.Account.Resource()
	virtual, ok := check.Find(e, inventory.IAMVirtualMFADevices, root, func(d inventory.IAMVirtualMFADevice) bool {
		// A console of old gave root's device this name. A user's may have it as well.
		return d.UserARN == root.ARN || d.UserARN == "" && strings.HasSuffix(d.ARN, ":mfa/root-account-mfa-device")
	})
	if ok {
		return check.Fail("has a virtual MFA device on its root user", saw, check.SawOn(virtual.Resource, "UserARN", virtual.UserARN))
	}
	return check.Pass("has only hardware MFA on its root user", saw, check.Saw("UserARN", "of no virtual device is root's"))
}
