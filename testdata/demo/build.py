#!/usr/bin/env python3
"""Build the recorded account of `yourside demo` (internal/demo).

    go build -o bin/yourside ./cmd/yourside
    .venv/bin/python testdata/demo/build.py bin/yourside [DIR]

It fills a mock AWS (moto) with a made-up company (company.py), scans that with
the binary and `--record`, and tidies what was recorded (tidy.py): what moto
gets wrong is corrected, or replaced by exchanges written by hand from the API
reference (handwritten/). MOTO.md lists both. What does not conform to the
models of AWS then ends the build.

The same sources give the same bytes, which a test of internal/demo checks.
Where the checks ask something new, run it again; what moto cannot answer is
then named by the other tests there.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "internal" / "demo"
ACCOUNT = "111122223333"  # one of the numbers that AWS uses in its documentation

for name in [n for n in os.environ if n.startswith("AWS_")]:
    del os.environ[name]
os.environ.update(
    MOTO_ACCOUNT_ID=ACCOUNT,
    MOTO_IAM_LOAD_MANAGED_POLICIES="true",
    MOTO_EC2_LOAD_DEFAULT_AMIS="false",
    AWS_ACCESS_KEY_ID="demo",
    AWS_SECRET_ACCESS_KEY="demo",
    AWS_DEFAULT_REGION="us-east-1",
)

import logging  # noqa: E402

import freezegun  # noqa: E402
from moto.moto_api._internal import mock_random  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

import account  # noqa: E402
import company  # noqa: E402
import tidy  # noqa: E402


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def record(binary, endpoint, directory):
    """Scan the mock account in the regions of the company."""
    command = [binary, "scan", "--no-history", "--concurrency", "64", "--record", directory, "-o", f"json={directory}/report.json"]
    for region in account.REGIONS:
        command += ["--region", region]
    env = {**os.environ, "AWS_ENDPOINT_URL": endpoint}
    code = subprocess.run(command, env=env, check=False).returncode
    if code not in (0, 1, 3):
        sys.exit(f"the scan ended with {code}")


def main():
    binary = os.path.abspath(sys.argv[1])
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    mock_random.seed(20261005)
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    endpoint = f"http://127.0.0.1:{port}"
    try:
        with freezegun.freeze_time("2019-03-04T09:00:00Z", ignore=["threading", "socketserver", "werkzeug"]) as clock:
            names = company.populate(endpoint, clock)
            with tempfile.TemporaryDirectory() as directory:
                record(binary, endpoint, directory)
                with open(f"{directory}/manifest.json") as f:
                    manifest = json.load(f)
                with open(f"{directory}/exchanges.jsonl") as f:
                    exchanges = [json.loads(line) for line in f]
    finally:
        server.stop()
    manifest, exchanges = tidy.tidy(manifest, exchanges, names, account.REGIONS)
    (target / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    with open(target / "exchanges.jsonl", "w") as f:
        for x in exchanges:
            f.write(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
