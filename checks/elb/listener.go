package elb

import (
	"fmt"

	"github.com/yourside/yourside/checks/inventory"
)

// secure reports whether the load balancer itself ends TLS on the listener.
func secure(l inventory.ELBListener) bool { return l.Protocol == "HTTPS" || l.Protocol == "SSL" }

// field names a field of the listener. Its port identifies it: AWS allows one
// listener a port.
func field(l inventory.ELBListener, name string) string {
	return fmt.Sprintf("ListenerDescriptions[%d].%s", l.LoadBalancerPort, name)
}
