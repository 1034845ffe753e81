package organizations

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// The types of policies, as AWS names them.
const (
	servicePolicies  = "SERVICE_CONTROL_POLICY"
	resourcePolicies = "RESOURCE_CONTROL_POLICY"
)

// notManaging returns what says where the account stands, and a verdict if it
// does not manage an organization.
func notManaging(o inventory.Organization) ([]check.Evidence, *check.Verdict) {
	saw := []check.Evidence{check.Saw("Member", o.Member)}
	if !o.Member {
		return saw, new(check.NotApplicable("is in no organization", saw...))
	}
	saw = append(saw, check.Saw("MasterAccountID", o.MasterAccountID))
	if !o.Manages() {
		return saw, new(check.NotApplicable("does not manage its organization, which the account "+o.MasterAccountID+" does", saw...))
	}
	return saw, nil
}

// enabled reports whether the root has this type of policies enabled.
func enabled(e check.Env, saw *[]check.Evidence, kind string) bool {
	_, ok := check.Find(e, inventory.OrganizationRoots, e.Account.Resource(), func(r inventory.OrganizationRoot) bool {
		*saw = append(*saw, check.SawOn(r.Resource, "PolicyTypes", r.PolicyTypes))
		return slices.Contains(r.PolicyTypes, kind)
	})
	return ok
}

// ofOwn reports whether a policy is one of this type that the organization made.
func ofOwn(p inventory.PolicySummary, kind string, saw *[]check.Evidence) bool {
	*saw = append(*saw, check.SawOn(p.Resource, "PolicyType", p.PolicyType), check.SawOn(p.Resource, "AwsManaged", p.AwsManaged))
	return p.PolicyType == kind && !p.AwsManaged
}

// content returns what a policy says, or says why that cannot be read.
func content(e check.Env, p inventory.PolicySummary, saw *[]check.Evidence) (d *policy.Document, bad string) {
	c := check.Detail(e, inventory.OrganizationPolicyContents, p.Resource)
	*saw = append(*saw, check.SawOn(p.Resource, "Content", c.Content))
	d, err := policy.Parse(c.Content)
	if err != nil {
		return nil, fmt.Sprintf("the policy %s cannot be read: %v", p.ID, err)
	}
	return d, ""
}

func targets(e check.Env, p inventory.PolicySummary, saw *[]check.Evidence) []string {
	t := check.Detail(e, inventory.OrganizationPolicyTargets, p.Resource)
	*saw = append(*saw, check.SawOn(p.Resource, "Targets", t.Targets))
	return t.Targets
}

// few names the first of many accounts.
func few(ids []string) string {
	const most = 5
	text := strings.Join(ids[:min(most, len(ids))], ", ")
	if n := len(ids) - most; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// rootFeature judges whether a feature of central root access is on.
func rootFeature(e check.Env, o inventory.Organization, feature, on, off string) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	f := check.Detail(e, inventory.OrganizationRootFeatures, o.Resource)
	return check.PassIf(slices.Contains(f.EnabledFeatures, feature), on, off, append(saw, check.Saw("EnabledFeatures", f.EnabledFeatures))...)
}
