package collect

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// whole are answers to lists of each protocol, all of them of two things.
var whole = map[string]string{
	"ec2:DescribeVolumes": `<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><volumeSet>` +
		`<item><volumeId>vol-1</volumeId><encrypted>true</encrypted></item><item><volumeId>vol-2</volumeId><encrypted>false</encrypted></item>` +
		`</volumeSet></DescribeVolumesResponse>`,
	"kms:ListKeys":   `{"Keys":[{"KeyId":"1","KeyArn":"arn:1"},{"KeyId":"2","KeyArn":"arn:2"}],"Truncated":false}`,
	"s3:ListBuckets": twoBuckets,
}

// listed returns what one answer of the home region leaves in the table that it is for.
func listed(t *testing.T, operation, body string) (rows int, gaps []inventory.Gap) {
	t.Helper()
	tables := map[string]inventory.Handle{
		"ec2:DescribeVolumes": inventory.Volumes, "kms:ListKeys": inventory.KMSKeyList, "s3:ListBuckets": inventory.S3Buckets,
	}
	plan := planOf(t, tables[operation])
	kind := map[bool]string{true: "text/xml", false: "application/x-amz-json-1.1"}[strings.HasPrefix(body, "<")]
	x := exchange(operation, "us-east-1", inputOf[operation], 200, kind, body)
	parts := plan.Collect(t.Context(), homeAnswered(plan.Operations(), x), Scope{Regions: []string{"us-east-1"}}, new(Progress))
	inv := inventory.New(inventory.Account{ID: "123456789012"}, time.Now(), parts...)
	rows = len(inventory.Volumes.Rows(inv)) + len(inventory.KMSKeyList.Rows(inv)) + len(inventory.S3Buckets.Rows(inv))
	return rows, inv.Gaps(tables[operation])
}

func TestAnAnswerThatIsCutIsAGapWhereverItIsCut(t *testing.T) {
	for operation, body := range whole {
		t.Run(operation, func(t *testing.T) {
			if rows, gaps := listed(t, operation, body); rows != 2 || len(gaps) > 0 {
				t.Fatalf("the whole answer: %d rows, %+v", rows, gaps)
			}
			for n := range len(body) {
				if rows, gaps := listed(t, operation, body[:n]); rows > 0 || len(gaps) != 1 || gaps[0].Reason != inventory.Malformed {
					t.Errorf("cut after %q: %d rows, %+v", body[max(0, n-30):n], rows, gaps)
				}
			}
		})
	}
}

const deep = 10_000

func TestAnAnswerThatIsOddIsAGap(t *testing.T) {
	for name, tc := range map[string]struct{ operation, body string }{
		"a number for a list":   {"kms:ListKeys", `{"Keys":7}`},
		"a list for an object":  {"kms:ListKeys", `[]`},
		"a list for a text":     {"kms:ListKeys", `{"Keys":[{"KeyId":["1"]}]}`},
		"a word for a number":   {"ec2:DescribeVolumes", `<DescribeVolumesResponse><volumeSet><item><size>big</size></item></volumeSet></DescribeVolumesResponse>`},
		"a word for yes or no":  {"ec2:DescribeVolumes", `<DescribeVolumesResponse><volumeSet><item><encrypted>maybe</encrypted></item></volumeSet></DescribeVolumesResponse>`},
		"an unknown entity":     {"ec2:DescribeVolumes", `<DescribeVolumesResponse><volumeSet><item><volumeId>&lol;</volumeId></item></volumeSet></DescribeVolumesResponse>`},
		"an entity of its own":  {"s3:ListBuckets", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><ListAllMyBucketsResult><Buckets><Bucket><Name>&b;</Name></Bucket></Buckets></ListAllMyBucketsResult>`},
		"a file of the machine": {"s3:ListBuckets", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ListAllMyBucketsResult><Buckets><Bucket><Name>&a;</Name></Bucket></Buckets></ListAllMyBucketsResult>`},
		"a deep list":           {"kms:ListKeys", `{"Keys":` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + `}`},
		"a deep list, unclosed": {"kms:ListKeys", `{"Keys":` + strings.Repeat("[", deep)},
		"a deep element":        {"ec2:DescribeVolumes", `<DescribeVolumesResponse><volumeSet><item>` + strings.Repeat("<a>", deep)},
	} {
		t.Run(name, func(t *testing.T) {
			if rows, gaps := listed(t, tc.operation, tc.body); rows > 0 || len(gaps) != 1 || gaps[0].Reason != inventory.Malformed {
				t.Errorf("%d rows, %+v", rows, gaps)
			}
		})
	}
}

