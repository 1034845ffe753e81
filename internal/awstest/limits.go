package awstest

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A bucket is a limit on calls of an account in a region.
type bucket struct {
	each  bool // operation has one of its own
	rate  rate.Limit
	burst int
}

// published are the limits of AWS, and where it publishes none, what others have
// met with.
// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
// https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
var published = map[string]bucket{
	"ec2":                      {true, 20, 100},
	"lambda":                   {false, 15, 15},
	"lambda:GetPolicy":         {false, 15, 15},
	"kms:ListKeys":             {false, 500, 500},
	"kms:DescribeKey":          {false, 2000, 2000},
	"kms:GetKeyPolicy":         {false, 1000, 1000},
	"kms:GetKeyRotationStatus": {false, 1000, 1000},
	"kms:ListGrants":           {false, 100, 100},
	"cloudtrail":               {true, 10, 10},
	"sns:ListTopics":           {false, 30, 30},
	"iam":                      {true, 15, 30},
	"s3":                       {true, 200, 200},
}

// elsewhere is the limit of what publishes none.
var elsewhere = bucket{true, 10, 20}

type limits struct {
	slower int // so many times less than that is allowed
	mu     sync.Mutex
	of     map[string]*limit
}

type limit struct {
	bucket
	places *rate.Limiter
	calls  int // that were not throttled
}

func newLimits(slower int) *limits { return &limits{slower: max(slower, 1), of: map[string]*limit{}} }

// allow reports whether there is a place for the call at this moment.
func (l *limits) allow(c Call) bool {
	service, _, _ := strings.Cut(c.Operation, ":")
	name := c.Operation
	b, ok := published[name]
	if !ok {
		if b, ok = published[service]; !ok {
			b = elsewhere
		}
		if !b.each {
			name = service
		}
	}
	b.rate /= rate.Limit(l.slower)
	b.burst = max(b.burst/l.slower, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	key := name + " " + c.Region
	if l.of[key] == nil {
		l.of[key] = &limit{b, rate.NewLimiter(b.rate, b.burst), 0}
	}
	if !l.of[key].places.Allow() {
		return false
	}
	l.of[key].calls++
	return true
}

// floor is the least time that the calls take whoever keeps to a share of the
// limits.
func (l *limits) floor(share float64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	var least float64
	for _, of := range l.of {
		least = max(least, (float64(of.calls)-share*float64(of.burst))/(share*float64(of.rate)))
	}
	return time.Duration(least * float64(time.Second))
}

// key tells calls apart.
func (c Call) key() string {
	var b strings.Builder
	b.WriteString(c.Operation + " " + c.Region)
	for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
		b.WriteString(" " + name + "=" + c.Parameters[name])
	}
	return b.String()
}
