"""What is done while the server of a shared workspace is away: kept here, sealed, and sent once when the server answers.

Each deed is put into the box on this disk before it is tried and taken out when the server has it, so that neither a dead line nor
a dead battery costs a word; the id that it has from the beginning keeps it from being done twice (reliability.md, 4.5 and R31).
The box is sealed with a public key. Its private key lies in the key ring, where one can be trusted, and in any case on the server,
which gives it to whoever logs in: a lost laptop tells nothing.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.equal_treatment import Given
from outreach.domain.record import Kind, Record, from_plain, to_plain
from outreach.domain.waiting import Deed, Operation, Waits
from outreach.errors import ChangedBySomeoneElse, InvalidInput, NoKeyRing, OutreachError, WorkspaceUnreachable
from outreach.language import N_
from outreach.services.capturing import Capture, Captured

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.waiting_box import WaitingBox

log = logging.getLogger(__name__)

_UNREADABLE = N_("This version of Outreach cannot read it; drop it, or update Outreach and send it then.")

Outcome = Captured | Changes | Waits


@dataclass(frozen=True, slots=True)
class Stuck:
    """A deed that the server has been asked for and that cannot be done as it stands; it goes on waiting."""

    operation: Operation
    error: OutreachError


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: the actions that were done, those that cannot be, and whether the server was away again."""

    done: tuple[Changes, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    away: bool = False


class Waiting:
    """The box of one open workspace. In a workspace file everything is done at once, and nothing ever waits."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database
        self._box: WaitingBox | None = None

    # The box ---------------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make the box ready while the server answers: find or make it, and get its key. Without a disk for it nothing waits."""
        if not self._database.is_shared or not self._database.can_write or self._box is not None:
            return
        from outreach.storage.waiting_box import BoxSealer, find_box

        try:
            self._box = find_box(self._database.place) or self._made()
        except OutreachError as error:
            if isinstance(error, WorkspaceUnreachable):
                raise
            log.warning("nothing can wait for the server on this computer: %s", type(error))
            return
        self._database.box = BoxSealer(self._box)
        self._unlock(self._box)

    def to_look(self) -> WaitingBox | None:
        """Return the box with its key, which the server gives; for a workspace that is only looked at. None when there is none."""
        box = box_at(self._database.place)
        if box is not None:
            self._unlock(box)
        return box

    def _made(self) -> WaitingBox:
        from outreach.network.passwords import keep_in_safe_ring
        from outreach.storage.waiting_box import keep_head, new_box

        box, private = new_box(self._database.place)
        with self._database.work("") as work:
            work.keep_fact(_fact(box), private.hex())
        key_at = "ring"
        try:
            keep_in_safe_ring(_fact(box), private.hex())
        except NoKeyRing:
            key_at = "server"
        keep_head(box, key_at)
        return box

    def _unlock(self, box: WaitingBox) -> None:
        """Get the key: from the key ring, else from the server."""
        if box.is_unlocked:
            return
        found = _in_ring(box) if box.key_at == "ring" else ""
        if not found:
            with self._database.read() as view:
                found = view.fact(_fact(box))
        try:
            box.unlock(bytes.fromhex(found))
        except ValueError:
            log.warning("what waits for the server cannot be read here: its key is gone")

    def count(self) -> int:
        """Return how many deeds wait on this computer."""
        return self._box.count() if self._box is not None else 0

    def all(self) -> list[Operation]:
        """Return what waits, the oldest first; nothing while its key is not at hand."""
        return list(self._box.waiting()) if self._box is not None and self._box.is_unlocked else []

    def drop(self, action: UUID) -> bool:
        """Give a waiting deed up, for good; say whether it was still there."""
        return self._box is not None and self._box.remove(action)

    # Deeds -----------------------------------------------------------------------------------------------------------

    def capture(self, wanted: Capture, shown: str = "") -> Outcome:
        """Log a conversation, now or when the server answers."""
        wanted = replace(wanted, at=wanted.at or self._house.now())
        return self.do(self.operation(Deed.CAPTURE, to_plain(wanted), shown or wanted.person or wanted.company or wanted.note))

    def capture_line(self, line: str, **given: Any) -> Outcome:
        """Log a conversation from one line; `given` are the other arguments of `Meetings.capture_line`."""
        given["at"] = given.get("at") or self._house.now()
        return self.do(self.operation(Deed.LINE, {"line": line} | to_plain(given), line))

    def reword(self, meeting: UUID, text: str, draft: str = "") -> Outcome:
        """Write what was said anew."""
        return self.do(self.operation(Deed.REWORD, {"meeting": str(meeting), "text": text, "draft": draft}, text))

    def save(self, kind: Kind, record: Record) -> Outcome:
        """Keep a new or changed record."""
        shown = self._house.records(kind).title_of(record)
        return self.do(self.operation(Deed.SAVE, {"kind": kind.value, "record": to_plain(record)}, shown))

    def save_person(self, person: Record, roles: Sequence[tuple[UUID | str, str]]) -> Outcome:
        """Keep a person with roles, as `People.save_with_roles` does."""
        plain = [[str(company), isinstance(company, UUID), title] for company, title in roles]
        shown = self._house.people.title_of(person)  # type: ignore[arg-type]
        return self.do(self.operation(Deed.PERSON, {"record": to_plain(person), "roles": plain}, shown))

    def finish(self, ids: Sequence[UUID]) -> Outcome:
        """Say that follow-ups are done."""
        return self.do(self.operation(Deed.FINISH, {"ids": to_plain(tuple(ids))}, ""))

    def move(self, ids: Sequence[UUID], due: date) -> Outcome:
        """Put follow-ups off."""
        return self.do(self.operation(Deed.MOVE, {"ids": to_plain(tuple(ids)), "due": due.isoformat()}, ""))

    def operation(self, deed: Deed, values: dict[str, Any], shown: str) -> Operation:
        """Return a deed as it may wait."""
        signature = self._database.signature
        return Operation(deed, self._house.now(), signature.who, signature.device, shown.strip()[:60], values)

    def do(self, operation: Operation) -> Outcome:
        """Do a deed now; where the server does not answer it waits. Raises what the deed raises: then it does not wait."""
        if not self._database.is_shared:
            return _perform(self._house, operation)
        kept = self._keep(operation)
        try:
            done = self._perform(operation)
        except WorkspaceUnreachable:
            if not kept:
                raise
            return Waits(operation, self.count())
        except BaseException:
            self.drop(operation.action)
            raise
        self.drop(operation.action)
        return done

    def _keep(self, operation: Operation) -> bool:
        try:
            if self._box is not None:
                self._box.put(operation)
            return self._box is not None
        except OutreachError as error:
            # A full disk is no reason not to ask the server.
            log.warning("a deed could not be kept before it was tried: %s", type(error))
            return False

    # Sending ---------------------------------------------------------------------------------------------------------

    def send(self, but: frozenset[UUID] = frozenset(), told: Callable[[Operation], None] = lambda _: None) -> Sent:
        """Do what waits, the oldest first. `but` are left alone: they have been tried. `told` hears of each that was done."""
        done, stuck = list[Changes](), list[Stuck]()
        if self._box is None:
            return Sent()
        try:
            self._unlock(self._box)
            for operation in [one for one in self.all() if one.action not in but]:
                try:
                    self._require_unchanged(operation)
                    made = self._perform(operation)
                except WorkspaceUnreachable:
                    raise
                except OutreachError as error:
                    stuck.append(Stuck(operation, error))
                    continue
                except (ValueError, TypeError, KeyError):
                    log.warning("a waiting deed could not be read", exc_info=True)
                    stuck.append(Stuck(operation, InvalidInput(N_("What waits"), _UNREADABLE)))
                    continue
                self.drop(operation.action)
                told(operation)
                done.append(made.changes if isinstance(made, Captured) else made)
        except WorkspaceUnreachable:
            return Sent(tuple(done), tuple(stuck), away=True)
        return Sent(tuple(done), tuple(stuck))

    def _require_unchanged(self, operation: Operation) -> None:
        """Raise ChangedBySomeoneElse where a deed that knows no version would go over what somebody has done since."""
        named = operation.values.get("ids", ()) if operation.deed in (Deed.FINISH, Deed.MOVE) else ()
        named = [operation.values["meeting"]] if operation.deed is Deed.REWORD else named
        kind = Kind.MEETING if operation.deed is Deed.REWORD else Kind.FOLLOW_UP
        with self._database.read() as view:
            for one in map(UUID, named):
                since = [entry for entry in view.history(one) if entry.at > operation.at]
                if any(entry.action != operation.action for entry in since):
                    raise ChangedBySomeoneElse(kind, one)

    def settle(self, operation: Operation, kind: Kind, record: Record) -> Outcome:
        """Do a deed on which somebody else had saved the same field, with what was chosen since."""
        return self.do(replace(operation, deed=Deed.SAVE, values={"kind": kind.value, "record": to_plain(record)}))

    def _perform(self, operation: Operation) -> Captured | Changes:
        from outreach.services.house import House
        from outreach.storage.certain import AlreadyDone

        signature = replace(self._database.signature, who=operation.who, device=operation.device)
        try:
            return _perform(House(self._database.as_before(signature, operation.action)), operation)
        except AlreadyDone:
            return Changes()


def keep_line(place: str, line: str, officer: str, **given: Any) -> Waits | None:
    """Let a line wait for a server that could not be reached at all; None where this computer has never worked there.

    Raises DiskFull and its like.
    """
    import platform

    from outreach.storage.waiting_box import find_box

    box = find_box(place)
    if box is None:
        return None
    now = datetime.now(UTC)
    given["at"] = given.get("at") or now
    operation = Operation(Deed.LINE, now, officer, platform.node(), line.strip()[:60], {"line": line} | to_plain(given))
    box.put(operation)
    return Waits(operation, box.count())


def box_at(place: str) -> WaitingBox | None:
    """Return the box of a shared workspace on this computer, open where the key ring has its key; None when there is none."""
    from outreach.storage.waiting_box import find_box

    box = find_box(place)
    found = _in_ring(box) if box is not None and box.key_at == "ring" else ""
    if box is not None and found:
        with contextlib.suppress(ValueError):
            box.unlock(bytes.fromhex(found))
    return box


def has_box(place: str) -> bool:
    """Say whether something can wait for a server on this computer: it has worked there before."""
    from outreach.storage.waiting_box import find_box

    return find_box(place) is not None


def count_at(place: str) -> int:
    """Return how many deeds wait for a server, without asking it."""
    from outreach.storage.waiting_box import find_box

    box = find_box(place)
    return box.count() if box is not None else 0


def _perform(house: House, operation: Operation) -> Captured | Changes:
    return _DOERS[operation.deed](house, operation.values)


def _capture(house: House, values: dict[str, Any]) -> Captured:
    return house.meetings.capture(from_plain(Capture, values))


def _line(house: House, values: dict[str, Any]) -> Captured:
    event, at, known = values.get("event"), values.get("at"), values.get("capture_id")
    return house.meetings.capture_line(
        values["line"],
        UUID(event) if event else None,
        datetime.fromisoformat(at) if at else None,
        UUID(known) if known else None,
        values.get("draft", ""),
        Given(values.get("information", "")),
        values.get("new_text", ""),
        told=bool(values.get("told")),
    )


def _reword(house: House, values: dict[str, Any]) -> Changes:
    return house.meetings.reword(UUID(values["meeting"]), values["text"], values.get("draft", ""))


def _save(house: House, values: dict[str, Any]) -> Changes:
    kind = Kind(values["kind"])
    return house.records(kind).save(_record(kind, values["record"]))


def _person(house: House, values: dict[str, Any]) -> Changes:
    roles = [(UUID(company) if known else company, title) for company, known, title in values["roles"]]
    return house.people.save_with_roles(_record(Kind.PERSON, values["record"]), roles)


def _finish(house: House, values: dict[str, Any]) -> Changes:
    return house.follow_ups.finish([UUID(one) for one in values["ids"]])


def _move(house: House, values: dict[str, Any]) -> Changes:
    return house.follow_ups.move([UUID(one) for one in values["ids"]], date.fromisoformat(values["due"]))


_DOERS: dict[Deed, Callable[[House, dict[str, Any]], Captured | Changes]] = {
    Deed.CAPTURE: _capture,
    Deed.LINE: _line,
    Deed.REWORD: _reword,
    Deed.SAVE: _save,
    Deed.PERSON: _person,
    Deed.FINISH: _finish,
    Deed.MOVE: _move,
}


def _record(kind: Kind, plain: dict[str, Any]) -> Any:
    from outreach.storage.work import View

    return from_plain(View(None).store(kind).record_type, plain)  # type: ignore[arg-type]


def _fact(box: WaitingBox) -> str:
    return f"waiting.{box.id}"


def _in_ring(box: WaitingBox) -> str:
    from outreach.network.passwords import find_in_safe_ring

    try:
        return find_in_safe_ring(_fact(box)) or ""
    except NoKeyRing:
        return ""
