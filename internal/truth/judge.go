package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/wire"
)

// judge runs the case and returns what is wrong with what was said.
func (c *truth) judge() error {
	all := checks.All()
	i := slices.IndexFunc(all, func(k *check.Check) bool { return k.ID == c.Check })
	if i < 0 {
		return fmt.Errorf("there is no check %s", c.Check)
	}
	of := all[i]
	settings, err := c.settingsOf(of)
	if err != nil {
		return err
	}
	var parts []inventory.Part
	if len(c.exchanges) > 0 {
		parts, err = collected(of, c.exchanges)
	} else {
		parts, err = c.parts(of)
	}
	if err != nil {
		return err
	}
	return c.compare(slices.Collect(check.Evaluate([]*check.Check{of}, inventory.New(checktest.Account, checktest.Now, parts...), settings)))
}

// settingsOf gives the settings the types of the check's parameters.
func (c *truth) settingsOf(of *check.Check) (map[string]any, error) {
	settings := map[string]any{}
	for name, value := range c.settings {
		i := slices.IndexFunc(of.Params, func(s check.Setting) bool { return s.Name() == name })
		if i < 0 {
			return nil, fmt.Errorf("%s has no parameter %s", of.ID, name)
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		typed := reflect.New(reflect.TypeOf(of.Params[i].Default()))
		if err := json.Unmarshal(text, typed.Interface()); err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, of.ID, err)
		}
		settings[of.ID+"/"+name] = typed.Elem().Interface()
	}
	return settings, nil
}

// collected reads the tables of the check from exchanges, through the real
// clients, in one region.
func collected(of *check.Check, exchanges []wire.Exchange) ([]inventory.Part, error) {
	plan, err := collect.NewPlan(of.Needs())
	if err != nil {
		return nil, err
	}
	cfg := aws.Config{Region: checktest.Region, Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
	wire.Install(&cfg, wire.Options{Allowed: plan.Operations(), Recorded: true, Client: wire.NewReplayer(exchanges)})
	home := collect.Session{Account: checktest.Account, Region: checktest.Region, Config: cfg}
	parts := plan.Collect(context.Background(), home, collect.Scope{Regions: []string{checktest.Region}}, new(collect.Progress))
	return append(parts, checktest.Regions(checktest.Region)), nil
}

// compare holds the findings against those that must be there: each of those,
// and no others.
func (c *truth) compare(findings []check.Finding) error {
	left := slices.Clone(findings)
	for _, w := range c.Want {
		i := slices.IndexFunc(left, w.is)
		if i < 0 {
			return fmt.Errorf("want %s of %q; it says\n%s", w.Status, w.About, said(findings))
		}
		for _, field := range w.Evidence {
			if !names(left[i].Evidence, field) {
				return fmt.Errorf("the evidence does not name %s; it says\n%s", field, said(findings))
			}
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(left) > 0 {
		return fmt.Errorf("it says more than it should:\n%s", said(left))
	}
	return nil
}

func (w want) is(f check.Finding) bool {
	return f.Status == w.Status && strings.HasSuffix(f.Resource.ARN, w.About) && (w.Region == "" || f.Resource.Region == w.Region)
}

func names(evidence []check.Evidence, field string) bool {
	return slices.ContainsFunc(evidence, func(e check.Evidence) bool {
		return e.Field == field || strings.HasPrefix(e.Field, field+"[") || strings.HasPrefix(e.Field, field+".")
	})
}

func said(findings []check.Finding) string {
	if len(findings) == 0 {
		return "  nothing"
	}
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "  %s %s in %q: %s %v\n", f.Status, f.Resource.ARN, f.Resource.Region, f.Message, f.Evidence)
	}
	return strings.TrimRight(b.String(), "\n")
}
