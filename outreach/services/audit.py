"""The audit log as people read it: who took what out of the register or looked at much of it, and whether the log is whole.

Ordinary cards that somebody opens are not logged on one laptop: two officers who look up a supplier do their work, and a log of
that would tell more of them than of anybody's misuse (proportionality; reference/reliability.md, G13). A list of more than
`BULK` people that is shown whole is logged in a workspace that several share.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from outreach.domain.audit import AuditLine, AuditState, Head
from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.services.house import House

#: A list of more people than this is a bulk view or a bulk export.
BULK = 20
#: So many months the log is kept unless the unit decides otherwise.
KEPT_MONTHS = 24
_MONTH = 30.4375


class Audit:
    """Writes, shows and checks the audit log."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database

    def note(self, deed: str, **detail: Any) -> None:
        """Add a line of its own. `detail`: ids, counts and references, never names."""
        self._database.audit(deed, **detail)

    def viewed(self, kind: str, count: int) -> None:
        """Say that a list was shown whole; kept for a long one in a workspace that several share."""
        if self._database.is_shared and count > BULK:
            self.note("bulk_view", kind=kind, count=count)

    def latest(self, most: int = 200, deed: str = "", since: datetime | None = None) -> list[AuditLine]:
        """Return the latest lines, newest first."""
        from outreach.storage import audit

        with self._database.read() as view:
            return audit.latest(view.connection, most, deed, since)

    def check(self, others: Iterable[Head] = ()) -> AuditState:
        """Look at the whole log. `others`: what backups say its end was."""
        from outreach.storage import audit

        with self._database.read() as view:
            return audit.check(view.connection, others)

    def head(self) -> Head:
        """Return the end of the log."""
        from outreach.storage import audit

        with self._database.read() as view:
            return audit.head(view.connection)

    def dispose(self, reference: str, months: int = KEPT_MONTHS) -> int:
        """Take away lines that are older than `months`, by a decision, and return how many.

        A line that stands for them holds their number and last hash. Raises InvalidInput without a reference.
        """
        from outreach.storage import audit

        if not reference.strip():
            raise InvalidInput(N_("Decision"), N_("Nothing may be disposed of without a decision: name it."))
        before = self._house.now() - timedelta(days=months * _MONTH)
        with self._database.work(N_("Disposed of old lines of the audit log")) as work:
            signed = work.action
            bridge = audit.dispose_before(
                work.connection, before, signed.at, signed.who, signed.device, reference
            )
        return int(bridge.detail["lines"]) if bridge else 0
