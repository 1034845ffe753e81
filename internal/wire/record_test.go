package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
)

// replaying is the configuration of a replay of what was recorded.
func replaying(t *testing.T, j *Journal) aws.Config {
	t.Helper()
	return config(Options{Client: NewReplayer(kept(t, j)), Recorded: true})
}

func TestTheSameCallIsFoundWhateverTheOrderOfItsArguments(t *testing.T) {
	client := NewReplayer([]Exchange{{
		Operation: "kms:DescribeKey", Region: "eu-west-1", Status: 200, ContentType: jsonRPC,
		Input: json.RawMessage(`{ "KeyId": "k", "Later": null, "GrantTokens": ["b", "a"], "Other": "" }`),
		Body:  `{"KeyMetadata":{"KeyId":"found"}}`,
	}})
	keys := kms.NewFromConfig(config(Options{Client: client, Recorded: true}))
	out, err := keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{GrantTokens: []string{"b", "a"}, KeyId: aws.String("k")})
	if err != nil || aws.ToString(out.KeyMetadata.KeyId) != "found" {
		t.Errorf("%+v, %v", out, err)
	}
	_, err = keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{GrantTokens: []string{"a", "b"}, KeyId: aws.String("k")})
	if want := `the recording has no answer to kms:DescribeKey {"GrantTokens":["a","b"],"KeyId":"k"} in eu-west-1`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestEveryPageIsReplayed(t *testing.T) {
	end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
		return answer(200, jsonRPC, []string{
			`{"Keys":[{"KeyId":"1"}],"Truncated":true,"NextMarker":"b"}`,
			`{"Keys":[],"Truncated":true,"NextMarker":"c"}`, `{"Keys":[{"KeyId":"3"}]}`,
		}[n-1])
	}}
	list := func(cfg aws.Config) (ids []string) {
		for pages := kms.NewListKeysPaginator(kms.NewFromConfig(cfg), &kms.ListKeysInput{}); pages.HasMorePages(); {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range page.Keys {
				ids = append(ids, *k.KeyId)
			}
		}
		return ids
	}
	journal := begun(t)
	live := list(config(Options{Client: NewRecorder(end, journal)}))
	if diff := cmp.Diff([]string{"1", "3"}, live); diff != "" {
		t.Errorf("- want, + live:\n%s", diff)
	}
	if diff := cmp.Diff(live, list(replaying(t, journal))); diff != "" {
		t.Errorf("- live, + replayed:\n%s", diff)
	}
}

func TestOfACallThatWasRetriedTheLastAnswerIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
			switch n {
			case 1:
				return answer(400, jsonRPC, `{"__type":"ThrottlingException"}`)
			case 2:
				return nil, io.ErrUnexpectedEOF
			}
			return answer(200, jsonRPC, `{"Keys":[{"KeyId":"1"}]}`)
		}}
		journal := begun(t)
		if err := listKeys(t.Context(), config(Options{Client: NewRecorder(end, journal)})); err != nil {
			t.Fatal(err)
		}
		want := []Exchange{{
			Operation: "kms:ListKeys", Region: "eu-west-1", Input: json.RawMessage(`{"Limit":2}`),
			Status: 200, ContentType: jsonRPC, Body: `{"Keys":[{"KeyId":"1"}]}`,
		}}
		if diff := cmp.Diff(want, kept(t, journal)); diff != "" {
			t.Errorf("- want, + got:\n%s", diff)
		}
	})
}

// What the scan itself ended says nothing about the account.
func TestACallThatTheScanEndedIsNotRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, &net.OpError{Op: "read", Err: r.Context().Err()}
		}}
		journal := begun(t)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if err := listKeys(ctx, config(Options{Client: NewRecorder(end, journal)})); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if got := kept(t, journal); len(got) > 0 {
			t.Errorf("%+v", got)
		}
	})
}

