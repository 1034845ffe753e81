package ssoadmin

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// PermissionSetSessionDuration is the check ssoadmin.permission-set-session-duration.
var PermissionSetSessionDuration = &check.Check{
	ID:        "ssoadmin.permission-set-session-duration",
	Title:     "Privileged permission sets end within eight hours",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  "AWS::SSO::PermissionSet",
	Logic:     "A permission set of the instance that the account owns which has AdministratorAccess, PowerUserAccess or IAMFullAccess of AWS, or an inline policy that lets its holder do everything, has sessions of at most the hours that are asked. Other permission sets are not asked.",
	Rationale: "A session outlives the day on which it was opened, on whichever laptop it was. The stronger it is, the shorter it should be.",
	Remedy:    "In IAM Identity Center, Permission sets, edit Session duration.",
	Fix: check.Fix{
		Console: "In IAM Identity Center, Permission sets, edit Session duration.",
		CLI: `aws sso-admin update-permission-set --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN --session-duration PT8H
aws sso-admin provision-permission-set --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN --target-type ALL_PROVISIONED_ACCOUNTS`,
		Terraform: `resource "aws_ssoadmin_permission_set" "NAME" {
  name             = "NAME"
  instance_arn     = "INSTANCE_ARN"
  session_duration = "PT8H"
}`,
		Breaks: "Long jobs that run under a session end sooner.",
		Undo:   "Set the old duration.",
	},
	References: []string{"https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html", "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html"},
	Controls:   []string{},
	Params:     []check.Setting{maxHours},
	Assess: check.ForEach(inventory.PermissionSets, permissionSetSessionDuration,
		inventory.PermissionSetManagedPolicies, inventory.PermissionSetInlinePolicies, inventory.PermissionSetSessions),
}

var maxHours = check.NewParam("max-hours", 8, "hours that a session of a privileged permission set may last")

// privileged are the policies of AWS whose holder can give himself everything, or nearly.
var privileged = []string{"AdministratorAccess", "PowerUserAccess", "IAMFullAccess"}

func permissionSetSessionDuration(e check.Env, p inventory.PermissionSet) check.Verdict {
	attached := check.Detail(e, inventory.PermissionSetManagedPolicies, p.Resource).Policies
	text := check.Detail(e, inventory.PermissionSetInlinePolicies, p.Resource).Policy
	saw := []check.Evidence{check.Saw("Policies", attached), check.Saw("Policy", text)}
	strong := slices.ContainsFunc(attached, func(arn string) bool {
		_, name, ofAWS := strings.Cut(arn, ":iam::aws:policy/")
		return ofAWS && slices.Contains(privileged, name)
	})
	if !strong {
		admin, ok := administrator(e, p, text)
		switch {
		case !ok || admin == policy.Unknown:
			return check.Unknown("may be privileged: its inline policy does not say", saw...)
		case admin == policy.No:
			return check.NotApplicable("is not privileged", saw...)
		}
	}
	lasts := check.Detail(e, inventory.PermissionSetSessions, p.Resource).SessionDuration
	saw = append(saw, check.Saw("SessionDuration", lasts))
	d, ok := duration(lasts)
	if !ok {
		return check.Unknown("has sessions of a length that cannot be read: "+lasts, saw...)
	}
	most := time.Duration(maxHours.Get(e)) * time.Hour
	return check.PassIf(d <= most, "is privileged, and its sessions last "+d.String(), "is privileged, and its sessions last "+d.String(), saw...)
}

// duration reads one of ISO 8601, in the parts that a session may have.
func duration(text string) (time.Duration, bool) {
	m := isoDuration.FindStringSubmatch(text)
	if m == nil || strings.HasSuffix(text, "T") || text == "P" {
		return 0, false
	}
	var d time.Duration
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n, _ := strconv.Atoi(m[i+1]) // of at most four digits, or none
		d += time.Duration(n) * unit
	}
	return d, true
}

var isoDuration = regexp.MustCompile(`^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?$`)
