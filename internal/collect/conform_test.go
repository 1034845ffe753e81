//go:build e2e

package collect

import "github.com/yourside/yourside/internal/wiretest"

func init() { conform = wiretest.Fragments }
