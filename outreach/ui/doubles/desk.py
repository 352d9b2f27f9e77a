"""The desk that looks for doubles: step by step on the one worker, so that a save never waits for a search.

A search through 50,000 people takes some seconds of the processor, but each step only some hundredths: after each the worker
takes whatever else waits. So the search needs no thread of its own, and two threads never read at odds with each other.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Changes
from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.services.duplicates import KINDS
from outreach.services.scanning import DoublePair, Scan
from outreach.ui.context import Context

#: Milliseconds after opening a workspace until the desk looks by itself, and how long it waits while others work.
_FIRST_LOOK, _PAUSE = 6_000, 250
#: A larger register is searched when somebody asks for it: looking costs the battery more than a second then.
MOST_BY_ITSELF = 6_000
#: What is worth an officer's look without being asked.
WORTH_A_LOOK = (Band.SURE, Band.LIKELY)


class DoublesDesk(QObject):
    """Searches, remembers and keeps up to date. `changed` tells that other pairs are known now."""

    changed = Signal()
    progressed = Signal(object, int, int)
    """Kind, done and total of the search that is under way."""
    stopped = Signal()
    """A search was cancelled or failed."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._search: Scan | None = None
        self._waiting: list[Kind] = []
        self._patient = False
        self._meanwhile: list[Changes] = []
        context.changes.changed.connect(self._written)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._step)
        self._first = QTimer(self, singleShot=True, interval=_FIRST_LOOK)
        self._first.timeout.connect(self._look_by_itself)
        self._first.start()

    @property
    def searching(self) -> Kind | None:
        """The kind that is searched now, if any."""
        return self._search.kind if self._search is not None else None

    def pairs(self, kind: Kind) -> tuple[DoublePair, ...] | None:
        """Return what is known, None when nobody has looked yet."""
        return self._context.house.duplicates.found(kind)

    def count(self) -> int:
        """Return how many pairs are worth a look."""
        return sum(one.band in WORTH_A_LOOK for kind in KINDS for one in self.pairs(kind) or ())

    def search(self, kind: Kind, *, patient: bool = False) -> None:
        """Look through all records of a kind. `patient`: only while nobody else needs the worker."""
        self._first.stop()
        self._patient = patient
        if self.searching is kind:
            return
        if self._search is not None:
            self._waiting = [one for one in self._waiting if one is not kind] + [kind]
            return
        self._search = self._context.house.duplicates.begin(kind)
        self._step()

    def cancel(self) -> None:
        """Stop looking; what was known before stays."""
        self._search, self._waiting, self._meanwhile = None, [], []
        self._next.stop()
        self.stopped.emit()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _step(self) -> None:
        search = self._search
        if search is None:
            return
        if self._patient and not self._context.tasks.idle:
            self._next.start(_PAUSE)
            return
        self._context.tasks.run(search.step, lambda more: self._stepped(search, more), owner=self, failed=self._failed)

    def _stepped(self, search: Scan, more: bool) -> None:
        if search is not self._search:
            return
        self.progressed.emit(search.kind, search.done, search.total)
        if more:
            self._next.start(0)
            return
        self._search = None
        self._context.house.duplicates.remember(search.kind, search.pairs)
        self._tell()
        if self._meanwhile:
            # Somebody wrote while it was going on; what was read before that may be out of date.
            touched = frozenset(one for changes in self._meanwhile for one in changes.touched)
            self._meanwhile = []
            self._renew(Changes(touched=touched))
        if self._waiting:
            self.search(self._waiting.pop(0), patient=self._patient)

    def _failed(self, error: Exception) -> None:
        self.cancel()
        self._context.tasks.failed.emit(error)

    def _look_by_itself(self) -> None:
        house = self._context.house

        def look(count: int) -> None:
            if count <= MOST_BY_ITSELF and self._search is None:
                self._waiting = [kind for kind in KINDS[1:] if self.pairs(kind) is None]
                self.search(KINDS[0], patient=True)

        self._context.read(lambda: house.people.count() + house.companies.count(), look, self)

    def _written(self, changes: Changes, _origin: object) -> None:
        if not changes.concern(*KINDS, Kind.APART):
            return
        if self._search is not None:
            self._meanwhile.append(changes)
        if any(self.pairs(kind) is not None for kind in KINDS):
            self._renew(changes)

    def _renew(self, changes: Changes) -> None:
        house = self._context.house

        def done(fits: bool) -> None:
            self._tell()
            for kind in () if fits else [one for one in KINDS if self.pairs(one) is not None]:
                self.search(kind, patient=True)

        self._context.read(lambda: house.duplicates.renew(changes), done, self)

    def _tell(self) -> None:
        self.changed.emit()
        self._context.wishes.doubles_counted.emit(self.count())
