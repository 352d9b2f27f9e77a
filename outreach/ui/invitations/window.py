"""The invite window of one event: what is due on top, the counts, and the guests with their answers and versions.

Two places for the hands: the search line, and the list, in which one letter does it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from outreach.domain.changes import Changes
from outreach.domain.event import EventStatus
from outreach.domain.guest import ANSWER_LABELS, Answer, Standing
from outreach.domain.invitation import Purpose
from outreach.domain.record import Kind
from outreach.domain.repeat_words import repeat_words
from outreach.errors import OutreachError
from outreach.language import N_
from outreach.services.guest_names import fitting
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.invitations.add_guests import AddGuests
from outreach.ui.invitations.answer_door import is_welcome, take_in
from outreach.ui.invitations.counts import Shown, belongs
from outreach.ui.invitations.deeds import GuestDeeds
from outreach.ui.invitations.guest_history import GuestHistory
from outreach.ui.invitations.line_keys import LineKeys
from outreach.ui.invitations.outbox import OutboxLines
from outreach.ui.invitations.reading import GuestRow, Invited, read_invited
from outreach.ui.invitations.send_dialog import SendDialog
from outreach.ui.invitations.window_parts import EMPTY, LIST, NOBODY, WindowParts
from outreach.ui.invitations.window_words import counted, due_sentences, places_words
from outreach.ui.theme import set_role, take_size

_GEOMETRY = "invitations.geometry"
_CONCERNED = (Kind.GUEST, Kind.PERSON, Kind.COMPANY, Kind.EVENT, Kind.INVITATION, Kind.REPLY, Kind.PLAN)
OVER = N_("This event is over.")
CANCELLED = N_("This event is cancelled.")
NOBODY_SO = N_("Nobody fits here. Press Esc for all guests.")


class InviteWindow(QWidget):
    """Invites the guests of one event and follows their answers. `was_read` tells that the window shows what is stored."""

    was_read = Signal()

    def __init__(self, context: Context, event_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._context = context
        self.event_id = event_id
        self.found: Invited | None = None
        self._begun = False
        self.deeds = GuestDeeds(context, event_id, self)
        self.parts = WindowParts(context, self)
        self.outbox = OutboxLines(context, self, event_id)
        self.parts.put_outbox(self.outbox.lines)
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the window; once read, the cursor stands where the next thing is to be done."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._read()

    # What can be done ------------------------------------------------------------------------------------------------

    def send(self, purpose: Purpose, ids: tuple[UUID, ...]) -> None:
        """Open the letter of a purpose to guests."""
        dialog = SendDialog(self._context, self.event_id, purpose, ids, self)
        dialog.finished.connect(lambda _: self._settle_focus())
        dialog.open()

    def send_chosen(self, purpose: Purpose) -> None:
        """Open the letter of a purpose to those who are chosen."""
        ids = tuple(self.parts.table.chosen())
        if ids:
            self.send(purpose, ids)

    def add_guests(self) -> None:
        """Open the dialog that puts guests on the list."""
        AddGuests(self._context, self.event_id, self.deeds, self).open()

    def answer(self, answer: Answer) -> None:
        """Write down what the chosen guests said on the telephone."""
        self.deeds.answer(self.parts.table.chosen(), answer)

    def uninvite(self) -> None:
        """Take the chosen guests off the list."""
        self.deeds.uninvite(self.parts.table.chosen())

    def show_history(self) -> None:
        """Show who got what when, for the first of the chosen."""
        rows = self._chosen_rows()
        if rows:
            GuestHistory(self._context, self.event_id, rows[0].guest.id, self).open()

    def paste(self) -> None:
        """Take an answer from the clipboard: a mail's source, a calendar text, or copied files."""
        take_in(self._context, QGuiApplication.clipboard().mimeData(), self)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house, event = self._context.house, self.event_id
        self._context.tasks.run(lambda: read_invited(house, event), self._show, owner=self, failed=self._gone)

    def _show(self, found: Invited) -> None:
        self.found = found
        self.event_id = self.deeds.event_id = found.event.id
        words, event, parts = self._context.words, found.event, self.parts
        self.setWindowTitle(words(N_("Invite: {event}"), event=event.title))
        parts.title.setText(event.title)
        often = repeat_words(event.recurrence, event.when, words.language) if event.recurrence else ""
        off = words(CANCELLED) if event.status is EventStatus.CANCELLED else words(OVER) if found.is_over else ""
        parts.where.setText(" · ".join(part for part in (when_words(event.when, words), often, event.place, off) if part))
        parts.counts.show_numbers(counted(found))
        parts.counts.show_places(places_words(found, words))
        parts.due.show_sentences(due_sentences(found, words, self.send))
        self.outbox.show(found.waiting, found.unclear)
        parts.show_to_decide(len(found.to_decide))
        self._filter()
        if not self._begun:
            self._begun = True
            self._settle_focus()
        self.was_read.emit()

    def _filter(self) -> None:
        """Show the guests of the chosen count who fit what is typed."""
        if self.found is None:
            return
        parts, table = self.parts, self.parts.table
        typed, shown = parts.search.text().strip(), parts.counts.shown
        chosen, row = table.chosen(), table.currentIndex().row()
        some = [one for one in self.found.rows if belongs(one, shown) or (shown is Shown.ALL and not typed)]
        parts.guests.show(fitting(some, typed, lambda one: one.name, lambda one: f"{one.company} {one.address}"))
        table.choose(chosen, row if table.hasFocus() else -1)
        here = bool(self.found.rows)
        parts.stack.setCurrentIndex(EMPTY if not here else LIST if parts.guests.rows else NOBODY)
        parts.nobody.setText(self._context.words(NOBODY_SO))
        parts.show_has_guests(here)

    def _settle_focus(self) -> None:
        """Put the cursor where the next thing is to be done: whom to invite, what is due, or the search line."""
        parts = self.parts
        if self.found is None:
            return
        if not self.found.rows:
            parts.whom.read()
            parts.whom.setFocus()
        elif not self.outbox.lines.focus_first() and not parts.due.focus_first():
            parts.search.setFocus()

    def _gone(self, error: Exception) -> None:
        """The event was deleted: there is nobody to invite."""
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
        self.close()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self._read()

    def _chosen_rows(self) -> list[GuestRow]:
        wanted = set(self.parts.table.chosen())
        return [row for row in self.parts.guests.rows if row.guest.id in wanted]

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.parts.status, role)
        self.parts.status.setText(sentence)

    # The officer's hands ---------------------------------------------------------------------------------------------

    def _down(self) -> None:
        table = self.parts.table
        if self.parts.guests.rows:
            table.setFocus()
            if not table.chosen():
                table.selectRow(0)

    def _escaped(self) -> None:
        """Esc shows everybody again, a second one closes the window."""
        parts = self.parts
        if parts.search.text() or parts.counts.shown is not Shown.ALL:
            parts.search.clear()
            parts.counts.choose(Shown.ALL)
        else:
            self.close()

    def _menu(self, place: QPoint) -> None:
        rows = self._chosen_rows()
        if not rows:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        deeds: list[tuple[str, str, Callable[[], object]]] = [
            (ANSWER_LABELS[answer], keys, partial(self.answer, answer))
            for answer, keys in ((Answer.ACCEPTED, "J"), (Answer.DECLINED, "N"), (Answer.TENTATIVE, "K"), (Answer.NONE, "?"))
        ]
        deeds += [
            ("", "", lambda: None),
            (N_("Change the address"), "E", self.parts.table.edit_address),
            (N_("The other language"), "S", lambda: self.deeds.turn_language(self._chosen_rows())),
            (N_("Who got what when…"), "H", self.show_history),
            ("", "", lambda: None),
            (N_("Write to the chosen…"), "", lambda: self.send_chosen(self._purpose_of(rows))),
            (N_("Remind…"), "", lambda: self.send_chosen(Purpose.REMIND)),
        ]
        if any(row.guest.standing is not Standing.LISTED for row in rows):
            deeds.append((N_("Give a place on the list"), "", lambda: self.deeds.restore(self.parts.table.chosen())))
        deeds.append((N_("Uninvite"), "Del", self.uninvite))
        for text, keys, call in deeds:
            if not text:
                menu.addSeparator()
                continue
            action = menu.addAction(self._context.words(text) + (f"\t{keys}" if keys else ""))
            action.triggered.connect(lambda _=False, call=call: call())
        menu.popup(self.parts.table.viewport().mapToGlobal(place))

    def _purpose_of(self, rows: list[GuestRow]) -> Purpose:
        due = self.found.due if self.found is not None else None
        ids = {row.guest.id for row in rows}
        order = (Purpose.CANCEL, Purpose.UNINVITE, Purpose.OFFER, Purpose.WAIT, Purpose.UPDATE, Purpose.INVITE)
        return next((one for one in order if due is not None and ids & set(due.of(one))), Purpose.UPDATE)

    def _wire(self) -> None:
        parts, table = self.parts, self.parts.table
        LineKeys(self.paste, self.deeds.take_back, self).watch(parts.search, parts.whom.line)
        parts.search.textChanged.connect(self._filter)
        parts.counts.chosen.connect(lambda _: self._filter())
        parts.whom.taken.connect(self.deeds.invite)
        parts.add_wished.connect(self.add_guests)
        parts.answers_wished.connect(self._context.wishes.answers)
        parts.down_wished.connect(self._down)
        self.deeds.said.connect(self._say)
        self.deeds.done.connect(self._after_deed)
        table.answered.connect(self.answer)
        table.shown_wished.connect(parts.counts.choose)
        table.language_wished.connect(lambda: self.deeds.turn_language(self._chosen_rows()))
        table.uninvite_wished.connect(self.uninvite)
        table.history_wished.connect(self.show_history)
        table.add_wished.connect(self.add_guests)
        table.search_wished.connect(parts.search.setFocus)
        table.customContextMenuRequested.connect(self._menu)
        parts.guests.address_given.connect(self.deeds.write_address)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read)
        shortcuts: tuple[tuple[QKeySequence | QKeySequence.StandardKey | str, Callable[[], object]], ...] = (
            (QKeySequence.StandardKey.Undo, self.deeds.take_back),
            (QKeySequence.StandardKey.Find, parts.search.setFocus),
            (QKeySequence.StandardKey.Paste, self.paste),
            ("Ctrl+Return", parts.due.press_first),
            ("Ctrl+Enter", parts.due.press_first),
            ("Ctrl+Alt+S", self._context.wishes.answers.emit),
            ("Esc", self._escaped),
            ("Ctrl+W", self.close),
        )
        for keys, call in shortcuts:
            QShortcut(QKeySequence(keys), self, call)

    def _after_deed(self) -> None:
        """Once the first guests stand on the list, go on to what is due: inviting them."""
        if self.found is not None and not self.found.rows:
            self._begun = False

    # The window ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Answers may be dropped here."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the dropped answers before they are taken in."""
        data = event.mimeData()
        event.acceptProposedAction()
        take_in(self._context, data, self)

    def changeEvent(self, event: QEvent) -> None:
        """Icons in sentences follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.found is not None:
            QTimer.singleShot(0, self, self._read)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place."""
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _restore(self) -> None:
        take_size(self, 1240, 720)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
