package kms

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KeyRotationEnabled is the check kms.key-rotation-enabled.
var KeyRotationEnabled = &check.Check{
	ID:        "kms.key-rotation-enabled",
	Title:     "KMS customer symmetric keys rotate automatically",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::KMS::Key",
	Logic:     "Reads the rotation status of each customer key that KMS can rotate by itself: enabled, symmetric encryption, with key material that KMS made. Passes if rotation is on. Does not apply to AWS managed, asymmetric, HMAC, imported and custom key store keys, nor to keys that are not enabled.",
	Rationale: "Rotation bounds how much data one key material encrypts, and how long a compromised one is of use. KMS keeps the old material, so nothing breaks.",
	Remedy:    "Enable automatic rotation of the key. For a multi-Region key do so on the primary key.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key material and rotations, Automatic key rotation, Edit: enable it.",
		CLI:     "aws kms enable-key-rotation --key-id KEY_ID --rotation-period-in-days 365",
		Terraform: `resource "aws_kms_key" "key" {
  enable_key_rotation = true
}`,
		Breaks: "Nothing: the ID, ARN and policy stay, and KMS decrypts with the material of then. The first two rotations raise the price of the key.",
		Undo:   "aws kms disable-key-rotation --key-id KEY_ID. Material that was rotated in stays.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html", "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html"},
	Controls:   []string{"CIS-1.4/3.8", "CIS-1.5/3.8", "CIS-2.0/3.8", "CIS-3.0/3.6", "CIS-4.0/3.6", "CIS-5.0/3.6", "CIS-6.0/4.6", "CIS-7.0/4.6", "FSBP/KMS.4"},
	Assess:     check.ForEach(inventory.KMSKeys, keyRotationEnabled, inventory.KMSRotations),
}

func keyRotationEnabled(e check.Env, k inventory.KMSKey) check.Verdict {
	manager, spec := check.Saw("KeyManager", k.KeyManager), check.Saw("KeySpec", k.KeySpec)
	origin, state := check.Saw("Origin", k.Origin), check.Saw("KeyState", k.KeyState)
	switch {
	case k.KeyManager != customer:
		return check.NotApplicable("is managed by AWS, which rotates it", manager)
	case k.KeySpec != "SYMMETRIC_DEFAULT":
		return check.NotApplicable("cannot rotate by itself: it is not a symmetric encryption key", spec)
	case k.Origin != "AWS_KMS":
		return check.NotApplicable("cannot rotate by itself: KMS did not make its key material", origin)
	case k.KeyState != stateEnabled:
		return check.NotApplicable("is not enabled, so that nothing is encrypted with it", state)
	}
	on := check.Detail(e, inventory.KMSRotations, k.Resource).KeyRotationEnabled
	return check.PassIf(on, "rotates automatically", "does not rotate automatically",
		check.Saw("KeyRotationEnabled", on), manager, spec, origin, state)
}
