package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// allKeys follows the pages of the list of keys, as a lister does.
func allKeys(ctx context.Context, cfg aws.Config) (keys int, err error) {
	list := kms.NewListKeysPaginator(kms.NewFromConfig(cfg), &kms.ListKeysInput{Limit: aws.Int32(2)})
	for list.HasMorePages() {
		page, err := list.NextPage(ctx)
		if err != nil {
			return keys, err
		}
		keys += len(page.Keys)
	}
	return keys, nil
}

// keyPage is a page of one key, or none, that names the next one.
func keyPage(keys int, next string) (*http.Response, error) {
	body := `{"Keys":[` + strings.Repeat(`{"KeyId":"k"}`, keys) + `]`
	if next != "" {
		body += `,"Truncated":true,"NextMarker":"` + next + `"`
	}
	return answer(200, jsonRPC, body+"}")
}

func TestPagesThatGoRoundInACircleAreLeft(t *testing.T) {
	for name, tc := range map[string]struct {
		next     func(n int) string
		requests int
	}{
		"one that names itself":           {func(int) string { return "a" }, 2},
		"two that name each other":        {func(n int) string { return []string{"a", "b"}[n%2] }, 3},
		"a circle of ten after some good": {func(n int) string { return fmt.Sprint(min(n, 20+n%10)) }, 30},
	} {
		t.Run(name, func(t *testing.T) {
			end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) { return keyPage(1, tc.next(n)) }}
			_, err := allKeys(t.Context(), config(through(end)))
			loop, ok := errors.AsType[*LoopError](err)
			if !ok || loop.Operation != "kms:ListKeys" {
				t.Errorf("%v", err)
			}
			if n := len(end.seen()); n != tc.requests {
				t.Errorf("%d requests, want %d", n, tc.requests)
			}
		})
	}
}

func TestPagesThatComeToAnEndAreAllRead(t *testing.T) {
	for name, tc := range map[string]struct{ pages, keys, want int }{
		"empty ones that name a next": {100, 0, 0},
		"ten thousand":                {10_000, 1, 10_000},
	} {
		t.Run(name, func(t *testing.T) {
			end := &counter{pages: tc.pages, keys: tc.keys}
			o := Options{Client: NewRecorder(end, nil), Recorded: true} // no pace to wait for
			before := memory()
			keys, err := allKeys(t.Context(), config(o))
			if err != nil || keys != tc.want || end.asked != tc.pages {
				t.Errorf("%d keys on %d pages: %v", keys, end.asked, err)
			}
			if grown := memory() - before; grown > 4<<20 {
				t.Errorf("%d KiB are kept", grown>>10)
			}
		})
	}
}

// A counter answers with so many pages, and keeps none.
type counter struct{ pages, keys, asked int }

func (c *counter) Do(*http.Request) (*http.Response, error) {
	if c.asked++; c.asked < c.pages {
		return keyPage(c.keys, fmt.Sprint(c.asked))
	}
	return keyPage(c.keys, "")
}

func memory() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// The same token of another list, of another region or after a failure is no circle.
func TestWhatIsNoCircleIsAsked(t *testing.T) {
	end := &wireEnd{answer: func(n int, r *http.Request) (*http.Response, error) {
		if n == 1 {
			return answer(500, jsonRPC, "{}")
		}
		if strings.HasPrefix(r.URL.Host, "s3") {
			return answer(200, restXML, "<ListAllMyBucketsResult/>")
		}
		return answer(200, jsonRPC, "{}")
	}}
	cfg := config(through(end))
	elsewhere := cfg.Copy()
	elsewhere.Region = "us-east-1"
	page := aws.String("a")
	for name, call := range map[string]func() error{
		"keys": func() error {
			_, err := kms.NewFromConfig(cfg).ListKeys(t.Context(), &kms.ListKeysInput{Marker: page})
			return err
		},
		"keys elsewhere": func() error {
			_, err := kms.NewFromConfig(elsewhere).ListKeys(t.Context(), &kms.ListKeysInput{Marker: page})
			return err
		},
		"grants": func() error {
			_, err := kms.NewFromConfig(cfg).ListGrants(t.Context(), &kms.ListGrantsInput{KeyId: aws.String("1"), Marker: page})
			return err
		},
		"grants of another key": func() error {
			_, err := kms.NewFromConfig(cfg).ListGrants(t.Context(), &kms.ListGrantsInput{KeyId: aws.String("2"), Marker: page})
			return err
		},
		"buckets": func() error {
			_, err := s3.NewFromConfig(cfg).ListBuckets(t.Context(), &s3.ListBucketsInput{ContinuationToken: page})
			return err
		},
		"what has no pages": func() error {
			for range 5 {
				if err := whoAmI(t.Context(), cfg); err == nil || errors.As(err, new(*LoopError)) {
					return fmt.Errorf("asked again: %w", err)
				}
			}
			return nil
		},
	} {
		if err := call(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
