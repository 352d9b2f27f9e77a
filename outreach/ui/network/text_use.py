"""Two small windows around the words of flyers: for which tender a text is used, and which text a form takes over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach.domain.neighbour import FlyerText
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size


class UseForTender(QDialog):
    """Chooses the tender whose description a text becomes."""

    def __init__(self, context: Context, text: FlyerText, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.text = context, text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Use for a tender"))
        self.tender, self.take_button = RecordChooser(context, Kind.TENDER), QPushButton()
        about = text_label("", "muted")
        context.words.bind(about.setText, N_("The text takes the place of what stands there; undo brings that back."))
        _frame(self, context, text.title, (about, self.tender), self.take_button, N_("Use the text"), self.take)
        self.take_button.setEnabled(False)
        self.tender.changed.connect(lambda: self.take_button.setEnabled(self.tender.record_id() is not None))
        self.resize(520, self.sizeHint().height())

    def take(self) -> None:
        """Make the text the description of the chosen tender, and go there."""
        tender, text, house = self.tender.record_id(), self.text, self.context.house
        if tender is not None:
            self.context.write(lambda: house.flyer_texts.describe(tender, text.id), None)
            self.accept()
            self.context.open(Kind.TENDER, tender)


class TakeText(QDialog):
    """Chooses a text; `take` is called with its words."""

    def __init__(self, context: Context, parent: QWidget, take: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.context, self._take = context, take
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Take a text from…"))
        self.list, self.take_button, self.shown = LineList(tall=True), QPushButton(), text_label("", "muted")
        context.words.bind(self.list.setAccessibleName, N_("Flyer texts"))
        _frame(self, context, "", (self.list, self.shown), self.take_button, N_("Take the text"), self.take)
        self.list.chosen.connect(lambda _: self.take())
        self.list.moved.connect(self._show_text)
        take_size(self, 620, 480)
        context.read(context.house.flyer_texts.all, self._show, self)

    def take(self) -> None:
        """Hand over the chosen text."""
        chosen = self.list.current()
        if isinstance(chosen, FlyerText):
            self.accept()
            self._take(chosen.text)

    def _show(self, texts: list[FlyerText]) -> None:
        if not texts:
            empty = EmptyState(self.context, "handouts", N_("No flyer texts yet"), N_("They are kept under Network, Flyer texts."))
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.replaceWidget(self.list, empty)
            self.list.hide()
            self.take_button.setEnabled(False)
        lines = [Line(one.title, one.credit or _short(one.text), icon="handouts", data=one) for one in texts]
        self.list.show_lines(lines, first=True)
        self.list.setFocus()

    def _show_text(self, text: object) -> None:
        self.shown.setText(text.text if isinstance(text, FlyerText) else "")


def take_text_button(context: Context, take: Callable[[str], object], parent: QWidget) -> QPushButton:
    """Return a button beside a text box that lets the words of a flyer be taken over."""
    button = QPushButton()
    context.words.bind(button.setText, N_("Take a text from…"))
    put_icon(button, "handouts")
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: TakeText(context, parent, take).open())
    return button


def _short(text: str) -> str:
    return " ".join(text.split())[:80]


def _frame(
    dialog: QDialog,
    context: Context,
    title: str,
    parts: tuple[QWidget, ...],
    button: QPushButton,
    text: str,
    call: Callable[[], None],
) -> None:
    """Lay a small dialog out: what it is about, its parts, Cancel and the one button that does it."""
    cancel = QPushButton()
    context.words.bind(cancel.setText, N_("Cancel"))
    context.words.bind(button.setText, text)
    set_role(button, "primary")
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    button.clicked.connect(lambda: call())
    foot = QHBoxLayout()
    foot.setSpacing(GAP)
    foot.addStretch(1)
    foot.addWidget(cancel)
    foot.addWidget(button)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
    column.setSpacing(MARGIN)
    if title:
        column.addWidget(text_label(title, "subheading"))
    for part in parts:
        column.addWidget(part)
    column.addLayout(foot)
