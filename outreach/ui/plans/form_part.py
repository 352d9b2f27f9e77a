"""A part of a plan that is fields, not a list. It keeps itself: a moment after the last key, at once when a field is left.

What is half typed is never written over by what was read meanwhile, and what cannot be read says so at its field.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach.errors import InvalidInput
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, set_role

#: How long after the last key a part keeps itself, in milliseconds.
PAUSE = 1200


class FormPart(QWidget):
    """Fields of a value. Subclasses say `value` (raises InvalidInput), `fill`, and call `touched` when something was typed."""

    edited = Signal(object)
    typing = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.fields: dict[str, Field] = {}
        self._shown: Any = None
        self._filling = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MARGIN)

    # What a part adds ------------------------------------------------------------------------------------------------

    def value(self) -> Any:
        """Return what stands in the fields. Raises InvalidInput."""
        raise NotImplementedError

    def fill(self, value: Any) -> None:
        """Put a value into the fields."""
        raise NotImplementedError

    # Showing and keeping ---------------------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        """Show a value, unless it stands there already or something is being typed."""
        if value == self._shown or self._pause.isActive():
            return
        self._shown = value
        self._filling = True
        try:
            self.fill(value)
        finally:
            self._filling = False

    def touched(self, *_: object) -> None:
        """Something was typed or chosen."""
        if not self._filling:
            self._pause.start()
            self.typing.emit()

    def commit(self, *_: object) -> None:
        """Tell what stands in the fields, when it is another value than before."""
        if self._filling or self._shown is None:
            return
        self._pause.stop()
        for field in self.fields.values():
            field.clear_error()
        try:
            value = self.value()
        except InvalidInput as error:
            self.refuse(error)
            return
        if value != self._shown:
            self._shown = value
            self.edited.emit(value)

    def refuse(self, error: InvalidInput) -> bool:
        """Say at its field what is wrong; return whether there is such a field."""
        field = self.fields.get(error.field)
        if field is not None:
            field.show_error(self.context.words(error.reason, **error.values))
        return field is not None

    # Building --------------------------------------------------------------------------------------------------------

    def heading(self, title: str) -> None:
        """Add a heading."""
        label = text_label("", "heading")
        self.context.words.bind(label.setText, title)
        self._column.addWidget(label)

    def field(self, title: str, editor: QWidget, help_text: str = "") -> Field:
        """Make a field and remember it by its title."""
        made = Field(self.context, title, editor, help_text)
        self.fields[title] = made
        return made

    def line(self, title: str, help_text: str = "") -> QLineEdit:
        """Make a field of one line that keeps itself, and return its line; the field is `self.fields[title]`."""
        editor = QLineEdit()
        self.field(title, editor, help_text)
        editor.textEdited.connect(self.touched)
        editor.editingFinished.connect(self.commit)
        return editor

    def rows(self, *rows: tuple[QWidget, ...]) -> None:
        """Add a card with rows of fields, two in a row."""
        card = QFrame()
        set_role(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP + 4)
        for number, widgets in enumerate(rows):
            for column, widget in enumerate(widgets):
                wide = 2 if len(widgets) == 1 else 1
                grid.addWidget(widget, number, column, 1, wide, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(card)


def side_by_side(*widgets: QWidget) -> QWidget:
    """Return widgets beside each other in equal parts."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MARGIN + GAP)
    for widget in widgets:
        row.addWidget(widget, 1)
    return box
