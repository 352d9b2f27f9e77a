"""One field of many records: choose the field and its new value, see how many will change, and do it as one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.company import SIZE_LABELS
from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.bulk import change_many, count_changed
from outreach.ui.context import Context
from outreach.ui.forms.code_pickers import CpvPicker, MunicipalityPicker
from outreach.ui.forms.declines_editor import DeclinesEditor
from outreach.ui.forms.field import Field
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

TITLE = NN_("Change {n} record", "Change {n} records")
WILL = NN_("{n} will change.", "{n} will change.")
NONE = N_("Nothing will change: they have this value already.")
CHANGE = NN_("Change {n}", "Change {n}")
EMPTIES = N_("A blank alone takes the value away.")
CHOOSE = N_("Choose…")
ADDED = N_("The codes are added to those that are there.")
_LANGUAGES = {"": N_("Not known"), "sv": N_("Swedish"), "en": N_("English")}
#: Milliseconds between the last key and the count.
_PAUSE = 150


@dataclass(frozen=True, slots=True)
class _Editor:
    """A field that can be changed: how its value is read, and what tells of another one."""

    name: str
    field: Field
    value: Callable[[], str]
    changed: SignalInstance


class BulkEdit(QDialog):
    """Changes records of one kind. Nothing is written before the button is pressed."""

    def __init__(self, context: Context, kind: Kind, ids: Sequence[UUID], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._ids = list(ids)
        self._asked = 0
        self._touched: set[str] = set()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(context.words.count(TITLE, len(self._ids)))
        self.fields, self.stack = QComboBox(), QStackedWidget()
        self.told, self.change_button = QLabel(), QPushButton()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._editors = _EDITORS[kind](context)
        self._build()
        self._wire()
        self._reckon()

    @property
    def editor(self) -> _Editor:
        """The editor of the chosen field."""
        return self._editors[max(0, self.fields.currentIndex())]

    def values(self) -> Mapping[str, str]:
        """Return the chosen field with what was typed."""
        return {self.editor.name: self.editor.value()}

    def apply(self) -> None:
        """Write, as one action; a bar shows how far it is when it takes a while."""
        house, kind, ids, values = self._context.house, self._kind, self._ids, self.values()
        work = LongWork(self._context, N_("Changing"), self.parentWidget() or self)
        self.accept()
        work.write(lambda report: change_many(house, kind, ids, values, report))

    # Counting --------------------------------------------------------------------------------------------------------

    def _reckon(self) -> None:
        self._asked += 1
        if self.editor.name not in self._touched:
            # Enter in a field that nobody has touched must not empty it everywhere.
            self.told.clear()
            self.change_button.setText(self._context.words(N_("Change")))
            self.change_button.setEnabled(False)
            return
        number, house, kind, ids, values = self._asked, self._context.house, self._kind, self._ids, self.values()

        def show(count: int) -> None:
            if number == self._asked:
                self._tell(count)

        def refuse(error: Exception) -> None:
            if number == self._asked:
                self._refuse(error)

        self._context.tasks.run(lambda: count_changed(house, kind, ids, values), show, owner=self, failed=refuse)

    def _tell(self, count: int) -> None:
        words = self._context.words
        self.editor.field.clear_error()
        self.told.setText(words.count(WILL, count) if count else words(NONE))
        self.change_button.setText(words.count(CHANGE, count))
        self.change_button.setEnabled(count > 0)

    def _refuse(self, error: Exception) -> None:
        words = self._context.words
        self.told.clear()
        self.change_button.setEnabled(False)
        known = explain(error, words.language)
        if isinstance(error, InvalidInput):
            self.editor.field.show_error(words(error.reason, **error.values))
        elif known is not None:
            self.editor.field.show_error(known.whole)
        else:
            self._context.tasks.failed.emit(error)

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self._pause.start()

    def _chose_field(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._reckon()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        for editor in self._editors:
            self.fields.addItem(words(editor.field.title))
            self.stack.addWidget(_top(editor.field))
        set_role(self.told, "muted")
        set_role(self.change_button, "primary")
        self.change_button.setDefault(True)
        self.change_button.setText(words(N_("Change")))
        self.change_button.setEnabled(False)
        cancel = QPushButton(words(N_("Cancel")))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.told, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.change_button)
        title = QLabel(words.count(TITLE, len(self._ids)))
        set_role(title, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addWidget(Field(self._context, N_("Field"), self.fields))
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.resize(560, 380)

    def _wire(self) -> None:
        self.fields.currentIndexChanged.connect(self._chose_field)
        self.change_button.clicked.connect(self.apply)
        self._pause.timeout.connect(self._reckon)
        for editor in self._editors:
            editor.changed.connect(lambda *_, name=editor.name: self._touch(name))


# The editors of each kind --------------------------------------------------------------------------------------------


def _of_companies(context: Context) -> list[_Editor]:
    municipality = MunicipalityPicker(context)
    sizes = _labels(context, {size.value: text for size, text in SIZE_LABELS.items()})
    return [
        _Editor(
            "municipality", _field(context, N_("Municipality"), municipality), municipality.text, municipality.changed
        ),
        _choice(context, "size", N_("Size"), sizes),
        _codes(context, N_("CPV interests")),
        _line(context, "source", N_("Source")),
        _declines(context),
        _line(context, "contact_months", N_("Contact every (months)")),
    ]


def _of_people(context: Context) -> list[_Editor]:
    return [
        _choice(context, "language", N_("Language"), _labels(context, _LANGUAGES)),
        _line(context, "source", N_("Source")),
        _declines(context),
    ]


def _of_tenders(context: Context) -> list[_Editor]:
    stages = _labels(context, {stage.value: text for stage, text in STAGE_LABELS.items()})
    officer = QComboBox()
    officer.setEditable(True)
    context.read(
        lambda: [one.name for one in context.house.unit.officers()], lambda names: _offer(officer, names), officer
    )
    return [
        _choice(context, "stage", N_("Stage"), stages),
        _Editor("officer", _field(context, N_("Officer"), officer), officer.currentText, officer.currentTextChanged),
        _line(context, "buyer", N_("Buyer")),
        _codes(context, N_("CPV")),
    ]


#: The kinds whose records can be changed many at a time.
_EDITORS: dict[Kind, Callable[[Context], list[_Editor]]] = {
    Kind.COMPANY: _of_companies,
    Kind.PERSON: _of_people,
    Kind.TENDER: _of_tenders,
}
CHANGED_IN_BULK = frozenset(_EDITORS)


def _field(context: Context, title: str, editor: QWidget, help_text: str = EMPTIES) -> Field:
    return Field(context, title, editor, help_text)


def _line(context: Context, name: str, title: str) -> _Editor:
    line = QLineEdit()
    return _Editor(name, _field(context, title, line), line.text, line.textChanged)


def _codes(context: Context, title: str) -> _Editor:
    picker = CpvPicker(context)
    return _Editor("cpv", _field(context, title, picker, ADDED), lambda: " ".join(picker.value()), picker.changed)


def _choice(context: Context, name: str, title: str, box: QComboBox) -> _Editor:
    return _Editor(name, _field(context, title, box, ""), lambda: str(box.currentData()), box.currentIndexChanged)


def _declines(context: Context) -> _Editor:
    editor = DeclinesEditor(context)
    title = N_("Does not want")
    return _Editor("declines", _field(context, title, editor, ""), lambda: " ".join(editor.value()), editor.changed)


def _labels(context: Context, labels: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    for value, text in labels.items():
        box.addItem(context.words(text), str(value))
    box.setPlaceholderText(context.words(CHOOSE))
    box.setCurrentIndex(-1)
    return box


def _offer(box: QComboBox, names: list[str]) -> None:
    box.blockSignals(True)
    box.addItems(names)
    box.setCurrentIndex(-1)
    box.blockSignals(False)


def _top(field: Field) -> QWidget:
    """Return a page with the field at its upper edge, whatever the height of the others."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(field)
    column.addStretch(1)
    return page
