package inventory

// Accelerators holds every standard accelerator: globalaccelerator:ListAccelerators.
// It has no region.
var Accelerators = NewTable[Accelerator]("globalaccelerator.accelerators")

// An Accelerator is an accelerator of Global Accelerator.
type Accelerator struct {
	Resource
	DNSName     string
	IPAddresses []string // those of all IpSets
}
