package inventory

// EFSFileSystems holds every file system of EFS: efs:DescribeFileSystems.
var EFSFileSystems = NewTable[EFSFileSystem]("efs.file_systems")

// An EFSFileSystem is a file system of EFS.
type EFSFileSystem struct {
	Resource
	Encrypted bool
	KMSKeyID  string // ARN of the key, if it is encrypted
}
