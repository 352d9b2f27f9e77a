"""A handout of a plan on its way to paper: looked at, then sent to the printer in so many copies, or saved as a PDF."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from outreach.domain.handout import HANDOUT_LABELS, HandoutKind, HandoutOrder
from outreach.domain.plan import Printing
from outreach.explain import explain
from outreach.language import N_
from outreach.services.printings import Drawn
from outreach.ui.context import Context
from outreach.ui.handouts.leaving import Leaving
from outreach.ui.handouts.preview_side import PreviewSide
from outreach.ui.handouts.printed_before import PrintedLine
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role


class PrintWindow(QDialog):
    """Shows one handout of an event, with the number of copies of the plan."""

    def __init__(self, context: Context, event_id: UUID, printing: Printing, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.drawn: Drawn | None = None
        self.kind = HandoutKind(printing.kind)
        self._event, self._language = event_id, context.words.language.code
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, HANDOUT_LABELS[self.kind])
        self.printed = PrintedLine(context)
        self.printed.button.hide()
        self.side = PreviewSide(context, self.printed)
        self.leaving = Leaving(context, self, self._order)
        self.leaving.ready = lambda: self.drawn
        self.copies = QSpinBox()
        self.copies.setRange(1, 10_000)
        self.copies.setValue(printing.copies)
        self.print_button, self.save_button = QPushButton(), QPushButton()
        self._build()
        self._wire()
        self._draw()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        house, known, dpi = self.context.house, self.drawn, self.side.preview.dpi()
        kind, event, language = self.kind, self._event, self._language

        # A picture that is made smaller afterwards loses its thinnest lines, so it is drawn for the size that it is shown in.
        def work() -> tuple[Drawn, list[QImage], int]:
            made = known or house.printings.drawn(replace(house.handouts.usual(kind, language), event=event))
            pages = house.handouts.pictures(made.pdf, dpi) if dpi else []
            return made, [QImage.fromData(page) for page in pages], dpi

        self.context.tasks.run(work, self._show, owner=self, failed=self._failed)

    def _order(self) -> HandoutOrder:
        return self.drawn.order if self.drawn is not None else HandoutOrder(kind=self.kind, event=self._event)

    def _show(self, made: tuple[Drawn, list[QImage], int]) -> None:
        first = self.drawn is None
        self.drawn, pages, dpi = made
        self.side.preview.show_pdf(self.drawn.pdf, pages, dpi)
        if first:
            self.printed.show_for(self.drawn)
            self._enable(True)
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        known = explain(error, self.context.words.language)
        if known is None:
            self.context.tasks.failed.emit(error)
        else:
            self.side.warn(known.whole)

    def _enable(self, on: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(on)

    def _still(self, sentence: str) -> None:
        self.side.be_still(sentence)
        self._enable(True)
        if self.drawn is not None:
            self.printed.show_for(self.drawn)

    def _busy(self, sentence: str) -> None:
        self.side.be_busy(sentence)
        self._enable(False)

    def _wire(self) -> None:
        leaving, side = self.leaving, self.side
        leaving.copies = self.copies.value
        side.preview.dpi_wanted.connect(lambda _: self._draw())
        side.stop_wished.connect(leaving.stop)
        leaving.busy.connect(self._busy)
        leaving.progressed.connect(side.progress)
        leaving.still.connect(self._still)
        leaving.warned.connect(side.warn)
        leaving.failed.connect(self._failed)

    def _build(self) -> None:
        words = self.context.words
        label = QLabel()
        words.bind(label.setText, N_("Copies"))
        label.setBuddy(self.copies)
        words.bind(self.copies.setAccessibleName, N_("Copies"))
        words.bind(self.print_button.setText, N_("Print…"))
        words.bind(self.save_button.setText, N_("Save as PDF…"))
        set_role(self.print_button, "primary")
        put_icon(self.print_button, "print", "on_accent")
        put_icon(self.save_button, "export")
        close = QPushButton()
        words.bind(close.setText, N_("Close"))
        for button, call, keys in (
            (self.print_button, self.leaving.ask_printer, "Ctrl+P"),
            (self.save_button, self.leaving.ask_file, "Ctrl+S"),
            (close, self.reject, ""),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=call: call())
            if keys:
                # A button's own shortcut goes when its text changes with the language; this one is the window's.
                QShortcut(QKeySequence(keys), self, button.click)
                button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self._enable(False)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(label)
        foot.addWidget(self.copies)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.side, 1)
        column.addLayout(foot)
        for before, after in pairwise((self.side.preview.view, self.copies, close, self.save_button, self.print_button)):
            self.setTabOrder(before, after)
        room = self.screen().availableGeometry()
        self.resize(min(860, room.width() - 48), min(900, room.height() - 64))


def print_handout(context: Context, event_id: UUID, printing: Printing, parent: QWidget) -> None:
    """Open the handout for looking at and printing."""
    PrintWindow(context, event_id, printing, parent).open()
