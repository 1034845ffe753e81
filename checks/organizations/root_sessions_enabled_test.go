package organizations

import (
	"testing"
)

func TestRootSessionsEnabled(t *testing.T) {
	rootFeatureCases(t, RootSessionsEnabled, "RootSessions")
}
