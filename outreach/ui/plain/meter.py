"""The meter beside a text box: how plain the text is, in one line that opens the plain-language window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.plain.check import PlainReport
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.plain.checker import Checker
from outreach.ui.plain.gauge import Gauge
from outreach.ui.plain.report_words import meter_words
from outreach.ui.plain.text_box import TextBox, put_text, text_in
from outreach.ui.theme import GAP, set_role

KEY = Qt.Key.Key_F7
#: A text of fewer words has no figure worth a look; its hard words are told all the same.
SHORT = 8


class PlainMeter(QWidget):
    """Watches one text box. Hidden while there is nothing to say; F7 in the box, or a click, opens the window."""

    def __init__(self, context: Context, box: TextBox) -> None:
        super().__init__()
        self._context, self._box = context, box
        self.report: PlainReport | None = None
        self.gauge, self.button = Gauge(), QPushButton()
        set_role(self.button, "link")
        self.button.setAutoDefault(False)
        # The text box has the key; the line itself would only be one more stop for Tab.
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        context.words.bind(self.button.setToolTip, N_("How plain the text is (F7 in the text box)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.gauge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.checker = Checker(context, lambda: text_in(box), self)
        self.checker.checked.connect(self._show)
        self.button.clicked.connect(self.open_window)
        context.words.changed.connect(self._say)
        box.textChanged.connect(self.checker.ask)
        box.installEventFilter(self)
        self.hide()
        if text_in(box):
            self.checker.ask()

    def open_window(self) -> None:
        """Open the window on this text; what is changed there is changed in the text box."""
        from outreach.ui.plain.window import PlainWindow

        # Its parent is the box: it goes with the page when the workspace is put away.
        window = PlainWindow(self._context, self._box, text=text_in(self._box), one_line=isinstance(self._box, QLineEdit))
        window.text_changed.connect(lambda text: put_text(self._box, text))
        window.finished.connect(lambda: self._box.setFocus(Qt.FocusReason.OtherFocusReason))
        window.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take F7 in the text box before the menu, which has the same key for any text."""
        if isinstance(event, QKeyEvent) and event.key() == KEY and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.open_window()
                return True
        if event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self._say()
        return super().eventFilter(watched, event)

    def _show(self, report: PlainReport, _text: str) -> None:
        self.report = report
        self._say()

    def _say(self) -> None:
        report = self.report
        if report is None:
            return
        short = report.figures.words < SHORT
        self.gauge.show_band(report.band)
        self.gauge.setVisible(not short)
        said = meter_words(report, self._context.words, short=short)
        self.button.setText(said)
        worth = bool(report.figures.words) and (not short or bool(report.findings))
        # A box that its page has put away takes its meter along.
        self.setVisible(worth and not self._box.isHidden())
        if self.isVisible():
            self._box.setAccessibleDescription(said)


def put_meter(context: Context, field: Field) -> PlainMeter:
    """Put a meter below the editor of a field (one line or many), and return it."""
    editor = field.editor
    assert isinstance(editor, TextBox)
    meter = PlainMeter(context, editor)
    layout = field.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(layout.indexOf(editor) + 1, meter)
    return meter