func TestARecordingHoldsNothingThatIsOfOneAnswerOnly(t *testing.T) {
	const once = "0nce-0nly"
	end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
		body := map[string]string{
			"kms": `{"Keys":[]}`,
			"s3":  `<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>` + once + `</RequestId><HostId>` + once + `</HostId></Error>`,
			"sts": `<ErrorResponse><Error><Code>AccessDenied</Code></Error><RequestId>` + once + `</RequestId></ErrorResponse>`,
		}
		service, _, _ := strings.Cut(r.URL.Host, ".")
		out, err := answer(403, "text/xml", body[service])
		if service == "kms" {
			out, err = answer(200, jsonRPC, body[service])
		}
		for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Id-2", "Set-Cookie", "Date"} {
			out.Header.Set(name, once)
		}
		return out, err
	}}
	journal := begun(t)
	cfg := config(Options{Client: NewRecorder(end, journal)})
	for _, call := range []func(context.Context, aws.Config) error{ask, listKeys, listBuckets} {
		_ = call(t.Context(), cfg) // some are refused
	}
	if err := journal.Finish(time.Time{}); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range []string{manifestFile, exchangesFile} {
		content, err := os.ReadFile(filepath.Join(journal.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	for _, call := range operations[:2] {
		if !strings.Contains(all.String(), call) {
			t.Errorf("%s is not recorded", call)
		}
	}
	for what, text := range map[string]string{
		"the access key's ID": "AKIDEXAMPLE", "the secret key": "secret", "the session token": "token",
		"a signature": "AWS4-HMAC-SHA256", "an ID of an answer": once, "a host": "amazonaws.com",
	} {
		if strings.Contains(all.String(), text) {
			t.Errorf("it holds %s:\n%s", what, &all)
		}
	}
}

func TestNobodySeesASecretRecordedOrNot(t *testing.T) {
	for name, journal := range map[string]*Journal{"recorded": begun(t), "not recorded": nil} {
		t.Run(name, func(t *testing.T) {
			end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, "text/xml", `<userData>c2VjcmV0</userData>`)
			}}
			recorder := NewRecorder(end, journal)
			ctx := withCall(t.Context(), Call{Operation: "ec2:DescribeLaunchTemplateVersions", Region: "eu-west-1", Input: "{}"})
			request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://ec2.example", http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			response, err := recorder.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			const want = `<userData>redacted 8 bytes</userData>`
			if body, err := io.ReadAll(response.Body); err != nil || string(body) != want || response.ContentLength != int64(len(want)) {
				t.Errorf("%d bytes: %s, %v", response.ContentLength, body, err)
			}
			if journal == nil {
				return
			}
			if x := kept(t, journal); len(x) != 1 || x[0].Body != want {
				t.Errorf("recorded: %+v", x)
			}
		})
	}
}

func TestAReplayFailsAsTheScanDid(t *testing.T) {
	for name, tc := range map[string]struct {
		answer answers
		want   string
	}{
		"a refusal": {
			func(int, *http.Request) (*http.Response, error) {
				return answer(400, jsonRPC, `{"__type":"AccessDeniedException","message":"not you"}`)
			},
			"AccessDeniedException, status 400",
		},
		"a refusal by its header": {
			func(int, *http.Request) (*http.Response, error) {
				out, err := answer(403, jsonRPC, `{"message":"not you"}`)
				out.Header.Set("X-Amzn-Errortype", "AccessDeniedException:http://internal.amazon.com/coral/")
				return out, err
			},
			"AccessDeniedException, status 403",
		},
		"an error of AWS":     {func(int, *http.Request) (*http.Response, error) { return answer(503, "text/html", "<html>") }, "malformed, status 503"},
		"a throttle at last":  {func(int, *http.Request) (*http.Response, error) { return answer(429, jsonRPC, "{}") }, "throttled, UnknownError, status 429"},
		"no answer in time":   {func(int, *http.Request) (*http.Response, error) { return nil, errSlow }, "timeout, no answer in time"},
		"a broken connection": {func(int, *http.Request) (*http.Response, error) { return nil, syscall.ECONNRESET }, "connection reset by peer"},
		"no AWS":              {func(int, *http.Request) (*http.Response, error) { return answer(200, "text/html", "<html>") }, "malformed, status 200"},
		"an endless answer": {func(int, *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(zeros{})}, nil
		}, "the answer is larger than 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: tc.answer}
				journal := begun(t)
				live := meaning(listKeys(t.Context(), config(Options{Client: NewRecorder(end, journal)})))
				if live != tc.want {
					t.Errorf("live: %s, want %s", live, tc.want)
				}
				began := time.Now()
				if got := meaning(listKeys(t.Context(), replaying(t, journal))); got != live {
					t.Errorf("replayed: %s, live: %s", got, live)
				}
				if took := time.Since(began); took > 0 {
					t.Errorf("the replay waited %v", took)
				}
			})
		})
	}
}