// What is not asked about may be as deep as it likes.
func TestWhatNobodyReadsMayBeDeep(t *testing.T) {
	for name, tc := range map[string]struct{ operation, body string }{
		"elements": {"ec2:DescribeVolumes", strings.Replace(whole["ec2:DescribeVolumes"], "</volumeId>",
			"</volumeId>"+strings.Repeat("<a>", deep)+strings.Repeat("</a>", deep), 1)},
		"lists": {"kms:ListKeys", strings.Replace(whole["kms:ListKeys"], `"KeyArn"`,
			`"New":`+strings.Repeat("[", deep/2)+strings.Repeat("]", deep/2)+`,"KeyArn"`, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			if rows, gaps := listed(t, tc.operation, tc.body); rows != 2 || len(gaps) > 0 {
				t.Errorf("%d rows, %+v", rows, gaps)
			}
		})
	}
}

func TestPagesThatGoRoundInACircleAreAGap(t *testing.T) {
	plan := planOf(t, inventory.KMSKeyList)
	page := func(input string) wire.Exchange {
		return exchange("kms:ListKeys", "us-east-1", input, 200, "application/x-amz-json-1.1",
			`{"Keys":[{"KeyId":"1","KeyArn":"arn:1"}],"Truncated":true,"NextMarker":"a"}`)
	}
	home := homeAnswered(plan.Operations(), page(`{"Limit":1000}`), page(`{"Limit":1000,"Marker":"a"}`))
	gaps := collected(plan, home).Gaps(inventory.KMSKeyList)
	g := gaps[len(gaps)-1]
	if g.Reason != inventory.Malformed || g.Operation != "kms:ListKeys" || g.Message != "the pages of the answer go round in a circle" {
		t.Errorf("%+v", g)
	}
}

func TestDatesFarFromNowAreDates(t *testing.T) {
	for body, want := range map[string]string{
		`{"KeyMetadata":{"KeyId":"1","DeletionDate":0}}`:             "1970-01-01",
		`{"KeyMetadata":{"KeyId":"1","DeletionDate":253402300799}}`:  "9999-12-31",
		`{"KeyMetadata":{"KeyId":"1","DeletionDate":-62135596800}}`:  "0001-01-01",
		`{"KeyMetadata":{"KeyId":"1","DeletionDate":1.7e9}}`:         "2023-11-14",
		`{"KeyMetadata":{"KeyId":"1","DeletionDate":1700000000.75}}`: "2023-11-14",
	} {
		plan := planOf(t, inventory.KMSKeys)
		home := homeAnswered(plan.Operations(),
			exchange("kms:ListKeys", "us-east-1", inputOf["kms:ListKeys"], 200, "application/x-amz-json-1.1", `{"Keys":[{"KeyId":"1","KeyArn":"1"}]}`),
			exchange("kms:DescribeKey", "us-east-1", `{"KeyId":"1"}`, 200, "application/x-amz-json-1.1", body))
		rows := inventory.KMSKeys.Rows(collected(plan, home))
		if len(rows) != 1 || rows[0].DeletionDate.UTC().Format("2006-01-02") != want {
			t.Errorf("%s: %+v, want %s", body, rows, want)
		}
		if _, err := json.Marshal(rows); err != nil {
			t.Errorf("%s cannot be written: %v", body, err)
		}
	}
}

func TestAHugeAnswerIsNotKept(t *testing.T) {
	var before, after runtime.MemStats
	body := `{"Keys":[` + strings.Repeat(`{"KeyId":"1","Unknown":"`+strings.Repeat("x", 1000)+`"},`, 8000) + `{"KeyId":"1"}]}`
	runtime.GC()
	runtime.ReadMemStats(&before)
	rows, gaps := listed(t, "kms:ListKeys", body)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if rows != 8001 || len(gaps) > 0 {
		t.Errorf("%d rows, %+v", rows, gaps)
	}
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 4<<20 {
		t.Errorf("%d KiB are kept of %d", kept>>10, len(body)>>10)
	}
}
