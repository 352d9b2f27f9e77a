"""Exchange: two or more laptops without a server keep their registers alike over any folder that they can all reach.

Each laptop writes a series of sealed files of what it did and learned, and reads those of the others. Files may come late, twice,
in any order or not at all: what was not seen is taken in when it comes, and what was taken in is never taken in again. All of a
run is one action, with its marks of what was read: it is kept as a whole, or nothing of it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.domain.brake import is_too_many
from outreach.domain.changes import Changes
from outreach.domain.exchange_code import NoExchangeCode, key_name, new_key, read_code, written
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.errors import Cancelled, CannotWrite, DiskFull, InvalidInput, NotFound
from outreach.language import N_
from outreach.services.exchange_erased import erased_people, merged_with_erased
from outreach.services.exchange_folder import Folder, Found
from outreach.services.exports import write_file
from outreach.services.steady import full_collections_put_off
from outreach.services.twin_guests import join_twins

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.formats.change_file import Content, Head
    from outreach.services.exchange_conflicts import Conflict, Settled
    from outreach.storage.database import Database
    from outreach.storage.exchange_seals import ExchangeSeals
    from outreach.storage.exchange_series import Peer, SeriesFile
    from outreach.storage.work import Work

Report = Callable[[int, int], None]
#: Does here what another laptop did to people whom it erased (`erasures.py`): by id, the deed.
Follow = Callable[..., int]
TITLE, TITLE_NONE = N_("Exchange with {names}"), N_("Exchange")
_FIELD = N_("Exchange")
NOT_SHARED = N_("A workspace on a server is common to all already. Exchange is for laptops that have none.")
NO_CODE = N_("No code has been set yet. Make one on one laptop, and type it in on the others.")
NOT_A_CODE = N_("This is not an exchange code, or there is a slip in it. It has fourteen groups of four letters and digits.")
HAS_CODE = N_("This workspace has another code already. With a new one it exchanges no more with the laptops that use the old one.")


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that goes because it was deleted on another laptop."""

    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange did, or would do.

    `sent`: changes of our own that went into files; `passed_on`: those of others; `received`: new ones that were read. `made`,
    `changed` and `removals`: what became of records here. `conflicts`: how many wait in all; `waiting`: records that are held
    back, and `held` how many for which reason ("missing", "twin", "unreadable", "needed"). `unwritten`: the folder took
    nothing; it is written the next time. `twins`: guests who stood on a list twice and are one line now. `problems`: files that
    were not read, numbers that are missing, people merged with somebody erased. `too_many`: it wants to be told twice.
    `outdated`: own files that should be gone and could not be removed.
    """

    sent: int = 0
    passed_on: int = 0
    received: int = 0
    made: int = 0
    changed: int = 0
    removals: tuple[Removal, ...] = ()
    conflicts: int = 0
    waiting: int = 0
    problems: tuple[Problem, ...] = ()
    peers: tuple[Peer, ...] = ()
    held: dict[str, int] = field(default_factory=dict)
    too_many: bool = False
    unwritten: bool = False
    twins: int = 0
    outdated: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Status:
    """How exchange stands: whether a code is set and what it is called, the other laptops, what waits."""

    code: str
    device: str
    peers: tuple[Peer, ...]
    conflicts: int
    waiting: int
    unsent: int
    held: dict[str, int] = field(default_factory=dict)


class _OnlyLooking(Exception):
    """Nothing of it is kept."""


class Exchange:
    """Reads and writes change files, and settles what they left open."""

    def __init__(self, database: Database, follow: Follow) -> None:
        self.database = database
        self._follow = follow

    # The code ------------------------------------------------------------------------------------------------------

    @property
    def is_offered(self) -> bool:
        """Say whether this workspace can be exchanged: one on a server cannot."""
        return not self.database.is_shared

    def make_code(self) -> str:
        """Return the code of this workspace, a new one if there is none."""
        known = self.code()
        return known or self.pair(written(new_key()))

    def renew_code(self) -> str:
        """Return a new code in place of the one that is used: whoever does not get it, such as a lost laptop, is shut out.

        The files that this laptop wrote under the old code are taken away at the next exchange and written anew.
        """
        return self.pair(written(new_key()), instead=True)

    def code(self) -> str:
        """Return the code of this workspace, to be typed in on another laptop; empty when there is none."""
        from outreach.storage.exchange_series import KEY

        with self.database.read() as view:
            key = view.fact(KEY)
        return written(bytes.fromhex(key)) if key else ""

    def pair(self, code: str, *, instead: bool = False) -> str:
        """Use the code that was made on another laptop, and return it as it is written. `instead` of one that is used already.

        Raises InvalidInput.
        """
        from outreach.storage.exchange_series import KEY, begin_edition

        self._require_offered()
        try:
            key = read_code(code)
        except NoExchangeCode as error:
            raise InvalidInput(_FIELD, NOT_A_CODE) from error
        with self.database.work(_FIELD) as work:
            known = work.fact(KEY)
            if known and known != key.hex() and not instead:
                raise InvalidInput(_FIELD, HAS_CODE)
            work.keep_fact(KEY, key.hex())
            if known and known != key.hex():
                # Under another key everything has another seal and another hash: the series begins anew.
                begin_edition(work)
                work.audit("exchange_code", key=key_name(key))
        return written(key)

    # Exchanging ----------------------------------------------------------------------------------------------------

    def preview(self, folder: Path, report: Report | None = None) -> Exchanged:
        """Return what an exchange would do; nothing is kept and no file is written."""
        return self._run(folder, sure=True, look=True, report=report)

    def run(self, folder: Path, *, sure: bool = False, report: Report | None = None) -> Exchanged:
        """Read what others wrote, take it in, and write what they have not got.

        `sure`: records go even if they are many. `report(done, total)`; when it raises Cancelled, nothing is kept. Raises
        TooMuchRemoved, InvalidInput, CannotWrite, DiskFull.
        """
        return self._run(folder, sure=sure, look=False, report=report)

    @full_collections_put_off()
    def _run(self, place: Path, *, sure: bool, look: bool, report: Report | None) -> Exchanged:
        self._require_offered()
        seals = self._seals()
        if not place.is_dir():
            raise CannotWrite(place, N_("there is no such folder"))
        found = Folder(place, seals).read(self._seen(), report)
        done = Exchanged()
        if not look:
            # An erasure is final and an action of its own; what it changes here is told to the others like any other deed.
            self._follow(erased_people(found.ops()), sure=sure)
        try:
            with self.database.work(TITLE_NONE) as work:
                done = self._take_in(work, found, seals, sure=sure, report=report)
                if look:
                    raise _OnlyLooking
        except _OnlyLooking:
            return replace(done, problems=(*found.problems, *done.problems))
        twins, joined = join_twins(self.database)
        changes = replace(work.changes, touched=work.changes.touched | joined.touched)
        done = replace(done, changes=changes, twins=twins, problems=(*found.problems, *done.problems))
        try:
            return replace(done, outdated=self._write(place, found, seals, report))
        except (CannotWrite, DiskFull) as error:
            # What others wrote is kept already, and the pages must hear of it; the next exchange writes what is missing.
            why = str(error.facts.get("reason", "")) if isinstance(error, CannotWrite) else N_("the disk is full")
            problem = Problem(0, UNWRITTEN, values={"why": why}, file=str(place))
            return replace(done, sent=0, passed_on=0, unwritten=True, problems=(*done.problems, problem))

    def _seen(self) -> dict[str, SeriesFile]:
        from outreach.storage.exchange_series import seen_files

        with self.database.read() as view:
            return seen_files(view)

    def _take_in(
        self, work: Work, found: Found, seals: ExchangeSeals, *, sure: bool, report: Report | None
    ) -> Exchanged:
        from outreach.storage import exchange_series as series
        from outreach.storage import travelling
        from outreach.storage.exchange_own import gather_own
        from outreach.storage.taking_in import take_in

        # Final: to take it back here would delete it on the laptops where it was done. The names of what goes are told before.
        work.finalise()
        device = series.settle_device(work, self.database.place)
        if any(one.head.device == device and one.head.edition >= series.edition_of(work) for one in found.new):
            # The folder holds files of "ours" that we never wrote: the original of this copy goes on writing them.
            series.new_device(work)
            device = series.device_of(work)
        names = sorted({one.laptop for one in found.files if one.head.device != device})
        if names:
            work.rename_action(TITLE, names=", ".join(names))
        touched = gather_own(work, report)
        read = found.ops()
        ops, told_anew = travelling.learn(work, read)
        if told_anew:
            series.begin_edition(work)
        travelling.own_deed(work)
        taken = take_in(work, {*touched, *((op.kind, op.record) for op in read)}, sure=sure, report=report)
        series.note_files(work, found.marks())
        for one in found.files:
            if one.head.device != device:
                series.meet(work, one.head.device, one.laptop)
        sent, passed_on = self._plan(work, seals)
        gone: dict[Kind, int] = {}
        for kind, _, _ in taken.removed:
            gone[kind] = gone.get(kind, 0) + 1
        work.audit("exchange", device=device, sent=sent, received=len(ops), conflicts=taken.conflicts)
        return Exchanged(
            sent=sent,
            passed_on=passed_on,
            received=len(ops),
            made=taken.made,
            changed=taken.changed,
            removals=tuple(Removal(kind, title) for kind, _, title in taken.removed),
            conflicts=taken.conflicts,
            waiting=taken.waiting,
            held=travelling.count_held(work),
            problems=(*_gaps(work), *merged_with_erased(work, read)),
            peers=tuple(series.peers(work)),
            too_many=any(is_too_many(kind, count, work.store(kind).count() + count) for kind, count in gone.items()),
        )

    def _plan(self, work: Work, seals: ExchangeSeals) -> tuple[int, int]:
        """Say what the next files of our own hold. They are written once this is kept, and again wherever they are missing."""
        from outreach.storage import exchange_series as series
        from outreach.storage.travelling import count_own

        files = series.own_files(work)
        last = files[-1] if files else None
        number, at, previous = (last.number, last.last, last.hash) if last else (0, 0, "")
        sent = passed_on = 0
        laptop = self.laptop
        while True:
            first, at, ops = series.next_ops(work, at)
            if not ops:
                return sent, passed_on
            number += 1
            own = count_own(work, first, at)
            sent, passed_on = sent + own, passed_on + len(ops) - own
            device, edition = series.device_of(work), series.edition_of(work)
            name = seals.hash(content_of(laptop, (device, edition, number, previous), ops).packed())
            series.note_files(work, [series.SeriesFile(name, device, edition, number, laptop, first, at)])
            previous = name

    @property
    def laptop(self) -> str:
        """What this laptop is called for the others: who works here, and the machine's name."""
        signature = self.database.signature
        return " · ".join(part for part in (signature.who, signature.device) if part) or "?"

    def _write(self, place: Path, found: Found, seals: ExchangeSeals, report: Report | None) -> tuple[str, ...]:
        """Write the own files that are not in the folder, and take those away that an edition, a code or a series replaced."""
        from outreach.formats.change_file import Head
        from outreach.formats.change_file import write_file as as_file
        from outreach.storage import exchange_series as series
        from outreach.storage import travelling

        with self.database.read() as view:
            device, edition, files = series.device_of(view), series.edition_of(view), series.own_files(view)
            former = series.former_devices(view)
            previous = ""
            for done, one in enumerate(files):
                if report:
                    # What is written is kept already; whoever stops here has the rest written the next time.
                    with suppress(Cancelled):
                        report(done, len(files))
                if one.hash not in found.sound:
                    head = Head(seals.name, device, edition, one.number, previous, one.hash)
                    content = content_of(one.name, head.place, travelling.ops_between(view, one.first, one.last))
                    # Sealed, and for other officers to read: on a share the folder says who that is.
                    write_file(place / head.file_name, as_file(head, content, seals), mode=0o644)
                previous = one.hash
        left: list[str] = []
        old = [name for name, head in found.heads.items() if _is_old(head, found.sound, device, edition, former)]
        for name in (*old, *(name for name, head in found.other_key.items() if head.device in (device, *former))):
            try:
                (place / name).unlink()
            except OSError:
                left.append(name)
        return tuple(left)

    def _require_offered(self) -> None:
        if not self.is_offered:
            raise InvalidInput(_FIELD, NOT_SHARED)

    def _seals(self) -> ExchangeSeals:
        from outreach.storage.exchange_seals import ExchangeSeals
        from outreach.storage.exchange_series import KEY

        with self.database.read() as view:
            key = view.fact(KEY)
        if not key:
            raise InvalidInput(_FIELD, NO_CODE)
        return ExchangeSeals(bytes.fromhex(key))

    # What waits ----------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """Return how exchange stands."""
        from outreach.storage import exchange_series as series
        from outreach.storage import travelling
        from outreach.storage.exchange_own import unsent

        with self.database.read() as view:
            key = view.fact(series.KEY)
            return Status(
                key_name(bytes.fromhex(key)) if key else "",
                series.device_of(view),
                tuple(series.peers(view)),
                travelling.count_conflicts(view),
                len(travelling.held(view)),
                unsent(view),
                travelling.count_held(view),
            )

    def conflicts(self) -> list[Conflict]:
        """Return the conflicts that wait for an officer."""
        from outreach.services.exchange_conflicts import conflicts

        with self.database.read() as view:
            return conflicts(view)

    def count_conflicts(self) -> int:
        """Return how many wait; one statement, for a line that is always there."""
        from outreach.storage import travelling

        with self.database.read() as view:
            return travelling.count_conflicts(view)

    def conflict(self, conflict_id: UUID) -> Conflict:
        """Return one. Raises NotFound."""
        for one in self.conflicts():
            if one.id == conflict_id:
                return one
        raise NotFound(str(conflict_id))

    def settle(self, conflict_id: UUID, take: str, which: int = 0) -> Settled:
        """Decide a conflict: take "current" (what stands now), "ours", "theirs" (number `which` of them) or "original".

        The decision travels to the other laptops. Raises NotFound, InvalidInput, StillInUse.
        """
        from outreach.services.exchange_conflicts import settle

        return settle(self.database, conflict_id, take, which)


