#!/usr/bin/env python3
"""Hold every exchange of a recording against the models of AWS.

    validate.py DIR

Names file, line, operation and path of each field that the service's model
does not know, lacks or types otherwise, and exits with 1 if there is one.
Unlisted values of enumerations are named too, but are no error: AWS adds to
them.
"""

import json
import os
import sys

import shapes


def main():
    name = os.path.join(sys.argv[1], "exchanges.jsonl")
    bad = 0
    with open(name) as f:
        for number, line in enumerate(f, 1):
            x = json.loads(line)
            for p in shapes.problems(x):
                bad += p.fatal
                print(f"{name}:{number}: {'' if p.fatal else 'note: '}{x['operation']}: {p}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
