"""The unit as flyers, calendars and badges show it: name, address, ways to reach it, logo and colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.bid import LOCAL_BY_LABELS, LocalBy
from outreach.domain.changes import Changes
from outreach.domain.codes import find_municipality
from outreach.domain.contact import show_phone
from outreach.domain.handout import THEME_LABELS, Theme
from outreach.domain.record import Kind
from outreach.domain.unit import Unit
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.handouts.radio_row import RadioRow
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, set_role

_LOGO = QSize(160, 64)


class UnitPage(QWidget):
    """The form of the unit."""

    name = "unit"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._unit = Unit()
        self._logo = b""
        self._fields: dict[str, Field] = {}
        self._build()
        self._read()
        context.changes.changed.connect(self._written)

    def edited(self) -> Unit:
        """Return the unit as it stands in the form."""
        text = {title: field.editor.text().strip() for title, field in self._fields.items() if isinstance(field.editor, QLineEdit)}
        found = find_municipality(text["Municipality"])
        address = replace(
            self._unit.address, street=text["Street"], postal_code=text["Postal code"], city=text["Town"]
        )
        return replace(
            self._unit,
            municipality=text["Municipality"],
            code=found.code if found else self._unit.code,
            department=text["Department"],
            address=address,
            phone=text["Telephone"],
            email=text["E-mail"],
            website=text["Website"],
            colour=self._colour.name(),
            logo=self._logo,
            theme=Theme(self.theme.value()),
            light=self.light.isChecked(),
            local_by=LocalBy(self.local_by.currentData()),
        )

    def save(self) -> None:
        """Keep the unit; what is wrong is said at its field."""
        for field in self._fields.values():
            field.clear_error()
        unit, house = self.edited(), self._context.house
        self.save_button.setEnabled(False)
        self._context.write(lambda: house.unit.save_unit(unit), None, self._kept, self._refused)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._context.read(self._context.house.unit.unit, self._fill, self)

    def _fill(self, unit: Unit) -> None:
        self._unit = unit
        texts = {
            "Municipality": unit.municipality,
            "Department": unit.department,
            "Street": unit.address.street,
            "Postal code": unit.address.postal_code,
            "Town": unit.address.city,
            "Telephone": show_phone(unit.phone),
            "E-mail": unit.email,
            "Website": unit.website,
        }
        for title, text in texts.items():
            editor = self._fields[title].editor
            assert isinstance(editor, QLineEdit)
            editor.setText(text)
        self._show_colour(QColor(unit.colour))
        self.theme.set_value(unit.theme.value)
        self.light.setChecked(unit.light)
        self.local_by.setCurrentIndex(self.local_by.findData(unit.local_by.value))
        self._show_logo(unit.logo)

    def _written(self, changes: Changes, origin: object) -> None:
        if changes.concern(Kind.UNIT):
            self._read()

    def _kept(self, _changes: Changes) -> None:
        self.save_button.setEnabled(True)
        self._say(self._context.words(N_("Saved")), "success")

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        # The rule for links is the same for tenders, and calls the field so.
        name = {"Link": "Website"}.get(error.field, error.field) if isinstance(error, InvalidInput) else ""
        field = self._fields.get(name)
        known = explain(error, self._context.words.language)
        if isinstance(error, InvalidInput) and field is not None:
            field.show_error(self._context.words(error.reason, **error.values))
            field.editor.setFocus()
        elif known is not None:
            self._say(known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    def _choose_logo(self) -> None:
        words = self._context.words
        dialog = QFileDialog(self, words(N_("Choose a logo")))
        look_calm(dialog)
        dialog.setNameFilter(f"{words(N_('Pictures'))} (*.png *.jpg *.jpeg *.svg)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_logo)
        dialog.open()

    def take_logo(self, name: str) -> None:
        """Read a picture for the logo; the service says whether it may be one."""
        house = self._context.house
        self._context.tasks.run(
            lambda: house.unit.logo_file(Path(name)), self._show_logo, owner=self, failed=self._unreadable
        )

    def _unreadable(self, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) else None
        if reason is None:
            self._context.tasks.failed.emit(error)
        else:
            self._say(self._context.words(N_("The picture cannot be read: {why}."), why=reason), "danger")

    def _show_logo(self, data: bytes) -> None:
        self._logo = data
        self.no_logo_button.setEnabled(bool(data))
        house = self._context.house
        self._context.tasks.run(lambda: house.unit.logo_picture(data), self._show_picture, owner=self)

    def _show_picture(self, data: bytes) -> None:
        picture = QPixmap()
        if data and picture.loadFromData(data):
            ratio = self.devicePixelRatioF()
            scaled = picture.scaled(
                _LOGO * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(ratio)
            self.logo.setPixmap(scaled)
        else:
            self._context.words.bind(self.logo.setText, N_("No logo") if not self._logo else N_("Not a picture that can be shown"))

    def _choose_colour(self) -> None:
        dialog = QColorDialog(self._colour, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._show_colour)
        dialog.open()

    def _show_colour(self, colour: QColor) -> None:
        self._colour = colour
        swatch = QPixmap(20, 20)
        swatch.fill(colour)
        self.colour_button.setIcon(QIcon(swatch))
        self.colour_button.setText(colour.name())

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._row((N_("Municipality"), 1), (N_("Department"), 1)))
        column.addLayout(self._row((N_("Street"), 2), (N_("Postal code"), 1), (N_("Town"), 1)))
        column.addLayout(self._row((N_("Telephone"), 1), (N_("E-mail"), 1), (N_("Website"), 1)))
        column.addLayout(self._looks())
        column.addLayout(self._prints())
        column.addLayout(self._figures())
        column.addStretch(1)
        column.addLayout(self._foot())

    def _row(self, *fields: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        for title, stretch in fields:
            field = Field(self._context, title, QLineEdit())
            self._fields[title] = field
            row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        return row

    def _looks(self) -> QHBoxLayout:
        words = self._context.words
        self.logo = QLabel()
        self.logo.setMinimumSize(_LOGO)
        self.logo_button, self.no_logo_button, self.colour_button = QPushButton(), QPushButton(), QPushButton()
        words.bind(self.logo_button.setText, N_("Choose…"))
        words.bind(self.no_logo_button.setText, N_("Remove"))
        words.bind(self.colour_button.setAccessibleName, N_("Colour"))
        self.logo_button.clicked.connect(self._choose_logo)
        self.no_logo_button.clicked.connect(lambda: self._show_logo(b""))
        self.colour_button.clicked.connect(self._choose_colour)
        picture = QWidget()
        inner = QHBoxLayout(picture)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        inner.addWidget(self.logo)
        inner.addWidget(self.logo_button)
        inner.addWidget(self.no_logo_button)
        inner.addStretch(1)
        self._fields["Logo"] = Field(self._context, N_("Logo"), picture)
        self._fields["Colour"] = Field(self._context, N_("Colour"), self.colour_button)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self._fields["Logo"], 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._fields["Colour"], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _prints(self) -> QHBoxLayout:
        """The look that all handouts begin with."""
        self.theme = RadioRow(self._context, {theme.value: text for theme, text in THEME_LABELS.items()})
        self.light = QCheckBox()
        self._context.words.bind(self.light.setText, N_("Little ink: no large areas of colour"))
        self._fields["Look of handouts"] = Field(self._context, N_("Look of handouts"), self.theme)
        self._fields["Ink"] = Field(self._context, N_("Saving ink"), self.light)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self._fields["Look of handouts"], 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._fields["Ink"], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _figures(self) -> QHBoxLayout:
        """What counts as local, in every figure of bids."""
        self.local_by = QComboBox()
        for value, text in LOCAL_BY_LABELS.items():
            self.local_by.addItem(self._context.words(text), value.value)
        self._context.words.changed.connect(self._say_local)
        self._fields["Local"] = Field(self._context, N_("What counts as local"), self.local_by)
        row = QHBoxLayout()
        row.addWidget(self._fields["Local"], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _say_local(self) -> None:
        for number, text in enumerate(LOCAL_BY_LABELS.values()):
            self.local_by.setItemText(number, self._context.words(text))

    def _foot(self) -> QHBoxLayout:
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.save_button = QPushButton()
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        self._context.words.bind(self.save_button.setText, N_("Save"))
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        row.addWidget(self.save_button)
        return row
