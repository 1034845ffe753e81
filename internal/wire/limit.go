package wire

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// InFlight is how many calls of a scan may be under way, unless its options say
// otherwise.
const InFlight = 256

const (
	inFlightOfOne  = 32 // calls of one service in one region
	startRate      = 10 // calls a second where AWS publishes no limit
	startBurst     = 20
	slowest        = 0.5
	slowDownBy     = 0.7
	slowDownAtMost = 500 * time.Millisecond
	speedUpAfter   = time.Second
	speedUpBy      = 2 // calls a second, each second
	courtesy       = 0.6
	fastestOfStart = 2
)

// published are the read limits that AWS documents: calls a second and burst,
// per account and region. We take a share of them, as others use the account too.
// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
// https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
var published = map[string]struct{ rate, burst float64 }{
	"ec2":                      {20, 100},
	"cloudtrail":               {10, 10},
	"kms":                      {1000, 1000},
	"s3":                       {200, 200},
	"iam":                      {15, 30},
	"kms:ListKeys":             {500, 500},
	"kms:DescribeKey":          {2000, 2000},
	"kms:GetKeyRotationStatus": {1000, 1000},
}

type limits struct {
	all     *gate
	unpaced bool

	mu  sync.Mutex
	one map[string]*limit
	in  map[string]*gate
}

// newLimits bounds the calls in flight; zero stands for the usual number.
func newLimits(most int, unpaced bool) *limits {
	return &limits{
		all: newGate(cmp.Or(most, InFlight)), unpaced: unpaced,
		one: map[string]*limit{}, in: map[string]*gate{},
	}
}

// of returns the limit of the call's bucket: each EC2 and KMS operation has
// its own, elsewhere the operations of a service share one.
func (l *limits) of(c Call) *limit {
	service, _, _ := strings.Cut(c.Operation, ":")
	bucket := service
	if service == "ec2" || service == "kms" {
		bucket = c.Operation
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	host := service + " " + c.Region
	if l.in[host] == nil {
		l.in[host] = newGate(inFlightOfOne)
	}
	key := bucket + " " + c.Region
	if l.one[key] == nil {
		l.one[key] = l.start(bucket, service, l.in[host])
	}
	return l.one[key]
}

func (l *limits) start(bucket, service string, place *gate) *limit {
	per, burst := float64(startRate), startBurst
	p, ok := published[bucket]
	if !ok {
		p, ok = published[service]
	}
	if ok {
		per, burst = p.rate*courtesy, int(p.burst*courtesy)
	}
	pace := rate.Limit(per)
	if l.unpaced {
		pace = rate.Inf
	}
	return &limit{
		bucket: rate.NewLimiter(pace, burst), most: per * fastestOfStart,
		first: make(chan struct{}, 1), places: []*gate{place, l.all},
	}
}

// A limit is a token bucket that learns: it slows down when AWS throttles, and
// speeds up again while it does not.
type limit struct {
	bucket *rate.Limiter
	most   float64
	// first is held by the one that waits for the bucket, the others queue up for
	// it. If they all waited there, each would have its turn by the pace of when it
	// came, and slowing down would be for later calls only.
	first chan struct{}
	// places are taken in this order: who waits for a place at a region that
	// does not answer must not hold one that others could use.
	places []*gate

	mu      sync.Mutex
	slowed  time.Time
	changed time.Time
}

// wait returns when the call may go out; the caller then releases its place.
func (l *limit) wait(ctx context.Context) (release func(), err error) {
	if err := l.turn(ctx); err != nil {
		return nil, err
	}
	var have []*ticket
	release = func() {
		for i, t := range have {
			l.places[i].leave(t)
		}
	}
	for _, place := range l.places {
		t := place.ask(restOf(ctx))
		have = append(have, t)
		select {
		case <-t.in:
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return release, nil
}

// turn returns when the pace allows one call more.
func (l *limit) turn(ctx context.Context) error {
	select {
	case l.first <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.first }()
	l.speedUp()
	if l.bucket.Wait(ctx) != nil {
		// The bucket also gives up at once on a turn that comes too late.
		return cmp.Or(ctx.Err(), context.DeadlineExceeded)
	}
	return nil
}

func (l *limit) slowDown() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if now.Sub(l.slowed) < slowDownAtMost {
		return // the answers of one burst are one piece of news
	}
	l.slowed, l.changed = now, now
	l.bucket.SetLimit(rate.Limit(max(float64(l.bucket.Limit())*slowDownBy, slowest)))
	l.bucket.ReserveN(now, max(0, int(l.bucket.TokensAt(now))))
}

func (l *limit) speedUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.slowed.IsZero() || now.Sub(l.changed) < speedUpAfter {
		return
	}
	l.changed = now
	l.bucket.SetLimit(rate.Limit(min(float64(l.bucket.Limit())+speedUpBy, l.most)))
}
