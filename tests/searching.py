"""How far the tests look: each run has little time, `OUTREACH_SEARCH=1` has all that is wanted."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

SEARCHING = bool(os.environ.get("OUTREACH_SEARCH"))


def searched(in_each_run: T, at_leisure: T) -> T:
    """Return the first in each run of the tests, and the second when somebody looks for more with `OUTREACH_SEARCH=1`."""
    return at_leisure if SEARCHING else in_each_run
