#!/usr/bin/env bash
# Scans, writes the summary of the job, and tells the steps that follow how it
# went. The last of them fails the job: what comes before must happen anyway.
set -uo pipefail

dir="${RUNNER_TEMP:?}/yourside-reports"
mkdir -p "$dir"
rm -f "$dir"/*
read -r -a args <<<"${ARGS:-}"
yourside scan --fail-on "${FAIL_ON:-high}" --no-history ${args[@]+"${args[@]}"} \
	-o "json=$dir/report.json" -o "sarif=$dir/yourside.sarif" -o "markdown=$dir/summary.md"
code=$?

uploadable=false findings=0 new=0
if [[ -s $dir/report.json ]]; then
	cat "$dir/summary.md" >>"${GITHUB_STEP_SUMMARY:?}"
	findings=$(jq '.summary.status.FAIL - .summary.muted' "$dir/report.json")
	new=$(jq '.summary.new' "$dir/report.json")
	uploadable=$(jq '[.runs[].invocations[].executionSuccessful] | all' "$dir/yourside.sarif")
else
	echo "yourside made no report: exit code $code" >>"${GITHUB_STEP_SUMMARY:?}"
fi
{
	echo "exit-code=$code"
	echo "findings=$findings"
	echo "new-findings=$new"
	echo "sarif-file=$dir/yourside.sarif"
	echo "report-file=$dir/report.json"
	echo "uploadable=$uploadable"
} >>"${GITHUB_OUTPUT:?}"
if [[ $uploadable != true ]]; then
	echo "::warning::yourside: the scan is incomplete, so nothing is uploaded to code scanning; the summary says what is missing"
fi
