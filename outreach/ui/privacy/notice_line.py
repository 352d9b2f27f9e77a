"""The line for a visitor who asks what is kept of them: the short notice with its version, folded away until it is wanted.

Beside it stands the box that says that this visitor has been told (GDPR article 13); whoever has not stands in *Who must be told*.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.privacy_text import Notice
from outreach.domain.record import Kind
from outreach.language import LANGUAGES, N_, Language
from outreach.ui.context import Context
from outreach.ui.theme import GAP, TIGHT, set_role

SHOW = N_("To show the visitor (Alt+I): {stamp}")
TOLD = N_("The visitor has been told (Ctrl+T)")


class NoticeLine(QWidget):
    """A link with the version; a click or Alt+I shows the words, another puts them away.

    `told` is the box of the form, which Ctrl+T ticks.
    """

    def __init__(self, context: Context, told: QCheckBox) -> None:
        super().__init__()
        self._context = context
        self._notices: dict[str, Notice] = {}
        self.head, self.text, self.told = QToolButton(), QLabel(), told
        self.head.setCheckable(True)
        self.head.setAutoRaise(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        set_role(self.head, "caption")
        set_role(self.text, "caption")
        self.text.hide()
        # What the two would like is no width that the window must have: they stand below each other where they must.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row, column = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout(self)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.told, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch(1)
        self._row.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(self._row)
        column.addWidget(self.text)
        self.told.show()
        context.words.bind(self.told.setText, TOLD)
        self.head.toggled.connect(self.text.setVisible)
        self.head.toggled.connect(lambda _: self._speak())
        QShortcut(QKeySequence("Alt+I"), self, self.head.toggle)
        context.words.changed.connect(self._speak)
        context.changes.changed.connect(self._written)
        self.read()

    def take_key(self, window: QWidget) -> None:
        """Let Ctrl+T tick the box anywhere in a window."""
        QShortcut(QKeySequence("Ctrl+T"), window, self.told.toggle)

    def read(self) -> None:
        """Read what holds now."""
        privacy = self._context.house.privacy
        self._context.read(lambda: {code: privacy.notice(Language(code)) for code in LANGUAGES}, self._show, self)

    def _show(self, notices: dict[str, Notice]) -> None:
        self._notices = notices
        self._speak()

    def _speak(self) -> None:
        notice = self._notices.get(self._context.words.language.code)
        if notice is not None:
            self.head.setText(self._context.words(SHOW, stamp=notice.stamp()))
            self.text.setText(notice.stamped_line())
            self._turn()
            # Tab does not come here: what is open is told with the field that has the keyboard.
            self.head.setAccessibleDescription(self.text.text() if self.head.isChecked() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The link goes below the box where both have no room beside each other: Qt would cut it in its middle."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.told.sizeHint().width() + self.head.sizeHint().width() + 2 * GAP
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if wide <= self.width() else way.TopToBottom)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.PRIVACY_TEXT, Kind.UNIT, Kind.PURPOSE):
            self.read()
