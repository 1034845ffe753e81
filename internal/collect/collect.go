// Package collect fills the tables of an inventory from AWS. It holds one file
// a service with one lister a table; this file says what a collector is, and
// plan.go runs them. A lister returns errors as they come: what they mean for
// the table is decided once, in gap.go.
package collect

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// A Session is one account in one region, as a lister sees it.
type Session struct {
	Account inventory.Account
	Region  string // for account-wide tables the home region
	Config  aws.Config

	shared *answers
}

// answers are those that listers of more than one table ask for, by the call.
type answers struct {
	mu sync.Mutex
	of map[string]any // an *answer[T]
}

// An answer is there when done is closed.
type answer[T any] struct {
	done  chan struct{}
	value T
	err   error
}

// shared asks once in a collection, whoever asks first; the others are given
// the same answer. The call names the operation and its arguments.
func shared[T any](ctx context.Context, s Session, call string, ask func() (T, error)) (T, error) {
	key := s.Region + " " + call
	s.shared.mu.Lock()
	a, asked := s.shared.of[key].(*answer[T])
	if !asked {
		a = &answer[T]{done: make(chan struct{})}
		s.shared.of[key] = a
	}
	s.shared.mu.Unlock()
	if !asked {
		a.value, a.err = ask()
		close(a.done)
	}
	wire.Sent(ctx) // it waits for no turn of its own
	<-a.done
	return a.value, a.err
}

// In returns the session in another region of the account.
func (s Session) In(region string) Session {
	s.Region = region
	s.Config.Region = region
	return s
}

// Resource returns a resource of the session's region.
func (s Session) Resource(cfnType, id, arn string) inventory.Resource {
	return inventory.Resource{
		Partition: s.Account.Partition, Account: s.Account.ID, Region: s.Region,
		Type: cfnType, ID: id, ARN: arn,
	}
}

// ARN returns the ARN of something in the session's account and region.
func (s Session) ARN(service, rest string) string {
	return fmt.Sprintf("arn:%s:%s:%s:%s:%s", s.Account.Partition, service, s.Region, s.Account.ID, rest)
}

type scope int

const (
	eachRegion scope = iota + 1
	wholeAccount
	eachRow
	allRows
)

// A Collector fills one table.
type Collector struct {
	Table  inventory.Handle
	Parent inventory.Handle // of a table of details
	// Operations are what its lister calls: "ec2:DescribeVolumes", then what has to
	// come before.
	Operations []string

	scope    scope
	at       string // of one about the whole account: where it asks, if not in the home region
	climbs   bool   // asks again about each answer: once a row
	distinct bool   // rows may be listed in several regions: keep the first of each
	// everywhere marks a table that is read as a whole: of a region that is not
	// scanned it has a gap.
	everywhere bool
	// of returns what the rows of the parent refer to, if the details are about
	// that and not about the row.
	of func(parent inventory.Row) []inventory.Resource
	// concerns tells of which rows of the parent there is anything to ask, if not
	// of all; some says it in words that follow what a row is.
	concerns func(parent inventory.Row) bool
	some     string
	// about names what a row, or what it refers to, has asked, if another collector
	// may ask it too.
	about   func(parent inventory.Row) string
	parents func(*inventory.Inventory) []inventory.Row
	rows    func(*inventory.Inventory) []inventory.Row // its own
	list    func(ctx context.Context, s Session, parents []inventory.Row, emit func(inventory.Row)) error
	part    func(rows []inventory.Row, gaps []inventory.Gap) inventory.Part
}

type lister[R inventory.Row] func(ctx context.Context, s Session, emit func(R)) error

func perRegion[R inventory.Row](t *inventory.Table[R], list lister[R], operations ...string) Collector {
	return newCollector(t, eachRegion, list, operations)
}

func perAccount[R inventory.Row](t *inventory.Table[R], list lister[R], operations ...string) Collector {
	return newCollector(t, wholeAccount, list, operations)
}

func newCollector[R inventory.Row](t *inventory.Table[R], s scope, list lister[R], operations []string) Collector {
	return Collector{
		Table: t, Operations: operations, scope: s, part: partOf(t),
		list: func(ctx context.Context, s Session, _ []inventory.Row, emit func(inventory.Row)) error {
			return list(ctx, s, func(r R) { emit(r) })
		},
	}
}

// perRow makes one call for each row of the parent's table, in its region.
func perRow[P, R inventory.Row](
	parent *inventory.Table[P], t *inventory.Table[R],
	list func(ctx context.Context, s Session, parent P, emit func(R)) error, operations ...string,
) Collector {
	return Collector{
		Table: t, Parent: parent, Operations: operations, scope: eachRow, part: partOf(t), parents: rowsOf(parent), rows: rowsOf(t),
		list: func(ctx context.Context, s Session, rows []inventory.Row, emit func(inventory.Row)) error {
			return list(ctx, s, rows[0].(P), func(r R) { emit(r) })
		},
	}
}

