"""Logging while the register is locked: at a booth the queue does not wait for a passphrase.

What is logged then is sealed for the register alone (`storage/letterbox.py`), and becomes a conversation like any other when it is
unlocked, each exactly once. Nobody's name is shown meanwhile, and nothing is looked up.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.personal_numbers import masked
from outreach.domain.record import from_plain, to_plain
from outreach.errors import DiskFault, DiskFull, InvalidInput, NotFound, OutreachError, WorkspaceInUse
from outreach.language import N_, NN_
from outreach.services.capturing import Capture

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.letterbox import Letterbox

log = logging.getLogger(__name__)

TAKEN_IN = NN_(
    "{n} conversation that was logged while locked is in the register.",
    "{n} conversations that were logged while locked are in the register.",
)


class Post:
    """The open letterbox of a locked register: takes conversations at one event in, and can read none of them."""

    def __init__(self, letterbox: Letterbox, event: UUID | None) -> None:
        self._letterbox = letterbox
        self._event = event

    def keep(self, wanted: Capture, at: datetime) -> None:
        """Seal a conversation with its id; twice is kept once. Raises InvalidInput for an empty one, DiskFull, DiskFault."""
        if not _words(wanted):
            raise InvalidInput(N_("Conversation"), N_("Write at least who it was or what it was about."))
        self._put(wanted, at, half=False)

    def keep_half(self, wanted: Capture, at: datetime) -> None:
        """Seal what is half typed, in place of what was half typed under the same id. Raises DiskFull, DiskFault."""
        self._put(wanted, at, half=True)

    def close(self) -> None:
        """Take nothing more in."""
        self._letterbox.close()

    def _put(self, wanted: Capture, at: datetime, *, half: bool) -> None:
        whole = replace(wanted, at=at, event=self._event, id=wanted.id or uuid4())
        letter = {"half": half, "capture": to_plain(masked(whole))}
        self._letterbox.put(json.dumps(letter, ensure_ascii=False).encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came out of the letterbox: conversations kept, half typed or refused ones that became drafts, lines nobody can open."""

    kept: int = 0
    drafts: int = 0
    unreadable: int = 0
    aside: Path | None = None
    changes: tuple[Changes, ...] = ()


class LetterboxService:
    """The letterbox of one open workspace."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database

    def open(self, event: UUID | None) -> Post:
        """Open the letterbox, for a register that is about to close; the conversations are at `event`.

        Raises WorkspaceReadOnly for a register without a key to forget, WorkspaceInUse, DiskFull.
        """
        from outreach.storage.letterbox import open_letterbox

        return Post(open_letterbox(self._database), event)

    def take_in(self) -> TakenIn:
        """Put what lies in the letterbox into the register; nothing while a locked window still takes letters in.

        Raises DiskFull, DiskFault: then all of it stays, and the next time takes in what is missing.
        """
        from outreach.storage import letterbox

        if self._database.is_shared or not self._database.can_write or not letterbox.waits(Path(self._database.place)):
            return TakenIn()
        try:
            with letterbox.emptied(self._database) as found:
                taken = self._taken(found.letters)
        except WorkspaceInUse:
            return TakenIn()
        log.info("letterbox emptied: %s kept, %s drafts, %s unreadable", taken.kept, taken.drafts, found.unreadable)
        return replace(taken, unreadable=found.unreadable, aside=found.aside)

    def _taken(self, letters: tuple[bytes, ...]) -> TakenIn:
        latest: dict[UUID, tuple[bool, Capture]] = {}
        for letter in letters:
            half, capture = _read(letter)
            assert capture.id is not None
            if half and capture.id in latest and not latest[capture.id][0]:
                continue  # it was saved already
            latest[capture.id] = half, capture
        kept: list[Changes] = []
        drafts = 0
        for half, capture in latest.values():
            changes = None if half else self._kept(capture)
            if changes is not None:
                kept.append(changes)
            elif _words(capture):
                self._house.drafts.keep(f"fair:{capture.id}", _draft(capture))
                drafts += 1
        return TakenIn(len(kept), drafts, changes=tuple(kept))

    def _kept(self, capture: Capture) -> Changes | None:
        """Log a conversation; None when the register refuses it: then it becomes a draft, which the officer sets right."""
        try:
            return self._house.meetings.capture(capture).changes
        except (InvalidInput, NotFound):
            return None
        except (DiskFull, DiskFault):
            raise
        except OutreachError as error:
            log.warning("a sealed conversation became a draft: %s", type(error))
            return None


def _read(letter: bytes) -> tuple[bool, Capture]:
    plain: dict[str, Any] = json.loads(letter)
    return bool(plain["half"]), from_plain(Capture, plain["capture"])


def _words(capture: Capture) -> bool:
    return any((capture.company, capture.person, capture.emails, capture.phones, capture.note, capture.new_text))


def _draft(capture: Capture) -> dict[str, Any]:
    """Return it as the capture form keeps a draft (`ui/capture/entry.py`)."""
    values = {
        "company": capture.company,
        "person": capture.person,
        "contact": ", ".join((*capture.phones, *capture.emails)),
        "note": capture.note,
        "id": str(capture.id),
        "event": str(capture.event) if capture.event else "",
        "information": capture.information.value,
    }
    return {name: value for name, value in values.items() if value}
