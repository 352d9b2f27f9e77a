"""Cards to type in: those that wait at the left, the picture large, and a capture form beside it.

A card that is saved becomes a conversation at the time and the event at which it was handed over; the next one follows at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from outreach.domain.changes import Changes, Reversal
from outreach.domain.inbox_card import InboxCard
from outreach.domain.record import Kind
from outreach.errors import Cancelled, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.inbox_cards import NewCard
from outreach.services.meetings import NO_EVENT
from outreach.ui.cards.batch import PictureBatch
from outreach.ui.cards.reading import (
    Proposal,
    Waiting,
    card_line,
    draft_key,
    entry_of_waiting,
    propose,
    read_picture,
    read_waiting,
)
from outreach.ui.cards.window_parts import CARDS, NOTHING, WindowParts
from outreach.ui.context import Context
from outreach.ui.scan.card_fields import entry_of_card

_GEOMETRY = "cards.geometry"
_DRAFT_EVERY = 3000
_COUNT = NN_("{n} waits", "{n} wait")
PROPOSED = N_("Proposed by text recognition. Check it against the picture before you save.")
_HARD = N_("Hard to read: {words}")


class CardsWindow(QWidget):
    """Types cards in, one after the other. Nothing is lost: what is half typed is kept, what is deleted can be brought back."""

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._drafts: dict[str, dict[str, object]] = {}
        self._done: list[UUID] = []
        self._tried: set[UUID] = set()
        self._picture = b""
        self.card: InboxCard | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        context.words.bind(self.setWindowTitle, N_("Cards to type in"))
        self.parts = WindowParts(context, self)
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the window and read what waits."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._read()

    # What can be done ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Log the conversation of the shown card, and go on to the next one."""
        card, entry = self.card, self.parts.form.entry()
        if card is None:
            return
        if entry.is_empty:
            self._say(N_("Write at least who it was or what it was about."), "muted")
            return
        house, key = self._context.house, draft_key(card)
        wanted = replace(entry.capture(card.event or NO_EVENT, key), at=card.at, inbox_card=card.id)
        self._forget_draft(card)

        def kept(changes: Changes) -> None:
            if changes.action is not None:
                self._did(changes)
            self._read()

        self._context.write(lambda: house.waiting.capture(wanted), self, kept, self._failed)

    def skip(self, by: int = 1) -> None:
        """Go to the next card, or the one before; this one waits on."""
        self.parts.list.step(by)

    def delete(self) -> None:
        """Delete the shown card; it can be brought back."""
        card, house = self.card, self._context.house
        if card is not None:
            self._forget_draft(card)
            self._write(lambda: house.inbox_cards.delete([card.id]))

    def take_back(self) -> None:
        """Undo what was done last in this window."""
        if not self._done:
            self._say(N_("Nothing was done here yet that could be taken back."), "muted")
            return
        action, house = self._done.pop(), self._context.house

        def back(reversal: Reversal) -> None:
            self._context.changes.publish(reversal.changes, self)
            what = self._context.words(reversal.title, **reversal.values)
            self.parts.say(self._context.words(N_("Undone: {what}"), what=what), "muted")
            self._read()

        self._context.tasks.run(lambda: house.history.undo(action), back, owner=self, failed=self._failed)

    def recognise(self) -> None:
        """Read the print on the picture, as a proposal for an empty form."""
        if self.card is not None and self._picture:
            self._propose(self.card, asked=True)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house = self._context.house
        self._context.read(lambda: read_waiting(house), self._show, self)

    def _show(self, waiting: Waiting) -> None:
        words, parts = self._context.words, self.parts
        self._drafts = {**waiting.drafts, **self._drafts}
        with QSignalBlocker(parts.list):
            parts.list.show_lines([card_line(card, words) for card in waiting.cards], first=True)
        parts.count.setText(words.count(_COUNT, len(waiting.cards)) if waiting.cards else "")
        parts.stack.setCurrentIndex(CARDS if waiting.cards else NOTHING)
        self._moved(parts.list.current())

    def _moved(self, card: object) -> None:
        if not isinstance(card, InboxCard):
            self.card = None
            return
        if self.card is not None and card.id == self.card.id:
            self.card = card
            return
        self._keep_draft()
        self.card = card
        self._show_card(card)

    def _show_card(self, card: InboxCard) -> None:
        parts, house = self.parts, self._context.house
        entry = entry_of_waiting(card, self._drafts.get(draft_key(card)))
        with QSignalBlocker(parts.form):
            parts.form.show_entry(entry)
        parts.form.contact.setCursorPosition(0)
        parts.form.go_on()
        parts.warn("")
        parts.show_text(card.text)
        self._picture = b""
        parts.picture.show_picture(b"")

        def take(data: bytes) -> None:
            if self.card is None or self.card.id != card.id:
                return
            self._picture = data
            parts.picture.show_picture(data)
            for button in (parts.read_button, parts.turn_button):
                button.setEnabled(bool(data))
            if data and entry.is_empty and card.id not in self._tried:
                self._propose(card, asked=False)

        self._context.read(lambda: read_picture(house, card), take, self)

    def _propose(self, card: InboxCard, *, asked: bool) -> None:
        """Fill an empty form by text recognition; only somebody who asked for it is told what it lacks."""
        house, picture, degrees = self._context.house, self._picture, self.parts.picture.degrees
        self._tried.add(card.id)

        def take(found: Proposal) -> None:
            if self.card is None or self.card.id != card.id:
                return
            words, parts = self._context.words, self.parts
            if found.card is None:
                if asked:
                    parts.warn(words(found.lack, **(found.values or {})))
                return
            hard = words(_HARD, words=", ".join(found.unsure)) if found.unsure else ""
            parts.warn("\n".join(part for part in (words(PROPOSED), hard) if part))
            parts.show_text(found.text)
            if parts.form.entry().is_empty:
                # Marked as nobody's word yet: no draft is kept of it until somebody changes it.
                with QSignalBlocker(parts.form):
                    parts.form.show_entry(entry_of_card(found.card, str(card.id)))
                parts.form.contact.setCursorPosition(0)
                parts.form.go_on()

        self._context.read(lambda: propose(house, picture, degrees), take, self)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[], Changes]) -> None:
        def then(changes: Changes) -> None:
            self._did(changes)
            self._read()

        self._context.write(work, self, then, failed=self._failed)

    def _did(self, changes: Changes) -> None:
        if changes.action is not None:
            self._done.append(changes.action)
            self.parts.say(self._context.words(changes.title, **changes.values), "success")

    def _failed(self, error: Exception) -> None:
        self.parts.end_work()
        if isinstance(error, Cancelled):
            return
        known = explain(error, self._context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self.parts.say(known.whole, "danger")

    def _written(self, changes: Changes, origin: object) -> None:
        if origin is not self and changes.concern(Kind.INBOX_CARD, Kind.MEETING) and self.isVisible():
            self._read()

    def _typed(self) -> None:
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _keep_draft(self) -> None:
        """Keep what is half typed of the shown card."""
        if not self._draft_timer.isActive() or self.card is None:
            return
        self._draft_timer.stop()
        key, draft = draft_key(self.card), self.parts.form.entry().draft()
        self._drafts[key] = draft
        self._context.keep_draft(key, draft)

    def _forget_draft(self, card: InboxCard) -> None:
        self._draft_timer.stop()
        key, house = draft_key(card), self._context.house
        if self._drafts.pop(key, None) is not None:
            self._context.tasks.run(lambda: house.drafts.drop(key))

    def _say(self, text: str, role: str) -> None:
        self.parts.say(self._context.words(text), role)

    # Qt's events -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put dropped pictures among the cards; what holds a code goes to the preview."""
        event.acceptProposedAction()
        self.put_pictures([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def put_pictures(self, paths: list[Path]) -> None:
        """Put pictures among the cards; what holds a code, or is something else, is shown in the preview."""
        if paths:
            batch = PictureBatch(self._context, paths, self.parts.report, self)
            batch.finished.connect(self._put)
            batch.cancelled.connect(self.parts.end_work)
            self.parts.begin_work(batch.cancel)
            batch.start()

    def _put(self, new: list[NewCard], others: list[Path]) -> None:
        self.parts.end_work()
        house = self._context.house
        if new:
            self._write(lambda: house.scan.put_away(new))
        if others:
            self._context.wishes.scan.emit(others)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the window away; Delete in the list deletes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Delete and self.parts.list.hasFocus():
            self.delete()
        elif event.key() == Qt.Key.Key_R and not event.modifiers() and self.parts.list.hasFocus():
            self.parts.picture.turn()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed, and the place."""
        self._keep_draft()
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _restore(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1280, room.width() - 40), min(760, room.height() - 60))
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)

    def _wire(self) -> None:
        parts = self.parts
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(_DRAFT_EVERY)
        self._draft_timer.timeout.connect(self._draft_due)
        parts.form.edited.connect(self._typed)
        parts.form.take_back.connect(self.take_back)
        parts.list.moved.connect(self._moved)
        parts.save_button.clicked.connect(self.save)
        parts.skip_button.clicked.connect(lambda: self.skip())
        parts.delete_button.clicked.connect(self.delete)
        parts.turn_button.clicked.connect(parts.picture.turn)
        parts.read_button.clicked.connect(self.recognise)
        parts.add_button.clicked.connect(lambda: self._context.wishes.scan.emit(None))
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read)
        for keys, act in (
            ("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Ctrl+R", parts.picture.turn),
            ("Alt+Down", self.skip), ("Alt+Up", lambda: self.skip(-1)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, act)

    def _draft_due(self) -> None:
        # The timer has run out, and is what says that there is something to keep.
        self._draft_timer.start()
        self._keep_draft()