// perRows asks once about all that one listing of the parent's table found, if
// it found anything: for answers that tell of hundreds in one call.
func perRows[P, R inventory.Row](
	parent *inventory.Table[P], t *inventory.Table[R],
	list func(ctx context.Context, s Session, parents []P, emit func(R)) error, operations ...string,
) Collector {
	return Collector{
		Table: t, Parent: parent, Operations: operations, scope: allRows, part: partOf(t), parents: rowsOf(parent),
		list: func(ctx context.Context, s Session, rows []inventory.Row, emit func(inventory.Row)) error {
			parents := make([]P, 0, len(rows))
			for _, row := range rows {
				parents = append(parents, row.(P))
			}
			return list(ctx, s, parents, func(r R) { emit(r) })
		},
	}
}

// perReference makes one call for each resource that rows of the parent's table
// refer to, in its region, however many rows do.
func perReference[P, R inventory.Row](
	parent *inventory.Table[P], t *inventory.Table[R], of func(P) []inventory.Resource,
	list func(ctx context.Context, s Session, about inventory.Resource, emit func(R)) error, operations ...string,
) Collector {
	return Collector{
		Table: t, Parent: parent, Operations: operations, scope: eachRow, part: partOf(t), parents: rowsOf(parent),
		of: func(row inventory.Row) []inventory.Resource { return of(row.(P)) },
		list: func(ctx context.Context, s Session, about []inventory.Row, emit func(inventory.Row)) error {
			return list(ctx, s, about[0].Subject(), func(r R) { emit(r) })
		},
	}
}

func partOf[R inventory.Row](t *inventory.Table[R]) func([]inventory.Row, []inventory.Gap) inventory.Part {
	return func(rows []inventory.Row, gaps []inventory.Gap) inventory.Part {
		typed := make([]R, 0, len(rows))
		for _, r := range rows {
			typed = append(typed, r.(R))
		}
		return t.Missing(gaps...).With(typed)
	}
}

func rowsOf[R inventory.Row](t *inventory.Table[R]) func(*inventory.Inventory) []inventory.Row {
	return func(inv *inventory.Inventory) []inventory.Row {
		var all []inventory.Row
		for _, r := range t.Rows(inv) {
			all = append(all, r)
		}
		return all
	}
}

// only has the details be those of some rows of the parent's table. Not to ask
// is part of the plan, and none of the lister's business.
func only[P inventory.Row](some string, concerns func(P) bool, c Collector) Collector {
	c.some, c.concerns = some, func(row inventory.Row) bool { return concerns(row.(P)) }
	return c
}

// sharing marks a collector whose lister asks what another may ask too (shared):
// about is what it asks of a row, or of what rows refer to.
func sharing[P inventory.Row](about func(P) string, c Collector) Collector {
	c.about = func(row inventory.Row) string { return about(row.(P)) }
	return c
}

// once marks a collector whose rows are listed in more than one region.
func (c Collector) once() Collector {
	c.distinct = true
	return c
}

// asking marks a collector about the whole account whose service answers in one
// region only, which is not the home of all that is global.
func (c Collector) asking(region string) Collector {
	c.at = region
	return c
}

// climbing marks a collector whose lister asks of what it was answered again, up
// to the last: as often as it has rows.
func (c Collector) climbing() Collector {
	c.climbs = true
	return c
}

// inAll marks a collector of whose table checks ask what is in any region.
func (c Collector) inAll() Collector {
	c.everywhere = true
	return c
}

// collectors lists all collectors, by service.
func collectors() []Collector {
	return slices.Concat(
		s3Collectors,
		kmsCollectors,
		iamCollectors,
		ec2Collectors,
		vpcCollectors,
		cloudtrailCollectors,
		configCollectors,
		accountCollectors,
		organizationsCollectors,
		organizationWideCollectors,
		ssoadminCollectors,
		ssmCollectors,
		detectiveCollectors,
		elbCollectors,
		elbv2Collectors,
		rdsCollectors,
		redshiftCollectors,
		opensearchCollectors,
		eksCollectors,
		sqsCollectors,
		snsCollectors,
		ecrCollectors,
		eventbridgeCollectors,
		glacierCollectors,
		secretsmanagerCollectors,
		lambdaCollectors,
		cloudwatchCollectors,
		logsCollectors,
		cloudfrontCollectors,
		wafv2Collectors,
		acmCollectors,
		efsCollectors,
		apigatewayCollectors,
		directoryCollectors,
		sagemakerCollectors,
		cognitoCollectors,
		shieldCollectors,
		route53Collectors,
	)
}
