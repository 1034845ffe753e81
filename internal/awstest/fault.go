package awstest

import (
	"context"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"path"
	"strings"
	"syscall"
	"time"
)

// A Kind is what goes wrong with a call.
type Kind int

// What may go wrong.
const (
	Throttle      Kind = iota + 1 // the service asks for fewer calls
	ServerFailure                 // 500, in the words of the service
	Unavailable                   // 503 with the page of a proxy
	Deny                          // the caller lacks the permission
	DenyByOrganization
	Reset     // the connection ends without an answer
	Silence   // the connection stays, without an answer
	StallBody // the answer stops half-way, and the connection stays
	Drip      // the answer comes one byte a second
	Cut       // the answer stops half-way, and the connection ends
	Truncate  // half of the answer is sent as if it were all of it
	SignIn    // another page comes instead, and says that all is well
	Expire    // the token of the credentials has expired
	Vanish    // what the call is about is not there any more
)

// A Fault is something that goes wrong with some calls.
type Fault struct {
	Kind
	Operation string  // a pattern, such as "s3:Get*"; empty for all
	Region    string  // a pattern; empty for all
	About     string  // something that the call has among its parameters; empty for all
	Share     float64 // of calls that it strikes, 0 for all; which ones follows from what they ask
	First     int     // only the first attempts at each call; 0 for all
	After     int     // so many calls of any kind
	Until     int     // so many calls of any kind; 0 for no end
}

// strikes reports whether the fault strikes the n-th call, which is the attempt
// at it.
func (f Fault) strikes(c Call, n, attempt int) bool {
	return matches(f.Operation, c.Operation) && matches(f.Region, c.Region) &&
		strings.Contains(c.key(), f.About) &&
		n > f.After && (f.Until == 0 || n <= f.Until) && (f.First == 0 || attempt <= f.First) &&
		(f.Share == 0 || share(c, attempt) < f.Share)
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return pattern == "" || ok && err == nil
}

// share is a number from 0 to 1 that an attempt at a call always has.
func share(c Call, attempt int) float64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, c.key())
	return rand.New(rand.NewPCG(h.Sum64(), uint64(attempt))).Float64()
}

// respond is the answer with what goes wrong with it.
func (f Fault) respond(r *http.Request, c Call, good Answer) (*http.Response, error) {
	whole := good.response()
	half := strings.NewReader(good.Body[:len(good.Body)/2])
	switch f.Kind {
	case Throttle:
		return Throttled(c.Operation).Response(c.Operation), nil
	case ServerFailure:
		return Failure(c.Operation).Response(c.Operation), nil
	case Deny:
		return Denied(c.Operation).Response(c.Operation), nil
	case DenyByOrganization:
		return DeniedByOrganization(c.Operation).Response(c.Operation), nil
	case Expire:
		return Expired(c.Operation).Response(c.Operation), nil
	case Vanish:
		return Gone(c.Operation).Response(c.Operation), nil
	case Unavailable:
		return page(http.StatusServiceUnavailable, "Service Unavailable"), nil
	case SignIn:
		return page(http.StatusOK, "Sign in to the network of the hotel"), nil
	case Reset:
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	case Silence:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case StallBody:
		whole.Body = io.NopCloser(io.MultiReader(half, endless{r.Context()}))
	case Drip:
		whole.Body = io.NopCloser(drip{r.Context(), strings.NewReader(good.Body)})
	case Cut:
		whole.Body = io.NopCloser(io.MultiReader(half, cut{}))
	case Truncate:
		good.Body = good.Body[:len(good.Body)/2]
		return good.response(), nil
	}
	return whole, nil
}

// page is what somebody else answers.
func page(status int, text string) *http.Response {
	response := Answer{status, "text/html", "", "<html><body>" + text + "</body></html>"}.response()
	response.Header.Del(requestID)
	return response
}

// endless never has a byte, until nobody waits any more.
type endless struct{ ctx context.Context }

func (e endless) Read([]byte) (int, error) {
	<-e.ctx.Done()
	return 0, e.ctx.Err()
}

// drip has a byte each second.
type drip struct {
	ctx  context.Context
	body io.Reader
}

func (d drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		return d.body.Read(p[:min(1, len(p))])
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

type cut struct{}

func (cut) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