// SQS answers in JSON, and tells in a header the code that it had before.
func TestTheOldCodeOfAnErrorIsRecorded(t *testing.T) {
	const old = "AWS.SimpleQueueService.NonExistentQueue;Sender"
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
		out, err := answer(400, jsonRPC, `{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}`)
		out.Header.Set("X-Amzn-Query-Error", old)
		return out, err
	}}
	attributes := func(o Options) string {
		o.Allowed = []string{"sqs:GetQueueAttributes"}
		_, err := sqs.NewFromConfig(config(o)).GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: aws.String("https://sqs.eu-west-1.amazonaws.com/123456789012/q")})
		return meaning(err)
	}
	recording := begun(t)
	const want = "AWS.SimpleQueueService.NonExistentQueue, status 400"
	if live := attributes(Options{Client: NewRecorder(end, recording)}); live != want {
		t.Errorf("live: %s, want %s", live, want)
	}
	got := kept(t, recording)
	if len(got) != 1 || got[0].QueryError != old {
		t.Errorf("%+v", got)
	}
	if replayed := attributes(Options{Client: NewReplayer(got), Recorded: true}); replayed != want {
		t.Errorf("replayed: %s, want %s", replayed, want)
	}
}

func TestAReplayThatIsStoppedAnswersNoMore(t *testing.T) {
	call, x := exchange("kms:ListKeys", `{"Keys":[]}`)
	ctx, stop := context.WithCancel(withCall(t.Context(), call))
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://kms.example", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	response, err := NewReplayer([]Exchange{x}).Do(request)
	if err == nil {
		defer response.Body.Close()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestTheRegionOfABucketIsRecorded(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
		out, err := answer(400, restXML, "")
		out.Header.Set(bucketRegion, "af-south-1")
		out.Header.Set(requestID, "r")
		return out, err
	}}
	recording := begun(t)
	head := func(cfg aws.Config) error {
		_, err := s3.NewFromConfig(cfg).HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: aws.String("b")})
		return err
	}
	if err := head(config(Options{Client: NewRecorder(end, recording)})); BucketRegion(err) != "af-south-1" {
		t.Fatal(err)
	}
	if err := head(replaying(t, recording)); BucketRegion(err) != "af-south-1" {
		t.Errorf("replayed: %v", err)
	}
}

// A status alone may be that of a sign-in page or of a proxy, which would have
// buckets exist, or not. It is not asked again, and is no answer in a replay.
func TestABareStatusIsAnAnswerOnlyIfAWSGaveIt(t *testing.T) {
	for name, tc := range map[string]struct {
		status int
		id     string
		worth  int // attempts
		strange,
		fine bool
	}{
		"of AWS, and it exists":     {200, "r", 1, false, true},
		"of AWS, and it does not":   {404, "r", 1, false, false},
		"of somebody who has all":   {200, "", 1, true, false},
		"of somebody who has none":  {404, "", 1, true, false},
		"of somebody who refuses":   {403, "", 1, true, false},
		"of somebody who redirects": {301, "", 1, true, false},
		"of a proxy that fails":     {503, "", attempts, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
					out, err := answer(tc.status, "text/html", "")
					out.Header.Set(requestID, tc.id)
					return out, err
				}}
				head := func(cfg aws.Config) error {
					_, err := s3.NewFromConfig(cfg).HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: aws.String("b")})
					return err
				}
				journal := begun(t)
				live := head(config(Options{Client: NewRecorder(end, journal)}))
				replayed := head(replaying(t, journal))
				for how, err := range map[string]error{"live": live, "replayed": replayed} {
					if (err == nil) != tc.fine || IsStranger(err) != tc.strange || tc.strange && HTTPStatus(err) != 0 {
						t.Errorf("%s: %v", how, err)
					}
				}
				if n := len(end.requests); n != tc.worth {
					t.Errorf("asked %d times, want %d", n, tc.worth)
				}
			})
		})
	}
}

// meaning is what a gap is made of.
func meaning(err error) string {
	var is []string
	if IsThrottle(err) {
		is = append(is, "throttled")
	}
	api, refused := errors.AsType[smithy.APIError](err)
	network, failed := errors.AsType[net.Error](err)
	f, silent := errors.AsType[*failure](err)
	switch _, malformed := errors.AsType[*smithy.DeserializationError](err); {
	case err == nil:
		return "no error"
	case refused:
		is = append(is, api.ErrorCode())
	case malformed:
		is = append(is, "malformed")
	}
	if status := HTTPStatus(err); status > 0 {
		is = append(is, fmt.Sprintf("status %d", status))
	}
	if failed && network.Timeout() {
		is = append(is, "timeout")
	}
	if silent {
		is = append(is, f.text)
	}
	return strings.Join(is, ", ")
}
