"""The mock of AWS, as a server on the port that is given.

The mock can list all that it holds, which is how a test sees that a scan
changes nothing. It cannot where there is a function and no Docker: what runs
the function counts as state, and asking for it fails the whole list. No
function runs here, so nothing runs one.
"""

import sys

from moto.awslambda.models import LambdaFunction
from moto.server import main

LambdaFunction.docker_client = None

main(["-H", "127.0.0.1", "-p", sys.argv[1]])
