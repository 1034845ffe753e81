package wire

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// InFlight is how many calls of a scan may be under way, unless its options say
// otherwise. An account of 17 regions with nothing in it takes some 800: with
// fewer at a time it would take longer than its longest chain of three.
const InFlight = 512

// Share is how much of what AWS allows a scan takes, unless its options say
// otherwise: others use the account too.
const Share = 0.6

const (
	inFlightUnknown   = 16 // calls of one service in one region
	inFlightPublished = 64 // where it is known how many a second are fine
	startRate         = 10 // calls a second where AWS publishes no limit
	startBurst        = 20
	slowest           = 0.5
	slowDownBy        = 0.7
	slowDownAtMost    = 500 * time.Millisecond
	speedUpAfter      = time.Second
	speedUpBy         = 2 // calls a second, each second
	fastestOfStart    = 2 // where it does not, and calls were throttled
)

// An allowance is so many calls a second, and so many at once.
type allowance struct{ rate, burst float64 }

// published are the read limits that AWS documents, per account and region: of
// an operation, or of all others of a service together. What is not here, as
// RDS, SQS, Config and both kinds of load balancers, begins at startRate.
//
// EC2 has smaller ones for seven lists that are asked for without a page size
// or a filter. No lister does that.
// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
// https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
// https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
// https://docs.aws.amazon.com/general/latest/gr/sns.html
// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
var published = map[string]allowance{
	"cloudtrail":                       {10, 10},
	"cloudwatch:DescribeAlarms":        {9, 9},
	"cloudwatchlogs:DescribeLogGroups": {5, 5},
	"ec2":                              {20, 100},
	"ec2:DescribeSpotFleetRequests":    {3, 50},
	"kms":                              {100, 100},
	"kms:DescribeKey":                  {2000, 2000},
	"kms:GetKeyPolicy":                 {1000, 1000},
	"kms:GetKeyRotationStatus":         {1000, 1000},
	"kms:ListKeys":                     {500, 500},
	"lambda":                           {15, 15},
	"lambda:GetPolicy":                 {15, 15},
	"secretsmanager:GetResourcePolicy": {50, 50},
	"securityhub":                      {10, 30},
	"sns":                              {30, 30}, // of lists; that of GetTopicAttributes is higher and differs by region
	"wafv2":                            {5, 5},
	"wafv2:GetWebACLForResource":       {1, 1},
}

// supposed are limits that AWS does not publish: for IAM what other scanners
// get along with, for S3 our guess.
var supposed = map[string]allowance{"iam": {15, 30}, "s3": {200, 200}}

// perOperation are the services of which each operation has a bucket of its own.
var perOperation = map[string]bool{"ec2": true, "kms": true, "wafv2": true}

// wide are the services of which so many calls may be under way as where the
// limit is known.
var wide = map[string]bool{"cloudtrail": true, "ec2": true, "kms": true, "lambda": true, "s3": true, "sns": true}

type limits struct {
	all     *gate
	unpaced bool
	share   float64
	over    <-chan struct{}

	mu    sync.Mutex
	one   map[string]*limit
	hosts map[string]*host
}

// A host is one service in one region: what all its calls share.
type host struct {
	places  *gate
	circuit circuit
	over    <-chan struct{} // closed when no call can be signed any more
	skew    atomic.Int64    // how wrong the clock of this machine is, as AWS says there
}

// newLimits bounds the calls in flight and paces them; zeros stand for the usual.
func newLimits(o Options) *limits {
	most := cmp.Or(o.InFlight, InFlight)
	if !o.Recorded {
		most = min(most, connections())
	}
	return &limits{
		all: newGate(most), unpaced: o.Recorded, share: cmp.Or(o.Share, Share),
		one: map[string]*limit{}, hosts: map[string]*host{},
	}
}

// of returns the limit of the call's bucket in its region.
func (l *limits) of(c Call) *limit {
	service, _, _ := strings.Cut(c.Operation, ":")
	bucket := service
	if _, own := published[c.Operation]; own || perOperation[service] {
		bucket = c.Operation
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := bucket + " " + c.Region
	if l.one[key] == nil {
		l.one[key] = l.start(bucket, service, l.host(service, c.Region))
	}
	return l.one[key]
}

func (l *limits) host(service, region string) *host {
	key := service + " " + region
	if l.hosts[key] == nil {
		places := inFlightUnknown
		if wide[service] {
			places = inFlightPublished
		}
		l.hosts[key] = &host{places: newGate(places), circuit: newCircuit(), over: l.over}
	}
	return l.hosts[key]
}

func (l *limits) start(bucket, service string, h *host) *limit {
	per, burst, most := float64(startRate), startBurst, float64(fastestOfStart)
	for i, a := range []allowance{published[bucket], published[service], supposed[service]} {
		if a.rate > 0 {
			per, burst = a.rate*l.share, max(1, int(a.burst*l.share))
			if i < 2 {
				most = 1 // where it is known what AWS allows, the share is all that is taken
			}
			break
		}
	}
	pace := rate.Limit(max(per, slowest))
	if l.unpaced {
		pace = rate.Inf
	}
	return &limit{
		bucket: rate.NewLimiter(pace, burst), most: max(per, slowest) * most,
		first: make(chan struct{}, 1), places: []*gate{h.places, l.all}, host: h,
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
	host  *host
	// places are taken in this order: who waits for a place at a region that
	// does not answer must not hold one that others could use.
	places []*gate

	mu      sync.Mutex
	slowed  time.Time
	changed time.Time
}

// wait returns when the call may go out; the caller then releases its place. It
// also returns when there is nothing to wait for any more: the call will not go
// out then.
func (l *limit) wait(ctx context.Context) (release func(), err error) {
	open := l.host.circuit.opened()
	if err := l.turn(ctx, open); err != nil {
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
		case <-open:
			release()
			return nil, errOpen
		case <-l.host.over:
			release()
			return nil, errOpen
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return release, nil
}

// turn returns when the pace allows one call more.
func (l *limit) turn(ctx context.Context, open <-chan struct{}) error {
	select {
	case <-open: // first: of two that are ready, either may be chosen
		return errOpen
	case <-l.host.over:
		return errOpen
	default:
	}
	select {
	case l.first <- struct{}{}:
	case <-open:
		return errOpen
	case <-l.host.over:
		return errOpen
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
