"""The audit log as people read it: who took what out of the register or looked at much of it, and whether the log is whole.

Ordinary cards that somebody opens are not logged on one laptop: two officers who look up a supplier do their work, and a log of
that would tell more of them than of anybody's misuse (proportionality; reference/reliability.md, G13). A list of more than
`BULK` rows that is shown is logged in a workspace that several share, once an hour for each kind.

The chain alone shows a changed, removed, added or moved line. A log that was cut or written anew from some line to its end, with
its kept end, is seen by the ends that lie in the backups; who can write all of these too is not seen by anything.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from outreach.domain.audit import AuditLine, AuditState, Head
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach.services.house import House
    from outreach.storage.database import Database

#: A list of more people than this is a bulk view or a bulk export.
BULK = 20
#: So many months the log is kept unless the unit decides otherwise.
KEPT_MONTHS = 24
_MONTH = 30.4375
#: The lists that tell of people.
OF_PEOPLE = frozenset({Kind.PERSON, Kind.COMPANY, Kind.MEETING, Kind.GUEST, Kind.FOLLOW_UP, Kind.REPLY, Kind.INBOX_CARD})
#: A list that is shown again within this, and is no longer than before, is the same look at it.
_LOOK = timedelta(hours=1)


def is_bulk_view(database: Database, kind: Kind, count: int) -> bool:
    """Say whether a list that was shown is one for the log: long, about people, in a workspace that several share."""
    return database.is_shared and count > BULK and kind in OF_PEOPLE


class Audit:
    """Writes, shows and checks the audit log."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database
        # When a long list of each kind was last logged, and how long it was: forgotten with the program, no record of anybody.
        self._looks: dict[Kind, tuple[datetime, int]] = {}

    def note(self, deed: str, **detail: Any) -> None:
        """Add a line of its own. `detail`: ids, counts and references, never names."""
        self._database.audit(deed, **detail)

    def viewed(self, kind: Kind, count: int) -> None:
        """Say that a list was shown; kept for a long one about people in a workspace that several share.

        Both doors call it: the window's lists (`ui/lists/list_model.py`) and the lists of commands (`cli/listing.py`).
        """
        if not is_bulk_view(self._database, kind, count):
            return
        now = self._house.now()
        at, longest = self._looks.get(kind, (now - _LOOK, 0))
        if now - at < _LOOK and count <= longest:
            return
        self._looks[kind] = now, count
        self.note("bulk_view", kind=kind, count=count)

    def latest(self, most: int = 200, deed: str = "", since: datetime | None = None) -> list[AuditLine]:
        """Return the latest lines, newest first."""
        from outreach.storage import audit

        with self._database.read() as view:
            return audit.latest(view.connection, most, deed, since)

    def check(self, others: Iterable[Head] = ()) -> AuditState:
        """Look at the whole log, and hold it against the ends that the backups keep. `others`: ends that are known elsewhere."""
        from outreach.storage import audit

        kept = (*self._house.backups.audit_heads(), *others)
        with self._database.read() as view:
            return audit.check(view.connection, kept)

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
