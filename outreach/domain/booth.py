"""The number of our stand at somebody else's fair, as people write it: "B14", "Monter B14", "Bord 12"."""

from __future__ import annotations

import re


def says_what_it_is(booth: str) -> bool:
    """Say whether a stand's number has a word of its own ("Table 12"), so that no "stand" is put before it."""
    return re.search(r"[^\W\d_]{3}", booth) is not None