def content_of(laptop: str, place: tuple[str, int, int, str], ops: Sequence[Any]) -> Content:
    """Return what a file with these changes holds."""
    from outreach.domain.travelling import to_line
    from outreach.formats.change_file import Content

    return Content(laptop, place, tuple(to_line(op) for op in ops))


def _is_old(head: Head, sound: set[str], device: str, edition: int, former: set[str]) -> bool:
    """Say whether what a file of ours holds stands in the series that is written now."""
    return (head.device in former and head.hash in sound) or (head.device == device and head.edition < edition)


UNWRITTEN = N_("What others wrote is taken in, but the folder took nothing of ours: {why}. The next exchange writes it.")
MISSING = N_("{numbers} of {laptop} is missing; what it holds comes when the file does.")


def _gaps(work: Work) -> list[Problem]:
    """Return the files of others that must exist, because later ones do, and were not seen."""
    from outreach.storage import exchange_series as series

    numbers: dict[tuple[str, int], dict[int, str]] = {}
    for one in series.seen_files(work).values():
        numbers.setdefault((one.device, one.edition), {})[one.number] = one.name
    newest = {device: max(edition for of, edition in numbers if of == device) for device, _ in numbers}
    found: list[Problem] = []
    for (device, edition), known in numbers.items():
        missing = sorted(set(range(1, max(known))) - known.keys())
        if missing and edition == newest[device]:
            told = ", ".join(str(number) for number in missing[:10]) + (" …" if len(missing) > 10 else "")
            found.append(Problem(0, MISSING, values={"numbers": told, "laptop": next(iter(known.values()))}))
    return found
