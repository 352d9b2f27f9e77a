"""Answers that come in by e-mail: read from one folder of a mailbox, never changed there, each once.

What was read is remembered by the folder's UIDVALIDITY and the last UID (RFC 9051, 2.3.1.1), as a fact of the workspace, so that
two officers do not read the same answers. It is remembered after the answers have been taken in: `fetch`, take in, `remember`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from outreach.domain.accounts import MailFolder

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: How far back the first look into a folder goes.
FIRST_LOOK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class _Place:
    validity: int
    last: int


class AnswerMailbox:
    """The folder where answers come in."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._reached: dict[str, _Place] = {}

    def fetch(
        self,
        folder: MailFolder,
        password: str,
        report: Callable[[int, int], None] | None = None,
        *,
        anew: bool = False,
    ) -> list[tuple[str, bytes]]:
        """Return the letters that may hold an answer and are new since the last time, as (name, bytes), oldest first.

        `anew` looks at everything of the last 120 days again. `report(done, total)` may raise Cancelled. Only looks: nothing is
        marked as read. Raises ServerUnreachable, CertificateRefused, NoEncryption, WrongPassword, PlaceMissing, LineCut,
        ExtraMissing.
        """
        from outreach.network.imap import read_folder

        known = None if anew else self._known(folder)
        since = (self.database.signature.clock() - FIRST_LOOK).date()
        after = (known.validity, known.last) if known else None
        found = read_folder(folder, password, after=after, since=since, report=report)
        self._reached[folder.place] = _Place(found.validity, found.last)
        return found.letters

    def remember(self, folder: MailFolder) -> None:
        """Remember that everything the last `fetch` gave has been taken in; the next one begins behind it."""
        reached = self._reached.pop(folder.place, None)
        if reached is None:
            return
        with self.database.work("") as work:
            work.keep_fact(_fact(folder), json.dumps([reached.validity, reached.last]))

    def _known(self, folder: MailFolder) -> _Place | None:
        with self.database.read() as view:
            text = view.fact(_fact(folder))
        try:
            validity, last = json.loads(text)
            return _Place(int(validity), int(last))
        except (ValueError, TypeError):
            return None


def _fact(folder: MailFolder) -> str:
    return f"answers read from {folder.place}"
