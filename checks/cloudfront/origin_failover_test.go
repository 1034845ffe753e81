package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestOriginFailover(t *testing.T) {
	checktest.Run(t, OriginFailover, checktest.Cases{
		"a group in use":         checktest.Pass(serving(group("a", "b"), behaviors(behavior("*", "g")))),
		"a group for some paths": checktest.Pass(serving(group("a", "b"), behaviors(behavior("/img", "g"), behavior("*", "a")))),
		"no group":               checktest.Fail(serving()),
		"a group not in use":     checktest.Fail(serving(group("a", "b"), behaviors(behavior("*", "a")))).Says("no behavior uses"),
		"a group of one":         checktest.Fail(serving(group("a"), behaviors(behavior("*", "g")))),
	})
}
