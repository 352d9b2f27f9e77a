"""The dialog that every record is edited in: a title, sections of fields that scroll, and Save at the foot.

    class EventForm(FormDialog):
        def __init__(self, context, event, parent):
            super().__init__(context, N_("New event") if event is None else N_("Edit event"), parent)
            self.name = self.text_field(N_("Event"))               # the title that `InvalidInput.field` names
            self.notes = NotesEdit()
            self.add_section(N_("What"), self.name, self.field(N_("Notes"), self.notes))
            self.fill_from(event)                                   # own method
            self.ready()                                            # remembers what stands here as "unchanged"

        def value(self): return replace(self._original, title=self.name.editor.text(), notes=self.notes.value())
        def save(self, record): return self.context.house.events.save(record)      # on the worker
        def state(self): return self.value()                        # compared, to know whether something was typed

`saved` carries the id. What is wrong is said at its field; nothing that was typed is lost, and closing asks first,
inside the dialog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind, Record
from outreach.errors import InvalidInput, SameFieldChanged
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome

UNSAVED = N_("You have written something that is not saved.")
LEAVING = N_("The known one can be opened. What you have written here is not saved.")


class FormDialog(QDialog):
    """A form for one record. Subclasses add sections, and say `value`, `save` and, when needed, `state`."""

    saved = Signal(object)
    """The id of the record, once it is kept."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.fields: dict[str, Field] = {}
        #: Names its draft as long as it is open.
        self.number = uuid4()
        self._clean: Any = None
        self._sure = False
        self._leaving_for: tuple[Kind, UUID] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, title)
        self._build(title)
        self._fit_screen()

    # What a form adds ------------------------------------------------------------------------------------------------

    def value(self) -> Any:
        """Return the record as it stands in the form. Raises InvalidInput for what cannot be read."""
        raise NotImplementedError

    def save(self, record: Any) -> Outcome:
        """Keep the record; called on the worker. Raises InvalidInput and what services raise.

        Through `house.waiting` it waits for the server of a shared workspace that is away; else that is said, and the form stays.
        """
        raise NotImplementedError

    def state(self) -> Any:
        """Return what is compared to know whether something was typed."""
        return self.value()

    def saved_id(self, record: Any) -> UUID:
        """Return the id that `saved` tells."""
        return UUID(str(record.id))

    # Building --------------------------------------------------------------------------------------------------------

    def field(self, title: str, editor: QWidget, help_text: str = "") -> Field:
        """Make a field and remember it by its title."""
        made = Field(self.context, title, editor, help_text)
        self.fields[title] = made
        return made

    def text_field(self, title: str, help_text: str = "") -> Field:
        """Make a field with one line of text."""
        return self.field(title, QLineEdit(), help_text)

    def add_section(self, title: str, *fields: QWidget | tuple[QWidget, ...]) -> None:
        """Add a card with a heading and fields below each other; a tuple stands side by side."""
        card = QFrame()
        set_role(card, "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        if title:
            heading = QLabel()
            set_role(heading, "heading")
            self.context.words.bind(heading.setText, title)
            layout.addWidget(heading)
        for item in fields:
            if isinstance(item, tuple):
                row = QHBoxLayout()
                row.setSpacing(MARGIN)
                for widget in item:
                    row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
                layout.addLayout(row)
            else:
                layout.addWidget(item)
        self._sections.addWidget(card)

    def ready(self) -> None:
        """Take what stands in the form now as unchanged. To be called at the end of the constructor."""
        self._sections.addStretch(1)
        self._clean = self.state()

    # Saving ----------------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Save; closes when it is kept, says at the field what is wrong otherwise."""
        for field in self.fields.values():
            field.clear_error()
        self._banner.hide()
        try:
            record = self.value()
        except InvalidInput as error:
            self._refuse(error)
            return
        self._save_button.setEnabled(False)
        self.context.write(lambda: self.save(record), self, lambda _: self._kept(record), failed=self._refuse)

    def reject(self) -> None:
        """Close; with something typed, ask first inside the dialog."""
        self._leaving_for = None
        if self._sure or not self.is_changed():
            super().reject()
            return
        self._say(self.context.words(UNSAVED), "banner-warning", asks=True)

    def leave_for(self, kind: Kind, record_id: UUID) -> None:
        """Close and open a record that is known already; with something typed, ask first inside the dialog."""
        self._leaving_for = kind, record_id
        if self._sure or not self.is_changed():
            self._throw_away()
        else:
            self._say(self.context.words(LEAVING), "banner-warning", asks=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the window's own cross ask too."""
        if self._sure or not self.is_changed():
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field must not save half a form by slip; Ctrl+Enter does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.accept()
            return
        super().keyPressEvent(event)

    def for_draft(self) -> Record | None:
        """Return what a lock of the window keeps, and opens the form on again; None where that cannot be read as a record."""
        try:
            value = self.value()
        except InvalidInput:
            return None
        return value if isinstance(value, Record) else None

    def beside(self) -> dict[str, Any]:
        """Return what the form knows beside the record, in JSON types: `reopen` in `ui/locking/half_typed.py` hands it back."""
        return {}

    def holds_more(self) -> bool:
        """Say whether something stands here that `for_draft` does not carry."""
        return False

    def typed_before(self) -> None:
        """What stands here was typed before the window locked: it is not saved yet."""
        self._clean = object()

    def is_changed(self) -> bool:
        """Say whether something was typed since `ready`."""
        try:
            return bool(self.state() != self._clean)
        except InvalidInput:
            return True

    def _kept(self, record: Any) -> None:
        self._sure = True
        self.saved.emit(self.saved_id(record))
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._save_button.setEnabled(True)
        if isinstance(error, InvalidInput):
            sentence = self.context.words(error.reason, **error.values)
            field = self.fields.get(error.field)
            if field is None:
                self._say(sentence, "banner-danger")
                return
            field.show_error(sentence)
            self._scroll.ensureWidgetVisible(field)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, SameFieldChanged):
            self._ask_which(error)
        elif (explained := explain(error, self.context.words.language)) is not None:
            self._say(explained.whole, "banner-danger")
        else:
            self.context.tasks.failed.emit(error)

    def _ask_which(self, asked: SameFieldChanged) -> None:
        from outreach.ui.forms.same_field import SameFieldDialog

        dialog = SameFieldDialog(self.context, asked, self)
        dialog.chosen.connect(lambda record: self._save_settled(Kind(str(asked.facts["kind"])), record))
        dialog.open()

    def _save_settled(self, kind: Kind, record: Any) -> None:
        """Keep what was chosen, as it is: the fields of the form hold what only one of the two wanted."""
        records = self.context.house.records(kind)
        self._save_button.setEnabled(False)
        self.context.write(lambda: records.save(record), self, lambda _: self._kept(record), failed=self._refuse)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _build(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        heading = QLabel()
        set_role(heading, "title")
        self.context.words.bind(heading.setText, title)
        heading.setContentsMargins(WIDE, MARGIN, WIDE, GAP)
        layout.addWidget(heading)
        layout.addWidget(self._scrolling(), 1)
        layout.addWidget(self._make_banner())
        layout.addLayout(self._foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.submit)

    def _scrolling(self) -> QScrollArea:
        inner = QWidget()
        set_role(inner, "page")
        self._sections = QVBoxLayout(inner)
        self._sections.setContentsMargins(WIDE, GAP, WIDE, MARGIN)
        self._sections.setSpacing(MARGIN)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        return self._scroll

    def _make_banner(self) -> QFrame:
        self._banner = QFrame()
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        self._banner_text = QLabel()
        self._banner_text.setWordWrap(True)
        self._banner_text.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._banner_text, 1)
        self._discard = QPushButton()
        self.context.words.bind(self._discard.setText, N_("Throw it away"))
        self._discard.clicked.connect(self._throw_away)
        row.addWidget(self._discard)
        self._banner.hide()
        return self._banner

    def _foot(self) -> QHBoxLayout:
        cancel, self._save_button = QPushButton(), QPushButton()
        self.context.words.bind(cancel.setText, N_("Cancel"))
        self.context.words.bind(self._save_button.setText, N_("Save"))
        self.context.words.bind(self._save_button.setToolTip, N_("Save (Ctrl+Enter)"))
        set_role(self._save_button, "primary")
        cancel.setAutoDefault(False)
        self._save_button.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._save_button.clicked.connect(self.submit)
        row = QHBoxLayout()
        row.setContentsMargins(WIDE, GAP + 4, WIDE, MARGIN)
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._save_button)
        return row

    def _say(self, sentence: str, role: str, *, asks: bool = False) -> None:
        set_role(self._banner, role)
        self._banner_text.setText(sentence)
        self._discard.setVisible(asks)
        self._banner.show()
        if asks:
            self._discard.setFocus()

    def _throw_away(self) -> None:
        self._sure = True
        wanted = self._leaving_for
        self.reject()
        if wanted is not None:
            self.context.open(*wanted)

    def _fit_screen(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(760, room.width() - 48), min(720, room.height() - 64))
