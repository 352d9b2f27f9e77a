"""The page of handouts: settings at the left, the sheet as it will come out of the printer at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.handout import HANDOUT_LABELS, MOST_TENDERS, HandoutKind
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.services.handouts import Printed
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.handouts.kinds import SHOWN_ON, facts, file_name
from outreach.ui.handouts.live import Drawn, LiveDrawing
from outreach.ui.handouts.preview import PagesView, Zoom
from outreach.ui.handouts.printing import PRINT_DPI, print_pages, printer_for
from outreach.ui.handouts.settings import FlyerSettings
from outreach.ui.handouts.wish import FlyerWish, Offer, make_handout, read_offer
from outreach.ui.icons import put_icon
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

_ZOOMS = {Zoom.FIT: N_("Fit"), Zoom.REAL: "100 %", Zoom.LARGE: "150 %"}


class HandoutsPage(Page):
    """Make the flyer about coming tenders, or a sheet for an event; look at it, print it, keep it."""

    name: ClassVar[str] = "handouts"
    title: ClassVar[str] = N_("Handouts")
    _described: tuple[FlyerWish, int] | None = None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: Sequence[UUID] | None = None
        self._for: UUID | None = None
        self._touched = False
        self._reading = 0
        self._stale = True
        self._saved: Path | None = None
        self.settings = FlyerSettings(context)
        self.preview = PagesView()
        self.live = LiveDrawing(context, self)
        self._lay_out()
        self._wire()
        self._say_title()

    # What the shell asks ---------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Print, save, and the size of the preview."""
        return [
            Command("handouts.print", N_("Print the handout…"), self.ask_printer, "Ctrl+P", "print", "File"),
            Command("handouts.save", N_("Save the handout as PDF…"), self.ask_file, "Ctrl+Shift+S", "export", "File"),
            Command("handouts.fit", N_("Fit the page"), lambda: self.preview.set_zoom(Zoom.FIT), "Ctrl+0", menu="View"),
            Command("handouts.larger", N_("Larger"), lambda: self.preview.step_zoom(1), "Ctrl++", menu="View"),
            Command("handouts.smaller", N_("Smaller"), lambda: self.preview.step_zoom(-1), "Ctrl+-", menu="View"),
        ]

    def enter(self) -> None:
        """Read what may have changed, and take the focus to where choosing begins."""
        if self._stale:
            self.read()
        self.settings.focus_first()

    def leave(self) -> None:
        """Draw nothing more until the page is shown again."""
        self._stale = self._stale or not self.live.settled
        self.live.rest()

    def show_tenders(self, ids: Sequence[UUID]) -> None:
        """Make a flyer of these tenders, in this order; more than eight have no room."""
        self.settings.choose_kind(HandoutKind.FLYER)
        chosen = list(dict.fromkeys(ids))
        if len(chosen) > MOST_TENDERS:
            words = self.context.words
            self.context.wishes.notify.emit(words(N_("A flyer has room for eight tenders. The first eight are chosen.")))
        self._choose(chosen[:MOST_TENDERS])

    def show_for_event(self, kind: HandoutKind, event: UUID) -> None:
        """Make a handout of a kind for an event, whenever the event is."""
        self.settings.choose_kind(kind)
        self._for = event
        self.read()

    def read(self) -> None:
        """Read what there is to choose from, and draw again."""
        house, language = self.context.house, self.context.words.language
        chosen = self._asked
        if chosen is None and self._touched:
            chosen = self.settings.tenders.chosen()
        event = self._for or self.settings.event_id()
        self._stale = False
        self._reading += 1
        turn = self._reading

        def take(offer: Offer) -> None:
            if turn == self._reading:
                self._asked = None
                self.settings.fill(offer)
                if self._for is not None:
                    self.settings.choose_event(self._for)
                    self._for = None
                self._draw(again=True)

        self.context.read(lambda: read_offer(house, language, chosen, event), take, self)

    # Printing and saving ---------------------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Open the system's print dialog, and print when it is confirmed."""
        title = self.file_name()
        printer = printer_for(self.settings.wish().paper, title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.context.words(N_("Print the handout")))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """Draw the handout finely on the worker, then send it to the printer."""
        house, wish = self.context.house, self.settings.wish()

        def work() -> list[QImage]:
            pdf = house.handouts.draw(make_handout(house, wish))
            return [QImage.fromData(page) for page in house.handouts.pictures(pdf, PRINT_DPI)]

        self._be_busy(self.context.words(N_("Drawing for the printer…")))
        self.context.tasks.run(
            work, lambda pages: self._send(printer, pages), owner=self, failed=self._not_made
        )

    def ask_file(self) -> None:
        """Ask where the PDF shall lie, and save it there."""
        words = self.context.words
        folder = Path(str(self.context.memory.get("handouts.folder", "")) or Path.home())
        dialog = QFileDialog(self, words(N_("Save the handout as PDF")), str(folder))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self.file_name()}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the handout as it stands; says where it lies, and offers to open it."""
        house, wish = self.context.house, self.settings.wish()
        self._be_busy(self.context.words(N_("Saving…")))
        self.context.tasks.run(
            lambda: house.handouts.save(make_handout(house, wish), path), self._kept, owner=self, failed=self._not_made
        )

    def file_name(self) -> str:
        """Return the usual name of the file, in the handout's language, without suffix."""
        return file_name(self.settings.wish(), self.settings.event_box.currentText(), self.context.house.now().date())

    def _send(self, printer: QPrinter, pages: list[QImage]) -> None:
        words = self.context.words
        if print_pages(printer, pages):
            name = printer.outputFileName() or printer.printerName()
            self._be_still(words(N_("Sent to {printer}."), printer=Path(name).name or words(N_("the printer"))))
        else:
            self._be_still()
            self._warn(words(N_("The printer does not answer. Check that it is on, or save the flyer as a PDF.")))

    def _kept(self, printed: Printed) -> None:
        self._saved = printed.file
        self.context.memory.keep("handouts.folder", str(printed.file.parent))
        self._be_still(self.context.words(N_("Saved as {name}."), name=printed.file.name))
        self._open.show()

    def _not_made(self, error: Exception) -> None:
        self._be_still()
        self._show_error(error)

    def _open_saved(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    # Drawing ---------------------------------------------------------------------------------------------------------

    def _draw(self, *, again: bool = False) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self.live.ask(self.settings.wish(), self.preview.dpi(), again=again)

    def _show(self, drawn: Drawn) -> None:
        self._banner.hide()
        self.settings.show_link_error("")
        self.preview.show_pages(drawn.pages, drawn.dpi)
        self._describe(drawn.wish, len(drawn.pages))

    def _describe(self, wish: FlyerWish, pages: int) -> None:
        self._described = wish, pages
        words = self.context.words
        shown, told = facts(wish, pages, words.language)
        self._facts.setText(shown)
        self.preview.setAccessibleName(words(N_("Preview of the handout")))
        self.preview.setAccessibleDescription(told)

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, InvalidInput) and error.field == "Link":
            self.settings.show_link_error(self.context.words(error.reason, **error.values))
            return
        said = explain(error, self.context.words.language)
        if said is None:
            self.context.tasks.failed.emit(error)
        else:
            self._warn(said.whole)

    def _warn(self, sentence: str) -> None:
        self._banner_text.setText(sentence)
        self._banner.show()

    # Choosing --------------------------------------------------------------------------------------------------------

    def _choose(self, tenders: Sequence[UUID]) -> None:
        self._asked, self._touched = tuple(tenders)[:MOST_TENDERS], True
        self.read()

    def _say_title(self) -> None:
        self._title.setText(self.context.words(HANDOUT_LABELS[self.settings.handout_kind()]))

    def _speak(self) -> None:
        self._say_title()
        if self._described is not None:
            self._describe(*self._described)
        self._stale = True
        if self.isVisible():
            self.read()

    def _touch(self) -> None:
        """From now on the officer's own choice of tenders holds, not the soonest ones."""
        self._touched = True

    def _changed(self, changes: Changes, origin: object) -> None:
        if not changes.concern(*SHOWN_ON[self.settings.handout_kind()]):
            return
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    # Parts -----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.settings)
        parts.addWidget(self._right_side())
        parts.setStretchFactor(1, 1)
        parts.setSizes([420, 760])
        state = self.context.memory.get_state("handouts.split")
        if state is not None:
            parts.restoreState(state)
        parts.splitterMoved.connect(lambda *_: self.context.memory.keep_state("handouts.split", parts.saveState()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(parts, 1)

    def _head(self) -> QHBoxLayout:
        bind = self.context.words.bind
        self._title = QLabel()
        set_role(self._title, "title")
        self.save_button, self.print_button = QPushButton(), QPushButton()
        put_icon(self.save_button, "export")
        put_icon(self.print_button, "print", "on_accent")
        bind(self.save_button.setText, N_("Save as PDF…"))
        bind(self.print_button.setText, N_("Print…"))
        set_role(self.print_button, "primary")
        row = QHBoxLayout()
        row.setContentsMargins(WIDE, MARGIN, WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return row

    def _right_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_banner())
        layout.addLayout(self._preview_tools())
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._make_status())
        return side

    def _preview_tools(self) -> QHBoxLayout:
        self._facts = QLabel()
        set_role(self._facts, "caption")
        self._zooms = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(WIDE, GAP, WIDE, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._facts, 1)
        for zoom, text in _ZOOMS.items():
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(zoom is self.preview.zoom)
            button.setProperty("zoom", zoom.value)
            if zoom is Zoom.FIT:
                self.context.words.bind(button.setText, text)
            else:
                button.setText(text)
            button.clicked.connect(lambda _=False, zoom=zoom: self.preview.set_zoom(zoom))
            self._zooms.addButton(button)
            row.addWidget(button)
        return row

    def _make_banner(self) -> QFrame:
        self._banner = QFrame()
        set_role(self._banner, "banner-danger")
        self._banner_text = QLabel()
        self._banner_text.setWordWrap(True)
        self._banner_text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addWidget(self._banner_text)
        self._banner.hide()
        return self._banner

    def _make_status(self) -> QFrame:
        """The line that says what is under way, and then where it went."""
        self._status = QFrame()
        self._status_text = QLabel()
        self._status_text.setTextFormat(Qt.TextFormat.PlainText)
        self._running = QProgressBar()
        self._running.setRange(0, 0)
        self._running.setMaximumWidth(160)
        self._open = QPushButton()
        set_role(self._open, "link")
        self.context.words.bind(self._open.setText, N_("Open"))
        self._open.clicked.connect(self._open_saved)
        row = QHBoxLayout(self._status)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._status_text)
        row.addWidget(self._open)
        row.addWidget(self._running)
        row.addStretch(1)
        self._status.hide()
        return self._status

    def _be_busy(self, sentence: str) -> None:
        self._banner.hide()
        self._say_status(sentence, running=True)

    def _be_still(self, sentence: str = "") -> None:
        self._say_status(sentence, running=False)

    def _say_status(self, sentence: str, *, running: bool) -> None:
        self._status_text.setText(sentence)
        self._status.setVisible(bool(sentence))
        self._running.setVisible(running)
        self._open.hide()
        for button in (self.print_button, self.save_button):
            button.setEnabled(not running)

    def _wire(self) -> None:
        self.settings.changed.connect(self._draw)
        self.settings.kind.changed.connect(self._say_title)
        self.settings.tenders.changed.connect(self._touch)
        self.settings.event_chosen.connect(self._choose)
        self.settings.add_tender.connect(lambda: self.context.wishes.show_page.emit("tenders"))
        self.preview.dpi_wanted.connect(lambda _: self._draw())
        self.preview.zoomed.connect(self._mark_zoom)
        self.context.wishes.flyer.connect(self.show_tenders)
        self.context.wishes.handout.connect(self.show_for_event)
        self.live.drawn.connect(self._show)
        self.live.failed.connect(self._show_error)
        self.print_button.clicked.connect(self.ask_printer)
        self.save_button.clicked.connect(self.ask_file)
        self.context.changes.changed.connect(self._changed)
        self.context.words.changed.connect(self._speak)

    def _mark_zoom(self, zoom: Zoom) -> None:
        for button in self._zooms.buttons():
            button.setChecked(button.property("zoom") == zoom.value)
