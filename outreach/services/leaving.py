"""Many people who leave the program: why, and until when, as it stands in the file and in the audit log (names stand in neither).

One gate, `leaving_by`, stands before every way by which people leave: files, paper, drafts, the mail server, the clipboard. More
than `MANY` need a reason. The gate asks the door that the work came through (`answering`): the window insists and asks with a
dialog (`ui/privacy/leaving_dialog.py`), the command line takes an option or asks at a terminal; a script goes on without one, and
the audit log says so. `tests/rules/test_every_way_out.py` knows every place that writes a file, and which of them hold people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from outreach.errors import ReasonNeeded
from outreach.language import N_, Language

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.domain.handout import HandoutOrder
    from outreach.domain.invitation import Invitation
    from outreach.domain.usable import WhyNot
    from outreach.services.house import House
    from outreach.storage.database import Database

#: More people than this are many: a reason is asked for.
MANY = 20
PURPOSE = N_("Personal data. For: {ground}")
DELETE_BY = N_("Delete by {day}.")


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why people's data leave the program, and the day by which the copy is to be deleted."""

    ground: str = ""
    delete_by: date | None = None

    def lines(self, language: Language) -> tuple[str, ...]:
        """Return what stands in the file; nothing where nothing was said."""
        ground = " ".join(self.ground.split())
        said = (
            language.say(PURPOSE, ground=ground) if ground else "",
            language.say(DELETE_BY, day=self.delete_by.isoformat()) if self.delete_by else "",
        )
        return tuple(line for line in said if line)


