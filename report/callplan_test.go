package report_test

import (
	"io"
	"testing"

	"github.com/yourside/yourside/report"
)

// callPlan has limits that are felt, and one of everything that a plan can say.
func callPlan() *report.CallPlan {
	return &report.CallPlan{
		Checks: 2, Regions: []string{"eu-west-1", "us-east-1"}, RegionsAssumed: true, TurnedOff: []string{"iam:GetCredentialReport"},
		SignIn: []string{"sts:GetCallerIdentity"},
		Tables: []report.PlannedTable{
			{Table: "iam.users", Operations: []string{"iam:ListUsers", "iam:GetUser"}, Per: "account", Checks: 1, Calls: 2},
			{Table: "lambda.functions", Operations: []string{"lambda:ListFunctions"}, Per: "region", Checks: 2, Calls: 2},
			{
				Table: "lambda.policies", Operations: []string{"lambda:GetPolicy"},
				Per: "row", Parent: "lambda.functions", Each: "function", Some: "of the customer", Checks: 1,
			},
			{
				Table: "ec2.interfaces", Operations: []string{"ec2:DescribeNetworkInterfacesOfAVeryLongName"},
				Per: "listing", Parent: "lambda.functions", Each: "function", Checks: 12,
			},
			{
				Table: "kms.keys", Operations: []string{"kms:DescribeKey"},
				Per: "reference", Parent: "lambda.functions", Each: "key", Checks: 1,
			},
		},
		Calls: report.PlannedCalls{SignIn: 1, PerAccount: 2, PerRegion: 1, Empty: 5},
		Limits: []report.PlannedLimit{
			{Limit: "sts", PerSecond: 10, Burst: 20, Assumed: true, Calls: 1, InOne: 1},
			{Limit: "iam", PerSecond: 0.5, Burst: 1, Calls: 2, InOne: 2},
			{Limit: "lambda", PerSecond: 15, Burst: 0, Calls: 2, InOne: 1, Grows: []report.Growth{
				{Table: "lambda.functions", Per: "row", Each: "function", Some: "of the customer", Calls: 1},
			}},
			{Limit: "ec2", PerSecond: 12, Burst: 60, Grows: []report.Growth{
				{Table: "lambda.functions", Per: "listing", Each: "function", Calls: 1},
			}},
			{Limit: "kms", PerSecond: 1200, Burst: 1200, Assumed: true, Grows: []report.Growth{
				{Table: "lambda.functions", Per: "reference", Each: "key", Calls: 2},
			}},
		},
		Floor: report.PlannedFloor{
			RoundTrip: 0.15, InFlight: 256, Chain: []string{"sts:GetCallerIdentity", "lambda:ListFunctions"}, Limit: "iam",
			ChainTime: 0.3, CallsTime: 0.0029, LimitTime: 2, Seconds: 2,
			LongestChain: []string{"sts:GetCallerIdentity", "lambda:ListFunctions", "lambda:GetPolicy"},
		},
	}
}

func TestTheTextOfACallPlan(t *testing.T) {
	out := written(t, func(w io.Writer, _ []*report.Report) error { return report.Style{}.CallPlan(w, callPlan()) })
	golden(t, "callplan.golden", out)
}

// Its names are those that programs read.
func TestTheJSONOfACallPlan(t *testing.T) {
	out := written(t, func(w io.Writer, _ []*report.Report) error { return callPlan().JSON(w) })
	golden(t, "callplan.golden.json", out)
}
