package elbv2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ALBHTTPRedirect is the check elbv2.alb-http-redirect.
var ALBHTTPRedirect = &check.Check{
	ID:        "elbv2.alb-http-redirect",
	Title:     "ALB HTTP listeners redirect to HTTPS",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
	Logic:     "Looks at every HTTP listener of each Application Load Balancer. Passes if each rule of each, the default rule included, redirects to HTTPS. Does not apply to a load balancer without an HTTP listener, nor to Network and Gateway Load Balancers.",
	Rationale: "A client that is served over HTTP stays there, and whoever is on the way reads and changes what it sends.",
	Remedy:    "Let the default action and every rule of the HTTP listener redirect to HTTPS with status 301, or delete the listener.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners and rules, the HTTP listener, Edit listener: choose Redirect to URL, HTTPS, port 443, 301. Do the same in each of its rules.",
		CLI: `aws elbv2 modify-listener --listener-arn LISTENER_ARN --default-actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'
aws elbv2 modify-rule --rule-arn RULE_ARN --actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'`,
		Terraform: `resource "aws_lb_listener" "http" {
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}`,
		Breaks: "Clients that do not follow redirects fail, such as old devices and checks that expect 200. Many clients repeat a POST as a GET after a 301, and browsers remember it.",
		Undo:   "Set the old actions again: forward to the target group.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html",
	},
	Controls: []string{"FSBP/ELB.1"},
	Assess:   check.ForEach(inventory.ELBv2LoadBalancers, albHTTPRedirect, inventory.ELBv2Listeners, inventory.ELBv2ListenerRules),
}

func albHTTPRedirect(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	if b.LoadBalancerType != "application" {
		return check.NotApplicable("is no application load balancer", check.Saw("LoadBalancerType", b.LoadBalancerType))
	}
	plain := func(l inventory.ELBv2Listener) bool { return l.LoadBalancerArn == b.ARN && l.Protocol == "HTTP" }
	served, found := check.Find(e, inventory.ELBv2Listeners, b.Resource, func(l inventory.ELBv2Listener) bool {
		return plain(l) && !redirects(l.DefaultActions)
	})
	if found {
		return check.Fail(fmt.Sprintf("serves HTTP on port %d", served.Port), append(sawListener(served, b),
			check.SawOn(served.Resource, "DefaultActions", served.DefaultActions))...)
	}
	seen := []check.Evidence{check.Saw("LoadBalancerType", b.LoadBalancerType)}
	some := false
	for _, l := range check.Rows(e, inventory.ELBv2Listeners, b.Resource) {
		if l.LoadBalancerArn != b.ARN {
			continue
		}
		seen = append(seen, sawListener(l, b)...)
		if !plain(l) {
			continue
		}
		some = true
		ok, why := redirectsAll(e, l)
		for _, w := range why {
			seen = append(seen, check.SawOn(l.Resource, w.Field, w.Value))
		}
		if !ok {
			return check.Fail(fmt.Sprintf("serves HTTP on port %d under some rule", l.Port), seen...)
		}
	}
	if !some {
		return check.NotApplicable("has no HTTP listener", seen...)
	}
	return check.Pass("redirects all HTTP to HTTPS", seen...)
}

func sawListener(l inventory.ELBv2Listener, b inventory.ELBv2LoadBalancer) []check.Evidence {
	return []check.Evidence{
		check.Saw("LoadBalancerType", b.LoadBalancerType),
		check.SawOn(l.Resource, "LoadBalancerArn", l.LoadBalancerArn),
		check.SawOn(l.Resource, "Protocol", l.Protocol),
	}
}
