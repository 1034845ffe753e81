package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// maxBody bounds an answer: larger ones are no AWS page.
const maxBody = 64 << 20

var errTooLarge = fmt.Errorf("the answer is larger than %d MiB", maxBody>>20)

// An Exchange is a call and what AWS answered, without credentials, tokens or
// signatures: of the request there are the arguments only, of the answer what
// the SDK reads. So two recordings of the same state are the same bytes.
type Exchange struct {
	Operation    string          `json:"operation"`
	Region       string          `json:"region"`
	Input        json.RawMessage `json:"input"`
	Status       int             `json:"status,omitempty"`
	ContentType  string          `json:"content_type,omitempty"`
	ErrorType    string          `json:"error_type,omitempty"`    // the x-amzn-errortype header
	QueryError   string          `json:"query_error,omitempty"`   // the x-amzn-query-error header, with the code of an older protocol
	BucketRegion string          `json:"bucket_region,omitempty"` // the x-amz-bucket-region header
	Body         string          `json:"body,omitempty"`
	Failure      string          `json:"failure,omitempty"` // why there was no answer
	FailureKind  string          `json:"failure_kind,omitempty"`
}

func (x Exchange) call() (Call, error) {
	input, err := canonical(x.Input)
	return Call{x.Operation, x.Region, input}, err
}

// valid reports what no recorder would have written.
func (x Exchange) valid() error {
	if x.Failure == "" && (x.Status < 100 || x.Status > 599) {
		return errors.New("it has no answer")
	}
	if call, err := x.call(); err != nil || call.Input == "null" {
		return errors.New("it has no arguments")
	}
	return nil
}

// answer is what the client hands to the SDK.
func (x Exchange) answer(request *http.Request) (*http.Response, error) {
	if x.Failure != "" {
		return nil, &failure{text: x.Failure, kind: x.FailureKind}
	}
	header := http.Header{"Content-Type": {x.ContentType}}
	if x.ErrorType != "" {
		header.Set("X-Amzn-Errortype", x.ErrorType)
	}
	if x.QueryError != "" {
		header.Set("X-Amzn-Query-Error", x.QueryError)
	}
	if x.BucketRegion != "" {
		header.Set(bucketRegion, x.BucketRegion)
	}
	return &http.Response{
		StatusCode: x.Status, Status: http.StatusText(x.Status), Header: header, Request: request,
		ContentLength: int64(len(x.Body)), Body: io.NopCloser(bytes.NewReader([]byte(x.Body))),
	}, nil
}

// A Recorder passes calls on and keeps the last exchange of each. Answers are
// redacted before anybody sees them, the recording or not.
type Recorder struct {
	next aws.HTTPClient
	into *Journal
}

// NewRecorder returns a client that sends calls to the next one. Without a
// journal it only redacts.
func NewRecorder(next aws.HTTPClient, into *Journal) *Recorder { return &Recorder{next, into} }

// Do sends the request.
func (r *Recorder) Do(request *http.Request) (*http.Response, error) {
	call, ok := callOf(request.Context())
	if !ok {
		return nil, fmt.Errorf("a request to %s that no guard has seen", request.URL.Host)
	}
	if x, told := toldEarlier(request.Context()); told {
		return x.answer(request)
	}
	response, body, err := r.send(request)
	if stopped := request.Context().Err(); err != nil && stopped != nil {
		return nil, stopped // nothing that AWS did
	}
	x := Exchange{Operation: call.Operation, Region: call.Region, Input: json.RawMessage(call.Input)}
	if err != nil {
		f := failureOf(err)
		x.Failure, x.FailureKind = f.text, f.kind
		if r.into != nil {
			r.into.keep(call, x)
		}
		return nil, f
	}
	body = Redact(body)
	if r.into != nil {
		x.Status, x.Body = response.StatusCode, string(withoutIDs(body))
		x.ContentType, x.ErrorType = response.Header.Get("Content-Type"), response.Header.Get("X-Amzn-Errortype")
		x.QueryError = response.Header.Get("X-Amzn-Query-Error")
		x.BucketRegion = response.Header.Get(bucketRegion)
		r.into.keep(call, x)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	response.ContentLength = int64(len(body))
	return response, nil
}

func (r *Recorder) send(request *http.Request) (*http.Response, []byte, error) {
	response, err := do(r.next, request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if len(body) > maxBody {
		err = errTooLarge
	}
	if err == nil {
		err = byAWS(response, request.Method)
	}
	return response, body, err
}

// A NotRecordedError is a call that the recording does not hold.
type NotRecordedError struct{ Call Call }

func (e *NotRecordedError) Error() string {
	return fmt.Sprintf("the recording has no answer to %s %s in %s", e.Call.Operation, e.Call.Input, e.Call.Region)
}

// A Replayer answers calls from recorded exchanges. It needs no network.
type Replayer struct{ exchanges map[Call]Exchange }

// NewReplayer returns a client that answers from these exchanges.
func NewReplayer(exchanges []Exchange) *Replayer {
	r := &Replayer{map[Call]Exchange{}}
	for _, x := range exchanges {
		call, _ := x.call() // Open has refused what has none
		r.exchanges[call] = x
	}
	return r
}

// Do answers the request as recorded.
func (r *Replayer) Do(request *http.Request) (*http.Response, error) {
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	call, ok := callOf(request.Context())
	if !ok {
		return nil, errors.New("a request that no guard has seen")
	}
	x, ok := r.exchanges[call]
	if !ok {
		return nil, &NotRecordedError{call}
	}
	return x.answer(request)
}
