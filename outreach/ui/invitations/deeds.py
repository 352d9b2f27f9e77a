"""What an officer does with guests in the invite window: writes, says what was done, and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from outreach.domain.changes import Changes, Reversal
from outreach.domain.guest import Answer
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.invitations.reading import GuestRow
from outreach.ui.invitations.whom import Whom, put_on_list

NOTHING = N_("Nothing had to be changed.")
TURNED = NN_("{n} guest is written to in another language now", "{n} guests are written to in another language now")
NOBODY_NEW = N_("Nobody new: they are on the list already, or nobody is known there.")


class GuestDeeds(QObject):
    """Writes for one event. `said` carries a finished sentence and its role; `done` tells that something was written."""

    said = Signal(str, str)
    done = Signal()

    def __init__(self, context: Context, event_id: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._event = event_id
        self._actions: list[tuple[UUID, ...]] = []

    def invite(self, whom: Whom) -> None:
        """Put everybody that a choice means on the list."""
        house, event = self._context.house, self._event
        self._context.write(
            lambda: put_on_list(house, event, whom), self, lambda changes: self.told(changes, NOBODY_NEW), failed=self.failed
        )

    def answer(self, ids: Sequence[UUID], answer: Answer) -> None:
        """Write down what guests said on the telephone."""
        house = self._context.house
        if ids:
            self.do(lambda: house.guests.answer(ids, answer, way="phone"))

    def turn_language(self, rows: Sequence[GuestRow]) -> None:
        """Let the chosen guests have their letters in the other language; those of two kinds all get Swedish first."""
        if not rows:
            return
        house, code = self._context.house, "en" if all(row.language == "sv" for row in rows) else "sv"
        ids = [row.guest.id for row in rows if row.language != code]
        self._context.tasks.run(
            lambda: [house.guests.reach(one, language=code) for one in ids], self._turned, owner=self, failed=self.failed
        )

    def write_address(self, row: GuestRow, address: str) -> None:
        """Let a guest have the letters at another address; an empty one means the register's again."""
        house, guest = self._context.house, row.guest.id
        self.do(lambda: house.guests.reach(guest, email=address))

    def uninvite(self, ids: Sequence[UUID]) -> None:
        """Take guests off the list; who has an invitation stays there as uninvited until they are told."""
        house = self._context.house
        if ids:
            self.do(lambda: house.guests.uninvite(ids))

    def restore(self, ids: Sequence[UUID]) -> None:
        """Put uninvited or waiting guests on the list again."""
        house = self._context.house
        if ids:
            self.do(lambda: house.guests.promote(ids))

    def do(self, work: Callable[[], Changes]) -> None:
        """Write, say what was done, and remember it for taking back."""
        self._context.write(work, self, self.told, failed=self.failed)

    def take_back(self) -> None:
        """Undo what was done last here."""
        if not self._actions:
            self.said.emit(self._context.words(N_("Nothing was done here yet that could be taken back.")), "muted")
            return
        actions, house = self._actions.pop(), self._context.house
        self._context.tasks.run(
            lambda: [house.history.undo(one) for one in reversed(actions)], self._taken_back, owner=self, failed=self.failed
        )

    def told(self, changes: Changes, nothing: str = NOTHING) -> None:
        """Say what was done."""
        words = self._context.words
        if changes.action is None:
            self.said.emit(words(nothing), "muted")
            return
        self._actions.append((changes.action,))
        self.said.emit(words(changes.title, **changes.values), "success")
        self.done.emit()

    def failed(self, error: Exception) -> None:
        """Say what is wrong, where that is known."""
        words = self._context.words
        if isinstance(error, InvalidInput):
            self.said.emit(words(error.reason, **error.values), "danger")
            return
        known = explain(error, words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self.said.emit(known.whole, "danger")

    def _turned(self, done: list[Changes]) -> None:
        """Several guests are told of once, and taken back together."""
        for changes in done:
            self._context.changes.publish(changes, self)
        if done:
            self.told(done[-1])
            self._actions[-1] = tuple(changes.action for changes in done if changes.action is not None)
        if len(done) > 1:
            self.said.emit(self._context.words.count(TURNED, len(done)), "success")

    def _taken_back(self, reversals: list[Reversal]) -> None:
        words, reversal = self._context.words, reversals[-1]
        for one in reversals:
            self._context.changes.publish(one.changes, self)
        self.said.emit(words(N_("Undone: {what}"), what=words(reversal.title, **reversal.values)), "muted")
        self.done.emit()