NOTHING_SAID = Leaving()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How many people would leave the program, why others of the list would not, a reason each, and by which deed."""

    count: int
    left_out: tuple[WhyNot, ...] = ()
    deed: str = "export"


#: Answers what the people leave for; may raise `ReasonNeeded`.
Asks = Callable[[Outgoing], Leaving]
#: How the door answers through which the work at hand came, and what it says unasked; nobody asks where none stands.
_ASKS: ContextVar[Asks | None] = ContextVar("asks", default=None)
_SAID: ContextVar[Leaving] = ContextVar("said", default=NOTHING_SAID)


@contextmanager
def answering(asks: Asks, said: Leaving = NOTHING_SAID) -> Iterator[None]:
    """Let a door answer what many people leave for, as long as the work in this block goes on; `said` holds for few too."""
    asked, told = _ASKS.set(asks), _SAID.set(said)
    try:
        yield
    finally:
        _SAID.reset(told)
        _ASKS.reset(asked)


def insist(found: Outgoing) -> Leaving:
    """Answer for a door that has not asked yet: nobody leaves in number without a reason. Raises ReasonNeeded."""
    raise ReasonNeeded(found.count, found)


@contextmanager
def leaving_by(
    database: Database,
    what: str,
    count: int,
    *,
    left_out: Sequence[WhyNot] = (),
    deed: str = "export",
    form: str = "",
    said: Leaving = NOTHING_SAID,
    few: bool = True,
    ground: str = "",
    **detail: Any,
) -> Iterator[Leaving]:
    """Let `count` people leave the program: the one gate. Yields what they leave for; the audit log has its line when they left.

    `deed`: "export", "print", "copy" or "mail". `what`: the sort of file or list. `said`: what was answered before. `few`: at most
    `MANY` people are logged as well. `ground`: what the program knows they leave for, each in a letter of their own:
    nobody is asked then. Raises ReasonNeeded.
    """
    leaving, asks = said if said.ground.strip() else _SAID.get(), _ASKS.get()
    if ground and not leaving.ground.strip():
        leaving = Leaving(ground, leaving.delete_by)
    if count > MANY and asks is not None and not leaving.ground.strip():
        leaving = asks(Outgoing(count, tuple(left_out), deed))

    def note() -> None:
        if count > MANY or few:
            kept = "export" if deed == "copy" else deed
            note_leaving(database, leaving, what, count, left_out=len(left_out), deed=kept, form=form, **detail)

    # Letters leave one by one, for minutes: their line stands before the first, whatever stops them then.
    if deed == "mail":
        note()
    yield leaving
    if deed != "mail":
        note()


def outgoing(database: Database, keys: Sequence[int]) -> Outgoing:
    """Return how many people of these rows may be exported, and why the others may not; nothing but flags is read."""
    wanted, barred = set(keys), barred_keys(database)
    out = [barred[key] for key in wanted if key in barred]
    return Outgoing(len(wanted) - len(out), tuple(out))


def barred_keys(database: Database) -> dict[int, WhyNot]:
    """Return the rows of all people who may not be exported, each with the weightiest reason."""
    from outreach.domain.usable import FORBIDDEN, Use, WhyNot

    barred: dict[int, WhyNot] = {}
    with database.read() as view:
        for why in WhyNot:
            if Use.EXPORT in FORBIDDEN[why]:
                for one in view.people.flagged(why.value):
                    key = view.people.key_of(one)
                    if key is not None:
                        barred.setdefault(key, why)
    return barred


def letters_leaving(
    database: Database, letters: Sequence[Invitation], *, batch: UUID | None, form: str = ""
) -> AbstractContextManager[Leaving]:
    """Return the gate of letters to the guests of events: each gets the own one, and the reason is known."""
    from outreach.domain.invitation import PURPOSE_LABELS

    said = Language("sv")
    subjects = dict.fromkeys(f"{said.say(PURPOSE_LABELS[one.purpose])}: {one.subject}" for one in letters)
    ground = next(iter(subjects)) if len(subjects) == 1 else said.say(N_("Letters to the guests of our events"))
    who = {one.address.casefold() for one in letters}
    return leaving_by(database, "letters", len(who), deed="mail", form=form, ground=ground, batch=batch)


def paper_ground(house: House, order: HandoutOrder) -> str:
    """Return what a paper with people on it is for: its kind, and the event whose guests stand on it."""
    from outreach.domain.handout import HANDOUT_LABELS

    kind = Language("sv").say(HANDOUT_LABELS[order.kind])
    return f"{kind}: {house.events.get(order.event).title}" if order.event is not None else kind


def drafts_leaving(database: Database, count: int, tender: UUID | None) -> AbstractContextManager[Leaving]:
    """Return the gate of drafts that tell companies of a tender; the reason is known."""
    ground = Language("sv").say(N_("Information about a tender, the same to every company"))
    return leaving_by(database, "letters", count, deed="mail", form="drafts", ground=ground, tender=tender)


def note_leaving(
    database: Database,
    leaving: Leaving,
    what: str,
    count: int,
    *,
    left_out: int = 0,
    deed: str = "export",
    form: str = "",
    **detail: Any,
) -> None:
    """Add the line to the audit log. A workspace that cannot be written (a medium that is write-protected) has none."""
    from outreach.errors import WorkspaceReadOnly

    try:
        database.audit(
            deed,
            kind=what,
            count=count,
            left_out=left_out,
            form=form,
            ground=" ".join(leaving.ground.split()),
            delete_by=leaving.delete_by.isoformat() if leaving.delete_by else "",
            **detail,
        )
    except WorkspaceReadOnly:
        return


def marked(data: bytes, suffix: str, lines: tuple[str, ...]) -> bytes:
    """Return a file with what it is for and until when: first lines, a property of the document, or a property of each card."""
    if not lines:
        return data
    if suffix == ".csv":
        begin = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        head = "".join('"' + line.replace('"', "'") + '"\r\n' for line in lines)
        return begin + head.encode() + data.removeprefix(begin)
    if suffix == ".vcf":
        said = " ".join(lines).replace("\\", "/").replace(",", "\\,").replace(";", "\\;")
        return data.replace(b"END:VCARD", f"X-OUTREACH-PURPOSE:{said}\r\nEND:VCARD".encode())
    if suffix == ".json":
        return json.dumps({**json.loads(data), "purpose": list(lines)}, ensure_ascii=False, indent=1).encode()
    if suffix == ".xlsx":
        from outreach.formats.table_workbook import with_description

        return with_description(data, " ".join(lines))
    return data
