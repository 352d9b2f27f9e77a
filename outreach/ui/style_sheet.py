"""The one style sheet of the window, filled with a theme's colours. Parts are chosen by the dynamic property `role`.

Labels: title, heading, subheading, muted, caption, danger, warning, success, chip, differs, empty.
Chips of a preview, whose type may be enlarged: chip-fact, chip-known, chip-new, chip-warning.
Buttons: primary, danger, quiet (no frame until touched), link, inline (a link in a line of text). Tool buttons are quiet by nature.
Frames: card, panel (a side or detail pane), toolbar (the row above a list), toast, banner, banner-warning, banner-danger.
Lists: side (the program's main list), plain. Line edits: search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach.ui.theme import Theme

# The gate for text on the screen: Qt guesses from a text whether it is HTML, and a company that calls itself
# `<img src="…">` would make a label read a file. So every label is plain, those of message boxes and tooltips too
# (`QToolTip` is the name by which style sheets know the latter); `ui/escaped_text.py` is the one way past.
# The focus ring is a 2 px border; the padding shrinks by the same pixel, so that nothing moves. Numbers stand at the
# right: Qt ignores the left padding of a spin box with styled arrows, and at the left they would touch the frame.
_TEMPLATE = Template("""
* { outline: none; }
QWidget { color: $text; }
QWidget:disabled { color: $disabled; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $outline; padding: 4px 8px; }

QLabel { background: transparent; qproperty-textFormat: PlainText; }
QToolTip { qproperty-textFormat: PlainText; }
QLabel[escaped="true"] { qproperty-textFormat: RichText; }
QLabel[role="title"] { font-size: ${huge}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${large}pt; font-weight: 600; }
QLabel[role="subheading"] { font-weight: 600; }
QLabel[role="muted"], QLabel[role="empty"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: ${small}pt; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="differs"], QRadioButton[role="differs"] { background: $warning_fill; border-radius: 4px; padding: 1px 6px; }
QLabel[role="chip"] { background: $info_fill; border-radius: 10px; padding: 2px 8px; font-size: ${small}pt; }
QLabel[role="chip-fact"], QLabel[role="chip-known"], QLabel[role="chip-new"], QLabel[role="chip-warning"] {
    background: $surface; border: 1px solid $line; border-radius: 6px; padding: 2px 8px;
}
QLabel[role="chip-known"] { border-color: $success; color: $success; }
QLabel[role="chip-new"] { border-color: $accent; color: $accent; font-weight: 600; }
QLabel[role="chip-warning"] { background: $warning_fill; border-color: $warning; color: $warning; }

QPushButton {
    background: $raised; border: 1px solid $outline; border-radius: 6px;
    min-height: 22px; padding: 4px 14px; icon-size: 18px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:disabled { background: $window; border-color: $line; color: $disabled; }
QPushButton:default { border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; padding: 3px 13px; }
QPushButton::menu-indicator { image: url($chevron_down); width: 14px; height: 14px; subcontrol-position: right center; right: 8px; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 4px double $on_accent; padding: 1px 11px; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $disabled; }
QPushButton[role="danger"] { border-color: $danger; color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_fill; }
QPushButton[role="danger"]:disabled { border-color: $line; color: $disabled; }
QPushButton[role="danger"]:focus { border: 2px solid $danger; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border-color: $focus; }
QPushButton[role="link"] {
    background: transparent; border-color: transparent; color: $accent; text-decoration: underline;
    padding: 4px; text-align: left;
}
QPushButton[role="inline"] {
    background: transparent; border: none; border-radius: 2px; color: $accent; text-decoration: underline;
    min-height: 0; padding: 0 2px;
}
QPushButton[role="inline"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: 3px; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px;
    min-height: 22px; min-width: 22px; padding: 4px;
}
QToolButton[toolButtonStyle="0"], QToolButton[toolButtonStyle="2"] { max-height: 22px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $pressed; }
QToolButton:focus { border: 2px solid $focus; padding: 3px; }
QToolButton[popupMode="1"] { padding-right: 22px; }
QToolButton::menu-button { border: none; width: 18px; }
QToolButton::menu-arrow { image: url($chevron_down); width: 12px; height: 12px; }
QToolButton[popupMode="2"]::menu-indicator { image: none; }
QToolBar { background: transparent; border: none; spacing: 4px; padding: 4px; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 4px; }

QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; border: 1px solid $outline; border-radius: 6px;
}
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox {
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QTextEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox { min-height: 22px; padding: 4px 8px; }
QAbstractSpinBox { min-height: 26px; max-height: 26px; padding: 2px 8px; }
QTextEdit, QPlainTextEdit { padding: 4px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $focus; padding: 3px 7px; }
QAbstractSpinBox:focus { border: 2px solid $focus; padding: 1px 7px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px; }
QLineEdit:read-only, QTextEdit:read-only { background: $window; border-color: $line; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    background: $window; border-color: $line;
}
QLineEdit[invalid="true"], QTextEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] {
    border-color: $danger;
}
QLineEdit[role="search"] { border-radius: 15px; }
QLineEdit QToolButton { border: none; padding: 0; margin: 0; min-width: 0; min-height: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QSpinBox, QDoubleSpinBox { qproperty-alignment: 'AlignRight | AlignVCenter'; }
QDateTimeEdit[calendarPopup="false"] { qproperty-alignment: 'AlignHCenter | AlignVCenter'; }

QComboBox { padding-right: 28px; combobox-popup: 0; }
QComboBox:focus { padding-right: 27px; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
    image: url($chevron_down); width: 14px; height: 14px;
}
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $outline; border-radius: 6px; padding: 4px;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 2px 8px; border-radius: 4px; }

