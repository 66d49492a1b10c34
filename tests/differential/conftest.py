"""Settings of the differential tests: how many cases, and how a failure is found again."""

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, settings

CASES = int(os.environ.get("DIFFERENTIAL_CASES", "20000"))
# Cases that are put to ours at once: requests to one specification, or texts.
REQUESTS = 10

settings.register_profile(
    "differential",
    max_examples=max(1, CASES // REQUESTS),
    deadline=None,
    # A failure prints a line of code that repeats it.
    print_blob=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("differential")


@contextmanager
def judge(name="judge.mjs"):
    """Ours: `judge.mjs`, or another program here. It gets the value of a line, and gives the answer's."""
    program = subprocess.Popen(
        ["node", Path(__file__).with_name(name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def answer(value):
        print(json.dumps(value), file=program.stdin, flush=True)
        return json.loads(program.stdout.readline())

    yield answer
    program.stdin.close()
    assert program.wait() == 0
