"""The events that others follow, kept in step with a calendar on a server; both sides' work is kept.

For each event it is remembered, as a fact of the workspace, what both sides looked like when they last agreed. So it is known what
each side has changed since: what only one changed goes over to the other, what both changed differently waits for an officer
(`Conflict`), and until then that event is left alone on both sides. Other entries of the calendar are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.accounts import CalendarServer
from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.errors import AlreadyPublishing, AlreadySending, LineCut, NotFound
from outreach.language import N_, Language
from outreach.network.caldav import CalendarSession, Entry, Stale
from outreach.services.agreed_entries import (
    Agreed,
    Conflict,
    Difference,
    Pushed,
    agreed_entries,
    conflict_of,
    keep_agreed,
)

if TYPE_CHECKING:
    from outreach.formats.calendar_merge import Merged
    from outreach.services.house import House

Report = Callable[[int, int], None]

#: Why an event waits for an officer.
BOTH_CHANGED = N_("Changed here and on the server.")
REMOVED_THERE = N_("Removed on the server.")
REMOVED_HERE = N_("No longer published here, and changed on the server.")
NOT_OURS = N_("The server has another entry of the same identity.")

_TOOK_OVER = N_("Took over changes from the shared calendar")
#: The fields of ours that hold them.
_FIELDS = {
    "SUMMARY": ("title",),
    "DTSTART": ("when",),
    "LOCATION": ("place", "booth"),
    "DESCRIPTION": ("description",),
    "URL": ("url",),
    "STATUS": ("status",),
    "RRULE": ("recurrence",),
    "CATEGORIES": ("tags",),
}
_ALONE = "shared calendar"


class SharedCalendar:
    """The calendar on the server."""

    def __init__(self, house: House) -> None:
        self._house = house

    def push(
        self,
        server: CalendarServer,
        password: str,
        language: Language,
        view: str = "",
        report: Report | None = None,
    ) -> Pushed:
        """Bring the server's calendar and our events into step. `report` may raise Cancelled; what is done by then stands.

        Raises ServerUnreachable, CertificateRefused, WrongPassword, PlaceMissing, ServerBusy, ServerSaidNo, ExtraMissing,
        NotFound (the view), AlreadyPublishing (another window or computer is at it).
        """
        with self._alone(), CalendarSession(server, password) as session:
            return _Pass(self._house, server, session, language).go(view, report)

    def conflicts(self, server: CalendarServer) -> list[Conflict]:
        """Return the events that wait for an officer."""
        states = agreed_entries(self._house, server)
        return [conflict_of(uid, state) for uid, state in states.items() if state.waiting]

    def decide(
        self, server: CalendarServer, password: str, language: Language, uid: str, *, ours: bool, view: str = ""
    ) -> Pushed:
        """Let our side of a conflict stand, or theirs; what does not clash is kept from both.

        Should the other side have changed again meanwhile, it is a conflict anew. Raises NotFound, and what `push` raises.
        """
        if not agreed_entries(self._house, server).get(uid, Agreed()).waiting:
            raise NotFound(uid)
        with self._alone(), CalendarSession(server, password) as session:
            return _Pass(self._house, server, session, language).decide(uid, ours, view)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(self._house.database.alone(_ALONE))
            except AlreadySending as error:
                raise AlreadyPublishing from error
            yield


class _Pass:
    """One pass over the calendar."""

    def __init__(self, house: House, server: CalendarServer, session: CalendarSession, language: Language) -> None:
        self._house = house
        self._server = server
        self._session = session
        self._language = language
        self._steps = house.database.steps(_TOOK_OVER)
        self._states = agreed_entries(house, server)
        self._there: dict[str, str] = {}
        self.added: list[str] = []
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.taken: list[str] = []
        self.unchanged = 0

    def go(self, view: str, report: Report | None) -> Pushed:
        """Look at each event that is published, or was."""
        families = self._families(view)
        self._there = self._session.entries()
        uids = list(dict.fromkeys((*families, *self._states)))
        for number, uid in enumerate(uids):
            if report is not None:
                report(number, len(uids))
            self._retried(lambda uid=uid: self._one(uid, families.get(uid, [])))  # type: ignore[misc]
        if report is not None and uids:
            report(len(uids), len(uids))
        return self._told()

    def decide(self, uid: str, ours: bool, view: str) -> Pushed:
        """Do what the officer chose for one event."""
        family = self._families(view).get(uid, [])
        self._there = self._session.entries()
        state = self._states[uid]
        if self._there.get(state.href, "") != state.seen:
            # They were there again since the officer looked.
            self._keep(uid, replace(state, waiting=""))
            self._retried(lambda: self._one(uid, family))
        else:
            self._decided(uid, state, family, ours)
        return self._told()

    # One event -------------------------------------------------------------------------------------------------------

    def _one(self, uid: str, family: list[Event]) -> None:
        state = self._states.get(uid)
        if state is None:
            self._first(uid, family)
            return
        etag = self._there.get(state.href, "")
        if state.waiting and etag == state.seen:
            return
        if state.left:
            if not family and not etag:
                self._forget(uid)
            return
        if not family:
            self._withdrawn(uid, state, etag)
        elif not etag:
            self._wait(uid, replace(state, title=family[0].title), REMOVED_THERE, None, self._text(family))
        else:
            self._both(uid, state, family, etag)

    def _first(self, uid: str, family: list[Event]) -> None:
        """Put an entry that the server has not had from us."""
        text = self._text(family)
        href = self._session.href_for(uid)
        state = Agreed(href=href, title=family[0].title)
        if href in self._there:
            there = self._read(href)
            if _same(there.text, text):
                self._agree(uid, state, there, text)
            else:
                self._wait(uid, state, NOT_OURS, there, text)
            return
        self._agree(uid, state, self._session.put(href, text, ""), text)
        self.added.append(uid)

    def _withdrawn(self, uid: str, state: Agreed, etag: str) -> None:
        """Remove what we publish no more, unless they have worked on it."""
        if not etag:
            self._forget(uid)
        elif etag == state.etag:
            self._session.remove(state.href, etag)
            self._forget(uid)
            self.removed.append(uid)
        else:
            there = self._read(state.href)
            if _same(there.text, state.base):
                self._session.remove(state.href, there.etag)
                self._forget(uid)
                self.removed.append(uid)
            else:
                self._wait(uid, state, REMOVED_HERE, there, "")

    def _both(self, uid: str, state: Agreed, family: list[Event], etag: str) -> None:
        text = self._text(family)
        we_changed = not _same(text, state.ours)
        if etag == state.etag:
            if not we_changed:
                self.unchanged += 1
                return
            self._merge(uid, state, family, Entry(state.href, etag, state.base))
            return
        there = self._read(state.href)
        if _same(there.text, state.base) and not we_changed:
            self._agree(uid, state, there, text)
            self.unchanged += 1
            return
        self._merge(uid, state, family, there)

    def _merge(self, uid: str, state: Agreed, family: list[Event], there: Entry, *, prefer_ours: bool | None = None) -> None:
        """Make one entry of both sides; without a preference, a clash waits for an officer."""
        from outreach.formats.calendar_merge import merge_entries

        text = self._text(family)
        base = (state.ours, state.base) if state.base else ("", "")
        merged = merge_entries(base[0], text, base[1], there.text, prefer_ours=prefer_ours is not False)
        if merged.clashes and prefer_ours is None:
            self._wait(uid, replace(state, title=family[0].title), BOTH_CHANGED, there, text, merged)
            return
        kept = there
        if not _same(merged.text, there.text):
            kept = self._session.put(state.href, merged.text, there.etag)
            self.changed.append(uid)
        taken = self._take(family, merged)
        # What goes over to us is on record before both count as agreed: a cut in between is merged once more, to the same end.
        self._agree(uid, state, kept, self._text(taken))

    def _decided(self, uid: str, state: Agreed, family: list[Event], ours: bool) -> None:
        etag = self._there.get(state.href, "")
        if not family:
            self._decided_without_us(uid, state, etag, ours)
        elif not etag:
            if ours:
                text = self._text(family)
                self._agree(uid, state, self._session.put(state.href, text, ""), text)
                self.added.append(uid)
            else:
                self._keep(uid, Agreed(href=state.href, title=state.title, left=True))
        else:
            self._merge(uid, state, family, self._read(state.href), prefer_ours=ours)

    def _decided_without_us(self, uid: str, state: Agreed, etag: str, ours: bool) -> None:
        if ours and etag:
            self._session.remove(state.href, etag)
            self.removed.append(uid)
        # Theirs: the entry is theirs from now on.
        self._forget(uid)

    def _retried(self, work: Callable[[], None]) -> None:
        """Do it over when somebody else was faster than us: what they did is seen then."""
        for _ in range(4):
            try:
                work()
            except Stale:
                self._there = self._session.entries()
            else:
                return
        raise LineCut(self._server.host, "412")

    # What is kept ----------------------------------------------------------------------------------------------------

    def _take(self, family: list[Event], merged: Merged) -> list[Event]:
        """Put what they changed into our events; return the events as they are now."""
        from outreach.services.readers import read_calendar

        if not merged.taken:
            return family
        read, _ = read_calendar(merged.text.encode())
        theirs = {event.recurrence_id: event for event in read}
        known = {event.recurrence_id: event for event in family}
        master = family[0]
        with self._steps.step() as work:
            for occurrence, event in theirs.items():
                mine = known.get(occurrence)
                if mine is None:
                    new = replace(event, kind=master.kind, staff=master.staff, tenders=master.tenders, origins=())
                    known[occurrence] = self._house.events.keep(work, new)
                    continue
                raw = _raw_occurrence(merged, occurrence)
                names = [name for where, name in merged.taken if where in (occurrence, raw)]
                fields = {one: getattr(event, one) for name in names for one in _FIELDS.get(name, ())}
                fresh = work.events.get(mine.id)
                if fresh is not None and fields:
                    known[occurrence] = self._house.events.keep(work, replace(fresh, **fields))
            for occurrence, mine in [*known.items()]:
                gone = (_raw_occurrence(merged, occurrence), "VEVENT") in merged.taken and occurrence not in theirs
                if occurrence and gone:
                    # They took the exception away: that date is as the series says again.
                    self._house.events.detach(work, mine)
                    work.delete(Kind.EVENT, mine.id)
                    del known[occurrence]
        if self._steps.changes.action is not None:
            self.taken.append(master.uid)
        return list(known.values())

    def _agree(self, uid: str, state: Agreed, entry: Entry, ours: str) -> None:
        self._there[state.href] = entry.etag
        self._keep(uid, Agreed(href=state.href, etag=entry.etag, ours=ours, base=entry.text, title=state.title))

    def _wait(
        self, uid: str, state: Agreed, reason: str, there: Entry | None, ours: str, merged: Merged | None = None
    ) -> None:
        clashes = merged.clashes if merged is not None else ()
        if merged is None and there is not None and ours:
            from outreach.formats.calendar_merge import merge_entries

            clashes = merge_entries("", ours, "", there.text).clashes
        shown = tuple(Difference(one.name, one.ours, one.theirs) for one in clashes)
        etag, theirs = (there.etag, there.text) if there is not None else ("", "")
        self._keep(uid, replace(state, waiting=reason, seen=etag, theirs=theirs, differences=shown))

    def _keep(self, uid: str, state: Agreed) -> None:
        self._states[uid] = state
        with self._house.database.work("") as work:
            keep_agreed(work, self._server, uid, state)

    def _forget(self, uid: str) -> None:
        self._states.pop(uid, None)
        with self._house.database.work("") as work:
            keep_agreed(work, self._server, uid, None)

    def _read(self, href: str) -> Entry:
        found = self._session.read(href)
        if found is None:
            raise Stale
        return found

    def _families(self, view: str) -> dict[str, list[Event]]:
        """Return the published events by UID, the series before its exceptions."""
        found: dict[str, list[Event]] = {}
        for event in sorted(self._house.published.events(view), key=lambda one: one.recurrence_id):
            found.setdefault(event.uid, []).append(event)
        return found

    def _text(self, family: Sequence[Event]) -> str:
        from outreach.formats.icalendar_file import write_calendar

        data = write_calendar(family, stamp=self._house.now(), language=self._language, method="")
        return data.decode()

    def _told(self) -> Pushed:
        waiting = [conflict_of(uid, state) for uid, state in self._states.items() if state.waiting]
        return Pushed(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.removed),
            tuple(self.taken),
            tuple(waiting),
            self.unchanged,
            self._steps.changes,
        )


def _same(one: str, other: str) -> bool:
    from outreach.formats.calendar_merge import same_entry

    return same_entry(one, other)


def _raw_occurrence(merged: Merged, occurrence: str) -> str:
    """Return the value under which the merge knows an occurrence that our reader wrote in its own form."""
    digits = "".join(char for char in occurrence.rpartition(":")[2] if char.isalnum())
    return next((where for where, _ in merged.taken if where and where.rstrip("Z") == digits.rstrip("Z")), occurrence)
