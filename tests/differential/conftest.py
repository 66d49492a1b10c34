"""Settings of the differential tests: how many cases, and how a failure is found again."""

import os

from hypothesis import HealthCheck, settings

CASES = int(os.environ.get("DIFFERENTIAL_CASES", "20000"))
# Requests that are put to each specification.
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
