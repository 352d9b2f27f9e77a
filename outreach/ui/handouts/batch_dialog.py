"""Many handouts at once: one for each coming event, or one for each guest, into a folder or as pages of one PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.handout import HANDOUT_LABELS, HandoutOrder
from outreach.errors import Cancelled, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Setting
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.handouts.leaving import FOLDER
from outreach.ui.lists.long_work import LongWork, Report
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_EVENTS, _GUESTS, _PAGES = "events", "guests", "pages"


class BatchDialog(QDialog):
    """Asks what is made many of, and where it shall lie. What the settings say holds for all of them."""

    def __init__(self, context: Context, order: HandoutOrder, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._order = context, order
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Many at once"))
        self.choices = {
            _EVENTS: QRadioButton(),
            _GUESTS: QRadioButton(),
            _PAGES: QRadioButton(),
        }
        self.count, self.error = QLabel(), QLabel()
        self.go_button, self.close_button = QPushButton(), QPushButton()
        self._build()
        self._offer()
        self._count()

    def chosen(self) -> str:
        """Return what is made: "events", "guests", or "pages"."""
        return next(word for word, button in self.choices.items() if button.isChecked())

    def ask_place(self) -> None:
        """Ask for the folder, or for the name of the one file."""
        words, folder = self._context.words, str(self._context.memory.get(FOLDER, "")) or str(Path.home())
        one = self.chosen() == _PAGES
        dialog = QFileDialog(self, words(N_("Save as PDF")) if one else words(N_("Choose a folder")), folder)
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if one:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter("PDF (*.pdf)")
            dialog.setDefaultSuffix("pdf")
            dialog.selectFile(f"{words(HANDOUT_LABELS[self._order.kind])}.pdf")
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.write_to(Path(name)))
        dialog.open()

    def write_to(self, place: Path) -> None:
        """Draw and write all of them; a bar shows how far it is, and *Cancel* stops before the next."""
        self.error.hide()
        house, order, each = self._context.house, self._order, self.chosen()
        batches, printings = house.handout_batches, house.printings

        def pages(report: Report) -> tuple[Changes, int]:
            total = len(batches.addressees(order))
            drawn = batches.in_one(order, lambda done: _tell(report, done, max(done, total)))
            return printings.save(drawn, place).changes, 1

        def files(report: Report) -> tuple[Changes, int]:
            orders = batches.per_guest(order) if each == _GUESTS else batches.per_event(order)
            written = batches.to_folder(orders, place, lambda done: _tell(report, done, len(orders)))
            return printings.keep_all(written.records), len(written.files)

        self._context.memory.keep(FOLDER, str(place.parent if each == _PAGES else place))
        LongWork(self._context, N_("Drawing the handouts"), self).run(
            _caught(pages if each == _PAGES else files), self._done
        )

    # Inside ----------------------------------------------------------------------------------------------------------

    def _done(self, answer: tuple[Changes, int] | OutreachError) -> None:
        words = self._context.words
        if isinstance(answer, OutreachError):
            known = explain(answer, words.language)
            self._complain(known.whole if known else str(answer))
            return
        changes, files = answer
        self._context.changes.publish(changes, None)
        self._context.wishes.notify.emit(
            words.count(NN_("{n} PDF file was written.", "{n} PDF files were written."), files)
        )
        self.accept()

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _offer(self) -> None:
        """Offer what the kind can be made many of."""
        trade = TRADES[self._order.kind]
        personal = Setting.ADDRESSEE in trade.uses or Setting.GUESTS in trade.uses
        self.choices[_EVENTS].setVisible(Setting.EVENT in trade.uses)
        self.choices[_GUESTS].setVisible(personal)
        self.choices[_PAGES].setVisible(Setting.ADDRESSEE in trade.uses and trade.pages is not None)
        first = next((button for button in self.choices.values() if button.isVisibleTo(self)), None)
        self.go_button.setEnabled(first is not None)
        if first is not None:
            first.setChecked(True)

    def _count(self) -> None:
        """Say how many it will be, before anybody asks for a folder."""
        house, order, each = self._context.house, self._order, self.chosen()

        def work() -> int | OutreachError:
            try:
                if each == _EVENTS:
                    return len(house.handout_batches.per_event(replace(order, event=None)))
                return len(house.handout_batches.addressees(order))
            except OutreachError as error:
                return error

        def take(found: int | OutreachError) -> None:
            words = self._context.words
            if isinstance(found, OutreachError):
                known = explain(found, words.language)
                self._complain(known.sentence if known else "")
                self.count.setText("")
            else:
                self._complain("")
                forms = NN_("{n} event", "{n} events") if each == _EVENTS else NN_("{n} guest", "{n} guests")
                self.count.setText(words.count(forms, found))
            self.go_button.setEnabled(not isinstance(found, OutreachError))

        self._context.read(work, take, self)

    def _build(self) -> None:
        bind = self._context.words.bind
        title = QLabel()
        set_role(title, "subheading")
        bind(title.setText, HANDOUT_LABELS[self._order.kind])
        bind(self.choices[_EVENTS].setText, N_("One file for each coming event, with the tenders that are shown there"))
        bind(self.choices[_GUESTS].setText, N_("One file for each guest of the event, with the name on it"))
        bind(self.choices[_PAGES].setText, N_("One PDF with a page for each guest, with the name on it"))
        bind(self.go_button.setText, N_("Choose where…"))
        bind(self.close_button.setText, N_("Close"))
        set_role(self.go_button, "primary")
        set_role(self.count, "muted")
        set_role(self.error, "danger")
        self.error.setWordWrap(True)
        self.error.hide()
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.count, 1)
        for button, call in ((self.close_button, self.reject), (self.go_button, self.ask_place)):
            button.clicked.connect(lambda _=False, call=call: call())
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        for choice in self.choices.values():
            choice.toggled.connect(lambda on: self._count() if on else None)
            column.addWidget(choice)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addLayout(foot)
        self.choices[_EVENTS].setChecked(True)
        self.setMinimumWidth(460)


def _tell(report: Report, done: int, total: int) -> bool:
    report(done, total)
    return True


def _caught(work: Callable[[Report], tuple[Changes, int]]) -> Callable[[Report], Any]:
    """Bring what went wrong home as an answer, so that it is said in this window, with what is chosen still in it."""

    def do(report: Report) -> Any:
        try:
            return work(report)
        except Cancelled:
            raise
        except OutreachError as error:
            return error

    return do
