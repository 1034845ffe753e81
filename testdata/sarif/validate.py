"""Validates SARIF files as code scanning would take them.

    validate.py FILE...

The validator of the SARIF SDK exits with 0 whatever it finds, so its own report
is read: any error or warning fails.
"""

import glob
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile

PACKAGES = pathlib.Path(__file__).parent / "node_modules" / "@microsoft"
FAILING = ("error", "warning")
ALONE = {
    # Without ICU, .NET starts in this mode only.
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
    # The validator needs no network, but waits for one that is not there.
    "HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9",
}


def validator():
    """Returns the path of the validator for this system, ready to run."""
    found = glob.glob(str(PACKAGES / "sarif-multitool-*" / "Sarif.Multitool"))
    found += glob.glob(str(PACKAGES / "sarif-multitool-*" / "Sarif.Multitool.exe"))
    if len(found) != 1:
        sys.exit(f"no validator below {PACKAGES}: make sarif installs it")
    # Its install script would do this, if scripts of packages were run.
    os.chmod(found[0], os.stat(found[0]).st_mode | stat.S_IXUSR)
    return found[0]


def validate(command, files):
    """Runs the validator; returns the runs of its report, and what it says."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "report.sarif"
        done = subprocess.run(
            [command, "validate", *files, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
             "--output", str(out), "--log", "ForceOverwrite"],
            env={**os.environ, **ALONE}, capture_output=True, text=True, check=False,
        )
        if done.returncode or "skipped" in done.stdout or not out.exists():
            sys.exit(f"the validator failed with {done.returncode}:\n{done.stdout}{done.stderr}")
        return json.loads(out.read_text(encoding="utf-8-sig"))["runs"], done.stdout


def complaints(run):
    """Counts what the validator found, and where it failed itself."""
    found = run.get("results", [])
    failed = 0
    for invocation in run.get("invocations", []):
        found = found + invocation.get("toolExecutionNotifications", [])
        found = found + invocation.get("toolConfigurationNotifications", [])
        failed += not invocation.get("executionSuccessful", False)
    return failed + sum(f.get("level", "warning") in FAILING for f in found)


def main(files):
    runs, says = validate(validator(), files)
    found = sum(complaints(run) for run in runs)
    if found:
        print(says)
    print(f"SARIF: errors and warnings in {', '.join(files)}: {found}")
    return 1 if found or not runs else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
