#!/usr/bin/env python3
"""Hold exchanges against the models of AWS.

    validate.py DIR

Names file, line, operation and path of each field of a recording that the
service's model does not know, lacks or types otherwise, and exits with 1 if
there is one. What AWS writes in another case than its model is a note.

    validate.py

Answers each line of its input, {"exchange": ..., "fragment": ...}, by a line:
the list of what is wrong. Go tests ask this way (internal/wire/wiretest).
"""

import json
import os
import sys

import shapes


def recording(directory):
    name = os.path.join(directory, "exchanges.jsonl")
    bad = False
    with open(name) as f:
        for number, line in enumerate(f, 1):
            x = json.loads(line)
            for p in shapes.problems(x):
                bad = bad or p.kind != shapes.NOTE
                note = "note: " if p.kind == shapes.NOTE else ""
                print(f"{name}:{number}: {note}{x['operation']}: {p}")
    return bad


def answer():
    for line in sys.stdin:
        asked = json.loads(line)
        found = shapes.problems(asked["exchange"], asked["fragment"])
        # As one write: who has the list may end before the line does.
        sys.stdout.write(json.dumps([str(p) for p in found if p.kind != shapes.NOTE]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(recording(sys.argv[1]))
    answer()