QAbstractSpinBox { padding-right: 24px; }
QAbstractSpinBox:focus { padding-right: 23px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; border: none; width: 24px; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; height: 15px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; height: 15px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; border-radius: 4px; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url($chevron_down); width: 11px; height: 11px; }
QDateTimeEdit::drop-down { subcontrol-origin: border; subcontrol-position: center right; border: none; width: 26px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator {
    width: 16px; height: 16px; background: $surface; border: 1px solid $outline;
}
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QRadioButton::indicator:focus { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
    background: $accent; border-color: $accent; image: url($check);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url($dash);
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($dot); }
QCheckBox:focus, QRadioButton:focus { background: $hover; border-radius: 4px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; width: 14px; height: 14px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line; }

QAbstractItemView {
    background: $surface; alternate-background-color: $window; border: 1px solid $line; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text; padding: 1px;
}
QAbstractItemView:focus, QTableView:focus { border: 2px solid $focus; padding: 0; }
QListView::item, QTreeView::item { min-height: 28px; padding: 4px 8px; }
QTableView::item { padding: 4px 8px; border-bottom: 1px solid $line; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selection; color: $text; }
QTableView { gridline-color: $line; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $outline;
    padding: 6px 8px; font-weight: 600;
}
QHeaderView::section:vertical { border-bottom: 1px solid $line; color: $text; font-weight: 400; }
QHeaderView::section:hover { background: $hover; color: $text; }
QHeaderView::up-arrow { image: url($chevron_up); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url($chevron_down); width: 12px; height: 12px; }
QTableCornerButton::section { background: $surface; border: none; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url($chevron_right); }
QTreeView::branch:has-children:open { image: url($chevron_down); }

QListView[role="side"] { background: transparent; border: none; padding: 8px; font-size: ${side}pt; }
QListView[role="side"]::item { min-height: 32px; padding: 2px 12px; border-radius: 6px; margin: 1px 0; }
QListView[role="side"]::item:selected { background: $selection; color: $text; font-weight: 600; }
QListView[role="side"]:focus { border: none; padding: 8px; }
QListView[role="side"]::item:selected:focus { border: 2px solid $focus; padding: 0 10px; }
QListView[role="plain"] { background: transparent; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 3px solid transparent;
    padding: 7px 14px; margin-right: 4px;
}
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 4px; padding: 5px 12px 6px 12px; }

QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 12px; padding: 12px 8px 8px 8px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; left: 12px; padding: 0 4px; color: $text; }

QMenu { background: $raised; border: 1px solid $outline; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; min-height: 20px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $window; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 6px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: none; }

QScrollArea, QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="page"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $focus; }

QFrame[role="card"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[role="notice"] { background: $info_fill; border: none; border-radius: 6px; }
QFrame[role="panel"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[role="sidebar"] { background: $window; border: none; border-right: 1px solid $line; }
QFrame[role="toolbar"] { background: $window; border: none; border-bottom: 1px solid $line; }
QFrame[role="palette"] { background: $raised; border: 1px solid $outline; border-radius: 10px; }
QFrame[role="toast"] { background: $text; border-radius: 8px; }
QFrame[role="toast"] QLabel { color: $window; }
QFrame[role="toast"] QPushButton { background: transparent; border-color: $window; color: $window; }
QFrame[role="toast"] QPushButton:hover { background: $muted; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $window; }
QFrame[role="toast"] QToolButton:hover { background: $muted; }
QFrame[role="banner"] { background: $info_fill; border: none; border-left: 4px solid $accent; border-radius: 4px; }
QFrame[role="banner-warning"] { background: $warning_fill; border: none; border-left: 4px solid $warning; border-radius: 4px; }
QFrame[role="banner-danger"] { background: $danger_fill; border: none; border-left: 4px solid $danger; border-radius: 4px; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QCalendarWidget QWidget { alternate-background-color: $surface; }
QCalendarWidget QAbstractItemView { border: none; border-radius: 0; }
QCalendarWidget QTableView::item { border: none; padding: 0; }
QCalendarWidget #qt_calendar_navigationbar { background: $surface; }
QCalendarWidget #qt_calendar_prevmonth { qproperty-icon: url($chevron_left); }
QCalendarWidget #qt_calendar_nextmonth { qproperty-icon: url($chevron_right); }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QSpinBox { min-width: 64px; }
""")


def style_sheet(theme: Theme, points: float, shapes: Mapping[str, str]) -> str:
    """Return the style sheet in a theme's colours. `points` is the base size of type, `shapes` maps shape → file."""
    sizes = {"small": points * 0.9, "side": points * 1.05, "large": points * 1.3, "huge": points * 1.8}
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    files = {name.replace("-", "_"): path for name, path in shapes.items()}
    return _TEMPLATE.substitute(colours | files | {name: f"{size:.1f}" for name, size in sizes.items()})
