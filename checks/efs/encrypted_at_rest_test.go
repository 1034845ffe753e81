package efs

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEncryptedAtRest(t *testing.T) {
	checktest.Run(t, EncryptedAtRest, checktest.Cases{
		"encrypted":     checktest.Pass(files(true, "arn:aws:kms:us-east-1:123456789012:key/1")),
		"not encrypted": checktest.Fail(files(false, "")),
		"one of two":    checktest.Want([]check.Status{check.StatusPass, check.StatusFail}, files(true, "arn:k"), other()),
		"denied":        checktest.Unknown(inventory.EFSFileSystems.Missing(checktest.Denied())),
		"none":          checktest.None(),
	})
}

func files(encrypted bool, key string) inventory.Part {
	return inventory.EFSFileSystems.Of(inventory.EFSFileSystem{
		Resource: checktest.Resource("AWS::EFS::FileSystem", "fs-1"), Encrypted: encrypted, KMSKeyID: key,
	})
}

func other() inventory.Part {
	return inventory.EFSFileSystems.Of(inventory.EFSFileSystem{Resource: checktest.Resource("AWS::EFS::FileSystem", "fs-2")})
}
