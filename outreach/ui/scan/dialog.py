"""The preview: what was read of a picture, a code, a card, a message or a pasted text, before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.scanned import ContentKind, tells_somebody
from outreach.errors import Cancelled, OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.services.inbox_cards import NewCard
from outreach.services.scan import SUFFIXES, Known, Scanned
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.opening import open_address
from outreach.ui.scan.card_fields import entry_of_card
from outreach.ui.scan.dialog_parts import DETAIL, START, WORK, DialogParts
from outreach.ui.scan.incoming import as_png, incoming
from outreach.ui.scan.saying import Item, erased_line, item_line, items_of, known_line, say_doubts
from outreach.ui.tasks import Progress
from outreach.ui.theme import take_size

PROPOSED = N_("Proposed by text recognition. Check it against the picture; nothing is kept before you say so.")
NO_CODE_SO = N_("No code in the picture. Type it in beside the picture, or put it among the cards to type in.")
_PAUSE = 400


class ScanDialog(QDialog):
    """Shows what was read. Each thing can be logged, kept in the register, or put among the cards to type in."""

    def __init__(self, context: Context, folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = Path(folder)
        self._progress: Progress | None = None
        self._item: Item | None = None
        self.items: list[Item] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        context.words.bind(self.setWindowTitle, N_("Scan or paste"))
        self.parts = DialogParts(context, self)
        take_size(self, self.parts.small.width(), self.parts.small.height())
        self._wire()
        self._say_buttons()
        context.read(context.house.imports.get_ready, lambda _: None, self)

    # What comes in ---------------------------------------------------------------------------------------------------

    def take(self, what: Any) -> None:
        """Read files (a list of paths), a picture (`QImage`), bytes or a text; None waits for the officer."""
        house = self._context.house
        if isinstance(what, QImage):
            what = as_png(what)
        if isinstance(what, bytes):
            data = what
            self._read(lambda progress: [house.scan.read(data, "", progress)])
        elif isinstance(what, str):
            text = what
            self._read(lambda _: [house.scan.read_text(text)])
        elif what:
            paths = [Path(one) for one in what]
            self._read(lambda progress: [house.scan.read_file(path, progress) for path in paths])

    def take_mime(self, data: QMimeData | None) -> bool:
        """Read what is on the clipboard or was dropped; return whether there was anything."""
        what = incoming(data)
        if what is not None:
            self.take(what)
        return what is not None

    def paste(self) -> None:
        """Read what is on the clipboard."""
        if not self.take_mime(QApplication.clipboard().mimeData()):
            self.parts.say(self._context.words(N_("There is neither a picture nor a text on the clipboard.")), "muted")

    def choose_files(self) -> None:
        """Ask for files."""
        words = self._context.words
        dialog = QFileDialog(self, words(N_("Choose files")))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        stars = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters([f"{words(N_('Pictures, cards and messages'))} ({stars})", f"{words(N_('All files'))} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def use_camera(self) -> None:
        """Look through the camera."""
        from outreach.ui.scan.camera import CameraDialog, lack

        missing = lack(self._context.words)
        if missing:
            self.parts.say(missing, "warning")
            return
        camera = CameraDialog(self._context, self)
        camera.found.connect(lambda scanned: self.show_scans([scanned]))
        camera.taken.connect(self.take)
        camera.open()
        camera.start()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_scans(self, scans: Sequence[Scanned]) -> None:
        """Show what was read, beside what is there already."""
        new = items_of(list(scans), self._context.words)
        if not new:
            return
        self._keep_edits()
        self.items = [item for item in self.items if not item.problem] + new
        self._list_items()
        self.show_item(new[0])

    def show_item(self, item: Item) -> None:
        """Show one thing in the fields."""
        if item is not self._item:
            self._keep_edits()
        self._item = item
        parts = self.parts
        self._choose_line(item)
        parts.picture.show_picture(item.picture)
        parts.picture.setVisible(bool(item.picture))
        parts.fields.set_value(item.card)
        parts.stack.setCurrentIndex(DETAIL)
        if self.width() < parts.large.width() and item.picture:
            take_size(self, parts.large.width(), parts.large.height())
        self._tell(item)
        self._say_buttons()
        self._look_known()
        parts.fields.lines["person"].setFocus()
        if item.picture and item.finding is None and not item.tried:
            self._recognise(item, asked=False)

    def recognise(self) -> None:
        """Read the print on the picture, as a proposal for the fields."""
        if self._item is not None and self._item.picture:
            self._recognise(self._item, asked=True)

    # Doing -----------------------------------------------------------------------------------------------------------

    def log(self) -> None:
        """Begin a conversation with what stands in the fields."""
        item = self._current()
        if item is not None:
            self._context.wishes.capture_with.emit(entry_of_card(item.card))
            self._done([item])

    def keep(self) -> None:
        """Keep the person and the company in the register."""
        item, house = self._current(), self._context.house
        if item is not None:
            self._write([item], lambda: house.scan.keep(item.card))

    def put_away(self) -> None:
        """Put it among the cards to type in."""
        item, house = self._current(), self._context.house
        if item is not None:
            text = item.content.text if item.content else ""
            new = NewCard(picture=item.picture, card=item.card, text=text)
            self._write([item], lambda: house.scan.put_away([new]))

    def put_all_away(self) -> None:
        """Put every picture without a code among the cards to type in, as one action."""
        self._keep_edits()
        items, house = self._pictures(), self._context.house
        new = [NewCard(picture=one.picture, card=one.card, text=one.content.text if one.content else "") for one in items]
        if new:
            self._write(items, lambda: house.scan.put_away(new))

    def open_link(self) -> None:
        """Open the address whose host stands on the button that was pressed; others never come this far."""
        link = self._item.content.link if self._item and self._item.content else None
        if link is not None and link.openable:
            open_address(link.address)

    def import_event(self) -> None:
        """Give the event of the code to the import."""
        content = self._item.content if self._item else None
        if content is not None and content.calendar:
            file = self._folder / f"{uuid4().hex}.ics"
            file.write_bytes(content.calendar)
            self._context.wishes.import_files.emit([file])

    # Inside ----------------------------------------------------------------------------------------------------------

    def _read(self, work: Callable[[Callable[[int, int], None]], list[Scanned]]) -> None:
        self._keep_edits()
        self.parts.working.setText(self._context.words(N_("Reading…")))
        self.parts.stack.setCurrentIndex(WORK)
        self.parts.say("", "muted")
        self._progress = self._context.tasks.run_long(
            lambda progress: work(progress.step), self._read_all, self.parts.report, owner=self, failed=self._failed
        )

    def _read_all(self, scans: list[Scanned]) -> None:
        self._progress = None
        self.parts.stack.setCurrentIndex(DETAIL if self.items else START)
        self.show_scans(scans)

    def _recognise(self, item: Item, *, asked: bool) -> None:
        """Run text recognition where it is ready; only somebody who asked for it is told what it lacks."""
        house, words, picture = self._context.house, self._context.words, item.picture
        item.tried = True

        def work() -> tuple[tuple[str, dict[str, str]], Scanned | None]:
            lacks = house.scan.lacks_for_text()
            return lacks, None if lacks[0] else house.scan.recognise(picture)

        def take(answer: tuple[tuple[str, dict[str, str]], Scanned | None]) -> None:
            (text, values), scanned = answer
            if item not in self.items:
                return
            if scanned is not None and scanned.findings:
                item.finding, item.proposed = scanned.findings[0], True
                if item is self._item and not tells_somebody(self.parts.fields.value()):
                    item.card = scanned.findings[0].content.card
                    self.show_item(item)
            elif asked:
                problems = scanned.problems if scanned is not None else ()
                said = words(text, **values) if text else " ".join(words(one.reason, **one.values) for one in problems)
                self.parts.say(said, "warning")

        self._context.read(work, take, self)

    def _pictures(self) -> list[Item]:
        """Return the pictures without a code."""
        return [one for one in self.items if one.picture and (one.finding is None or one.proposed)]

    def _write(self, items: list[Item], work: Callable[[], Changes]) -> None:
        # The window may be closed before the answer comes; what was written is told all the same.
        def done(changes: Changes) -> None:
            self._context.changes.publish(changes)
            if shiboken6.isValid(self):
                self._done(items)

        def failed(error: Exception) -> None:
            tell = self._failed if shiboken6.isValid(self) else self._context.tasks.failed.emit
            tell(error)

        self._context.tasks.run(work, done, failed=failed)

    def _done(self, items: list[Item]) -> None:
        """Go on to the next thing; the window closes after the last."""
        place = self.items.index(items[0]) if items[0] in self.items else 0
        self.items = [one for one in self.items if one not in items]
        self._item = None
        left = [one for one in self.items if not one.problem]
        if not left:
            self.accept()
            return
        self._list_items()
        self.show_item(self.items[min(place, len(self.items) - 1)])

    def _failed(self, error: Exception) -> None:
        self._progress = None
        self.parts.stack.setCurrentIndex(DETAIL if self.items else START)
        if isinstance(error, Cancelled):
            return
        known = explain(error, self._context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self.parts.say(known.whole, "danger")

    def _current(self) -> Item | None:
        self._keep_edits()
        return self._item

    def _keep_edits(self) -> None:
        if self._item is not None:
            self._item.card = self.parts.fields.value()

    def _tell(self, item: Item) -> None:
        words, content = self._context.words, item.content
        doubts = say_doubts(content.unsure, words) if content else ""
        if item.problem:
            self.parts.warn(item.problem)
        elif content is None:
            self.parts.warn(words(NO_CODE_SO))
        else:
            self.parts.warn("\n".join(part for part in (words(PROPOSED) if item.proposed else "", doubts) if part))
        bare = content is not None and content.kind not in (ContentKind.CARD, ContentKind.SIGNATURE)
        self.parts.show_text(" | ".join(content.text.splitlines()) if content is not None and bare else "")
        self.parts.say("", "muted")

    def _say_buttons(self) -> None:
        item, parts, words = self._item, self.parts, self._context.words
        content = item.content if item else None
        link = content.link if content else None
        may_open = link is not None and link.openable
        parts.open_button.setVisible(may_open)
        parts.open_button.setText(words(N_("Open {host}"), host=link.host) if may_open and link else "")
        parts.event_button.setVisible(bool(content and content.calendar))
        parts.read_button.setVisible(bool(item and item.picture))
        usable = item is not None and not item.problem
        somebody = usable and tells_somebody(parts.fields.value())
        parts.keep_button.setEnabled(somebody)
        noted = usable and bool(parts.fields.note.value() or (content and content.badge))
        parts.log_button.setEnabled(somebody or noted)
        parts.inbox_button.setEnabled(usable and (somebody or bool(item and item.picture)))
        for button in (parts.keep_button, parts.log_button, parts.inbox_button):
            button.setVisible(item is not None)
        pictures = len(self._pictures())
        parts.all_button.setVisible(pictures > 1)
        parts.all_button.setText(words(N_("Type all in later ({n})"), n=pictures))

    def _look_known(self) -> None:
        """Ask who is known already, for what stands in the fields now."""
        item, house = self._item, self._context.house
        if item is None:
            return
        card, badge = self.parts.fields.value(), item.content.badge if item.content else ""

        def take(found: tuple[tuple[Known, ...], datetime | None]) -> None:
            if item is self._item:
                known, erased = found
                words = self._context.words
                is_new = not any(one.kind is Kind.PERSON for one in known)
                told = [erased_line(erased, words)] if erased is not None and is_new else []
                self.parts.show_known([*told, *(known_line(one, words) for one in known)])

        self._context.read(lambda: (house.scan.known(card, badge), house.scan.erased(card)), take, self)

    def _list_items(self) -> None:
        self.parts.list.show_lines([item_line(item, self._context.words) for item in self.items])
        self.parts.list.setVisible(len(self.items) > 1)

    def _choose_line(self, item: Item) -> None:
        row = next((number for number, one in enumerate(self.items) if one is item), -1)
        if row >= 0 and self.parts.list.current() is not item:
            self.parts.list.setCurrentIndex(self.parts.list.model().index(row, 0))

    def _moved(self, item: object) -> None:
        if isinstance(item, Item) and item is not self._item:
            self.show_item(item)

    def _open_known(self, known: object) -> None:
        if isinstance(known, Known):
            self._context.open(known.kind, known.id)

    def _reword(self) -> None:
        self._list_items()
        if self._item is not None:
            self._keep_edits()
            self._tell(self._item)
        self._say_buttons()

    # Qt's events -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, pictures and texts may be dropped here."""
        data = event.mimeData()
        if data.hasUrls() or data.hasImage() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        self.take_mime(event.mimeData())

    def reject(self) -> None:
        """Stop reading; a second time closes."""
        if self._progress is not None:
            self._progress.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way."""
        if self._progress is not None:
            self._progress.cancel()
        super().closeEvent(event)

    def _wire(self) -> None:
        parts = self.parts
        for button, act in (
            (parts.choose_button, self.choose_files), (parts.paste_button, self.paste), (parts.camera_button, self.use_camera),
            (parts.log_button, self.log), (parts.keep_button, self.keep), (parts.inbox_button, self.put_away),
            (parts.all_button, self.put_all_away), (parts.read_button, self.recognise),
            (parts.open_button, self.open_link), (parts.event_button, self.import_event), (parts.cancel_button, self.reject),
        ):  # fmt: skip
            button.clicked.connect(act)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look_known)
        parts.fields.edited.connect(self._pause.start)
        parts.fields.edited.connect(self._say_buttons)
        parts.list.moved.connect(self._moved)
        parts.known.chosen.connect(self._open_known)
        self._context.words.changed.connect(self._reword)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._enter)

    def _enter(self) -> None:
        if self.parts.log_button.isEnabled() and self.parts.log_button.isVisible():
            self.log()

