package wire

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
)

// What came reads as a list without keys, or as what AWS failed with. A Recorder
// reads all before anybody looks, and other clients do not.
func TestAnAnswerThatBreaksOffIsNoneWhateverCameOfIt(t *testing.T) {
	for name, tc := range map[string]struct {
		status int
		came   string
	}{
		"a list":    {200, `{"Keys":[]}`},
		"a failure": {500, `{"__type":"KMSInternalException"}`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
					out, err := answer(tc.status, jsonRPC, "")
					out.Body = io.NopCloser(io.MultiReader(strings.NewReader(tc.came), iotest.ErrReader(io.ErrUnexpectedEOF)))
					return out, err
				}}
				err := listKeys(t.Context(), config(Options{Client: end}))
				if err == nil || !strings.Contains(err.Error(), "unexpected EOF") {
					t.Errorf("%v", err)
				}
				if n := len(end.seen()); n != attempts {
					t.Errorf("%d requests, want %d", n, attempts)
				}
			})
		})
	}
}
