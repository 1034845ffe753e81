package cli

import (
	"cmp"
	"net/url"
	"os"

	"github.com/yourside/yourside/report"
)

// ciRevision returns what CI works on, as GitHub, GitLab, Azure DevOps or Jenkins
// say it, if the command runs there.
func ciRevision() *report.Revision {
	if !inCI() {
		return nil
	}
	env := os.Getenv
	r := report.Revision{
		Commit: cmp.Or(env("GITHUB_SHA"), env("CI_COMMIT_SHA"), env("BUILD_SOURCEVERSION"), env("GIT_COMMIT")),
		Branch: cmp.Or(env("GITHUB_HEAD_REF"), env("GITHUB_REF_NAME"), env("CI_COMMIT_REF_NAME"), env("BUILD_SOURCEBRANCHNAME"), env("GIT_BRANCH")),
	}
	at := cmp.Or(env("CI_PROJECT_URL"), env("BUILD_REPOSITORY_URI"), env("GIT_URL"))
	if env("GITHUB_REPOSITORY") != "" {
		at = env("GITHUB_SERVER_URL") + "/" + env("GITHUB_REPOSITORY")
	}
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil
	}
	// Some clone with credentials in the address.
	r.Repository = (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
	return &r
}
