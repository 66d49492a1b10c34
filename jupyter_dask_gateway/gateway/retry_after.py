"""How long an answer asks to wait: the header Retry-After."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

HEADER = "Retry-After"
# The same bound as in src/gateway/retry_after.rs.
_MAX_SECONDS = 3_600


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Return the seconds to wait; None if nothing is asked for that could be kept to.

    A date is by the clock of whoever answered, which also says in Date what time it is there. So what is
    handed on is a number of seconds, which means the same by every clock.
    """
    value = headers.get(HEADER, "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        seconds = int(value)
    else:
        until = _date(value)
        if until is None:
            return None
        now = _date(headers.get("Date", "")) or datetime.now(timezone.utc)
        seconds = -int((now - until).total_seconds() // 1)
    return seconds if 0 < seconds <= _MAX_SECONDS else None


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=timezone.utc)
